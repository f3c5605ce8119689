package io.mimar.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.random.Seeds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChosenTest {
  private static final ChoiceSpace SPACE =
      ChoiceSpace.of("mine", Choice.ordered("layers", 1, 2, 3), Choice.of("unit", "lstm", "gru"));

  @Test
  void everyArchitectureIsReadBackAsItWasWritten() {
    List<SearchSpace> spaces =
        List.of(
            SPACE,
            ImageSpace.standard(),
            ImageSpace.nasBench201(),
            new MobileSpace(),
            new TabularSpace(),
            new TextSpace(),
            new SeriesSpace());
    for (SearchSpace space : spaces) {
      for (int i = 0; i < 50; i++) {
        Architecture drawn = space.random(Seeds.root(1).at(space.name(), i).rng());
        String written = Chosen.of(space, drawn).toString();
        assertEquals(drawn, Chosen.parse(written).architecture(space), written);
      }
    }
  }

  @Test
  void whatDoesNotMatterMayBeLeftOut() {
    TabularSpace space = new TabularSpace();
    Architecture linear = space.architecture(new int[space.choices().size()]);
    Chosen chosen = Chosen.of(space, linear);
    assertEquals("linear", chosen.text("trunk"));
    assertFalse(chosen.values().containsKey("width"));
    assertEquals(linear, chosen.architecture(space));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "layers",
        "=2",
        "layers=1,",
        "layers=1,layers=2",
        ",",
        "layers=",
        "a=b=c,"
      })
  void whatIsNoListOfChoicesIsRefused(String text) {
    assertThrows(MimarException.class, () -> Chosen.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "layers=2;choice unit is missing",
        "layers=4,unit=gru;choice layers is 4, but must be one of [1, 2, 3]",
        "layers=1,unit=gru,depth=2;choice \"depth\" is none of space mine",
        "Layers=1,unit=gru;choice \"Layers\" is none of space mine"
      })
  void whatIsNoneOfTheSpaceIsNamed(String text, String words) {
    MimarException e =
        assertThrows(MimarException.class, () -> Chosen.parse(text).architecture(SPACE));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  @Test
  void valuesAreReadAsWordsAndNumbers() {
    Chosen chosen = Chosen.parse("layers=2,unit=gru");
    assertEquals("gru", chosen.text("unit"));
    assertEquals(2, chosen.number("layers"));
    assertThrows(MimarException.class, () -> chosen.text("width"));
    assertThrows(MimarException.class, () -> chosen.number("unit"));
  }

  @Test
  void namesAndValuesThatCouldNotBeReadBackAreRefused() {
    for (String wrong : new String[] {"", " ", "a,b", " a", null}) {
      Map<String, String> value = new HashMap<>();
      value.put("name", wrong);
      assertThrows(MimarException.class, () -> new Chosen(value), wrong);
      Map<String, String> name = new HashMap<>();
      name.put(wrong, "value");
      assertThrows(MimarException.class, () -> new Chosen(name), wrong);
    }
    assertThrows(MimarException.class, () -> new Chosen(Map.of("a=b", "c")));
  }

  @Test
  void spacesOfChoicesThatAreNoneAreRefused() {
    Choice layers = Choice.ordered("layers", 1, 2);
    assertThrows(MimarException.class, () -> ChoiceSpace.of(" ", layers));
    assertThrows(MimarException.class, () -> ChoiceSpace.of("mine"));
    assertThrows(MimarException.class, () -> ChoiceSpace.of("mine", layers, layers));
    assertThrows(MimarException.class, () -> ChoiceSpace.of("mine", Choice.of("a", "b", "b")));
    assertThrows(MimarException.class, () -> ChoiceSpace.of("mine", Choice.of("a=", "b", "c")));
    assertThrows(MimarException.class, () -> ChoiceSpace.of("mine", Choice.of("a", "b,c", "d")));
    assertThrows(MimarException.class, () -> ChoiceSpace.of("mine", Choice.ordered("a", 1)));
    assertThrows(MimarException.class, () -> Choice.of("a"));
  }
}
