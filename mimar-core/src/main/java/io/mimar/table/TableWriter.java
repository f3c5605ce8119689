package io.mimar.table;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mimar.file.WholeFile;
import io.mimar.graph.EdgeGraph;
import io.mimar.space.Choice;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes a table as {@link TableReader} reads it: {@code table.json} and {@code data.csv.gz}. */
public final class TableWriter {
  /** The name of the file of rows. */
  public static final String DATA = "data.csv.gz";

  private static final JsonMapper JSON = new JsonMapper();

  /** Above this a double is no longer sure to be the whole number it seems. */
  private static final double LARGEST_WHOLE = 1e15;

  private TableWriter() {}

  /**
   * Writes {@code table} to a folder that exists, the descriptor last: where it is, the table is
   * whole.
   */
  public static void write(Table table, Path folder) throws IOException {
    WholeFile.write(folder.resolve(DATA), out -> rows(table, out));
    byte[] descriptor = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(descriptor(table));
    WholeFile.write(folder.resolve(TableReader.DESCRIPTOR), out -> out.write(descriptor));
  }

  // ---- the rows

  private static void rows(Table table, OutputStream out) throws IOException {
    try (Writer text = new OutputStreamWriter(new GZIPOutputStream(out), StandardCharsets.UTF_8);
        CSVPrinter csv =
            new CSVPrinter(text, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get())) {
      rows(table, csv);
    }
  }

  private static void rows(Table table, CSVPrinter csv) throws IOException {
    List<String> header = new ArrayList<>(table.layout().columns());
    table.metrics().forEach(m -> header.add(m.column()));
    csv.printRecord(header);
    double[][] values = table.values();
    for (int r = 0; r < table.rows().size(); r++) {
      List<String> fields = new ArrayList<>(table.layout().fields(table.rows().get(r)));
      for (double[] column : values) {
        fields.add(number(column[r]));
      }
      csv.printRecord(fields);
    }
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE;
    return whole ? String.valueOf((long) value) : String.valueOf(value);
  }

  // ---- the descriptor

  private static ObjectNode descriptor(Table table) {
    ObjectNode root = JSON.createObjectNode().put("name", table.name()).put("data", DATA);
    root.set("architecture", architecture(table.layout()));
    ArrayNode metrics = root.putArray("metrics");
    for (Metric metric : table.metrics()) {
      metrics
          .addObject()
          .put("column", metric.column())
          .put("direction", metric.direction().name().toLowerCase(Locale.ROOT))
          .put("unit", metric.unit())
          .put("role", metric.role().toString());
    }
    return root;
  }

  private static ObjectNode architecture(Layout layout) {
    ObjectNode node = JSON.createObjectNode().put("kind", layout.kind());
    if (layout instanceof EdgesLayout edges) {
      edges(edges, node);
    } else if (layout instanceof GraphLayout graph) {
      node.put("adjacency", graph.adjacencyColumn()).put("operations", graph.operationsColumn());
    } else if (layout instanceof ChoicesLayout choices) {
      choices(choices, node);
    }
    return node;
  }

  private static void edges(EdgesLayout layout, ObjectNode node) {
    node.put("vertices", layout.cell().vertices());
    ArrayNode edges = node.putArray("edges");
    for (int e = 0; e < layout.columns().size(); e++) {
      EdgeGraph.Edge edge = layout.cell().edges().get(e);
      edges
          .addObject()
          .put("from", edge.from())
          .put("to", edge.to())
          .put("column", layout.columns().get(e));
    }
    layout.labels().forEach(node.putArray("operations")::add);
    layout.absent().ifPresent(label -> node.put("absent", label));
    layout.identity().ifPresent(label -> node.put("identity", label));
  }

  private static void choices(ChoicesLayout layout, ObjectNode node) {
    ArrayNode list = node.putArray("choices");
    for (int c = 0; c < layout.columns().size(); c++) {
      Choice choice = layout.choices().get(c);
      ObjectNode own = list.addObject().put("column", layout.columns().get(c));
      choice.values().forEach(own.putArray("values")::add);
      own.put("ordered", choice.ordered());
    }
  }
}
