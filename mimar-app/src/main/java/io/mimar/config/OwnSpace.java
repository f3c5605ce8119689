package io.mimar.config;

import io.mimar.MimarException;
import io.mimar.space.NetworkSpace;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Optional;

/**
 * A user's own search space, named by its class: {@code class:org.example.MySpace}. So workers,
 * which have the class path of their owner, can make it too.
 */
public final class OwnSpace {
  /** What such names start with. */
  public static final String PREFIX = "class:";

  private static final String RULE =
      "Make it a public class that implements NetworkSpace, not an inner one, with a public"
          + " constructor without arguments.";

  private OwnSpace() {}

  /**
   * The name by which {@code space} can be made anew.
   *
   * @throws MimarException when its class cannot be made from its name
   */
  public static String nameOf(NetworkSpace space) {
    String name = PREFIX + space.getClass().getName();
    named(name);
    return name;
  }

  /** As {@link #named}; empty where this program has no such class. */
  public static Optional<NetworkSpace> find(String name) {
    try {
      return Optional.of(named(name));
    } catch (MimarException e) {
      return Optional.empty(); // a run can be read without it
    }
  }

  /**
   * The space that {@code name} stands for.
   *
   * @param name starts with {@link #PREFIX}
   * @throws MimarException when there is no such class, or it is no space that can be made
   */
  static NetworkSpace named(String name) {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      Class<?> type = Class.forName(name.substring(PREFIX.length()), false, loader);
      if (!NetworkSpace.class.isAssignableFrom(type) || !Modifier.isPublic(type.getModifiers())) {
        throw new MimarException("space is " + name + ", which is no public NetworkSpace", RULE);
      }
      return (NetworkSpace) type.getConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      throw new MimarException(
          "space is " + name + ", but there is no such class",
          "Start the program with the class path that has it.",
          e);
    } catch (InvocationTargetException e) {
      throw new MimarException(
          "space is " + name + ", whose constructor threw " + e.getCause(), "Mend it.", e);
    } catch (ReflectiveOperationException e) {
      throw new MimarException("space is " + name + ", which cannot be made: " + e, RULE, e);
    }
  }
}
