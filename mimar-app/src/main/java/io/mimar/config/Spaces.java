package io.mimar.config;

import io.mimar.MimarException;
import io.mimar.Names;
import io.mimar.network.Input;
import io.mimar.space.CellSpace;
import io.mimar.space.ImageSpace;
import io.mimar.space.MobileSpace;
import io.mimar.space.NetworkSpace;
import io.mimar.space.SeriesSpace;
import io.mimar.space.TabularSpace;
import io.mimar.space.TextSpace;
import java.util.List;
import java.util.Optional;

/** The search spaces that come with the product. */
public final class Spaces {
  private static final List<NetworkSpace> ALL =
      List.of(
          ImageSpace.standard(),
          new MobileSpace(),
          ImageSpace.nasBench201(),
          new TabularSpace(),
          new TextSpace(),
          new SeriesSpace());

  /** The name that stands for the standard space of the data. */
  public static final String AUTO = "auto";

  private Spaces() {}

  /** The space that is searched for {@code input} unless something else is asked for. */
  public static NetworkSpace standard(Input input) {
    if (input instanceof Input.Tokens) {
      return new TextSpace();
    }
    if (input instanceof Input.Columns) {
      return new TabularSpace();
    }
    return input instanceof Input.Series ? new SeriesSpace() : ImageSpace.standard();
  }

  /** All of them. */
  public static List<NetworkSpace> all() {
    return ALL;
  }

  /**
   * The space called {@code name}: one of {@link #all}, a {@link CellSpace} or an {@link OwnSpace}.
   *
   * @throws MimarException when there is none
   */
  public static NetworkSpace named(String name) {
    if (name.startsWith(OwnSpace.PREFIX)) {
      return OwnSpace.named(name);
    }
    return name.startsWith(CellSpace.PREFIX) ? CellSpace.parse(name) : builtIn(name);
  }

  /** One of {@link #all}, where it is there. */
  public static Optional<NetworkSpace> find(String name) {
    return ALL.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  private static NetworkSpace builtIn(String name) {
    List<String> names = ALL.stream().map(NetworkSpace::name).toList();
    return find(name)
        .orElseThrow(
            () ->
                new MimarException(
                    "space is \"" + name + "\", but must be one of " + names,
                    Names.nearest(name, names)
                        .map(n -> "Did you mean " + n + "?")
                        .orElse("`mimar spaces` lists them.")));
  }
}
