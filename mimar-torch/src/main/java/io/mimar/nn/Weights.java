package io.mimar.nn;

import io.mimar.MimarException;
import io.mimar.network.Network;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The numbers of a network by name, outside the engine: to keep, average, send and export. Running
 * statistics and the pixels' normalisation are among them, so that a network and its weights are
 * all that a prediction needs.
 */
public final class Weights {
  private static final int MAGIC = 0x4d494d57; // "MIMW"
  private static final int FORMAT = 1;
  private static final int MAX_ARRAYS = 1 << 20;

  private final Map<String, float[]> arrays;

  private Weights(Map<String, float[]> arrays) {
    this.arrays = arrays;
  }

  /** Copies {@code arrays}. */
  public static Weights of(Map<String, float[]> arrays) {
    Map<String, float[]> copy = new LinkedHashMap<>();
    arrays.forEach((name, values) -> copy.put(name, values.clone()));
    return new Weights(copy);
  }

  /** The names, in the order of {@link Parameter#of}. */
  public Set<String> names() {
    return Collections.unmodifiableSet(arrays.keySet());
  }

  /**
   * A copy of the array called {@code name}, row-major.
   *
   * @throws MimarException when there is none
   */
  public float[] get(String name) {
    float[] values = arrays.get(name);
    if (values == null) {
      throw new MimarException(
          "the weights have no array " + name,
          "They belong to another network: use the one they were trained with.");
    }
    return values.clone();
  }

  /**
   * A copy of the array called {@code name}, which must hold so many numbers.
   *
   * @throws MimarException when there is none, or it has another size
   */
  float[] get(String name, int size) {
    float[] values = get(name);
    if (values.length != size) {
      throw new MimarException(
          "weights " + name + " hold " + values.length + " numbers, but must hold " + size,
          "They belong to another network: use the one they were trained with.");
    }
    return values;
  }

  /**
   * Checks that these are weights of {@code network}.
   *
   * @throws MimarException when an array is missing or has another size
   */
  public void requireOf(Network network) {
    Parameter.of(network).forEach(p -> get(p.name(), p.size()));
  }

  /** Whether every number is finite. */
  public boolean isFinite() {
    for (float[] values : arrays.values()) {
      for (float value : values) {
        if (!Float.isFinite(value)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * The mean of weights of one network, number by number.
   *
   * @throws MimarException when their names or sizes differ, or there are none
   */
  public static Weights average(List<Weights> all) {
    if (all.isEmpty()) {
      throw new MimarException(
          "weights to average are none, but must be at least one", "Keep one.");
    }
    Map<String, float[]> mean = new LinkedHashMap<>();
    for (String name : all.get(0).names()) {
      double[] sum = new double[all.get(0).get(name).length];
      for (Weights weights : all) {
        float[] values = weights.get(name);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += values[i];
        }
      }
      float[] values = new float[sum.length];
      for (int i = 0; i < sum.length; i++) {
        values[i] = (float) (sum[i] / all.size());
      }
      mean.put(name, values);
    }
    return new Weights(mean);
  }

  /** Writes all arrays, big-endian, after a format number. */
  public void write(OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(MAGIC);
    data.writeInt(FORMAT);
    data.writeInt(arrays.size());
    for (Map.Entry<String, float[]> entry : arrays.entrySet()) {
      data.writeUTF(entry.getKey());
      data.writeInt(entry.getValue().length);
      for (float value : entry.getValue()) {
        data.writeFloat(value);
      }
    }
    data.flush();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws MimarException when it is something else
   * @throws IOException when it cannot be read, or ends too early
   */
  public static Weights read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int magic = data.readInt();
    int format = data.readInt();
    int count = data.readInt();
    if (magic != MAGIC || format != FORMAT || count < 0 || count > MAX_ARRAYS) {
      throw new MimarException(
          "this is not a file of weights in format " + FORMAT,
          "Give a file that mimar wrote, or train the trial again.");
    }
    Map<String, float[]> arrays = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = data.readUTF();
      arrays.put(name, readArray(data));
    }
    return new Weights(arrays);
  }

  /** Grows with what is really there, so that a false length cannot claim memory. */
  private static float[] readArray(DataInputStream data) throws IOException {
    int left = data.readInt();
    List<float[]> chunks = new ArrayList<>();
    int total = Math.max(0, left);
    while (left > 0) {
      float[] chunk = new float[Math.min(left, 1 << 16)];
      for (int i = 0; i < chunk.length; i++) {
        chunk[i] = data.readFloat();
      }
      chunks.add(chunk);
      left -= chunk.length;
    }
    float[] values = new float[total];
    int place = 0;
    for (float[] chunk : chunks) {
      System.arraycopy(chunk, 0, values, place, chunk.length);
      place += chunk.length;
    }
    return values;
  }
}
