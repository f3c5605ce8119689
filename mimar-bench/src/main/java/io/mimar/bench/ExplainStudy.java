package io.mimar.bench;

import io.mimar.MimarException;
import io.mimar.explain.Component;
import io.mimar.explain.Explainer;
import io.mimar.explain.Interventions;
import io.mimar.gne.Gne;
import io.mimar.gne.ScoreModel;
import io.mimar.objective.Objective;
import io.mimar.random.Seeds;
import io.mimar.run.Searchers;
import io.mimar.search.Encoder;
import io.mimar.search.Problem;
import io.mimar.stats.Ranks;
import io.mimar.table.Metric;
import io.mimar.table.Table;
import io.mimar.table.TableProblem;
import io.mimar.table.TableReader;
import io.mimar.table.TableSearch;
import io.mimar.table.TableSpace;
import io.mimar.trial.Trial;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether explanations tell the truth: after a search on a table whose rows are all known, what the
 * surrogate says that each component is worth beside what the table says.
 */
@Command(name = "explain", mixinStandardHelpOptions = true)
public final class ExplainStudy implements Runnable {
  private static final int RESAMPLES = 100;

  @Option(
      names = "--table",
      description = "A folder, or a name in the folder of MIMAR_TABLES. Default: ${DEFAULT-VALUE}.")
  Path table = Path.of("nb201");

  @Option(names = "--objective", description = "Default: ${DEFAULT-VALUE}.")
  String objective = "c10_valid_e200";

  @Option(names = "--queries", description = "Of each search. Default ${DEFAULT-VALUE}.")
  int queries = 100;

  @Option(names = "--seeds", description = "Searches. Default ${DEFAULT-VALUE}.")
  int seeds = 20;

  @Option(
      names = "--size",
      description =
          "Components worth less than this are too small for their sign to count. Default"
              + " ${DEFAULT-VALUE}, in the unit of the objective.")
  double size = 0.5;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  /** Runs the study. */
  public static void main(String[] arguments) {
    Studies.main(new ExplainStudy(), arguments);
  }

  /** How near the words of one search are to the truth. */
  private record Agreement(double spearman, int signs, int right, double inside) {}

  @Override
  public void run() {
    Table rows = TableReader.read(Studies.table(table));
    TableSpace space = new TableSpace(rows);
    Objective wanted = metric(rows).objective();
    Interventions sample = new Interventions(space, rows.rows().size(), Seeds.root(0));
    double[] weights = new double[sample.backgrounds()];
    Arrays.fill(weights, 1);
    double[] values = rows.column(objective);
    double[] gains =
        sample.architectures().stream().mapToDouble(a -> wanted.gain(values[a.row()])).toArray();
    double[] truth = sample.worth(gains, weights);
    Encoder encoder = Searchers.encoder(Gne.Config.DEFAULT, space);
    Problem problem = TableProblem.of(space, List.of(), wanted);
    double[] mean = new double[truth.length];
    List<Agreement> all =
        IntStream.range(0, seeds)
            .mapToObj(
                seed -> {
                  TableSearch search = new TableSearch(problem, values, queries, 1);
                  Gne gne = new Gne(problem, encoder, Gne.Config.DEFAULT);
                  List<Trial> trials = search.run(gne, Seeds.root(seed));
                  ScoreModel model =
                      new ScoreModel(problem, encoder, trials, RESAMPLES, Seeds.root(seed));
                  double[][] told =
                      Arrays.stream(model.gains(sample.architectures()))
                          .map(own -> sample.worth(own, weights))
                          .toArray(double[][]::new);
                  Arrays.setAll(mean, i -> mean[i] + told[0][i] / seeds);
                  return agreement(truth, told);
                })
            .toList();
    print(space, sample.components(), truth, mean, all);
  }

  private Metric metric(Table rows) {
    return rows.metrics().stream()
        .filter(m -> m.column().equals(objective))
        .findFirst()
        .orElseThrow(
            () ->
                new MimarException(
                    "--objective is " + objective + ", which table " + rows.name() + " has not",
                    "Its columns are " + rows.metrics().stream().map(Metric::column).toList()));
  }

  private Agreement agreement(double[] truth, double[][] draws) {
    double[] told = draws[0];
    int[] large = IntStream.range(0, truth.length).filter(i -> Math.abs(truth[i]) > size).toArray();
    long right =
        Arrays.stream(large).filter(i -> Math.signum(told[i]) == Math.signum(truth[i])).count();
    long inside =
        IntStream.range(0, truth.length)
            .filter(i -> Explainer.gain(draws, i).interval().contains(truth[i]))
            .count();
    return new Agreement(
        Ranks.spearman(truth, told), large.length, (int) right, (double) inside / truth.length);
  }

  private void print(
      TableSpace space,
      List<Component> components,
      double[] truth,
      double[] told,
      List<Agreement> all) {
    double spearman = all.stream().mapToDouble(Agreement::spearman).average().orElseThrow();
    double least = all.stream().mapToDouble(Agreement::spearman).min().orElseThrow();
    double signs =
        (double) all.stream().mapToInt(Agreement::right).sum()
            / all.stream().mapToInt(Agreement::signs).sum();
    double inside = all.stream().mapToDouble(Agreement::inside).average().orElseThrow();
    if (json) {
      System.out.printf(
          Locale.ROOT,
          "{\"spearmanMean\":%.4f,\"spearmanLeast\":%.4f,\"signShare\":%.4f,\"coverage\":%.4f,\"seeds\":%d,"
              + "\"queries\":%d,\"components\":%d}%n",
          spearman,
          least,
          signs,
          inside,
          seeds,
          queries,
          truth.length);
      return;
    }
    System.out.printf(Locale.ROOT, "%-28s %-16s %9s %9s%n", "place", "value", "truth", "told");
    for (int i = 0; i < truth.length; i++) {
      Component c = components.get(i);
      System.out.printf(
          Locale.ROOT,
          "%-28s %-16s %9.3f %9.3f%n",
          c.place(space),
          c.option(space),
          truth[i],
          told[i]);
    }
    System.out.printf(
        Locale.ROOT,
        "Spearman's correlation: mean %.3f, least %.3f; signs right: %.3f; intervals"
            + " that hold the truth: %.3f (%d searches)%n",
        spearman,
        least,
        signs,
        inside,
        seeds);
  }
}
