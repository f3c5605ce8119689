package io.mimar.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.space.ChoiceSpace;
import io.mimar.space.PlainSpace;
import io.mimar.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against Shapley values by their definition, over all coalitions and all architectures. */
class ShapleyTest {
  private static final SearchSpace SPACE =
      ChoiceSpace.of(
          "small",
          Choice.of("a", "p", "q", "r"),
          Choice.of("b", "s", "t"),
          Choice.of("c", "u", "v", "w", "x"));
  private static final int[] SIZES = {3, 2, 4};
  private static final int ALL = 24;

  /** A score for each combination, with terms of one, two and three places. */
  private static final double[] SCORES = scores();

  private static double[] scores() {
    RandomGenerator rng = Seeds.root(7).rng();
    return rng.doubles(ALL).toArray();
  }

  private static int index(int[] values) {
    return values[0] + SIZES[0] * (values[1] + SIZES[1] * values[2]);
  }

  private static int[] values(int index) {
    return new int[] {index % 3, index / 3 % 2, index / 6};
  }

  private static double[] gains(List<Architecture> architectures) {
    return architectures.stream().mapToDouble(a -> SCORES[index(a.valueArray())]).toArray();
  }

  /** The mean score of architectures that agree with {@code own} where the coalition's bits are. */
  private static double worth(int coalition, int[] own) {
    double sum = 0;
    for (int i = 0; i < ALL; i++) {
      int[] mixed = values(i);
      for (int p = 0; p < 3; p++) {
        mixed[p] = (coalition >> p & 1) == 1 ? own[p] : mixed[p];
      }
      sum += SCORES[index(mixed)] / ALL;
    }
    return sum;
  }

  /** Weights of coalitions of 0, 1 and 2 others among three players. */
  private static final double[] WEIGHTS = {1 / 3.0, 1 / 6.0, 1 / 3.0};

  private static double shapley(int player, int[] own) {
    double value = 0;
    for (int coalition = 0; coalition < 8; coalition++) {
      if ((coalition >> player & 1) == 0) {
        double added = worth(coalition | 1 << player, own) - worth(coalition, own);
        value += WEIGHTS[Integer.bitCount(coalition)] * added;
      }
    }
    return value;
  }

  @Test
  void worthIsTheMeanShapleyValueOverAllThatHoldTheComponent() {
    Interventions sample = new Interventions(SPACE, ALL, Seeds.root(0));
    double[] weights = new double[sample.backgrounds()];
    Arrays.fill(weights, 1);
    double[] worth = sample.worth(gains(sample.architectures()), weights);

    double[] expected =
        sample.components().stream()
            .mapToDouble(
                c ->
                    IntStream.range(0, ALL)
                        .mapToObj(ShapleyTest::values)
                        .filter(own -> own[c.choice()] == c.value())
                        .mapToDouble(own -> shapley(c.choice(), own))
                        .average()
                        .orElseThrow())
            .toArray();

    assertEquals(9, worth.length);
    assertArrayEquals(expected, worth, 1e-12);
  }

  @Test
  void sampledWorthComesNearTheExactOne() {
    Interventions exact = new Interventions(SPACE, ALL, Seeds.root(0));
    Interventions sampled = new Interventions(WIDE, 20_000, Seeds.root(0));
    double[] ones = new double[exact.backgrounds()];
    Arrays.fill(ones, 1);
    double[] many = new double[sampled.backgrounds()];
    Arrays.fill(many, 1);

    double[] expected = exact.worth(gains(exact.architectures()), ones);
    double[] worth = sampled.worth(gains(sampled.architectures()), many);

    assertArrayEquals(expected, Arrays.copyOf(worth, 9), 0.05);
  }

  /** As the small space, with decisions that the score does not depend on: too many to list. */
  private static final SearchSpace WIDE =
      ChoiceSpace.of(
          "wide",
          Choice.of("a", "p", "q", "r"),
          Choice.of("b", "s", "t"),
          Choice.of("c", "u", "v", "w", "x"),
          Choice.ordered("d", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
          Choice.ordered("e", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
          Choice.ordered("f", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));

  @Test
  void attributionComesNearShapleyValuesAndSumsToTheScore() {
    int[] own = {2, 1, 3};
    Architecture one = SPACE.architecture(own);
    Attribution attribution = new Attribution(SPACE, one, 8_000, Seeds.root(1));
    double[] gains = gains(attribution.architectures());
    double[] values = attribution.values(gains);

    assertEquals(
        SCORES[index(own)], attribution.baseline(gains) + Arrays.stream(values).sum(), 1e-9);
    for (int player = 0; player < 3; player++) {
      assertEquals(shapley(player, own), values[player], 0.03);
    }
  }

  /** Where {@code b} is 1, {@code a} decides nothing. */
  private static final PlainSpace CONDITIONAL =
      new PlainSpace() {
        @Override
        public String name() {
          return "conditional";
        }

        @Override
        public List<Choice> choices() {
          return List.of(Choice.ordered("a", 0, 1, 2), Choice.ordered("b", 0, 1));
        }

        @Override
        public boolean matters(int choice, int[] values) {
          return choice == 1 || values[1] == 0;
        }
      };

  @Test
  void whatDecidesNothingOfAnArchitectureAddsNothingToIt() {
    Architecture one = CONDITIONAL.architecture(new int[] {2, 1});
    Attribution attribution = new Attribution(CONDITIONAL, one, 1_000, Seeds.root(1));
    double[] gains =
        attribution.architectures().stream()
            .mapToDouble(a -> a.values().get(1) == 1 ? 10 : a.values().get(0))
            .toArray();
    assertEquals(List.of(1), attribution.choices());
    assertEquals(10, attribution.baseline(gains) + attribution.values(gains)[0], 1e-9);
  }

  @Test
  void interactionIsWhatTwoPlacesHaveBeyondTheirMainEffects() {
    Interactions two = new Interactions(SPACE, List.of(0, 2), ALL, Seeds.root(0));
    List<Interactions.Pair> pairs = two.pairs(gains(two.architectures()));

    assertEquals(12, pairs.size());
    for (Interactions.Pair pair : pairs) {
      int[] own = {pair.first().value(), 0, pair.second().value()};
      double expected = worth(0b101, own) - worth(0b001, own) - worth(0b100, own) + worth(0, own);
      assertEquals(expected, pair.worth(), 1e-12);
    }
  }
}
