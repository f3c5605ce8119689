package io.mimar.folder;

import io.mimar.MimarException;
import io.mimar.file.WholeFile;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * What a trained network said about some rows before it was exported, kept beside its model file so
 * that every later export can be compared with it.
 *
 * @param onTest whether the rows are of the test part, else of the validation part; which ones says
 *     {@link #rows}
 * @param answers {@code [N,K]}
 */
@SuppressWarnings("ArrayRecordComponent") // written once, read once
public record Expected(boolean onTest, float[][] answers) {
  private static final int MAGIC = 0x4d494d45; // "MIME"

  /** The file that belongs to {@code model}. */
  public static Path beside(Path model) {
    return model.resolveSibling(model.getFileName() + ".expected");
  }

  /** Writes this beside {@code model}, whole or not at all. */
  public void write(Path model) throws IOException {
    WholeFile.write(beside(model), this::writeTo);
  }

  private void writeTo(OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeInt(MAGIC);
    out.writeBoolean(onTest);
    out.writeInt(answers.length);
    out.writeInt(answers.length == 0 ? 0 : answers[0].length);
    for (float[] row : answers) {
      for (float answer : row) {
        out.writeFloat(answer);
      }
    }
  }

  /**
   * Reads what lies beside {@code model}.
   *
   * @throws MimarException when it is missing or damaged
   */
  public static Expected read(Path model) {
    Path file = beside(model);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw damaged(file, "it does not start with the magic number", null);
      }
      boolean onTest = in.readBoolean();
      int rows = in.readInt();
      int columns = in.readInt();
      long size = 13 + (long) rows * columns * Float.BYTES;
      if (rows < 0 || columns < 1 || size != Files.size(file)) {
        throw damaged(file, "it claims " + rows + " rows of " + columns, null);
      }
      float[][] answers = new float[rows][columns];
      for (float[] row : answers) {
        for (int k = 0; k < columns; k++) {
          row[k] = in.readFloat();
        }
      }
      return new Expected(onTest, answers);
    } catch (IOException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Refuses what was not said by a model like the one it lies beside.
   *
   * @param model its file
   * @param numbers that the model tells of a row
   * @param tested whether there is a test part
   * @throws MimarException when it is of other numbers, or of a part that is not there
   */
  public void requireOf(Path model, int numbers, boolean tested) {
    if (onTest && !tested) {
      throw damaged(beside(model), "it is of a test part, but the data have none", null);
    }
    if (answers.length > 0 && answers[0].length != numbers) {
      String why = "it has %d numbers a row, but the model tells %d";
      throw damaged(beside(model), why.formatted(answers[0].length, numbers), null);
    }
  }

  /** {@code count} rows of {@code all}, evenly spread, so that every class is met. */
  public static int[] rows(int count, int all) {
    return IntStream.range(0, count).map(i -> (int) ((long) i * all / count)).toArray();
  }

  /** The largest answer where that is above 1: amounts have a rounding of their own size. */
  private double scale() {
    double largest = 1;
    for (float[] row : answers) {
      for (float answer : row) {
        largest = Math.max(largest, Math.abs(answer));
      }
    }
    return largest;
  }

  /**
   * The largest difference from {@code others}, {@code [N,K]}, in shares of the largest answer
   * where that is above 1; infinite when one is no number.
   */
  public double largestDifference(float[][] others) {
    double largest = 0;
    double scale = scale();
    for (int i = 0; i < answers.length; i++) {
      for (int k = 0; k < answers[i].length; k++) {
        double difference = Math.abs((double) answers[i][k] - others[i][k]) / scale;
        largest = difference <= largest ? largest : difference;
        largest = Double.isNaN(largest) ? Double.POSITIVE_INFINITY : largest;
      }
    }
    return largest;
  }

  private static MimarException damaged(Path file, String why, Throwable cause) {
    return new MimarException(
        "what the trained network said, " + file + ", cannot be read: " + why,
        "Delete the model beside it; the export then trains it again from its seed.",
        cause);
  }
}
