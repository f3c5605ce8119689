package io.mimar.space;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all cells have in common. */
final class CellTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 7, 8})
  void itsLengthIsThatOfItsChoices(int size) {
    List<Operation> operations = List.of(Operation.NONE, Operation.SKIP, Operation.CONV3X3);
    for (Cell cell : List.of(new VertexCell(size, operations), new EdgeCell(size, operations))) {
      assertEquals(cell.choices().size(), cell.length(), cell.toString());
    }
  }
}
