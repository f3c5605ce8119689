package io.mimar.peer;

import io.mimar.embed.InitialWeights;
import io.mimar.embed.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Some fully connected networks of one shape side by side, each with weights of its own, so that a
 * step trains all of them. Lives in the pointer scope it is made in.
 */
final class Perceptrons {
  /** The bounds of Glorot, Bengio, AISTATS 2010, by inputs and outputs of a layer. */
  static final DoubleBinaryOperator GLOROT = (in, out) -> Math.sqrt(6 / (in + out));

  /** The bounds of He et al., ICCV 2015, for a linear gain. */
  static final DoubleBinaryOperator KAIMING = (in, out) -> Math.sqrt(3 / in);

  private final int count;
  private final List<Integer> widths;
  private final float most;
  private final Parameters parameters;

  /**
   * Networks with first weights drawn from {@code rng} and no bias.
   *
   * @param count networks
   * @param widths of the input, the layers and the output
   * @param bounds of a layer's weights
   * @param most where the rectifier is cut, infinite for nowhere
   */
  Perceptrons(
      int count,
      List<Integer> widths,
      DoubleBinaryOperator bounds,
      float most,
      RandomGenerator rng) {
    this.count = count;
    this.widths = List.copyOf(widths);
    this.most = most;
    InitialWeights initial = new InitialWeights(rng);
    for (int l = 0; l + 1 < widths.size(); l++) {
      int in = widths.get(l);
      int out = widths.get(l + 1);
      initial
          .table("weight" + l, count * in, out, bounds.applyAsDouble(in, out))
          .constant("bias" + l, count, out, 0);
    }
    this.parameters = new Parameters(initial.weights());
  }

  Parameters parameters() {
    return parameters;
  }

  /**
   * What each network says.
   *
   * @param x {@code [count, B, in]}
   * @return {@code [count, B, out]}
   */
  Tensor forward(Tensor x) {
    Tensor h = x;
    int last = widths.size() - 2;
    for (int l = 0; l <= last; l++) {
      int out = widths.get(l + 1);
      Tensor weight = parameters.get("weight" + l).view(count, widths.get(l), out);
      h = torch.baddbmm(parameters.get("bias" + l).view(count, 1, out), h, weight);
      if (l < last) {
        h = torch.clamp_max(h.relu(), new Scalar(most));
      }
    }
    return h;
  }

  /** Points as the input of every one of {@code count} networks. */
  static Tensor input(double[][] points, int count) {
    Tensor one = matrix(points);
    Tensor[] all = new Tensor[count];
    Arrays.fill(all, one);
    return torch.stack(new TensorVector(all), 0);
  }

  /** The numbers of a tensor, row-major. */
  static double[] numbers(Tensor tensor) {
    float[] values = Parameters.floats(tensor);
    double[] numbers = new double[values.length];
    Arrays.setAll(numbers, i -> values[i]);
    return numbers;
  }

  /** {@code rows} in single precision. */
  static Tensor matrix(double[][] rows) {
    int width = rows[0].length;
    float[] values = new float[rows.length * width];
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; i < width; i++) {
        values[r * width + i] = (float) rows[r][i];
      }
    }
    return Tensor.create(values, rows.length, width);
  }
}
