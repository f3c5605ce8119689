package io.mimar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.space.NetworkSpace;
import io.mimar.space.TabularSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spaces named by their class. */
final class OwnSpaceTest {

  @Test
  void aSpaceIsMadeAnewFromItsName() {
    String name = OwnSpace.nameOf(new TabularSpace());
    assertEquals("class:io.mimar.space.TabularSpace", name);
    NetworkSpace made = Spaces.named(name);
    assertEquals(new TabularSpace(), made);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class:",
        "class:no.such.Space",
        "class:java.lang.String",
        "class:java.lang.Runtime",
        "class:io.mimar.space.ImageSpace",
        "class:io.mimar.space.NetworkSpace",
        "class:../../Space",
        "class:[I"
      })
  void whatIsNoSpaceThatCanBeMadeIsRefused(String name) {
    MimarException e = assertThrows(MimarException.class, () -> Spaces.named(name));
    assertTrue(e.getMessage().contains(name), e.getMessage());
    assertTrue(OwnSpace.find(name).isEmpty());
  }
}
