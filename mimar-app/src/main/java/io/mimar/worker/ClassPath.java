package io.mimar.worker;

import io.mimar.MimarException;
import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The class path with which a worker knows all that its owner knows, however that was started: by
 * {@code java -cp}, with modules, by a build tool or in a server, whose loaders have paths of their
 * own.
 */
public final class ClassPath {
  /** The property by which the launcher tells where it keeps the classes that workers need. */
  public static final String KEPT = "mimar.classes";

  private ClassPath() {}

  /**
   * The class path of this program.
   *
   * @throws MimarException when its classes lie where another process cannot read them
   */
  public static String own() {
    requireReadable(ClassPath.class.getProtectionDomain().getCodeSource());
    Set<String> paths = new LinkedHashSet<>(); // in the order of looking up
    addLoaders(Thread.currentThread().getContextClassLoader(), paths);
    addLoaders(ClassPath.class.getClassLoader(), paths);
    String given = System.getProperty("java.class.path", "");
    if (!given.isEmpty()) {
      paths.add(given);
    }
    addModules(System.getProperty("jdk.module.path", ""), paths);
    return String.join(File.pathSeparator, paths);
  }

  /**
   * The words by which Java finds the classes of this program as the launcher keeps them, ready for
   * use; none where it was started otherwise. Java does without where they do not fit.
   */
  static List<String> kept() {
    String archive = System.getProperty(KEPT, "");
    return archive.isEmpty()
        ? List.of()
        : List.of(
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-Xshare:auto",
            "-XX:SharedArchiveFile=" + archive);
  }

  /** The files that {@code first} and the loaders above it look into, as far as they tell. */
  static void addLoaders(ClassLoader first, Set<String> paths) {
    for (ClassLoader loader = first; loader != null; loader = loader.getParent()) {
      if (loader instanceof URLClassLoader known) {
        for (URL url : known.getURLs()) {
          if (isFile(url)) {
            paths.add(file(url).toString());
          }
        }
      }
    }
  }

  /** Modules as plain class path; a folder of a module path may hold many jar files. */
  static void addModules(String modulePath, Set<String> paths) {
    for (String entry : modulePath.split(File.pathSeparator, -1)) {
      boolean jars =
          Files.isDirectory(Path.of(entry))
              && !Files.exists(Path.of(entry).resolve("module-info.class"));
      if (!entry.isEmpty()) {
        paths.add(jars ? entry + File.separator + "*" : entry);
      }
    }
  }

  private static void requireReadable(CodeSource source) {
    if (source == null || !isFile(source.getLocation())) {
      throw new MimarException(
          "Mimar's classes lie in "
              + (source == null ? "no file" : source.getLocation())
              + ", where a worker process cannot read them",
          "Put the jar files side by side in a folder, and start the program with -cp.");
    }
  }

  private static boolean isFile(URL url) {
    return url != null && url.getProtocol().equals("file");
  }

  private static Path file(URL url) {
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      return Path.of(url.getPath()); // a space that was not escaped
    }
  }
}
