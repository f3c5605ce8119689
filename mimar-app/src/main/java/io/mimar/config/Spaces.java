package io.mimar.config;

import io.mimar.MimarException;
import io.mimar.network.Input;
import io.mimar.space.CellSpace;
import io.mimar.space.ImageSpace;
import io.mimar.space.NetworkSpace;
import java.util.List;

/** The search spaces that come with the product. */
public final class Spaces {
  private static final List<ImageSpace> ALL =
      List.of(ImageSpace.standard(), ImageSpace.nasBench201());

  /** The name that stands for the standard space of the data. */
  public static final String AUTO = "auto";

  private Spaces() {}

  /** The space that is searched for {@code input} unless something else is asked for. */
  public static NetworkSpace standard(Input input) {
    return builtIn("image");
  }

  /** All of them. */
  public static List<ImageSpace> all() {
    return ALL;
  }

  /**
   * The space called {@code name}: one of {@link #all}, or a {@link CellSpace}.
   *
   * @throws MimarException when there is none
   */
  public static NetworkSpace named(String name) {
    return name.startsWith(CellSpace.PREFIX) ? CellSpace.parse(name) : builtIn(name);
  }

  private static ImageSpace builtIn(String name) {
    List<String> names = ALL.stream().map(ImageSpace::name).toList();
    return ALL.stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new MimarException(
                    "space is \"" + name + "\", but must be one of " + names,
                    Names.nearest(name, names)
                        .map(n -> "Did you mean " + n + "?")
                        .orElse("`mimar spaces` lists them.")));
  }
}
