package io.mimar.nn;

import io.mimar.Check;
import io.mimar.data.LabelledSamples;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.random.Seeds;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Zero-cost scores: what a network for images tells of itself untrained, from its first weights and
 * one batch. More is meant to be better in each.
 *
 * @param synflow logarithm of the sum over weights of weight times gradient, where all weights are
 *     positive, the input is 1 everywhere and the sum of the logits is differentiated; Tanaka et
 *     al., Pruning neural networks without any data by iteratively conserving synaptic flow,
 *     NeurIPS 2020
 * @param naswot logarithm of the determinant of how many rectifiers two samples have in the same
 *     state, for each pair of samples; -infinity where two samples are told apart by none; Mellor
 *     et al., Neural Architecture Search without Training, ICML 2021
 * @param jacobCov minus the sum over eigenvalues {@code v} of {@code log v + 1/v}, for the
 *     correlations of the samples' gradients with respect to the input; -infinity where a gradient
 *     is the same for all numbers of a sample, so that there are none; the first version of the
 *     same paper, arXiv:2006.04647v1
 * @param gradientNorm length of the loss's gradient with respect to the weights; Abdelfattah et
 *     al., Zero-Cost Proxies for Lightweight NAS, ICLR 2021
 */
public record ZeroCost(double synflow, double naswot, double jacobCov, double gradientNorm) {
  /** What keeps eigenvalues from 0. */
  private static final double LEAST = 1e-5;

  /** Whether networks for {@code task} have scores: those that take images and tell classes. */
  public static boolean isFor(Task task) {
    return task.input() instanceof Input.Pixels && task.output() instanceof Output.Classes;
  }

  /**
   * The scores of {@code network}. Cost: two passes forward and back of the batch, and {@code O(B^2
   * R + B^3)} for B samples and R rectified numbers.
   *
   * @param batch samples with their classes
   * @param seeds the first weights
   * @throws io.mimar.MimarException when the network is not for classes of images
   */
  public static ZeroCost of(Network network, LabelledSamples batch, Seeds seeds) {
    Check.that(
        isFor(network.task()), "task of a network with zero-cost scores", network.task(), "images");
    Check.range("samples", batch.size(), 2, 1 << 12);
    Constants constants = Constants.of(network.task(), batch);
    try (Model model = Model.of(network, constants, seeds, Device.CPU)) {
      Measurement measurement = new Measurement(model);
      measurement.observe(batch);
      double synflow = measurement.synflow();
      return new ZeroCost(
          synflow, measurement.naswot, measurement.jacobCov, measurement.gradientNorm);
    }
  }

  /** The scores of one model, whose weights it spoils. */
  @SuppressWarnings("try") // a PointerScope works by being open
  private static final class Measurement {
    private final Model model;
    private double naswot;
    private double jacobCov;
    private double gradientNorm;

    Measurement(Model model) {
      this.model = model;
    }

    /** Two looks at the batch: from each a gradient goes back. */
    void observe(LabelledSamples batch) {
      try (PointerScope scope = new PointerScope()) {
        Tensor samples = floats(batch).requires_grad_(true);
        Agreement agreement = new Agreement(model.network());
        Tensor logits = model.forward(samples, true, agreement);
        naswot = agreement.logDeterminant();
        logits.sum().backward();
        jacobCov = jacobCov(samples.grad().flatten(1, -1));
        model.trained().gradient().zero_();
        long[] classes = Arrays.stream(batch.labels()).asLongStream().toArray();
        Tensor labels = Tensors.of(classes, Device.CPU, classes.length);
        Tensor seen = model.kept().all().clone(); // once is enough for its running statistics
        torch.cross_entropy_loss(model.forward(samples.detach(), true), labels).backward();
        model.kept().all().copy_(seen);
        gradientNorm = model.trained().gradient().norm().item_double();
      }
    }

    double synflow() {
      try (PointerScope scope = new PointerScope()) {
        Tensor weights = model.trained().all();
        try (NoGradGuard guard = new NoGradGuard()) {
          weights.abs_();
        }
        model.trained().gradient().zero_();
        model.forward(ones(), false).sum().backward();
        Tensor flow = weights.mul(model.trained().gradient()).to(ScalarType.Double);
        return Math.log(flow.sum().item_double());
      }
    }

    /** The sample that is 1 everywhere to the first layer. */
    private Tensor ones() {
      Tensor mean = model.kept().view(Constants.INPUT_MEAN).view(1, -1, 1, 1);
      Tensor deviation = model.kept().view(Constants.INPUT_DEVIATION).view(1, -1, 1, 1);
      Shape shape = model.network().input();
      return mean.add(deviation).expand(1, shape.channels(), shape.height(), shape.width());
    }

    private static Tensor floats(LabelledSamples batch) {
      Shape shape = batch.shape();
      byte[] pixels = batch.pixels();
      Tensor bytes =
          Tensors.of(
              pixels, Device.CPU, batch.size(), shape.channels(), shape.height(), shape.width());
      return bytes.to(ScalarType.Float);
    }

    private static double jacobCov(Tensor jacobian) {
      Tensor correlations = torch.corrcoef(jacobian.to(ScalarType.Double));
      if (!Double.isFinite(correlations.sum().item_double())) {
        return Double.NEGATIVE_INFINITY;
      }
      Tensor values = torch.linalg_eigvalsh(correlations);
      Tensor positive = values.clamp_min(new Scalar(0.0)).add_(new Scalar(LEAST));
      return -positive.log().add_(positive.reciprocal()).sum().item_double();
    }
  }

  /** For each pair of samples, how many rectifiers are in the same state. */
  @SuppressWarnings("try") // a PointerScope works by being open
  private static final class Agreement implements ForwardListener {
    private final Network network;
    private Tensor kernel;

    Agreement(Network network) {
      this.network = network;
    }

    @Override
    public void made(int node, Tensor result) {
      if (node > 0 && network.nodes().get(node - 1).layer() instanceof Layer.Relu) {
        Tensor on = result.detach().gt(new Scalar(0.0)).flatten(1, -1).to(ScalarType.Float);
        Tensor off = on.neg().add(new Scalar(1.0));
        Tensor same = on.matmul(on.t()).add_(off.matmul(off.t()));
        kernel = kernel == null ? same : kernel.add_(same);
      }
    }

    @Override
    public void freed(int node) {}

    double logDeterminant() {
      return kernel == null
          ? Double.NEGATIVE_INFINITY
          : kernel.to(ScalarType.Double).slogdet().get1().item_double();
    }
  }
}
