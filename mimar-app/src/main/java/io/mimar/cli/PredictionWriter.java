package io.mimar.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mimar.config.Json;
import io.mimar.data.Target;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes predictions: file, class, probability of each class, or file and value; as CSV with a
 * header or JSON lines.
 */
final class PredictionWriter {
  private final Writer out;
  private final CSVPrinter csv;
  private final Target target;
  private final List<String> classes;
  private boolean begun;

  PredictionWriter(PrintStream stream, boolean json, Target target) throws IOException {
    this.out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    this.target = target;
    this.classes = target.classes();
    if (json) {
      csv = null;
    } else {
      csv = new CSVPrinter(out, CSVFormat.RFC4180.builder().setRecordSeparator("\n").get());
    }
  }

  /**
   * Writes one line.
   *
   * @param answer {@code [K]} probabilities, or one amount
   */
  void write(String file, float[] answer) throws IOException {
    if (classes.isEmpty()) {
      writeValue(file, answer[0]);
    } else {
      writeClass(file, answer);
    }
  }

  private void writeValue(String file, float told) throws IOException {
    if (csv != null) {
      header();
      csv.printRecord(file, target.text(told));
    } else {
      ObjectNode line = Json.json().createObjectNode().put("file", file);
      double amount = target.amount(told);
      out.write((amount == told ? line.put("value", told) : line.put("value", amount)) + "\n");
    }
  }

  private void writeClass(String file, float[] probabilities) throws IOException {
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) {
      best = probabilities[k] > probabilities[best] ? k : best;
    }
    if (csv != null) {
      header();
      List<Object> row = new ArrayList<>(List.of(file, classes.get(best)));
      for (float probability : probabilities) {
        row.add(probability);
      }
      csv.printRecord(row);
    } else {
      ObjectNode line = Json.json().createObjectNode();
      line.put("file", file).put("class", classes.get(best));
      ObjectNode all = line.putObject("probabilities");
      for (int k = 0; k < probabilities.length; k++) {
        all.put(classes.get(k), probabilities[k]);
      }
      out.write(line + "\n");
    }
  }

  /** The first line of CSV comes with the first prediction: where there is none, there is none. */
  private void header() throws IOException {
    if (!begun) {
      begun = true;
      List<String> header = new ArrayList<>(List.of("file", classes.isEmpty() ? "value" : "class"));
      classes.forEach(c -> header.add("probability of " + c));
      csv.printRecord(header);
    }
  }

  /** Sends what is written on its way. */
  void flush() throws IOException {
    out.flush();
  }
}
