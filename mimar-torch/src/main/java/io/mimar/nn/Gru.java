package io.mimar.nn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * One layer of gated recurrent units on a processor, from a state of zeros. Its steps are many and
 * small, so that calls cost more than their numbers do: it makes six a step forward, unrecorded,
 * and three back, where {@code torch.gru} makes eleven and libtorch records them. (oneDNN has LSTM
 * layers whole, and nothing made of calls is as fast.)
 */
final class Gru implements Kernel {
  private final List<Way> ways = new ArrayList<>();

  /**
   * @param arrays of one way or both: the weights of inputs {@code [3,H,C]} and of states {@code
   *     [3,H,H]} of the gates of reset and of update and of the new state; their biases {@code
   *     [3,H]}
   */
  Gru(List<Tensor> arrays) {
    for (int first = 0; first < arrays.size(); first += Way.ARRAYS) {
      boolean backwards = first > 0;
      ways.add(
          new Way(
              backwards,
              arrays.get(first),
              arrays.get(first + 1),
              arrays.get(first + 2),
              arrays.get(first + 3)));
    }
  }

  @Override
  public Tensor run(Tensor[] inputs, boolean training) {
    Tensor x = SequenceKernels.rows(inputs[0]).transpose(0, 1); // [T,B,C]
    Tensor states = ways.get(0).states(x);
    if (ways.size() > 1) {
      states = torch.cat(new TensorVector(states, ways.get(1).states(x)), 2);
    }
    return states.transpose(0, 1).contiguous().transpose(1, 2).unsqueeze(2);
  }

  /** Units that read one way. */
  private record Way(
      boolean backwards, Tensor ofInput, Tensor ofState, Tensor inputBias, Tensor stateBias) {
    static final int ARRAYS = 4;

    /** The states {@code [T,B,H]} after each of {@code x}, {@code [T,B,C]}. */
    Tensor states(Tensor x) {
      Tensor more = stateBias.detach().clone();
      more.select(0, 2).zero_(); // that of the new state is added to what reset scales
      TensorOptional bias = new TensorOptional(inputBias.add(more).flatten(0, 1));
      Tensor gates = torch.linear(x, ofInput.flatten(0, 1), bias).to(ScalarType.Float); // [T,B,3H]
      Tensor states = gate(gates, 0).clone(); // whose numbers the steps write over
      Steps steps = new Steps(gates.detach(), torch.empty_like(states).detach(), states.detach());
      HandGradient.of(gates, seen -> gradient(steps, seen));
      take(steps);
      return states;
    }

    private long units() {
      return ofInput.size(1);
    }

    private void take(Steps steps) {
      Tensor toGates = ofState.detach().narrow(0, 0, 2).flatten(0, 1).t();
      Tensor toNew = ofState.detach().select(0, 2).t();
      Tensor bias = stateBias.detach().select(0, 2);
      TensorVector both = steps.gates.narrow(2, 0, 2 * units()).unbind(0);
      TensorVector reset = gate(steps.gates, 0).unbind(0);
      TensorVector update = gate(steps.gates, 1).unbind(0);
      TensorVector fresh = gate(steps.gates, 2).unbind(0);
      TensorVector says = steps.told.unbind(0);
      TensorVector all = steps.states.unbind(0);
      Tensor state = torch.zeros_like(all.get(0));
      for (long step = 0; step < all.size(); step++) {
        long t = at(step, all.size());
        both.get(t).addmm_(state, toGates).sigmoid_();
        Tensor said = torch.addmm_out(says.get(t), bias, state, toNew);
        Tensor now = fresh.get(t).addcmul_(reset.get(t), said).tanh_();
        state = torch.lerp_out(all.get(t), now, state, update.get(t));
      }
    }

    /**
     * The gradient by what inputs say.
     *
     * @param seen {@code [T,B,3H]}, of which the first third is the gradient by the states
     */
    private Tensor gradient(Steps steps, Tensor seen) {
      Tensor reset = gate(steps.gates, 0);
      Tensor update = gate(steps.gates, 1);
      Tensor fresh = gate(steps.gates, 2);
      Tensor renewed = oneLess(update);
      Tensor toNew = oneLess(fresh.square()).mul_(renewed);
      // by how much the gradient by a state is multiplied to be that by what states say to gates
      Tensor factors = torch.empty_like(steps.gates).unflatten(2, 3, units());
      Tensor toTold = torch.mul_out(factors.select(2, 2), toNew, reset);
      torch.mul_out(factors.select(2, 0), toTold, steps.told).mul_(oneLess(reset));
      torch.mul_out(factors.select(2, 1), steps.states.sub(fresh), renewed);

      Tensor wanted = gate(seen, 0).contiguous();
      Tensor weights = ofState.detach().flatten(0, 1); // [3H,H]
      TensorVector factor = factors.unbind(0);
      TensorVector want = wanted.unbind(0);
      TensorVector kept = update.unbind(0);
      for (long step = want.size() - 1; step >= 0; step--) {
        long t = at(step, want.size());
        Tensor by = factor.get(t).mul_(want.get(t).unsqueeze(1));
        if (step > 0) {
          want.get(at(step - 1, want.size()))
              .addcmul_(want.get(t), kept.get(t))
              .addmm_(by.flatten(1, 2), weights);
        }
      }
      learn(steps.states, factors);
      torch.mul_out(factors.select(2, 2), wanted, toNew);
      return factors.flatten(2, 3);
    }

    /**
     * Adds to the gradients of the weights and biases of states.
     *
     * @param by the gradient by what states say, {@code [T,B,3,H]}
     */
    private void learn(Tensor states, Tensor by) {
      long last = states.size(0) - 1; // what the last one says is read by none
      Tensor before = states.narrow(0, at(0, 2), last).flatten(0, 1); // [(T-1)B,H]
      Tensor after = by.narrow(0, at(1, 2), last).flatten(2, 3).flatten(0, 1); // [(T-1)B,3H]
      ofState.grad().flatten(0, 1).addmm_(after.t(), before);
      stateBias.grad().add_(by.sum(0, 1));
    }

    /** The position that is read as number {@code step} of so many. */
    private long at(long step, long length) {
      return backwards ? length - 1 - step : step;
    }

    /** A third of {@code [T,B,3H]}. */
    private Tensor gate(Tensor gates, long index) {
      return gates.narrow(2, index * units(), units());
    }
  }

  /**
   * What steps fill and their gradient reads.
   *
   * @param gates {@code [T,B,3H]}: what inputs say, then the gates of reset and of update and the
   *     new state before it is mixed
   * @param told {@code [T,B,H]}: what states say to the new state
   * @param states {@code [T,B,H]}
   */
  private record Steps(Tensor gates, Tensor told, Tensor states) {}

  private static Tensor oneLess(Tensor tensor) {
    return tensor.neg().add_(new Scalar(1.0));
  }
}
