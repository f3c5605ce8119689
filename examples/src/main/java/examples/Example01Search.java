package examples;

import static io.mimar.api.Limits.params;

import io.mimar.api.Dataset;
import io.mimar.api.Design;
import io.mimar.api.Mimar;
import java.nio.file.Path;
import java.time.Duration;

/**
 * From labelled images to a network that was trained, tested and exported.
 *
 * <p>Arguments: a folder with a folder of images for each class, and the time for everything:
 * {@code photos PT10M}.
 */
public final class Example01Search {
  private Example01Search() {}

  /** Searches, then tells of the first image. */
  public static void main(String[] arguments) {
    Path photos = Path.of(arguments[0]);
    Duration time = Duration.parse(arguments[1]);

    Design best =
        Mimar.search(Dataset.images(photos)).budget(time).limit(params().atMost(100_000)).run();
    System.out.println(best.test().orElseThrow());
    System.out.println(best.predict(photos).get(0).label());
    System.out.println(best.model());
  }
}
