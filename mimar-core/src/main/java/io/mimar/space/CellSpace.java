package io.mimar.space;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.network.Network;
import io.mimar.network.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A cell with one operation on each edge in a skeleton that is fixed: small enough that all of it
 * can be measured. NAS-Bench-201's space is {@code cells:4:none,skip,conv1x1,conv3x3,avgpool3x3
 * :1:16,32,64:5:residual}.
 *
 * @param cell what is searched
 * @param stemStride the step of the stem's 3x3 convolution
 * @param widths the channels of each stage
 * @param depth cells in a stage
 * @param reduction how a stage starts at half the resolution
 */
public record CellSpace(
    EdgeCell cell, int stemStride, List<Integer> widths, int depth, Skeleton.Reduction reduction)
    implements NetworkSpace {

  /** What the name of such a space starts with. */
  public static final String PREFIX = "cells:";

  private static final String FORM = "cells:VERTICES:OPERATIONS:STEM:WIDTHS:CELLS:REDUCTION";
  private static final int PARTS = 7;

  public CellSpace {
    widths = List.copyOf(widths);
    Check.range("stem stride", stemStride, 1, 4);
    Check.range("stages (the number of widths)", widths.size(), 1, 8);
    widths.forEach(w -> Check.range("width", w, 1, 4096));
    Check.range("cells in a stage", depth, 1, 64);
    List<Operation> operations = cell.operations();
    Check.that(
        operations.size() > 1 && Set.copyOf(operations).size() == operations.size(),
        "operations of the cell",
        Operation.labels(operations),
        "two or more, each named once");
  }

  /**
   * The space that {@link #name} names.
   *
   * @throws MimarException when it is no such name
   */
  public static CellSpace parse(String name) {
    List<String> parts = List.of(name.split(":", -1));
    if (parts.size() != PARTS || !name.startsWith(PREFIX)) {
      throw malformed(name);
    }
    try {
      return new CellSpace(
          new EdgeCell(Integer.parseInt(parts.get(1)), operations(parts.get(2))),
          Integer.parseInt(parts.get(3)),
          Arrays.stream(parts.get(4).split(",", -1)).map(Integer::valueOf).toList(),
          Integer.parseInt(parts.get(5)),
          Skeleton.Reduction.valueOf(parts.get(6).toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) { // a number or reduction that is none
      throw malformed(name);
    }
  }

  private static List<Operation> operations(String labels) {
    return Arrays.stream(labels.split(",", -1)).map(Operation::named).toList();
  }

  private static MimarException malformed(String name) {
    return new MimarException(
        "space is \"" + name + "\", but must be written " + FORM,
        "For example cells:4:none,skip,conv3x3:2:8,16:1:convolution.");
  }

  @Override
  public String name() {
    return PREFIX
        + cell.vertices()
        + ":"
        + String.join(",", Operation.labels(cell.operations()))
        + ":"
        + stemStride
        + ":"
        + String.join(",", widths.stream().map(String::valueOf).toList())
        + ":"
        + depth
        + ":"
        + reduction.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<Choice> choices() {
    return cell.choices();
  }

  @Override
  public List<String> vocabulary() {
    return image().vocabulary();
  }

  @Override
  public List<String> operations() {
    return image().operations();
  }

  @Override
  public int maxVertices() {
    return image().maxVertices();
  }

  @Override
  public boolean isValid(int[] values) {
    checkRange(values);
    return cell.isValid(values);
  }

  @Override
  public int[] repair(int[] values) {
    checkRange(values);
    return cell.repair(values);
  }

  @Override
  public Architecture architecture(int[] values) {
    checkRange(values);
    Architecture whole = image().architecture(whole(values));
    return Architecture.of(values, whole.graph());
  }

  @Override
  public Architecture random(RandomGenerator rng) {
    return architecture(cell.random(rng));
  }

  @Override
  public Network network(Architecture architecture, Task task) {
    return image().network(architecture, task);
  }

  // ---- the same as an image space whose skeleton is on offer

  private ImageSpace image() {
    Skeleton skeleton =
        new Skeleton(List.of(stemStride), onOffer(), List.of(depth), widths.size(), reduction, 0);
    return new ImageSpace("cells", cell, skeleton);
  }

  private List<Integer> onOffer() {
    return List.copyOf(new TreeSet<>(widths));
  }

  /** The values with those of the skeleton: stem stride, widths, depths. */
  private int[] whole(int[] values) {
    List<Integer> skeleton = new ArrayList<>(List.of(0));
    widths.forEach(w -> skeleton.add(onOffer().indexOf(w)));
    widths.forEach(w -> skeleton.add(0));
    return IntStream.concat(Arrays.stream(values), skeleton.stream().mapToInt(Integer::intValue))
        .toArray();
  }
}
