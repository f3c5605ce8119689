package io.mimar.nn;

import io.mimar.Lanes;
import io.mimar.network.Network;
import io.mimar.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A model and twins of it, which share its weights: each works on a part of a batch in a thread of
 * its own. That gains more than several threads of the engine on each operation of a small network.
 * Batch normalisation sees parts, not the batch. Its owner closes it before the model.
 */
@SuppressWarnings("try") // a PointerScope works by being open
public final class Twins implements AutoCloseable {
  private final List<Model> all = new ArrayList<>();
  private final Lanes lanes;

  private Twins(Model model, int count, Seeds seeds) {
    all.add(model);
    for (int i = 1; i < count; i++) {
      all.add(model.twin(seeds.at("twin", i)));
    }
    lanes = new Lanes(count);
  }

  /**
   * So many in all, {@code model} the first; it alone where it is not on a processor, or has large
   * tables, of which each step reads few rows.
   *
   * @param seeds what the twins drop
   */
  public static Twins of(Model model, int count, Seeds seeds) {
    boolean possible = arePossible(model.network(), model.device());
    return new Twins(model, possible ? count : 1, seeds);
  }

  /** Whether a model of {@code network} can have twins. */
  public static boolean arePossible(Network network, Device device) {
    return Engine.resolve(device) == Device.CPU
        && Parameter.of(network).stream().noneMatch(Arena::isTable);
  }

  /** How many there are. */
  public int count() {
    return all.size();
  }

  /**
   * What each gives for its part, in their order: side by side, with one thread of the engine each.
   *
   * @param work of a model on a part, from 0
   */
  public <T> List<T> each(BiFunction<Model, Integer, T> work) {
    List<CompletableFuture<T>> works = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      int part = i;
      works.add(
          lanes.start(
              () -> {
                torch.set_num_threads(1); // of this thread
                return work.apply(all.get(part), part);
              }));
    }
    return Lanes.join(works);
  }

  /** Adds the twins' gradients to the model's; all have the mean of all statistics then. */
  public void gather() {
    Arena kept = all.get(0).kept();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor off = torch.zeros_like(kept.all());
      for (Model twin : all.subList(1, all.size())) {
        all.get(0).trained().gradient().add_(twin.trained().gradient());
        twin.trained().gradient().zero_();
        off.add_(twin.kept().all().sub(kept.all()));
      }
      kept.all().add_(off, new Scalar(1.0 / all.size())); // what is equal stays so, bit by bit
      all.subList(1, all.size()).forEach(twin -> twin.kept().all().copy_(kept.all()));
    }
  }

  @Override
  public void close() {
    lanes.close();
    all.subList(1, all.size()).forEach(Model::close);
  }
}
