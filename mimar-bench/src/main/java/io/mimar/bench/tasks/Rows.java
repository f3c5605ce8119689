package io.mimar.bench.tasks;

import io.mimar.data.StratifiedSplit;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;

/**
 * Rows of a CSV file, whose last column is the class.
 *
 * @param header the columns' names
 * @param rows the cells of each row
 */
record Rows(List<String> header, List<List<String>> rows) {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  /** Reads a file whose first row has the names. */
  static Rows read(Path file) throws IOException {
    List<List<String>> all = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser parser = FORMAT.parse(reader)) {
      parser.forEach(record -> all.add(record.toList()));
    }
    return new Rows(all.get(0), all.subList(1, all.size()));
  }

  /** Writes a file. */
  void write(Path file) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file);
        CSVPrinter printer = new CSVPrinter(writer, FORMAT)) {
      printer.printRecord(header);
      printer.printRecords(rows);
    }
  }

  /**
   * A sample of {@code count} rows in their order, each class in its share.
   *
   * @param count at most all
   */
  Rows sample(int count, RandomGenerator rng) {
    return select(StratifiedSplit.sample(labels(), classes().size(), count, rng));
  }

  /**
   * Divides them, each class in the same shares; in both parts they keep their order.
   *
   * @param share of the rows that are tested on
   */
  Split split(double share, RandomGenerator rng) {
    int[][] parts = StratifiedSplit.split(labels(), classes().size(), new double[] {share}, rng);
    return new Split(select(parts[0]), select(parts[1]));
  }

  private Rows select(int[] chosen) {
    return new Rows(header, Arrays.stream(chosen).mapToObj(rows::get).toList());
  }

  private String target(List<String> row) {
    return row.get(header.size() - 1);
  }

  private List<String> classes() {
    TreeSet<String> names = new TreeSet<>();
    rows.forEach(row -> names.add(target(row)));
    return List.copyOf(names);
  }

  private int[] labels() {
    List<String> classes = classes();
    return rows.stream().mapToInt(row -> classes.indexOf(target(row))).toArray();
  }

  /**
   * Rows to learn from and rows to test on.
   *
   * @param train to learn from
   * @param test none of them
   */
  record Split(Rows train, Rows test) {
    /** Writes {@code train.csv} and {@code test.csv}. */
    void write(Path folder) throws IOException {
      train.write(folder.resolve("train.csv"));
      test.write(folder.resolve("test.csv"));
    }
  }
}
