package examples;

import static io.mimar.api.Limits.params;

import io.mimar.api.Dataset;
import io.mimar.api.Mimar;
import io.mimar.run.RunListener;
import io.mimar.study.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Hears what happens, and cancels a search by an interrupt of its thread. */
public final class Example04Listener {
  private Example04Listener() {}

  /** Texts of two kinds: enough to search, too few to learn much. */
  private static Dataset texts() {
    List<String> texts = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      texts.add("train " + i + " leaves the station at " + i % 12 + " from platform " + i % 7);
      classes.add("travel");
      texts.add("add " + i + " grams of flour, stir, and bake for " + i % 50 + " minutes");
      classes.add("kitchen");
    }
    return Dataset.texts(texts, classes);
  }

  /** A lambda hears of the trials; who wants more overrides the other methods. */
  private static final class Telling implements RunListener {
    @Override
    public void on(Event event) {
      if (event instanceof Event.Finished finished) {
        System.out.println("trial " + finished.trial().number() + " " + finished.trial().score());
      }
    }

    @Override
    public void note(String sentence) {
      System.out.println("- " + sentence);
    }
  }

  /** Starts a search, cancels it, and goes on with it to its end. */
  public static void main(String[] arguments) throws IOException {
    Path run = Files.createTempDirectory("example").resolve("run");
    try {
      Mimar.search(texts())
          .trials(3)
          .limit(params().atMost(50_000))
          .ensemble(1)
          .set("schedule.epochs", "1")
          .folder(run)
          .listener(new Telling())
          .listener(Example04Listener::cancelAfterTheFirst)
          .run();
    } catch (CancellationException e) {
      Thread.interrupted(); // the status is set again for those further up
      System.out.println("cancelled: " + e.getMessage());
    }
    System.out.println(Mimar.resume(run).listener(new Telling()).run());
  }

  /** Called on the run's thread; another thread would interrupt that one. */
  private static void cancelAfterTheFirst(Event event) {
    if (event instanceof Event.Finished) {
      Thread.currentThread().interrupt();
    }
  }
}
