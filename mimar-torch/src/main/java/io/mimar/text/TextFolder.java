package io.mimar.text;

import io.mimar.MimarException;
import io.mimar.data.Folders;
import io.mimar.data.Held;
import io.mimar.data.RawPart;
import io.mimar.data.TextFile;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A folder of .txt files, or where there are none of files without an ending, each a text, below
 * one folder per class: to any depth, in the order of their paths. What is hidden or no text is
 * counted as ignored; links are followed, but not in circles.
 */
final class TextFolder {
  /** What files without an ending are called that tell about others. */
  private static final Set<String> ABOUT =
      Set.of(
          "readme", "license", "licence", "copying", "notice", "makefile", "authors", "changelog");

  private final Path folder;
  private final List<Path> files = new ArrayList<>();
  private final List<Path> bare = new ArrayList<>();
  private final List<Path> ignored = new ArrayList<>();
  private final Set<String> classes = new TreeSet<>();

  private TextFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Finds the files of a folder, and opens none.
   *
   * @throws MimarException when a folder cannot be listed
   */
  static TextFolder scan(Path folder) {
    var scan = new TextFolder(folder);
    try {
      var links = EnumSet.of(FileVisitOption.FOLLOW_LINKS);
      Files.walkFileTree(folder, links, Integer.MAX_VALUE, scan.new Visitor());
    } catch (IOException e) {
      throw Folders.unreadable(folder, e);
    }
    (scan.files.isEmpty() ? scan.files : scan.ignored).addAll(scan.bare);
    scan.files.sort(Comparator.comparing(file -> relative(folder, file)));
    scan.ignored.sort(Comparator.naturalOrder());
    return scan;
  }

  /** Whether there is a text in a folder of a class. */
  boolean hasClasses() {
    return files.stream().anyMatch(file -> !className(file).isEmpty());
  }

  /** Whether there is any text. */
  boolean hasTexts() {
    return !files.isEmpty();
  }

  /** What was passed over. */
  List<Path> ignored() {
    return ignored;
  }

  /**
   * The texts to train on, or to score with, each with its class.
   *
   * @param root the data folder, from where the texts are named
   * @param held counts the texts with those of other parts
   * @throws MimarException when there are no classes, or one has no text
   */
  RawPart<String> labelled(Path root, Held held, Consumer<String> notes) {
    if (!hasClasses()) {
      throw new MimarException(
          folder + (hasTexts() ? " holds texts, but no folder per class" : " holds no texts"),
          "Give a folder with one folder of .txt files per class, or a CSV file.");
    }
    Set<String> empty = new TreeSet<>(classes);
    files.forEach(file -> empty.remove(className(file)));
    if (!empty.isEmpty()) {
      throw new MimarException(
          "class \"" + empty.iterator().next() + "\" of " + folder + " has no texts",
          "Add .txt files to its folder, or move the folder away.");
    }
    files.stream().filter(file -> className(file).isEmpty()).forEach(ignored::add);
    List<Path> some = files.stream().filter(file -> !className(file).isEmpty()).toList();
    return read(root, some, held, notes);
  }

  /** All texts, with their classes where they lie in folders. */
  RawPart<String> all(Path root, Held held, Consumer<String> notes) {
    return read(root, files, held, notes);
  }

  /** The text of a file. */
  static String text(Path file, Consumer<String> notes) {
    return TextFile.read(
        file,
        notes,
        reader -> {
          var text = new StringBuilder();
          char[] piece = new char[1 << 13];
          for (int count = reader.read(piece); count >= 0; count = reader.read(piece)) {
            text.append(piece, 0, count);
            if (text.length() > TextFile.LONGEST) {
              throw new MimarException(
                  String.format(
                      Locale.ROOT, "%s is longer than %,d characters", file, TextFile.LONGEST),
                  "Divide it into texts of their own, or take it out.");
            }
          }
          return text.toString();
        });
  }

  private RawPart<String> read(Path root, List<Path> some, Held held, Consumer<String> notes) {
    List<String> others = new ArrayList<>();
    held.start(folder);
    List<String> texts = new ArrayList<>();
    for (Path file : some) {
      texts.add(text(file, others::add));
      held.add(2, Held.bytes(texts.get(texts.size() - 1)), () -> relative(root, file));
    }
    if (!others.isEmpty()) {
      notes.accept(
          String.format(
              Locale.ROOT,
              "%,d of %,d files in %s are not UTF-8 throughout. The first: %s",
              others.size(),
              texts.size(),
              folder,
              others.get(0)));
    }
    return new RawPart<>(
        some.stream().map(file -> relative(root, file)).toList(),
        texts,
        some.stream().map(this::className).toList());
  }

  private String className(Path file) {
    Path inside = folder.relativize(file);
    return inside.getNameCount() > 1 ? inside.getName(0).toString() : "";
  }

  static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  static boolean isText(Path file) {
    return Folders.name(file).toLowerCase(Locale.ROOT).endsWith(".txt") && !Files.isDirectory(file);
  }

  /** Whether a file may be a text though its name has no ending, as of old mails and news. */
  static boolean isBare(Path file) {
    String name = Folders.name(file);
    return name.indexOf('.') < 0
        && !ABOUT.contains(name.toLowerCase(Locale.ROOT))
        && !Files.isDirectory(file);
  }

  /** Whether all texts are files without an ending. */
  boolean areBare() {
    return files.stream().noneMatch(TextFolder::isText);
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      if (path.equals(folder)) {
        return FileVisitResult.CONTINUE;
      } else if (Folders.isHidden(path)
          || (path.getParent().equals(folder) && Folders.isUnlabelled(path))) {
        ignored.add(path);
        return FileVisitResult.SKIP_SUBTREE;
      } else if (path.getParent().equals(folder)) {
        classes.add(path.getFileName().toString());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      boolean seen = !Folders.isHidden(file);
      (seen && isText(file) ? files : seen && isBare(file) ? bare : ignored).add(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
      if (e instanceof FileSystemLoopException) {
        ignored.add(path);
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}
