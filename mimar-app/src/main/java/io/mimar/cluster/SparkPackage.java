package io.mimar.cluster;

import io.mimar.MimarException;
import io.mimar.file.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The folder of what a Spark cluster needs of Mimar, which {@code mimar spark package} makes. It is
 * no part of the program's own class path: Spark runs in a process of its own (docs/adr/0012).
 *
 * @param folder holds the jars of {@code mimar-spark} and {@code mimar-core}, in {@code spark} a
 *     Spark for those who have none, and the archive
 */
public record SparkPackage(Path folder) {
  /** The system property that names the folder; the launcher sets it. */
  public static final String PROPERTY = "mimar.spark";

  private static final String REMEDY =
      "Run `./mimar spark package` once (it fetches Spark, about 150 MB); docs/spark.md says more.";

  /**
   * The package of this installation.
   *
   * @throws MimarException when there is none
   */
  public static SparkPackage find() {
    String folder = System.getProperty(PROPERTY, "");
    SparkPackage found = new SparkPackage(Path.of(folder));
    if (folder.isEmpty()
        || !Files.isDirectory(found.folder)
        || found.all("mimar-spark-").isEmpty()) {
      throw new MimarException("Mimar's part for Spark is not built here", REMEDY);
    }
    return found;
  }

  /** The program that joins a cluster. */
  Path bridge() {
    return only("mimar-spark-");
  }

  /** What it stands on. */
  Path core() {
    return only("mimar-core-");
  }

  /** A Spark for those who have no installation: what {@code SPARK_HOME} would name. */
  Path spark() {
    return folder.resolve("spark");
  }

  /** The program with its libraries, for nodes that have none. */
  public Path archive() {
    return folder.resolve("mimar.zip");
  }

  /**
   * The archive.
   *
   * @throws MimarException when it was not made
   */
  Path requireArchive() {
    if (!Files.exists(archive())) {
      throw new MimarException(
          "the archive of Mimar for the cluster's nodes, " + archive() + ", is missing",
          "Run `./mimar spark package`, or say by --spark-conf spark.mimar.home=DIR where all nodes"
              + " have Mimar.");
    }
    return archive();
  }

  /**
   * Makes the archive: the program's libraries under {@code lib}. They are compressed already.
   *
   * @throws MimarException when this program does not lie in a folder of jars, or room is missing
   */
  public void pack() {
    try {
      WholeFile.write(archive(), SparkPackage::pack);
    } catch (IOException e) {
      throw new MimarException(
          "the archive " + archive() + " cannot be written: " + e.getMessage(),
          "Make room there: it takes about 250 MB.",
          e);
    }
  }

  private static void pack(OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Path jar : libraries()) {
        zip.putNextEntry(new ZipEntry("lib/" + jar.getFileName()));
        Files.copy(jar, zip);
      }
    }
  }

  /** The jars beside the one that this class is in. */
  private static List<Path> libraries() throws IOException {
    Path own = Path.of(location());
    if (!Files.isRegularFile(own)) {
      throw new MimarException(
          "this program runs from " + own + ", not from a folder of jars",
          "Run `./mimar spark package`.");
    }
    try (Stream<Path> files = Files.list(own.resolveSibling(""))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static URI location() {
    return URI.create(
        SparkPackage.class.getProtectionDomain().getCodeSource().getLocation().toString());
  }

  private Path only(String prefix) {
    List<Path> found = all(prefix);
    if (found.size() != 1) {
      throw new MimarException(
          folder + " holds " + found.size() + " files " + prefix + "*.jar, but must hold one",
          "Delete the folder and run `./mimar spark package` again.");
    }
    return found.get(0);
  }

  private List<Path> all(String prefix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(file -> file.getFileName().toString().endsWith(".jar"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
