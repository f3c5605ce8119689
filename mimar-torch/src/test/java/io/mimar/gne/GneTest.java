package io.mimar.gne;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.embed.Embedding;
import io.mimar.embed.Encoders;
import io.mimar.embed.OneHot;
import io.mimar.network.Shape;
import io.mimar.network.Task;
import io.mimar.objective.Limit;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.search.Encoder;
import io.mimar.search.Problem;
import io.mimar.search.Proposal;
import io.mimar.search.Proxies;
import io.mimar.search.RandomSearch;
import io.mimar.search.Searcher;
import io.mimar.space.Architecture;
import io.mimar.space.CostModel;
import io.mimar.space.ImageSpace;
import io.mimar.space.Operation;
import io.mimar.space.Skeleton;
import io.mimar.space.VertexCell;
import io.mimar.trial.Epoch;
import io.mimar.trial.History;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class GneTest {
  private static final ImageSpace SPACE = ImageSpace.standard();
  private static final Embedding EMBEDDING = Encoders.shipped(SPACE).orElseThrow();
  private static final Problem PROBLEM =
      new Problem(
          SPACE,
          CostModel.ofNetworks(SPACE, Task.images(new Shape(1, 28, 28), 10)),
          List.of(new Limit("params", 50_000), new Limit("macs", 4e6)),
          Objective.ACCURACY);
  private static final Gne.Config FAST = config(60, 20, 0, Gne.Augmentation.OFF);

  private static Gne.Config config(
      int evolution, int swarm, int generator, Gne.Augmentation augmentation) {
    return new Gne.Config(
        5,
        40,
        3,
        10,
        evolution,
        swarm,
        generator,
        10,
        Gne.Encoding.AUTOENCODER,
        true,
        true,
        augmentation,
        Gne.Proxying.OFF);
  }

  private static Gne gne(Gne.Config config) {
    return new Gne(
        PROBLEM, config.embedding() == Gne.Encoding.OFF ? new OneHot(SPACE) : EMBEDDING, config);
  }

  private static Trial complete(int number, Proposal proposal, double score) {
    return new Trial(
        number,
        proposal.architecture(),
        Map.of(),
        proposal.proposer(),
        proposal.refused(),
        number,
        new Result(Outcome.COMPLETE, List.of(new Epoch(1, 0, 0, score, 0)), "", 0, 0));
  }

  /** Asks so often with {@code lag} trials under way, checking the contract of a searcher. */
  private static List<Trial> search(
      Searcher searcher, int trials, int lag, long seed, ToDoubleFunction<Architecture> score) {
    List<Trial> done = new ArrayList<>();
    List<Proposal> pending = new ArrayList<>();
    Set<Architecture> seen = new HashSet<>();
    for (int i = 0; i < trials; i++) {
      History history = new History(done, pending.stream().map(Proposal::architecture).toList());
      Proposal proposal =
          searcher.ask(history, Seeds.root(seed).at("trial", i).rng()).orElseThrow();
      assertTrue(seen.add(proposal.architecture()), "asked twice");
      assertTrue(PROBLEM.isFeasible(proposal.architecture()), "breaks a limit");
      pending.add(proposal);
      if (pending.size() == lag) {
        Proposal first = pending.remove(0);
        done.add(complete(done.size(), first, score.applyAsDouble(first.architecture())));
      }
    }
    return done;
  }

  /** More convolutions on a path are better, and so is the middle width. */
  private static double quality(Architecture architecture) {
    long convolutions =
        architecture.graph().labels().stream().filter(l -> l.startsWith("conv")).count();
    return convolutions - Math.abs(architecture.values().get(45) - 3);
  }

  @Test
  void holdsTheContractAndRepeats() {
    List<Trial> first = search(gne(FAST), 20, 4, 1, GneTest::quality);
    List<Trial> second = search(gne(FAST), 20, 4, 1, GneTest::quality);
    assertEquals(
        first.stream().map(Trial::architecture).toList(),
        second.stream().map(Trial::architecture).toList());
  }

  @Test
  void aFreshSearcherAsksTheSameFromTheSameHistory() {
    Gne.Config all = config(40, 20, 20, Gne.Augmentation.GATED);
    Gne warm = gne(all);
    List<Trial> done = search(warm, 24, 1, 2, GneTest::quality);
    History history = new History(done, List.of());
    assertEquals(
        warm.ask(history, Seeds.root(3).rng()), gne(all).ask(history, Seeds.root(3).rng()));
  }

  /** The map of a run asks for hundreds: one ask's choice serves, not an ask each. */
  @Test
  void whatItConsidersAfterItsFirstTrialComesFromAllProposersAtOnce() {
    Gne gne = gne(FAST);
    History history = new History(search(gne, 1, 1, 7, GneTest::quality), List.of());
    List<Proposal> considered = gne.candidates(history, 30, Seeds.root(8).rng());
    Set<String> proposers = considered.stream().map(Proposal::proposer).collect(toSet());
    assertEquals(30, considered.stream().map(Proposal::architecture).distinct().count());
    assertEquals(Set.of(Evolution.NAME, Swarm.NAME, RandomDraws.NAME), proposers);
    assertTrue(
        considered.stream()
            .allMatch(
                c -> PROBLEM.isFeasible(c.architecture()) && !history.contains(c.architecture())));
  }

  @Test
  void worksWithAllPartsOnAndOneByOne() {
    search(gne(config(20, 20, 20, Gne.Augmentation.ALWAYS)), 13, 2, 4, GneTest::quality);
    search(gne(config(0, 40, 0, Gne.Augmentation.OFF)), 8, 1, 5, GneTest::quality);
    search(gne(config(0, 0, 40, Gne.Augmentation.OFF)), 12, 1, 6, GneTest::quality);
    Gne.Config plain =
        new Gne.Config(
            2,
            20,
            1,
            5,
            30,
            20,
            0,
            5,
            Gne.Encoding.OFF,
            false,
            false,
            Gne.Augmentation.OFF,
            Gne.Proxying.OFF);
    search(gne(plain), 8, 1, 7, GneTest::quality);
  }

  @Test
  void livesWithEqualScores() {
    search(gne(FAST), 12, 2, 8, a -> 0.5);
  }

  @Test
  void livesWithNothingButFailures() {
    List<Trial> failed = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Proposal proposal =
          gne(FAST).ask(new History(failed, List.of()), Seeds.root(i).rng()).orElseThrow();
      failed.add(
          new Trial(
              i,
              proposal.architecture(),
              Map.of(),
              proposal.proposer(),
              0,
              i,
              Result.without(Outcome.FAILED, "hang", 1)));
    }
    assertEquals(12, failed.stream().map(Trial::architecture).distinct().count());
  }

  @Test
  void asksInTimeAfterManyTrials() {
    List<Trial> done = new ArrayList<>();
    var rng = Seeds.root(9).rng();
    for (int i = 0; i < 1_000; i++) {
      Architecture any = SPACE.random(rng);
      done.add(complete(i, new Proposal(any, "random", 0), quality(any) + rng.nextDouble()));
    }
    Gne gne = gne(Gne.Config.DEFAULT);
    History history = new History(done, List.of());
    assertTrue(gne.ask(history, Seeds.root(10).rng()).isPresent()); // fits, and warms the compiler
    var clock = java.lang.management.ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    assertTrue(gne.ask(history, Seeds.root(11).rng()).isPresent());
    double seconds = (clock.getCurrentThreadCpuTime() - start) / 1e9;
    assertTrue(seconds < 2, "CPU seconds of an ask: " + seconds); // goal 1 s, doubled for CI
  }

  @Test
  void exhaustsASmallSpace() {
    ImageSpace tiny =
        new ImageSpace(
            "tiny",
            new VertexCell(1, List.of(Operation.NONE, Operation.CONV3X3, Operation.CONV1X1)),
            new Skeleton(
                List.of(1), List.of(8, 16), List.of(1), 1, Skeleton.Reduction.CONVOLUTION, 0));
    Problem problem = new Problem(tiny, CostModel.none(), List.of(), Objective.ACCURACY);
    Gne gne = new Gne(problem, new OneHot(tiny), FAST);
    List<Trial> done = new ArrayList<>();
    while (done.size() < 100) {
      Optional<Proposal> proposal =
          gne.ask(new History(done, List.of()), Seeds.root(done.size()).rng());
      if (proposal.isEmpty()) {
        break;
      }
      assertFalse(new History(done, List.of()).contains(proposal.get().architecture()));
      done.add(complete(done.size(), proposal.get(), done.size()));
    }
    // a cell is the input alone, or one of two operations with or without the input added; the
    // operation may also stand alone: 1 + 2 · 2 cells, 2 widths
    assertEquals(10, done.size());
  }

  @Test
  void beatsRandomSearch() {
    double gne = 0;
    double random = 0;
    for (long seed = 20; seed < 23; seed++) {
      gne += best(search(gne(FAST), 30, 1, seed, GneTest::quality));
      random += best(search(new RandomSearch(PROBLEM), 30, 1, seed, GneTest::quality));
    }
    assertTrue(gne > random, gne + " against " + random);
  }

  private static double best(List<Trial> trials) {
    return trials.stream().mapToDouble(t -> t.score().orElseThrow()).max().orElseThrow();
  }

  @Test
  void namesTheKnobThatIsWrong() {
    MimarException error =
        assertThrows(
            MimarException.class,
            () ->
                new Gne.Config(
                    5,
                    40,
                    -1,
                    10,
                    1,
                    1,
                    1,
                    1,
                    Gne.Encoding.AUTOENCODER,
                    true,
                    true,
                    Gne.Augmentation.OFF,
                    Gne.Proxying.OFF));
    assertTrue(error.getMessage().startsWith("gne.exploration is -1"), error.getMessage());
  }

  private static final Gne.Config TOLD =
      new Gne.Config(
          5,
          40,
          3,
          10,
          60,
          20,
          0,
          10,
          Gne.Encoding.AUTOENCODER,
          true,
          true,
          Gne.Augmentation.OFF,
          Gne.Proxying.ALL);

  private static Gne told() {
    Proxies proxies = a -> new double[] {quality(a), Double.NEGATIVE_INFINITY};
    return new Gne(PROBLEM, EMBEDDING, TOLD, Optional.empty(), Optional.of(proxies));
  }

  @Test
  void proxiesMustBeThereWhereTheyAreAskedFor() {
    String message =
        assertThrows(MimarException.class, () -> new Gne(PROBLEM, EMBEDDING, TOLD)).getMessage();
    assertTrue(message.startsWith("gne.proxies is ALL"), message);
  }

  /** A proxy that tells the truth is believed before anything was trained … */
  @Test
  void proxiesChooseTheFirst() {
    double with = 0;
    double without = 0;
    for (long seed = 30; seed < 34; seed++) {
      with += sum(search(told(), 5, 2, seed, GneTest::quality));
      without += sum(search(gne(FAST), 5, 2, seed, GneTest::quality));
    }
    assertTrue(with > without + 10, with + ", without proxies " + without);
  }

  /** … and chooses among what is wanted most afterwards. */
  @Test
  void proxiesCorrectWhatIsExpectedOfTheMostWanted() {
    double with = 0;
    double without = 0;
    for (long seed = 40; seed < 48; seed++) {
      List<Trial> random = search(new RandomSearch(PROBLEM), 16, 1, seed, GneTest::quality);
      History history = new History(random, List.of());
      with += quality(told().ask(history, Seeds.root(seed).rng()).orElseThrow().architecture());
      without +=
          quality(gne(FAST).ask(history, Seeds.root(seed).rng()).orElseThrow().architecture());
    }
    assertTrue(with > without, with + ", without proxies " + without);
  }

  private static double sum(List<Trial> trials) {
    return trials.stream().mapToDouble(t -> t.score().orElseThrow()).sum();
  }

  @Test
  void withoutAWayBackThereIsNoSwarmAndNoGenerator() {
    Encoder oneWay =
        new Encoder() {
          @Override
          public int dimensions() {
            return EMBEDDING.dimensions();
          }

          @Override
          public double[][] encode(List<Architecture> architectures) {
            return EMBEDDING.encode(architectures);
          }
        };
    Gne searcher = new Gne(PROBLEM, oneWay, FAST);
    List<Trial> trials = search(searcher, 12, 1, 3, a -> a.graph().size());
    assertTrue(trials.stream().noneMatch(t -> t.proposer().equals("swarm")));
    Gne.Config generating = config(60, 20, 20, Gne.Augmentation.OFF);
    String message =
        assertThrows(MimarException.class, () -> new Gne(PROBLEM, oneWay, generating)).getMessage();
    assertTrue(message.contains("gne.embedding"), message);
  }
}
