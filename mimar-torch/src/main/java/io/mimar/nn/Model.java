package io.mimar.nn;

import io.mimar.data.LabelledSamples;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Output;
import io.mimar.random.Seeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A {@link Network} that runs: its arrays on a device, in channels_last order. It takes samples as
 * they are; what {@link Constants} say of them is its first step.
 *
 * <p>Its owner closes it. {@link #forward} leaves its temporaries to the caller's {@link
 * PointerScope}, one for each step.
 */
@SuppressWarnings("try") // a PointerScope works by being open
public final class Model implements AutoCloseable {
  /** The share of a new batch in the running statistics of batch normalisation. */
  static final double STATISTICS_MOMENTUM = 0.1;

  /** What is added to a variance before its root is taken. */
  public static final double VARIANCE_FLOOR = 1e-5;

  private final Network network;
  private final Device device;
  private final Arena trained;
  private final Arena kept;
  private final Generator chance;
  private final GeneratorOptional generator;
  private final Entry entry;
  private final Kernel[] kernels;
  private final int[] lastReader;

  private Model(Network network, Seeds seeds, Device device) {
    this(network, seeds, Engine.resolve(device), Optional.empty());
  }

  private Model(Network network, Seeds seeds, Device device, Optional<Arena> shared) {
    this.network = network;
    this.device = device;
    List<Parameter> parameters = Parameter.of(network);
    trained = shared.orElseGet(() -> new Arena(select(parameters, true), true, device));
    kept = new Arena(select(parameters, false), false, device);
    if (this.device == Device.CUDA) {
      torch.manual_seed(seeds.at("dropout").value()); // its generator is the global one
    }
    try (PointerScope scope = new PointerScope()) {
      chance = Tensors.keep(torch.make_generator_cpu(seeds.at("dropout").value()));
      generator =
          Tensors.keep(
              this.device == Device.CPU ? new GeneratorOptional(chance) : new GeneratorOptional());
      entry = Entry.of(network.task().input(), kept);
    }
    lastReader = lastReaders(network);
    kernels = kernels(new Kernel.Context(trained, kept, generator, this.device));
  }

  private static List<Parameter> select(List<Parameter> all, boolean trained) {
    return all.stream().filter(p -> p.kind().trained() == trained).toList();
  }

  /**
   * Builds {@code network} with first weights drawn from {@code seeds}: the same on every machine.
   *
   * @param device {@link Device#AUTO} takes what there is
   */
  public static Model of(Network network, Constants constants, Seeds seeds, Device device) {
    return filled(
        new Model(network, seeds, device),
        parameter -> Initial.values(parameter, constants, seeds));
  }

  /**
   * Builds {@code network} to be trained on {@code samples}: with their {@link Constants}, and
   * first weights that are drawn from {@code seeds} where counting the samples gives no better
   * ones.
   */
  public static Model fitted(Network network, LabelledSamples samples, Seeds seeds, Device device) {
    Constants constants = Constants.of(network.task(), samples);
    LogCountRatios ratios = new LogCountRatios(network, samples);
    UnseenCategories unseen = new UnseenCategories(network, samples);
    return filled(
        new Model(network, seeds, device),
        parameter ->
            ratios
                .of(parameter)
                .orElseGet(
                    () -> unseen.silenced(parameter, Initial.values(parameter, constants, seeds))));
  }

  /** Builds {@code network} with {@code weights}. */
  public static Model of(Network network, Weights weights, Device device) {
    Model model = new Model(network, Seeds.root(0), device);
    return filled(model, parameter -> weights.get(parameter.name(), parameter.size()));
  }

  private static Model filled(Model model, Function<Parameter, float[]> values) {
    try {
      model.fill(values);
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /**
   * A model of the same weights, not copied, with statistics and gradients of its own: for another
   * thread that works on a part of each batch. Its owner closes it before this one.
   *
   * @param seeds what is dropped
   */
  Model twin(Seeds seeds) {
    Model twin = new Model(network, seeds, device, Optional.of(trained.twin()));
    try (PointerScope scope = new PointerScope()) {
      twin.kept.all().copy_(kept.all());
      return twin;
    }
  }

  /** What is run. */
  public Network network() {
    return network;
  }

  /** Where it runs: {@link Device#CPU} or {@link Device#CUDA}. */
  public Device device() {
    return device;
  }

  /** Trainable numbers, counted from the tensors. */
  public long params() {
    return trained.count();
  }

  Arena trained() {
    return trained;
  }

  Arena kept() {
    return kept;
  }

  // ---- running

  /**
   * Runs the network.
   *
   * @param samples {@code [B,C,H,W]}, raw as {@link io.mimar.network.Input} says, uint8 or float32,
   *     left as they are
   * @param training whether batch normalisation uses the batch's statistics and dropout drops
   * @return {@code [B,K]}, the logits, or the standardised amount
   */
  public Tensor forward(Tensor samples, boolean training) {
    return forward(samples, training, ForwardListener.NONE);
  }

  Tensor forward(Tensor samples, boolean training, ForwardListener listener) {
    Tensor[] values = new Tensor[kernels.length + 1];
    values[0] = entry.enter(samples);
    listener.made(0, values[0]);
    for (int i = 1; i <= kernels.length; i++) {
      List<Integer> sources = network.nodes().get(i - 1).inputs();
      Tensor[] inputs = new Tensor[sources.size()];
      for (int s = 0; s < inputs.length; s++) {
        inputs[s] = values[sources.get(s)];
      }
      values[i] = kernels[i - 1].run(inputs, training);
      listener.made(i, values[i]);
      free(values, i, listener);
    }
    return values[kernels.length].flatten(1, 3);
  }

  /**
   * What the network tells: the probabilities of classes, or amounts in the target's unit.
   *
   * @param outputs what {@link #forward} gave
   * @return {@code [B,K]}
   */
  public Tensor answers(Tensor outputs) {
    if (network.task().output() instanceof Output.Classes) {
      return outputs.softmax(1);
    }
    return outputs.mul(kept.view(Constants.TARGET_DEVIATION)).add(kept.view(Constants.TARGET_MEAN));
  }

  /** Amounts in the target's unit as the numbers that the network should put out. */
  public Tensor wanted(Tensor amounts) {
    return amounts.sub(kept.view(Constants.TARGET_MEAN)).div(kept.view(Constants.TARGET_DEVIATION));
  }

  private void free(Tensor[] values, int reader, ForwardListener listener) {
    for (int source : network.nodes().get(reader - 1).inputs()) {
      if (lastReader[source] == reader && values[source] != null) {
        values[source].close();
        values[source] = null;
        listener.freed(source);
      }
    }
  }

  private static int[] lastReaders(Network network) {
    int[] last = new int[network.nodes().size() + 1];
    for (int i = 1; i < last.length; i++) {
      for (int source : network.nodes().get(i - 1).inputs()) {
        last[source] = i;
      }
    }
    return last;
  }

  private Kernel[] kernels(Kernel.Context context) {
    int[] readers = new int[network.nodes().size() + 1];
    network.nodes().forEach(node -> node.inputs().forEach(source -> readers[source]++));
    boolean[] rectified = new boolean[readers.length];
    for (int i = 1; i < rectified.length; i++) {
      Network.Node node = network.nodes().get(i - 1);
      int source = node.inputs().get(0);
      if (node.layer() instanceof Layer.Relu && readers[source] == 1 && normalises(source)) {
        rectified[i] = true;
        rectified[source] = true;
      }
    }
    Kernel[] all = new Kernel[network.nodes().size()];
    for (int index = 1; index <= all.length; index++) {
      int i = index;
      Network.Node node = network.nodes().get(i - 1);
      List<Integer> sources = node.inputs();
      OptionalInt free =
          IntStream.range(0, sources.size())
              .filter(s -> readers[sources.get(s)] == 1)
              .filter(s -> mayBeOverwritten(sources.get(s)))
              .filter(s -> !(normalises(i) && normalises(sources.get(s))))
              .findFirst();
      all[i - 1] = Kernel.of(new Kernel.Place(i, node, free, rectified[i]), context);
    }
    return all;
  }

  /** Whether the gradient of node {@code index} does without its result, and nobody shares it. */
  private boolean mayBeOverwritten(int index) {
    if (index == 0) {
      return false;
    }
    Network.Node node = network.nodes().get(index - 1);
    return node.layer() instanceof Layer.BatchNorm
        || node.layer() instanceof Layer.Convolution
        || node.layer() instanceof Layer.Pool
        || (joins(node.layer()) && node.inputs().size() > 1);
  }

  /**
   * Whether node {@code index} is a batch normalisation. Of two in a row only one may take the
   * place of its input: libtorch would ask for their gradients in the wrong order.
   */
  private boolean normalises(int index) {
    return index > 0 && network.nodes().get(index - 1).layer() instanceof Layer.BatchNorm;
  }

  private static boolean joins(Layer layer) {
    return layer instanceof Layer.Sum || layer instanceof Layer.Concat;
  }

  // ---- weights

  /** A copy of all weights and statistics. */
  public Weights weights() {
    try (PointerScope scope = new PointerScope()) {
      Map<String, float[]> arrays = new LinkedHashMap<>();
      trained.read(arrays);
      kept.read(arrays);
      Map<String, float[]> ordered = new LinkedHashMap<>();
      Parameter.of(network).forEach(p -> ordered.put(p.name(), arrays.get(p.name())));
      return Weights.of(ordered);
    }
  }

  /**
   * Takes over {@code weights}.
   *
   * @throws io.mimar.MimarException when an array is missing or has another size
   */
  public void load(Weights weights) {
    fill(parameter -> weights.get(parameter.name(), parameter.size()));
  }

  /** One array after the other: large ones together would be too many. */
  private void fill(Function<Parameter, float[]> values) {
    try (PointerScope scope = new PointerScope()) {
      for (Parameter parameter : Parameter.of(network)) {
        Arena arena = parameter.kind().trained() ? trained : kept;
        arena.write(parameter.name(), values.apply(parameter));
      }
    }
  }

  @Override
  public void close() {
    for (Kernel kernel : kernels) {
      kernel.close();
    }
    entry.close();
    Tensors.release(generator);
    Tensors.release(chance);
    kept.close();
    trained.close();
  }
}
