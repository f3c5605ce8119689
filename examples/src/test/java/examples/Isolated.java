package examples;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * Runs an example by a class loader of its own, as build tools and servers do: its classes are not
 * on the class path of this program.
 */
final class Isolated {
  private Isolated() {}

  /** Arguments: the class path of the example, and its class. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    String[] paths = arguments[0].split(File.pathSeparator, -1);
    URL[] urls = new URL[paths.length];
    for (int i = 0; i < paths.length; i++) {
      urls[i] = url(paths[i]);
    }
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      loader
          .loadClass(arguments[1])
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    }
  }

  private static URL url(String path) throws MalformedURLException {
    return Path.of(path).toUri().toURL();
  }
}
