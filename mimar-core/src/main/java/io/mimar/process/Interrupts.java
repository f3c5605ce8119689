package io.mimar.process;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Ctrl-C does. The JDK's only way to hear a signal twice is sun.misc.Signal; it is reached by
 * reflection, since compilers warn of it, and where it is missing Ctrl-C ends the program as usual.
 */
public final class Interrupts {
  private static final Logger LOG = LoggerFactory.getLogger(Interrupts.class);

  private Interrupts() {}

  /** Runs {@code action} at every Ctrl-C instead of ending. */
  public static void onInterrupt(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> {
                  action.run();
                  yield null;
                }
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                default -> "interrupt handler";
              };
      Object own =
          Proxy.newProxyInstance(Interrupts.class.getClassLoader(), new Class<?>[] {handler}, call);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), own);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.debug("Ctrl-C cannot be heard: {}", e.toString());
    }
  }
}
