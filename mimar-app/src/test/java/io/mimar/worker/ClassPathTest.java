package io.mimar.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassPathTest {
  @TempDir Path folder;

  @Test
  void ofAProgramStartedAsUsualItIsTheOneThatWasGiven() {
    assertEquals(System.getProperty("java.class.path"), ClassPath.own());
  }

  @Test
  void loadersOfServersAndBuildToolsTellTheirFiles() throws IOException {
    Path jar = Files.createFile(folder.resolve("a jar.jar"));
    URL inside = inside(jar);
    try (URLClassLoader parent = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
        URLClassLoader child =
            new URLClassLoader(new URL[] {folder.toUri().toURL(), inside}, parent)) {
      Set<String> paths = new LinkedHashSet<>();
      ClassPath.addLoaders(child, paths);
      assertEquals(List.of(folder.toString(), jar.toString()), List.copyOf(paths));
    }
  }

  private static URL inside(Path jar) throws MalformedURLException {
    return URI.create("jar:" + jar.toUri() + "!/lib/other.jar").toURL();
  }

  @Test
  void modulesBecomeAClassPath() throws IOException {
    Path jar = Files.createFile(folder.resolve("one.jar"));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Files.createFile(classes.resolve("module-info.class"));
    Set<String> paths = new LinkedHashSet<>();
    ClassPath.addModules(
        String.join(File.pathSeparator, folder.toString(), jar.toString(), classes.toString(), ""),
        paths);
    assertEquals(
        List.of(folder + File.separator + "*", jar.toString(), classes.toString()),
        List.copyOf(paths));
    Set<String> none = new LinkedHashSet<>();
    ClassPath.addModules("", none);
    assertTrue(none.isEmpty());
  }

  @Test
  void keptClassesAreUsedWhereTheLauncherTellsOfThem() {
    String before = System.getProperty(ClassPath.KEPT);
    try {
      System.clearProperty(ClassPath.KEPT);
      assertEquals(List.of(), ClassPath.kept());
      System.setProperty(ClassPath.KEPT, "/some where/workers.jsa");
      assertTrue(ClassPath.kept().contains("-XX:SharedArchiveFile=/some where/workers.jsa"));
    } finally {
      if (before == null) {
        System.clearProperty(ClassPath.KEPT);
      } else {
        System.setProperty(ClassPath.KEPT, before);
      }
    }
  }
}
