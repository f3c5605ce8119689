package io.mimar.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.network.Costs;
import io.mimar.network.Shape;
import io.mimar.random.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cell in a fixed skeleton, named by what it is made of. */
class CellSpaceTest {
  private static final String NAS_BENCH_201 =
      "cells:4:none,skip,conv1x1,conv3x3,avgpool3x3:1:16,32,64:5:residual";

  @Test
  void aNameTellsAll() {
    CellSpace space = CellSpace.parse(NAS_BENCH_201);
    assertEquals(NAS_BENCH_201, space.name());
    assertEquals(EdgeCell.nasBench201(), space.cell());
    assertEquals(6, space.choices().size());
  }

  @Test
  void nasBench201IsOneInstance() {
    CellSpace cells = CellSpace.parse(NAS_BENCH_201);
    ImageSpace whole = ImageSpace.nasBench201();
    Shape input = new Shape(3, 32, 32);
    for (int seed = 0; seed < 50; seed++) {
      Architecture one = cells.random(Seeds.root(seed).rng());
      int[] values = Arrays.copyOf(one.valueArray(), 13);
      System.arraycopy(new int[] {0, 0, 1, 2, 0, 0, 0}, 0, values, 6, 7);
      Architecture other = whole.architecture(values);
      assertEquals(other.graph(), one.graph());
      assertEquals(
          Costs.of(whole.network(other, Task.images(input, 10))),
          Costs.of(cells.network(one, Task.images(input, 10))));
    }
  }

  @Test
  void stagesMayShrinkOrRepeatTheirWidths() {
    CellSpace space = CellSpace.parse("cells:3:skip,conv3x3:2:16,8,16:2:convolution");
    Architecture skips = space.architecture(new int[3]);
    assertTrue(skips.toString().contains("stage 16x2<"), skips::toString);
    assertTrue(skips.toString().contains("stage 8x2<"), skips::toString);
    assertTrue(space.maxVertices() >= skips.graph().size());
    assertTrue(space.vocabulary().containsAll(skips.graph().labels()));
  }

  @Test
  void aCellWithoutAWayIsNotValidAndIsRepaired() {
    CellSpace space = CellSpace.parse("cells:3:none,conv3x3:1:8:1:convolution");
    int[] none = new int[3];
    assertFalse(space.isValid(none));
    assertThrows(MimarException.class, () -> space.architecture(none));
    assertTrue(space.isValid(space.repair(none)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cells|must be written",
        "cells:4|must be written",
        "cells:x:none,skip:1:8:1:residual|must be written",
        "cells:4:none,skip:1:8:1:sideways|must be written",
        "cells:4:none,skip:1:8,:1:residual|must be written",
        "cells:4:none,skip:1:8:1:residual:1|must be written",
        "cells:1:none,skip:1:8:1:residual|cell vertices is 1",
        "cells:99:none,skip:1:8:1:residual|cell vertices is 99",
        "cells:4:none:1:8:1:residual|operations of the cell is [none]",
        "cells:4:none,none:1:8:1:residual|operations of the cell is [none, none]",
        "cells:4:none,conv9x9:1:8:1:residual|operation is \"conv9x9\"",
        "cells:4:none,skip:0:8:1:residual|stem stride is 0",
        "cells:4:none,skip:1:0:1:residual|width is 0",
        "cells:4:none,skip:1:8:0:residual|cells in a stage is 0",
        "cells:4:none,skip:1:1,1,1,1,1,1,1,1,1:1:residual|is 9"
      })
  void aWrongNameIsRefused(String name, String words) {
    MimarException e = assertThrows(MimarException.class, () -> CellSpace.parse(name));
    assertTrue(e.getMessage().contains(words), e.getMessage());
    assertFalse(e.hint().isBlank());
  }
}
