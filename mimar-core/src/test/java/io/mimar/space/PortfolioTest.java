package io.mimar.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.network.Costs;
import io.mimar.network.Input;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PortfolioTest {
  private static final List<Input.Column> COLUMNS =
      List.of(new Input.Column(0, true), new Input.Column(0, false), new Input.Column(9, false));
  private static final Task IMAGES = new Task(new Input.Pixels(new Shape(3, 32, 32)), classes());
  private static final Task SMALL = new Task(new Input.Pixels(new Shape(1, 4, 5)), classes());

  private static Output classes() {
    return new Output.Classes(10);
  }

  static Stream<Arguments> spaces() {
    return Stream.of(
        Arguments.of(ImageSpace.standard(), IMAGES, 1),
        Arguments.of(ImageSpace.standard(), SMALL, 1),
        Arguments.of(ImageSpace.nasBench201(), IMAGES, 1),
        Arguments.of(new MobileSpace(), IMAGES, 1),
        Arguments.of(new MobileSpace(), SMALL, 1),
        Arguments.of(new TabularSpace(), new Task(new Input.Columns(COLUMNS), classes()), 3),
        Arguments.of(
            new TextSpace(), new Task(new Input.Tokens(45, 9_800, 110, 1 << 18), classes()), 2),
        Arguments.of(new SeriesSpace(), new Task(new Input.Series(3, 150), classes()), 3));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void everyKindIsThereInSizesThatFall(NetworkSpace space, Task task, int kinds) {
    List<List<Architecture>> portfolio = space.portfolio();
    assertEquals(kinds, portfolio.size());
    for (List<Architecture> kind : portfolio) {
      List<Long> params =
          kind.stream().map(a -> Costs.of(space.network(a, task)).params()).toList();
      assertTrue(params.get(0) >= params.get(params.size() - 1), params.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void whatIsKnownIsWrittenLikeAnyOther(NetworkSpace space, Task task) {
    for (List<Architecture> kind : space.portfolio()) {
      for (Architecture architecture : kind) {
        assertTrue(space.isValid(architecture.valueArray()));
        assertEquals(architecture, Chosen.of(space, architecture).architecture(space));
      }
    }
  }

  @Test
  void theCellOfImagesIsResidual() {
    String graph = ImageSpace.standard().portfolio().get(0).get(0).toString();
    assertEquals(
        "input; conv3x3<0; conv3x3<1; cell<0,2; stem/1<3; stage 96x1<4; stage 96x1<5;"
            + " stage 96x1<6; output<7",
        graph);
    assertEquals(
        Optional.empty(),
        new VertexCell(3, List.of(Operation.NONE, Operation.CONV1X1)).residual().map(v -> ""));
    assertEquals(
        Optional.empty(),
        new EdgeCell(3, List.of(Operation.SKIP, Operation.CONV3X3)).residual().map(v -> ""));
  }
}
