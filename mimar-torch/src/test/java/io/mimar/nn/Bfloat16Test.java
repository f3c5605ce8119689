package io.mimar.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Products in bfloat16, as long as they are asked for. */
@SuppressWarnings("try") // scopes work by being open
final class Bfloat16Test {
  private static final Shape INPUT = new Shape(2, 9, 8);
  private static final int COUNT = 5;

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  private static float[] answers(Model model) {
    byte[] bytes = new byte[COUNT * (int) INPUT.size()];
    Seeds.root(1).rng().nextBytes(bytes);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      return Tensors.floats(
          model
              .forward(
                  Tensors.of(
                      bytes, Device.CPU, COUNT, INPUT.channels(), INPUT.height(), INPUT.width()),
                  false)
              .to(org.bytedeco.pytorch.global.torch.ScalarType.Float));
    }
  }

  @Test
  void answersAreRoundedWhileItIsOpenAndAsBeforeAfterIt() {
    Network network = Networks.small(INPUT, 3);
    Constants constants = Constants.neutral(Task.images(INPUT, 3));
    try (Model model = Model.of(network, constants, Seeds.root(1), Device.CPU)) {
      float[] exact = answers(model);
      float[] rounded;
      try (Bfloat16 half = Bfloat16.open()) {
        rounded = answers(model);
      }
      assertFalse(Arrays.equals(exact, rounded), Arrays.toString(exact));
      double most = 0;
      for (float answer : exact) {
        most = Math.max(most, Math.abs(answer));
      }
      for (int i = 0; i < exact.length; i++) {
        assertEquals(exact[i], rounded[i], 0.05 * most, "8 bits of mantissa, a few layers");
      }
      assertArrayEquals(exact, answers(model));
    }
  }
}
