package io.mimar.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.config.Spaces;
import io.mimar.folder.RunFolder;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.space.Architecture;
import io.mimar.study.Event;
import io.mimar.study.Inheritance;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The weights that a trial to come may start from stay, the others go. */
final class KeptWeightsTest {
  private static final Architecture ANY = Spaces.named("image").random(Seeds.root(1).rng());
  private static final Inheritance INHERITANCE = new Inheritance(Objective.ACCURACY, 3);
  private static final int LAG = 4;
  private static final int TRIALS = 60;

  @TempDir Path path;
  private RunFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new RunFolder(path);
    Files.createDirectories(folder.weights(0).getParent());
  }

  private static Trial trial(int number, double score) {
    boolean stopped = number % 7 == 3;
    Epoch epoch = new Epoch(1, 1, 0, score, 1);
    Outcome outcome = stopped ? Outcome.STOPPED : Outcome.COMPLETE;
    Result result = new Result(outcome, List.of(epoch), stopped ? "low" : "", 1, 1);
    return new Trial(number, ANY, Map.of(), "test", 0, 1, result);
  }

  private Set<Integer> files() throws IOException {
    try (Stream<Path> inside = Files.list(folder.weights(0).getParent())) {
      return inside
          .map(f -> Integer.valueOf(f.getFileName().toString().replaceAll("\\D", "")))
          .collect(TreeSet::new, Set::add, Set::addAll);
    }
  }

  /** Four at once, which end in any order; half of the way in another session. */
  @Test
  void whoeverIsUnderWayOrComesHasItsParents() throws IOException {
    RandomGenerator rng = Seeds.root(2).rng();
    List<Event> heard = new ArrayList<>();
    List<Trial> done = new ArrayList<>();
    KeptWeights kept = new KeptWeights(folder, INHERITANCE, LAG, heard::add, List.of());
    List<Integer> open = new ArrayList<>();
    int next = 0;
    while (done.size() < TRIALS) {
      while (next < TRIALS && open.size() < LAG && next - LAG < firstOpen(done)) {
        open.add(next++);
      }
      int number = open.remove(rng.nextInt(open.size()));
      Trial ended = trial(number, rng.nextDouble());
      if (ended.outcome() == Outcome.COMPLETE) {
        Files.writeString(folder.weights(number), "weights");
      }
      done.add(ended);
      if (done.size() == TRIALS / 2) {
        kept = new KeptWeights(folder, INHERITANCE, LAG, heard::add, List.copyOf(done));
      } else {
        kept.on(new Event.Finished(ended));
      }
      Set<Integer> files = files();
      for (int child : open) {
        assertTrue(files.containsAll(wanted(done, child)), "trial " + child + ": " + files);
      }
      assertTrue(files.containsAll(wanted(done, next)), "trial " + next + ": " + files);
      assertTrue(files.size() <= INHERITANCE.pool() + 2 * LAG, files::toString);
    }
    assertEquals(TRIALS - 1, heard.size(), "one ended between two sessions");
  }

  private static int firstOpen(List<Trial> done) {
    Set<Integer> numbers = new TreeSet<>(done.stream().map(Trial::number).toList());
    int first = 0;
    while (numbers.contains(first)) {
      first++;
    }
    return first;
  }

  private static List<Integer> wanted(List<Trial> done, int child) {
    List<Trial> seen = done.stream().filter(t -> t.number() <= child - LAG).toList();
    return INHERITANCE.parents(seen).stream().map(Trial::number).toList();
  }
}
