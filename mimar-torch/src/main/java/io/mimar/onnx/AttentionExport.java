package io.mimar.onnx;

import static io.mimar.onnx.GraphWriter.integer;

import io.mimar.network.SequenceLayer;
import java.util.Arrays;
import java.util.List;

/** Writes self-attention as products of matrices. */
final class AttentionExport {
  private final NodeExport e;
  private final int heads;
  private final int channels;
  private final long positions;

  private AttentionExport(NodeExport e, int heads) {
    this.e = e;
    this.heads = heads;
    this.channels = e.in().channels();
    this.positions = e.in().positions();
  }

  /** Writes one node and returns the name of its result. */
  static String of(NodeExport e, SequenceLayer.SelfAttention layer) {
    return new AttentionExport(e, layer.heads()).write();
  }

  private String write() {
    String columns = e.reshaped("columns", e.x(), 0, channels, positions);
    String rows = e.transposed("rows", columns, 0, 2, 1);
    String queries = projected("queries", 0, rows, 0, 2, 1, 3);
    String keys = projected("keys", 1, rows, 0, 2, 3, 1);
    String values = projected("values", 2, rows, 0, 2, 1, 3);
    float[] root = {(float) (1 / Math.sqrt((double) channels / heads))};
    String scaled = e.step("scaled", "Mul", List.of(queries, e.constant("root", root, 1)));
    String products = e.step("products", "MatMul", List.of(scaled, keys));
    if (e.inputs().size() > 1) {
      String absence = SequenceExport.absence(e, 0, 1, 1, positions);
      products = e.step("present", "Add", List.of(products, absence));
    }
    String weights = e.step("weights", "Softmax", List.of(products), integer("axis", 3));
    String seen = e.step("seen", "MatMul", List.of(weights, values)); // [B,heads,P,C/heads]
    String apart = e.transposed("apart", seen, 0, 2, 1, 3);
    String joined = e.reshaped("joined", apart, 0, positions, channels);
    String output = affine("output", joined, e.values("output"), e.values("output.bias"));
    return e.shaped(e.transposed("upright", output, 0, 2, 1));
  }

  /** Block {@code block} of the projection, by heads, in this order of the extents. */
  private String projected(String part, int block, String rows, long... order) {
    float[] matrix = block(e.values("projection"), block);
    float[] bias = block(e.values("projection.bias"), block);
    String projected = affine(part + ".all", rows, matrix, bias);
    String apart = e.reshaped(part + ".apart", projected, 0, positions, heads, channels / heads);
    return e.transposed(part, apart, order);
  }

  private static float[] block(float[] all, int block) {
    int size = all.length / 3;
    return Arrays.copyOfRange(all, block * size, (block + 1) * size);
  }

  private String affine(String part, String rows, float[] matrix, float[] bias) {
    String weight = e.constant(part + ".matrix", transposed(matrix), channels, channels);
    String product = e.step(part + ".product", "MatMul", List.of(rows, weight));
    String shift = e.constant(part + ".bias", bias, channels);
    return e.step(part, "Add", List.of(product, shift));
  }

  private float[] transposed(float[] matrix) {
    float[] transposed = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      transposed[i % channels * channels + i / channels] = matrix[i];
    }
    return transposed;
  }
}
