package io.mimar.space;

import io.mimar.Check;

/**
 * How an architecture wants to be trained, where its space searches that too.
 *
 * @param optimiser the rule by which gradients change weights
 * @param learningRate the highest
 * @param batch samples of a step
 * @param weightDecay the share of a weight that is taken off at each step, for a rate of 1
 * @param labelSmoothing the share of a label spread over all classes
 * @param mixup how strongly two samples are blended into one, paper: alpha; 0 for not at all; Zhang
 *     et al., mixup: Beyond Empirical Risk Minimization, ICLR 2018
 * @param length the share of the planned epochs after which training ends, its rate having fallen
 *     to 0: early stopping that is searched instead of watched for
 */
public record Regime(
    Optimiser optimiser,
    double learningRate,
    int batch,
    double weightDecay,
    double labelSmoothing,
    double mixup,
    double length) {

  /** A rule by which gradients change weights. */
  public enum Optimiser {
    /** Stochastic gradient descent with Nesterov's momentum. */
    SGD,
    /** Loshchilov and Hutter, Decoupled Weight Decay Regularization, ICLR 2019. */
    ADAMW
  }

  public Regime {
    Check.range("learning rate", learningRate, 1e-9, 1e6);
    Check.range("batch", batch, 2, 1 << 20);
    Check.range("weight decay", weightDecay, 0, 1e3);
    Check.range("label smoothing", labelSmoothing, 0, 0.99);
    Check.range("mixup", mixup, 0, 1);
    Check.range("length", length, 1e-3, 1);
  }

  /** The epochs of a training for which so many are planned. */
  public int epochs(int planned) {
    return (int) Math.max(1, Math.round(planned * length));
  }
}
