package io.mimar.embed;

import io.mimar.graph.Graph;

/**
 * The encoder half in plain Java: a graph to the mean of its posterior.
 *
 * <pre>
 * h_v  = label_v + front_v + back_v                        places in the canonical order
 * h_v += relu([h_v, sum of h over inputs, sum of h over outputs] · W_l + b_l)   for each round l
 * r_v  = relu(h_v · W_r + b_r)
 * z    = [sum of r / 4, max of r] · W_mean + b_mean
 * </pre>
 *
 * <p>Cost: {@code O(V·hidden²·layers)}; about 40 microseconds for a graph of 12 vertices.
 */
final class GraphEncoder {
  /** Divides the summed readout, which would otherwise dwarf the maximum. */
  static final float SUM_SCALE = 0.25f;

  private final SpaceCode code;
  private final Matrix label;
  private final Matrix front;
  private final Matrix back;
  private final Dense[] messages;
  private final Dense readout;
  private final Dense mean;

  GraphEncoder(SpaceCode code, Weights weights, int layers) {
    this.code = code;
    this.label = weights.get("label");
    this.front = weights.get("front");
    this.back = weights.get("back");
    this.messages = new Dense[layers];
    for (int l = 0; l < layers; l++) {
      messages[l] = weights.dense("message" + l);
    }
    this.readout = weights.dense("readout");
    this.mean = weights.dense("mean");
  }

  /** The point of a canonical graph: {@code [D]}. */
  float[] encode(Graph graph) {
    float[][] state = start(graph);
    for (Dense message : messages) {
      state = round(graph, state, message);
    }
    float[] z = new float[mean.outputs()];
    mean.apply(pool(state), z);
    return z;
  }

  private float[][] start(Graph graph) {
    float[][] state = new float[graph.size()][label.columns()];
    for (int v = 0; v < graph.size(); v++) {
      label.addRow(code.label(graph, v), state[v], 0);
      front.addRow(code.fromFront(v), state[v], 0);
      back.addRow(code.fromBack(graph, v), state[v], 0);
    }
    return state;
  }

  private static float[][] round(Graph graph, float[][] state, Dense message) {
    int width = message.outputs();
    float[][] input = new float[graph.size()][3 * width];
    for (int v = 0; v < graph.size(); v++) {
      System.arraycopy(state[v], 0, input[v], 0, width);
      for (int u : graph.inputs(v)) {
        add(state[u], input[v], width);
        add(state[v], input[u], 2 * width);
      }
    }
    float[][] next = new float[graph.size()][width];
    for (int v = 0; v < graph.size(); v++) {
      message.applyRelu(input[v], next[v]);
      add(state[v], next[v], 0);
    }
    return next;
  }

  private float[] pool(float[][] state) {
    int width = readout.outputs();
    float[] pooled = new float[2 * width];
    float[] own = new float[width];
    for (float[] vertex : state) {
      readout.applyRelu(vertex, own);
      for (int j = 0; j < width; j++) {
        pooled[j] += SUM_SCALE * own[j];
        pooled[width + j] = Math.max(pooled[width + j], own[j]);
      }
    }
    return pooled;
  }

  private static void add(float[] from, float[] to, int at) {
    for (int j = 0; j < from.length; j++) {
      to[at + j] += from[j];
    }
  }
}
