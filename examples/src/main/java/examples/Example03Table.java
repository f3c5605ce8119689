package examples;

import static io.mimar.api.Limits.params;

import io.mimar.api.Dataset;
import io.mimar.api.Design;
import io.mimar.api.Mimar;
import io.mimar.train.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** A table with an amount to tell, kept in a folder, and made longer afterwards. */
public final class Example03Table {
  private Example03Table() {}

  /** Searches, goes on, and reads the run once more. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("example");
    Path csv = Files.writeString(folder.resolve("flats.csv"), flats());
    Path run = folder.resolve("run");

    Design first =
        Mimar.search(Dataset.table(csv).target("rent").regression())
            .metric(Metric.MAE)
            .trials(2)
            .limit(params().atMost(5_000))
            .ensemble(1)
            .set("schedule.epochs", "5")
            .set("schedule.folds", "1") // one validation part; so few rows take turns otherwise
            .folder(run)
            .run();
    System.out.println(first.test().orElseThrow());

    Design longer = Mimar.resume(run).trials(4).run(); // as if it had been 4 from the start
    System.out.println(longer.trials().size() + " trials: " + longer.test().orElseThrow());

    Design read = Mimar.open(run); // later, or from a run of the command line
    System.out.println(read.metrics());
    System.out.println(read.predict(csv).get(0).amount());
  }

  /** Flats with their rent: by area and district, with noise. */
  private static String flats() {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder rows = new StringBuilder("area,district,balcony,rent\n");
    for (int i = 0; i < 200; i++) {
      double area = random.nextDouble(20, 120);
      String district = random.nextBoolean() ? "centre" : "north";
      boolean balcony = random.nextBoolean();
      double rent =
          (district.equals("centre") ? 14 : 9) * area + (balcony ? 80 : 0) + random.nextDouble(50);
      rows.append(String.format(Locale.ROOT, "%.1f,%s,%b,%.0f%n", area, district, balcony, rent));
    }
    return rows.toString();
  }
}
