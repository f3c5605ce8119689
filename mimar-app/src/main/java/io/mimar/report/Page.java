package io.mimar.report;

import com.samskivert.mustache.Mustache;
import io.mimar.MimarException;
import io.mimar.folder.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** What all pages share: one file each, the same style, everything from outside escaped. */
public final class Page {
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Mustache.Lambda PROSE =
      (fragment, out) -> out.write(prose(fragment.execute()));

  private Page() {}

  /** The style of all pages, and of the drawings on them. */
  public static String css() {
    return resource(Page.class, "report.css") + figureCss();
  }

  /** The style of drawings alone. */
  static String figureCss() {
    return resource(Page.class, "figures.css");
  }

  /**
   * A page from a template. There, {@code prose} makes code of what stands between two backticks.
   *
   * @param owner the class beside which the template lies
   * @param template its name; its parts lie beside it, or are those that all pages share: {@code
   *     architecture}, see {@link ArchitectureView}, {@code explanation}, {@code confusion}, {@code
   *     decides}
   * @param model what it shows; all of it is escaped, but for drawings and what the template takes
   *     as markup
   */
  public static String render(Class<?> owner, String template, Map<String, Object> model) {
    Map<String, Object> all = new LinkedHashMap<>(model);
    all.put("prose", PROSE);
    return Mustache.compiler()
        .withEscaper(Markup::escape)
        .withFormatter(value -> value instanceof Figure f ? f.onPage() : String.valueOf(value))
        .emptyStringIsFalse(true)
        .withLoader(part -> new StringReader(part(owner, part + ".mustache")))
        .compile(resource(owner, template))
        .execute(all);
  }

  /** Escaped text with what stands between two backticks as code. */
  private static String prose(String escaped) {
    return SPAN.matcher(escaped).replaceAll("<code>$1</code>");
  }

  private static String part(Class<?> owner, String name) {
    return resource(owner.getResource(name) == null ? Page.class : owner, name);
  }

  /** The template of that name. */
  static String template(String name) {
    return resource(Page.class, name);
  }

  /**
   * Writes a page; a reader never sees half of it.
   *
   * @throws MimarException when {@code file} cannot be written
   */
  public static void write(Path file, String page) {
    write(file, page.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #write(Path, String)}, for pictures too. */
  static void write(Path file, byte[] bytes) {
    try {
      Disk.write(file, bytes);
    } catch (IOException e) {
      throw new MimarException(
          "cannot write the report " + file + ": " + Disk.reason(e),
          "Give another place for it.",
          e);
    }
  }

  /**
   * Makes a folder, where it is not there.
   *
   * @throws MimarException when it cannot be made
   */
  static Path folder(Path folder) {
    try {
      return Files.isDirectory(folder) ? folder : Files.createDirectory(folder);
    } catch (IOException e) {
      throw new MimarException(
          "cannot make the folder " + folder + ": " + Disk.reason(e),
          "Give another place for the report.",
          e);
    }
  }

  private static String resource(Class<?> owner, String name) {
    try (InputStream in =
        Objects.requireNonNull(owner.getResourceAsStream(name), "the build left out " + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the resource " + name, e);
    }
  }
}
