package io.mimar.bench.fuzz;

import io.mimar.table.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Descriptors of small benchmark tables, one for each way to write architectures. */
final class BenchmarkTables {
  /** Two architectures of one choice, {@code k}. */
  static final String CHOICES =
      descriptor(
          "{\"kind\":\"choices\",\"choices\":"
              + "[{\"column\":\"k\",\"values\":[\"1\",\"2\"],\"ordered\":true}]}");

  /** Two edges one after the other, {@code a} and {@code b}. */
  static final String EDGES =
      descriptor(
          "{\"kind\":\"edges\",\"vertices\":3,\"edges\":[{\"from\":0,\"to\":1,\"column\":\"a\"},"
              + "{\"from\":1,\"to\":2,\"column\":\"b\"}],\"operations\":[\"none\",\"skip\",\"conv\"],"
              + "\"absent\":\"none\",\"identity\":\"skip\"}");

  /** Any graphs: {@code adjacency} and {@code ops}. */
  static final String GRAPHS =
      descriptor("{\"kind\":\"graph\",\"adjacency\":\"adjacency\",\"operations\":\"ops\"}");

  private BenchmarkTables() {}

  private static String descriptor(String architecture) {
    return "{\"name\":\"t\",\"data\":\"data.csv\",\"architecture\":"
        + architecture
        + ",\"metrics\":[{\"column\":\"acc\",\"direction\":\"maximize\",\"unit\":\"%\","
        + "\"role\":\"objective\"}]}";
  }

  /** Reads the table whose rows are {@code rows}, alone in its folder. */
  static void read(Path rows, String descriptor) throws IOException {
    Files.writeString(rows.resolveSibling("table.json"), descriptor);
    TableReader.read(rows.getParent());
  }
}
