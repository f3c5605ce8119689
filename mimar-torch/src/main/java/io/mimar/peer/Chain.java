package io.mimar.peer;

import java.util.List;

/** Layers one after another. */
record Chain(List<Layer> layers) implements Layer {
  Chain {
    layers = List.copyOf(layers);
  }

  @Override
  public float[][] forward(float[][] x) {
    float[][] y = x;
    for (Layer layer : layers) {
      y = layer.forward(y);
    }
    return y;
  }

  @Override
  public float[][] backward(float[][] gradient) {
    float[][] back = gradient;
    for (int i = layers.size() - 1; i >= 0; i--) {
      back = layers.get(i).backward(back);
    }
    return back;
  }

  @Override
  public void training(boolean on) {
    layers.forEach(layer -> layer.training(on));
  }

  @Override
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }
}
