package io.mimar.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Layer.Concat;
import io.mimar.network.Layer.Convolution;
import io.mimar.network.Layer.Multiply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LayerTest {
  private static final Shape MAP = new Shape(6, 4, 5);
  private static final Shape SEQUENCE = Shape.sequence(6, 9);

  @Test
  void shapesAreThoseOfTheDefinition() {
    assertEquals(Shape.sequence(4, 5), Convolution.row(4, 3, 2, 1, 1).output(SEQUENCE));
    assertEquals(new Shape(4, 2, 3), new Convolution(4, 1, 7, 2, 3, 2, true).output(MAP));
    assertEquals(new Shape(15, 4, 5), new Concat().output(List.of(MAP, MAP.withChannels(9))));
    assertEquals(MAP, new Multiply().output(List.of(Shape.vector(6), MAP, MAP)));
    assertEquals(Shape.vector(6), new Multiply().output(List.of(Shape.vector(6))));
    assertEquals(Shape.vector(120), new Layer.Flatten().output(MAP));
    assertEquals(Shape.vector(6), new Layer.GlobalMax().output(MAP));
    assertEquals(Shape.sequence(6, 2), new SequenceLayer.Slice(7, 9).output(SEQUENCE));
    assertEquals(Shape.sequence(8, 9), new SequenceLayer.Gru(4, true).output(SEQUENCE));
    assertEquals(Shape.sequence(4, 9), new SequenceLayer.Lstm(4, false).output(SEQUENCE));
    assertEquals(SEQUENCE, new SequenceLayer.Standardise().output(SEQUENCE));
    assertEquals(SEQUENCE, new SequenceLayer.Distortion(1).output(SEQUENCE));
    assertEquals(Shape.sequence(5, 9), new SequenceLayer.Difference().output(SEQUENCE));
    assertEquals(Shape.sequence(1, 9), new SequenceLayer.Presence().output(SEQUENCE));
    assertEquals(
        Shape.sequence(3, 9), new SequenceLayer.Embedding(5, 3).output(Shape.sequence(1, 9)));
    assertEquals(
        Shape.vector(3), new SequenceLayer.EmbeddingBag(5, 3).output(Shape.sequence(1, 9)));
  }

  /** Counted by hand. */
  @Test
  void costsAreThoseOfTheDefinition() {
    check(new Convolution(4, 1, 3, 1, 1, 2, true), SEQUENCE, 4 * 3 * 3 + 4, 4 * 3 * 3 * 9);
    check(new SequenceLayer.Gru(4, true), SEQUENCE, 2 * 3 * 4 * (6 + 4 + 2), 2 * 3 * 4 * 10 * 9);
    check(new SequenceLayer.Lstm(4, false), SEQUENCE, 4 * 4 * (6 + 4 + 2), 4 * 4 * 10 * 9);
    check(new SequenceLayer.SelfAttention(2), SEQUENCE, 4 * 6 * 7, 4 * 36 * 9 + 2 * 9 * 9 * 6);
    check(new SequenceLayer.AttentionPool(), MAP, 6, 2 * 120);
    check(new SequenceLayer.PositionEmbedding(), MAP, 120, 0);
    check(new Layer.LayerNorm(), MAP, 12, 0);
    check(new SequenceLayer.Embedding(5, 3), Shape.sequence(1, 9), 15, 0);
    check(new SequenceLayer.EmbeddingBag(5, 3), Shape.sequence(1, 9), 15, 0);
    check(new SequenceLayer.Fold(5), Shape.sequence(1, 9), 0, 0);
  }

  private static void check(Layer layer, Shape in, long params, long macs) {
    assertEquals(params, layer.params(in), layer + " parameters");
    assertEquals(macs, layer.macs(in), layer + " multiply-adds");
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    refused(() -> new SequenceLayer.SelfAttention(0), "heads is 0");
    refused(() -> new SequenceLayer.SelfAttention(4).output(MAP), "heads is 4");
    refused(() -> new SequenceLayer.Slice(3, 3), "end of the columns is 3");
    refused(() -> new SequenceLayer.Slice(-1, 3), "first column is -1");
    refused(() -> new SequenceLayer.Slice(0, 6).output(MAP), "end of the columns is 6");
    refused(() -> new SequenceLayer.Gru(0, false), "units is 0");
    refused(() -> new SequenceLayer.Gru(4, false).output(MAP), "height");
    refused(() -> new SequenceLayer.Lstm(1 << 20, true), "units");
    refused(() -> new SequenceLayer.Embedding(1, 4), "vocabulary is 1");
    refused(() -> new SequenceLayer.Embedding((1 << 24) + 1, 1), "vocabulary");
    refused(() -> new SequenceLayer.EmbeddingBag(1 << 24, 1 << 14), "terms times dimensions");
    refused(() -> new SequenceLayer.Embedding(9, 4).output(SEQUENCE), "shape of the ids");
    refused(() -> new SequenceLayer.EmbeddingBag(9, 4).output(MAP), "shape of the ids");
    refused(() -> new SequenceLayer.Standardise().output(MAP), "height");
    refused(() -> new SequenceLayer.Difference().output(Shape.sequence(1, 9)), "channels");
    refused(() -> new SequenceLayer.Distortion(-1), "strength is -1");
    refused(() -> new SequenceLayer.Fold(9).output(MAP), "shape of the ids");
    refused(() -> new SequenceLayer.Fold(1), "ids is 1");
    refused(() -> new SequenceLayer.Cap(9).output(MAP), "shape of the ids");
    refused(() -> new SequenceLayer.Cap(1), "ids is 1");
    refused(() -> Convolution.row(4, 2, 1, 1, 1), "kernel is 2");
    refused(() -> new Convolution(4, -3, 3, 1, 1, 1, false), "kernel is -3");
    refused(() -> Convolution.depthwise(5, 3, 1).output(MAP), "groups is 5");
    refused(() -> new Layer.Flatten().output(new Shape(1 << 10, 1 << 10, 2)), "numbers to flatten");
  }

  @Test
  void inputsThatDoNotFitAreRefused() {
    Shape wider = new Shape(6, 4, 6);
    refused(() -> new Concat().output(List.of(MAP, wider)), "shape of an input");
    refused(() -> new Multiply().output(List.of(MAP, wider)), "shape of a factor");
    refused(() -> new Multiply().output(List.of(Shape.vector(5), MAP)), "shape of a factor");
    refused(() -> new Layer.Sum().output(List.of(MAP, wider)), "shape of a summand");
    refused(() -> new Layer.Relu().output(List.of(MAP, MAP)), "number of inputs");
    for (SequenceLayer present :
        List.of(new SequenceLayer.PresentAverage(), new SequenceLayer.PresentMax())) {
      refused(() -> present.output(List.of(SEQUENCE)), "number of inputs");
      refused(() -> present.output(List.of(SEQUENCE, SEQUENCE)), "shape of the ids");
    }
    SequenceLayer pool = new SequenceLayer.AttentionPool();
    refused(() -> pool.output(List.of(SEQUENCE, SEQUENCE)), "shape of the ids");
    refused(() -> pool.output(List.of(SEQUENCE, SEQUENCE, SEQUENCE)), "number of inputs");
    Network.Builder builder = Network.builder(Task.images(MAP, 2));
    refused(() -> builder.add(new Concat(), List.of()), "inputs");
    refused(() -> builder.add(new Concat(), List.of(0, 1)), "node is 1");
    refused(() -> builder.add(new Layer.Relu(), List.of(0, 0)), "number of inputs");
  }

  private static void refused(Executable executable, String expected) {
    MimarException e = assertThrows(MimarException.class, executable);
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }
}
