package io.mimar.onnx;

import static io.mimar.onnx.GraphWriter.integer;
import static io.mimar.onnx.GraphWriter.integers;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.mimar.network.ColumnLayer;
import io.mimar.network.ColumnPlaces;
import io.mimar.nn.Constants;
import java.util.ArrayList;
import java.util.List;

/** Writes layers that read a raw row of a table as ONNX operators. */
final class ColumnExport {
  private static final int EDGES = ColumnLayer.BINS + 1;

  private final NodeExport e;
  private final ColumnLayer.Scale scale;
  private final ColumnPlaces places;
  private final String rows;

  private ColumnExport(NodeExport e, ColumnLayer layer) {
    this.e = e;
    this.scale = layer.scale();
    this.places = layer.places();
    this.rows = e.step("row", "Flatten", e.inputs(), integer("axis", 1));
  }

  /** Writes one node and returns the name of its result. */
  static String of(NodeExport e, ColumnLayer layer) {
    ColumnExport export = new ColumnExport(e, layer);
    return layer instanceof ColumnLayer.Flat flat
        ? export.flat(flat)
        : export.tokens((ColumnLayer.Tokens) layer);
  }

  private String flat(ColumnLayer.Flat flat) {
    List<String> parts = new ArrayList<>();
    if (!places.numbers().isEmpty()) {
      parts.add(scaled(selected("numbers", places.numbers())));
    }
    if (places.maybe() > 0) {
      String missing = e.step("absent", "IsNaN", List.of(selected("maybes", places.maybes())));
      parts.add(e.step("absence", "Cast", List.of(missing), real()));
    }
    if (!places.hot().isEmpty()) {
      String values = selected("slots", places.slotColumns());
      String hot = e.step("equal", "Equal", List.of(values, wholes("slot", places.slotValues())));
      parts.add(e.step("hot", "Cast", List.of(hot), real()));
    }
    if (!places.vectors().isEmpty()) {
      String vectors = vectors(places.ids(false), flat.dimensions());
      parts.add(e.step("categories", "Flatten", List.of(vectors), integer("axis", 1)));
    }
    return e.shaped(e.step("all", "Concat", parts, integer("axis", 1)));
  }

  private String tokens(ColumnLayer.Tokens tokens) {
    return e.shaped(e.transposed("upright", joined(tokens), 0, 2, 1));
  }

  /** The vectors {@code [B,F,D]}: those of missing numbers are added to those of numbers. */
  private String joined(ColumnLayer.Tokens tokens) {
    int count = places.numbers().size();
    int maybe = places.maybe();
    ColumnPlaces.Ids ids = places.ids(true);
    if (count == 0) {
      return vectors(ids, tokens.dimensions());
    } else if (ids.count() == 0) {
      return encoded(tokens);
    }
    List<String> parts = new ArrayList<>();
    String encoded = encoded(tokens);
    String table = vectors(ids, tokens.dimensions());
    if (count > maybe) {
      parts.add(part("sure", encoded, 0, count - maybe));
    }
    if (maybe > 0) {
      String there = part("there", encoded, count - maybe, count);
      parts.add(e.step("both", "Add", List.of(there, part("lacking", table, 0, maybe))));
    }
    if (!places.vectors().isEmpty()) {
      parts.add(part("categories", table, maybe, ids.places().size()));
    }
    return e.step("all", "Concat", parts, integer("axis", 1));
  }

  /** Some columns of {@code [B,F,D]}. */
  private String part(String name, String value, int from, int to) {
    String first = e.integers(name + ".from", from);
    String end = e.integers(name + ".to", to);
    return e.step(name, "Slice", List.of(value, first, end, e.integers(name + ".axes", 1)));
  }

  /** Features times the matrix of each column, {@code [B,M,D]}. */
  private String encoded(ColumnLayer.Tokens tokens) {
    String features = e.transposed("features", features(tokens), 1, 0, 2);
    int count = places.numbers().size();
    String matrices = e.array("matrices", count, tokens.dimensions(), tokens.features());
    String turned = e.transposed("turned", matrices, 0, 2, 1);
    String products = e.step("products", "MatMul", List.of(features, turned));
    return e.transposed("encoded", products, 1, 0, 2);
  }

  /** {@code [B,M,K]}. */
  private String features(ColumnLayer.Tokens tokens) {
    String values = selected("numbers", places.numbers());
    String scaled =
        e.step("scaled.apart", "Unsqueeze", List.of(scaled(values), e.integers("scaled.axis", 2)));
    return switch (tokens.encoding()) {
      case LINEAR -> scaled;
      case PIECEWISE -> {
        String lowest = filled("lowest", values, edges(0, 1, 1));
        String bins = bins("bins", lowest, tokens.terms());
        yield e.step("told", "Concat", List.of(scaled, bins), integer("axis", 2));
      }
      case PERIODIC -> {
        String angles = angles(scaled, tokens.terms());
        String sines = e.step("sines", "Sin", List.of(angles));
        String cosines = e.step("cosines", "Cos", List.of(angles));
        yield e.step("told", "Concat", List.of(scaled, sines, cosines), integer("axis", 2));
      }
    };
  }

  private String angles(String scaled, int terms) {
    String frequencies = e.array("frequencies", places.numbers().size(), terms);
    String turns = e.step("turns", "Mul", List.of(scaled, frequencies));
    return e.step("angles", "Mul", List.of(turns, single("circle", 2 * Math.PI)));
  }

  // ---- numbers

  private String scaled(String values) {
    return switch (scale) {
      case STANDARD -> bent(values, Constants.INPUT_MEAN, Constants.INPUT_DEVIATION);
      case ROBUST -> bent(values, Constants.INPUT_CENTRE, Constants.INPUT_SPREAD);
      case QUANTILE -> ranked(values);
    };
  }

  private String bent(String values, String centre, String spread) {
    float[] middle = fitted(centre);
    String filled = filled("filled", values, middle);
    String middles = e.constant("centre", middle, middle.length);
    String centred = e.step("centred", "Sub", List.of(filled, middles));
    String spreads = e.constant("spread", fitted(spread), middle.length);
    String wide = e.step("wide", "Div", List.of(centred, spreads));
    List<String> ends =
        List.of(wide, scalar("far.low", -ColumnLayer.FAR), scalar("far.high", ColumnLayer.FAR));
    String z = e.step("z", "Clip", ends);
    String part = e.step("part", "Mul", List.of(z, single("bend", 1 / scale.bound())));
    String square = e.step("square", "Mul", List.of(part, part));
    String more = e.step("more", "Add", List.of(square, single("one", 1)));
    return e.step("scaled", "Div", List.of(z, e.step("root", "Sqrt", List.of(more))));
  }

  private String ranked(String values) {
    String filled = filled("filled", values, edges(ColumnLayer.BINS / 2, 1, 1));
    String bins = bins("ranks", filled, ColumnLayer.BINS);
    String rank =
        e.step("rank", "ReduceMean", List.of(bins), integers("axes", 2), integer("keepdims", 0));
    String wide = e.step("wide", "Mul", List.of(rank, single("width", 2 * scale.bound())));
    return e.step("scaled", "Sub", List.of(wide, single("half", scale.bound())));
  }

  private String filled(String name, String values, float[] with) {
    String missing = e.step(name + ".missing", "IsNaN", List.of(values));
    String constant = e.constant(name + ".with", with, with.length);
    return e.step(name, "Where", List.of(missing, constant, values));
  }

  /** How much of each of {@code count} bins lies below a number, {@code [B,M,count]}. */
  private String bins(String name, String values, int count) {
    int step = ColumnLayer.BINS / count;
    float[] lower = edges(0, count, step);
    float[] width = edges(step, count, step);
    for (int i = 0; i < width.length; i++) {
      width[i] -= lower[i];
    }
    int columns = places.numbers().size();
    String apart =
        e.step(name + ".apart", "Unsqueeze", List.of(values, e.integers(name + ".axis", 2)));
    String above =
        e.step(
            name + ".above",
            "Sub",
            List.of(apart, e.constant(name + ".lower", lower, columns, count)));
    String share =
        e.step(
            name + ".share",
            "Div",
            List.of(above, e.constant(name + ".width", width, columns, count)));
    return e.step(
        name, "Clip", List.of(share, scalar(name + ".none", 0), scalar(name + ".full", 1)));
  }

  /** {@code count} edges of each column of numbers from {@code first} on, column by column. */
  private float[] edges(int first, int count, int step) {
    float[] all = e.arrays().apply(Constants.INPUT_EDGES);
    float[] chosen = new float[places.numbers().size() * count];
    for (int i = 0; i < chosen.length; i++) {
      int column = places.numbers().get(i / count);
      chosen[i] = all[column * EDGES + first + i % count * step];
    }
    return chosen;
  }

  private float[] fitted(String name) {
    float[] all = e.arrays().apply(name);
    float[] chosen = new float[places.numbers().size()];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = all[places.numbers().get(i)];
    }
    return chosen;
  }

  // ---- categories

  /** {@code [B,L,D]}. */
  private String vectors(ColumnPlaces.Ids ids, int dimensions) {
    String raw = selected("looked", ids.places());
    String least = e.step("least", "Max", List.of(raw, single("first", 0)));
    String most = e.step("most", "Min", List.of(least, wholes("top", ids.top())));
    String known = e.step("known", "Add", List.of(most, wholes("begin", ids.first())));
    String missing = e.step("looked.missing", "IsNaN", List.of(raw));
    String rows = e.step("ids.real", "Where", List.of(missing, wholes("no", ids.missing()), known));
    String whole =
        e.step("ids", "Cast", List.of(rows), integer("to", TensorProto.DataType.INT64_VALUE));
    String table = e.array("vectors", ids.count(), dimensions);
    return e.step("rows", "Gather", List.of(table, whole), integer("axis", 0));
  }

  // ---- small things

  /** Some columns of the row. */
  private String selected(String name, List<Integer> columns) {
    long[] all = columns.stream().mapToLong(Integer::longValue).toArray();
    String indices = e.integers(name + ".places", all);
    return e.step(name, "Gather", List.of(rows, indices), integer("axis", 1));
  }

  private static AttributeProto real() {
    return integer("to", TensorProto.DataType.FLOAT_VALUE);
  }

  private String wholes(String name, List<Integer> values) {
    float[] all = new float[values.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.get(i);
    }
    return e.constant(name + ".values", all, all.length);
  }

  private String single(String name, double value) {
    return e.constant(name, new float[] {(float) value}, 1);
  }

  private String scalar(String name, double value) {
    return e.constant(name, new float[] {(float) value});
  }
}
