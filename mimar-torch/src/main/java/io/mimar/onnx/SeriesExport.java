package io.mimar.onnx;

import static io.mimar.onnx.GraphWriter.integer;

import io.mimar.network.SequenceLayer;
import io.mimar.nn.Model;
import java.util.List;

/** Writes layers on a series, whose last channel says what is there, as ONNX operators. */
final class SeriesExport {
  private final NodeExport e;
  private final int channels;

  private SeriesExport(NodeExport e) {
    this.e = e;
    this.channels = e.in().channels() - 1;
  }

  /** Writes one node and returns the name of its result. */
  static String of(NodeExport e, SequenceLayer layer) {
    if (layer instanceof SequenceLayer.Presence) {
      return new SeriesExport(e).presence();
    } else if (layer instanceof SequenceLayer.Standardise) {
      return new SeriesExport(e).standardise();
    } else if (layer instanceof SequenceLayer.Difference) {
      return new SeriesExport(e).difference();
    } else if (layer instanceof SequenceLayer.Distortion) {
      return e.x();
    }
    throw new IllegalStateException("no ONNX operator for " + layer);
  }

  private String presence() {
    String from = e.integers("from", channels);
    String to = e.integers("to", channels + 1L);
    return e.result("Slice", List.of(e.x(), from, to, e.integers("axes", 1)));
  }

  private String standardise() {
    String values = sliced("values", e.x(), 1, 0, channels);
    String there = sliced("there", e.x(), 1, channels, channels + 1);
    String one = e.constant("one", new float[] {1}, 1);
    String number = e.step("number", "Max", List.of(sum("count", there), one));
    String level = e.step("level", "Mul", List.of(values, there));
    String mean = e.step("mean", "Div", List.of(sum("total", level), number));
    String off = e.step("off", "Sub", List.of(values, mean));
    String seen = e.step("seen", "Mul", List.of(off, there));
    String square = e.step("square", "Mul", List.of(seen, seen));
    String variance = e.step("variance", "Div", List.of(sum("squares", square), number));
    String floor = e.constant("floor", new float[] {(float) Model.VARIANCE_FLOOR}, 1);
    String deviation =
        e.step("deviation", "Sqrt", List.of(e.step("floored", "Add", List.of(variance, floor))));
    String standard = e.step("standard", "Div", List.of(seen, deviation));
    return e.result("Concat", List.of(standard, there), integer("axis", 1));
  }

  private String difference() {
    int length = e.in().width();
    String zero = e.constant("zero", new float[] {0});
    String pads = e.integers("pads", 0, 0, 0, 1, 0, 0, 0, 0);
    String longer = e.step("longer", "Pad", List.of(e.x(), pads, zero));
    String before = sliced("before", longer, 3, 0, length);
    String change =
        e.step(
            "change",
            "Sub",
            List.of(
                sliced("values", e.x(), 1, 0, channels),
                sliced("values.before", before, 1, 0, channels)));
    String both =
        e.step(
            "both",
            "Mul",
            List.of(
                sliced("there", e.x(), 1, channels, channels + 1),
                sliced("there.before", before, 1, channels, channels + 1)));
    return e.result("Mul", List.of(change, both));
  }

  private String sum(String part, String value) {
    String steps = e.integers(part + ".axes", 3);
    return e.step(part, "ReduceSum", List.of(value, steps), integer("keepdims", 1));
  }

  private String sliced(String part, String value, int axis, int from, int to) {
    String start = e.integers(part + ".from", from);
    String end = e.integers(part + ".to", to);
    return e.step(part, "Slice", List.of(value, start, end, e.integers(part + ".axes", axis)));
  }
}
