package io.mimar;

import io.mimar.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** A table of 243 rows: five choices of three, an accuracy, its report, a cost, one with holes. */
public final class TinyTable {
  /** How many rows. */
  public static final int ROWS = 243;

  /** Rows that lack a value of {@code holes}: all whose first choice is a. */
  public static final int HOLES = 81;

  private static final int PLACES = 5;

  private TinyTable() {}

  /** Writes the table to {@code folder}, and returns it. */
  public static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder choices = new StringBuilder();
    StringBuilder rows = new StringBuilder();
    for (int c = 0; c < PLACES; c++) {
      choices.append(c == 0 ? "" : ",");
      choices.append("{\"column\":\"k" + c + "\",\"values\":[\"a\",\"b\",\"c\"]}");
      rows.append("k" + c + ",");
    }
    rows.append("acc,test,ms,holes\n");
    for (int code = 0; code < ROWS; code++) {
      row(code, rows);
    }
    Files.writeString(folder.resolve("rows.csv"), rows);
    Files.writeString(
        folder.resolve("table.json"),
        "{\"name\":\"tiny\",\"data\":\"rows.csv\",\"architecture\":{\"kind\":\"choices\","
            + "\"choices\":["
            + choices
            + "]},\"metrics\":["
            + metric("acc", "maximize", "objective")
            + ","
            + metric("test", "maximize", "report")
            + ","
            + metric("ms", "minimize", "cost")
            + ","
            + metric("holes", "minimize", "report")
            + "]}");
    return folder;
  }

  /** Writes 27 cells of three edges between three vertices, scored by their convolutions. */
  public static Path writeCells(Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder rows = new StringBuilder("e0,e1,e2,acc\n");
    List<String> operations = List.of("none", "skip", "conv");
    for (int code = 0; code < 27; code++) {
      int[] picked = {code % 3, code / 3 % 3, code / 9};
      for (int operation : picked) {
        rows.append(operations.get(operation)).append(',');
      }
      rows.append(picked[0] + 2 * picked[1] + 3 * picked[2]).append('\n');
    }
    Files.writeString(folder.resolve("rows.csv"), rows);
    Files.writeString(
        folder.resolve("table.json"),
        """
        {"name":"cells","data":"rows.csv","architecture":{"kind":"edges","vertices":3,"edges":[
          {"from":0,"to":1,"column":"e0"},{"from":0,"to":2,"column":"e1"},
          {"from":1,"to":2,"column":"e2"}],
          "operations":["none","skip","conv"],"absent":"none","identity":"skip"},
         "metrics":[%s]}
        """
            .formatted(metric("acc", "maximize", "objective")));
    return folder;
  }

  private static String metric(String column, String direction, String role) {
    return String.format(
        "{\"column\":\"%s\",\"direction\":\"%s\",\"role\":\"%s\"}", column, direction, role);
  }

  private static void row(int code, StringBuilder rows) {
    RandomGenerator rng = Seeds.root(code).at("tiny").rng();
    double good = 0;
    double slow = 0;
    for (int c = 0, rest = code; c < PLACES; c++, rest /= 3) {
      rows.append("abc".charAt(rest % 3)).append(',');
      good += rest % 3 == 2 ? 8 : rest % 3;
      slow += (rest % 3) * (c + 1);
    }
    String holes = code % 3 == 0 ? "" : "" + code;
    rows.append(
        String.format(
            Locale.ROOT,
            "%.4f,%.4f,%.2f,%s%n",
            50 + good + 3 * rng.nextDouble(),
            49 + good + 3 * rng.nextDouble(),
            1 + slow,
            holes));
  }
}
