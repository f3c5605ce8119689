package io.mimar.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.data.Dataset;
import io.mimar.data.Format;
import io.mimar.data.LabelledSamples;
import io.mimar.data.Target;
import io.mimar.network.Costs;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Shape;
import io.mimar.nn.Device;
import io.mimar.nn.Engine;
import io.mimar.nn.Networks;
import io.mimar.random.Seeds;
import io.mimar.train.DivergedException;
import io.mimar.train.Metric;
import io.mimar.train.TrainOptions;
import io.mimar.train.Trainer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FinalTrainerTest {
  private static final Optional<Duration> NO_TIME = Optional.empty();
  private static final Shape SHAPE = new Shape(1, 12, 12);
  private static final Network NETWORK = Networks.small(SHAPE, 4);
  private static final TrainOptions OPTIONS = TrainOptions.CANDIDATE.withEpochs(2);

  private static final Dataset DATA =
      new Dataset(
          "bands",
          new Format.Image(SHAPE),
          new Target.Classes(List.of("a", "b", "c", "d")),
          images(1, 90),
          images(2, 40),
          Optional.of(images(3, 40)),
          true,
          List.of());

  private static LabelledSamples images(int seed, int count) {
    return Networks.bands(SHAPE, 4, count, Seeds.root(seed).rng());
  }

  @AfterEach
  void oneThreadAgain() {
    Engine.start(1);
  }

  private static FinalTrainer.Trained train(
      int threads, TrainOptions options, int members, Optional<Duration> time) {
    Engine.start(1); // whatever the engine was told before
    int most = time.isPresent() ? 50 : options.epochs();
    FinalTrainer.Member member = new FinalTrainer.Member(NETWORK, options, most);
    return new FinalTrainer(DATA, Metric.ACCURACY, Device.CPU, threads, System::nanoTime)
        .train(Collections.nCopies(members, member), false, time, Seeds.root(7), (epoch, of) -> {});
  }

  @Test
  void membersThatTrainSideBySideAreWhatTheyAreOneAfterTheOther() {
    FinalTrainer.Trained alone = train(1, OPTIONS, 3, Optional.empty());
    FinalTrainer.Trained together = train(2, OPTIONS, 3, Optional.empty());

    for (String name : alone.network().weights().names()) {
      assertArrayEquals(
          alone.network().weights().get(name), together.network().weights().get(name), name);
    }
    assertEquals(
        Metric.ACCURACY.of(alone.test().orElseThrow()),
        Metric.ACCURACY.of(together.test().orElseThrow()));
  }

  @Test
  void membersShareTheTimeAndProgressNeverGoesBack() {
    List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
    FinalTrainer.Member member = new FinalTrainer.Member(NETWORK, OPTIONS, 1_000);
    AtomicLong ticks = new AtomicLong(); // one at each look: no machine is too slow
    FinalTrainer.Trained trained =
        new FinalTrainer(
                DATA, Metric.ACCURACY, Device.CPU, 2, () -> 1_000_000 * ticks.incrementAndGet())
            .train(
                Collections.nCopies(2, member),
                false,
                Optional.of(Duration.ofMillis(800)),
                Seeds.root(7),
                (epoch, of) -> {
                  done.add(epoch);
                  threads.add(Thread.currentThread());
                });
    int epochs = trained.training().curve().size();

    assertTrue(ticks.get() < 1_000, "milliseconds " + ticks);
    assertTrue(epochs > OPTIONS.epochs() && epochs < member.mostEpochs(), "epochs " + epochs);
    assertEquals(done.stream().sorted().toList(), done);
    assertEquals(2, threads.size(), "members train side by side");
    assertEquals(2, trained.networks());
    assertEquals(2 * Costs.of(NETWORK).params(), Costs.of(trained.network().network()).params());
  }

  @Test
  void noMoreEpochsAreToldThanThereAreWhereMembersHaveDifferentOnes() {
    List<FinalTrainer.Member> members =
        IntStream.of(4, 4, 1)
            .mapToObj(n -> new FinalTrainer.Member(NETWORK, OPTIONS.withEpochs(n), n))
            .toList();
    List<List<Integer>> told = new ArrayList<>();
    new FinalTrainer(DATA, Metric.ACCURACY, Device.CPU, 1, System::nanoTime)
        .train(
            members,
            false,
            Optional.empty(),
            Seeds.root(7),
            (epoch, of) -> told.add(List.of(epoch, of)));
    assertEquals(List.of(1, 9), told.get(0));
    assertEquals(List.of(9, 9), told.get(told.size() - 1));
    assertTrue(told.stream().allMatch(t -> t.get(0) <= t.get(1)), told::toString);
  }

  @Test
  void oneIsTrainedThoughTheTimeWasOverBefore() {
    FinalTrainer.Trained trained = train(1, OPTIONS, 3, Optional.of(Duration.ofMillis(-5)));
    assertEquals(1, trained.networks());
    assertEquals(1, trained.training().curve().size());
  }

  @Test
  void membersOfUnequalWorkShareTheTimeAndNoneIsLeftOut() {
    Network.Builder builder = Network.builder(DATA.task());
    int node = builder.add(Layer.Convolution.dense(16, 3, 2), 0);
    node = builder.add(new Layer.GlobalAverage(), builder.add(new Layer.Relu(), node));
    builder.add(new Layer.Linear(4), node);
    Network wide = builder.build();
    FinalTrainer.Trained trained =
        new FinalTrainer(DATA, Metric.ACCURACY, Device.CPU, 1, System::nanoTime)
            .train(
                Stream.of(NETWORK, wide, NETWORK)
                    .map(network -> new FinalTrainer.Member(network, OPTIONS, 1_000))
                    .toList(),
                false,
                Optional.of(Duration.ofSeconds(5)),
                Seeds.root(7),
                (epoch, of) -> {});
    assertEquals(
        2 * Costs.of(NETWORK).params() + Costs.of(wide).params(),
        Costs.of(trained.network().network()).params());
  }

  /** Its threads work on parts of its batches then: in a time, and not where none is given. */
  @Test
  void aMemberAloneHasAllThreadsWhereTimeIsToBeFilled() {
    FinalTrainer.Member filling = new FinalTrainer.Member(NETWORK, OPTIONS.withBatch(64), 1_000);
    Set<Thread> lanes = ConcurrentHashMap.newKeySet();
    for (Optional<Duration> time : List.of(Optional.of(Duration.ofSeconds(3)), NO_TIME)) {
      FinalTrainer.Trained trained =
          new FinalTrainer(DATA, Metric.ACCURACY, Device.CPU, 2, System::nanoTime)
              .train(
                  List.of(filling),
                  false,
                  time,
                  Seeds.root(7),
                  (epoch, of) ->
                      Thread.getAllStackTraces().keySet().stream()
                          .filter(thread -> thread.getName().equals("lane"))
                          .forEach(lanes::add));
      assertTrue(Metric.ACCURACY.of(trained.train()) > 0.5);
      assertEquals(time.isPresent(), lanes.size() >= 2, lanes::toString);
      lanes.clear();
    }
  }

  @Test
  void everyStepIsASignOfLifeAndSoIsEveryBatchThatIsMeasured() {
    AtomicLong signs = new AtomicLong();
    FinalTrainer.Member member = new FinalTrainer.Member(NETWORK, OPTIONS, OPTIONS.epochs());
    new FinalTrainer(DATA, Metric.ACCURACY, Device.CPU, 1, System::nanoTime)
        .train(
            List.of(member),
            false,
            Optional.empty(),
            Seeds.root(7),
            new FinalTrainer.Progress() {
              @Override
              public void on(int epoch, int epochs) {}

              @Override
              public void onStep() {
                signs.incrementAndGet();
              }
            });
    int rows = Trainer.passes(130) * 130;
    int steps = (rows + OPTIONS.batch() - 1) / OPTIONS.batch();
    assertEquals(OPTIONS.epochs() * steps + 2, signs.get(), "steps, and batches of two parts");
  }

  @Test
  void aTrainingThatDivergesSideBySideIsTold() {
    TrainOptions wild = OPTIONS.withLearningRate(1e6);

    assertThrows(DivergedException.class, () -> train(2, wild, 2, Optional.empty()));
  }

  /**
   * By multiply-adds the small one would get a thousandth of the time: less than an epoch takes.
   */
  @Test
  void aSmallMemberBeforeLargeOnesIsTrainedAsLongAsThey() {
    Network.Builder small = Network.builder(DATA.task());
    small.add(new Layer.Linear(4), small.add(new Layer.GlobalAverage(), 0));
    Network.Builder large = Network.builder(DATA.task());
    int node = large.add(Layer.Convolution.dense(48, 3, 1), 0);
    node = large.add(Layer.Convolution.dense(48, 3, 1), large.add(new Layer.Relu(), node));
    large.add(new Layer.Linear(4), large.add(new Layer.GlobalAverage(), node));
    List<Network> networks = List.of(small.build(), large.build(), large.build());
    assertTrue(Costs.of(networks.get(1)).work() > 300 * Costs.of(networks.get(0)).work());
    TrainOptions gentle = OPTIONS.withLearningRate(0.005);
    FinalTrainer.Trained trained =
        new FinalTrainer(DATA, Metric.ACCURACY, Device.CPU, 1, System::nanoTime)
            .train(
                networks.stream()
                    .map(network -> new FinalTrainer.Member(network, gentle, 1_000))
                    .toList(),
                false,
                Optional.of(Duration.ofSeconds(6)),
                Seeds.root(7),
                (epoch, of) -> {});
    assertEquals(3, trained.networks());
    int epochs = trained.training().curve().size();
    assertTrue(epochs > 3, epochs + " epochs");
  }
}
