package io.mimar.embed;

import io.mimar.graph.Graph;
import io.mimar.space.Architecture;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Architectures as tensors, padded to the largest graph among them.
 *
 * @param label {@code [B·V]} int64, the number of each vertex's label, 0 where padded
 * @param front {@code [B·V]} int64, places from the input
 * @param back {@code [B·V]} int64, places from the output
 * @param inputs {@code [B,V,V]}, 1 at (v, u) for an edge u to v
 * @param mask {@code [B,V,1]}, 0 where padded
 * @param choices {@code [B·C]} int64, the values to decode
 * @param statistics {@code [B,S]}, standardised
 * @param size B
 * @param vertices V
 */
record Batch(
    Tensor label,
    Tensor front,
    Tensor back,
    Tensor inputs,
    Tensor mask,
    Tensor choices,
    Tensor statistics,
    int size,
    int vertices) {

  static Batch of(List<Architecture> architectures, SpaceCode code, Moments moments) {
    int size = architectures.size();
    int most = architectures.stream().mapToInt(a -> a.graph().size()).max().orElseThrow();
    long[] label = new long[size * most];
    long[] front = new long[size * most];
    long[] back = new long[size * most];
    float[] inputs = new float[size * most * most];
    float[] mask = new float[size * most];
    long[] choices = new long[size * code.choices()];
    float[] statistics = new float[size * code.statistics()];
    for (int b = 0; b < size; b++) {
      Graph graph = architectures.get(b).graph();
      for (int v = 0; v < graph.size(); v++) {
        int at = b * most + v;
        label[at] = code.label(graph, v);
        front[at] = code.fromFront(v);
        back[at] = code.fromBack(graph, v);
        mask[at] = 1;
        Arrays.stream(graph.inputs(v)).forEach(u -> inputs[at * most + u] = 1);
      }
      for (int c = 0; c < code.choices(); c++) {
        choices[b * code.choices() + c] = architectures.get(b).values().get(c);
      }
      double[] own = moments.standardise(code.statistics(architectures.get(b)));
      for (int s = 0; s < own.length; s++) {
        statistics[b * own.length + s] = (float) own[s];
      }
    }
    return new Batch(
        Tensor.create(label, label.length),
        Tensor.create(front, front.length),
        Tensor.create(back, back.length),
        Tensor.create(inputs, size, most, most),
        Tensor.create(mask, size, most, 1),
        Tensor.create(choices, choices.length),
        Tensor.create(statistics, size, code.statistics()),
        size,
        most);
  }
}
