package io.mimar.peer;

import io.mimar.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * Graphs side by side as one: the vertices of all of them are rows.
 *
 * @param x {@code [vertices, labels]}, the label of each vertex as a one-hot row
 * @param sources for each vertex the rows it reads
 * @param first for each graph its first row, then the number of rows
 */
@SuppressWarnings("ArrayRecordComponent") // made for one step of training
record Graphs(float[][] x, int[][] sources, int[] first) {

  /** The graphs as one. */
  static Graphs of(List<Graph> graphs, List<String> vocabulary) {
    List<float[]> x = new ArrayList<>();
    List<int[]> sources = new ArrayList<>();
    int[] first = new int[graphs.size() + 1];
    for (int g = 0; g < graphs.size(); g++) {
      Graph graph = graphs.get(g);
      for (int v = 0; v < graph.size(); v++) {
        float[] label = new float[vocabulary.size()];
        label[vocabulary.indexOf(graph.label(v))] = 1;
        x.add(label);
        int[] inputs = graph.inputs(v);
        for (int i = 0; i < inputs.length; i++) {
          inputs[i] += first[g];
        }
        sources.add(inputs);
      }
      first[g + 1] = x.size();
    }
    return new Graphs(x.toArray(float[][]::new), sources.toArray(int[][]::new), first);
  }
}
