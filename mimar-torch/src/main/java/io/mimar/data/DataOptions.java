package io.mimar.data;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.random.Seeds;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How images are read and split. A height and width of 0 mean: chosen from the data, see {@link
 * ImageSize#choose}.
 *
 * @param height pixels, 0 or in [4, 1024]; set together with the width
 * @param width pixels, 0 or in [4, 1024]
 * @param maxSide the longer side of a size that is chosen from the data, in pixels
 * @param maxPixels the largest image that is decoded, in pixels as its header states them; what is
 *     above counts as broken
 * @param heldBack the share of the images that a missing validation part gets, and a missing test
 *     part
 * @param maxHeldBack the most images that such a part gets
 * @param groupBy a regular expression whose first capture group (or whole match) in a file's path
 *     names its group; files of one group stay on one side of every split; empty for none
 * @param task what kind of data it is, one of {@link #TASKS}
 * @param target the column that is to be told; empty for the one that looks like it
 * @param kind whether the target is a class or an amount, one of {@link #KINDS}
 * @param splitSeed the seed of what is held back: of another seed of a search it is the same
 */
public record DataOptions(
    int height,
    int width,
    int maxSide,
    long maxPixels,
    double heldBack,
    int maxHeldBack,
    String groupBy,
    String task,
    String target,
    String kind,
    long splitSeed) {

  /** The kinds of data; auto tells them apart by what the files look like. */
  public static final List<String> TASKS = List.of("auto", "image", "table", "text", "series");

  /** The kinds of targets; auto tells them apart by what is written there. */
  public static final List<String> KINDS = List.of("auto", "classification", "regression");

  /** A size from the data, at most 64 a side; a fifth held back, at most 10,000 images. */
  public static final DataOptions DEFAULT =
      new DataOptions(0, 0, 64, 40_000_000L, 0.2, 10_000, "", "auto", "", "auto", 0);

  public DataOptions {
    if (height != 0 || width != 0) {
      Check.range("height", height, 4, 1024);
      Check.range("width", width, 4, 1024);
    }
    Check.range("maxSide", maxSide, 8, 1024);
    Check.range("maxPixels", maxPixels, 1, 1_000_000_000L);
    Check.range("heldBack", heldBack, 0.01, 0.45);
    Check.range("maxHeldBack", maxHeldBack, 1, Integer.MAX_VALUE);
    compile(groupBy);
    Check.that(task != null && TASKS.contains(task), "task", task, "one of " + TASKS);
    Check.that(target != null, "target", target, "the name of a column, or empty");
    Check.that(kind != null && KINDS.contains(kind), "kind", kind, "one of " + KINDS);
  }

  /** These options with a fixed size in pixels. */
  public DataOptions withSize(int newHeight, int newWidth) {
    return changed(
        draft -> {
          draft.height = newHeight;
          draft.width = newWidth;
        });
  }

  /** These options with another share and most images of a part that is held back. */
  public DataOptions withHeldBack(double share, int most) {
    return changed(
        draft -> {
          draft.heldBack = share;
          draft.maxHeldBack = most;
        });
  }

  /** These options with another grouping; empty for none. */
  public DataOptions withGroupBy(String regex) {
    return changed(draft -> draft.groupBy = regex);
  }

  /** These options for one kind of data. */
  public DataOptions withTask(String other) {
    return changed(draft -> draft.task = other);
  }

  /** These options with another column to tell; empty for the one that looks like it. */
  public DataOptions withTarget(String column) {
    return changed(draft -> draft.target = column);
  }

  /** These options for another kind of target. */
  public DataOptions withKind(String other) {
    return changed(draft -> draft.kind = other);
  }

  /** These options with another seed of what is held back. */
  public DataOptions withSplitSeed(long other) {
    return changed(draft -> draft.splitSeed = other);
  }

  private DataOptions changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** Options that are being changed. */
  private static final class Draft {
    private final DataOptions base;
    private int height;
    private int width;
    private double heldBack;
    private int maxHeldBack;
    private String groupBy;
    private String task;
    private String target;
    private String kind;
    private long splitSeed;

    private Draft(DataOptions base) {
      this.base = base;
      height = base.height;
      width = base.width;
      heldBack = base.heldBack;
      maxHeldBack = base.maxHeldBack;
      groupBy = base.groupBy;
      task = base.task;
      target = base.target;
      kind = base.kind;
      splitSeed = base.splitSeed;
    }

    private DataOptions options() {
      return new DataOptions(
          height,
          width,
          base.maxSide,
          base.maxPixels,
          heldBack,
          maxHeldBack,
          groupBy,
          task,
          target,
          kind,
          splitSeed);
    }
  }

  /** Draws what is held back. */
  public Seeds splitSeeds() {
    return Seeds.root(splitSeed).at("data");
  }

  /** The fixed size, where one was asked for. */
  public Optional<ImageSize> size() {
    return height == 0 ? Optional.empty() : Optional.of(new ImageSize(height, width));
  }

  /** The grouping, where one was asked for. */
  public Optional<Pattern> grouping() {
    return groupBy.isEmpty() ? Optional.empty() : Optional.of(compile(groupBy));
  }

  private static Pattern compile(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new MimarException(
          "groupBy is \"" + regex + "\", but must be a regular expression: " + e.getDescription(),
          "Mend the expression; for example \"(patient[0-9]+)\" groups files by patient.",
          e);
    }
  }
}
