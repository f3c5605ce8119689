package io.mimar.bench.tasks;

import io.mimar.data.StratifiedSplit;
import io.mimar.random.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Boosted trees, tuned as a careful user would: each of some settings is cross-validated, which
 * also says how many trees are best; the best setting learns from all rows. Time bounds how many
 * settings are tried, the library's own first.
 *
 * <p>Usage: {@code XgboostPeer TRAIN TEST SECONDS SEED CHANNELS}, the files as {@link NumbersFile}
 * writes them. Prints a {@link PeerAnswer}.
 */
final class XgboostPeer {
  private static final int FOLDS = 5;
  private static final double TUNING_SHARE = 0.8; // of the time; the rest is for the last training

  /** A setting of the library; {@code rounds} are the most trees of a class. */
  private record Setting(double rate, int depth, double rows, double columns, int rounds) {
    static final List<Setting> TRIED =
        List.of(
            new Setting(0.3, 6, 1, 1, 200),
            new Setting(0.1, 6, 0.8, 0.8, 400),
            new Setting(0.1, 3, 0.8, 0.8, 600),
            new Setting(0.1, 9, 0.8, 0.5, 400),
            new Setting(0.03, 6, 0.8, 0.5, 1000),
            new Setting(0.03, 4, 0.8, 0.8, 1000));

    Map<String, Object> parameters(int classes, int seed) {
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("objective", "multi:softprob");
      parameters.put("num_class", classes);
      parameters.put("eval_metric", "merror");
      parameters.put("tree_method", "hist");
      parameters.put("eta", rate);
      parameters.put("max_depth", depth);
      parameters.put("subsample", rows);
      parameters.put("colsample_bytree", columns);
      parameters.put("nthread", Runtime.getRuntime().availableProcessors());
      parameters.put("seed", seed);
      parameters.put("verbosity", 0);
      parameters.put("verbose_eval", "false"); // a line for each round
      return parameters;
    }
  }

  /** What cross-validation says of a setting. */
  private record Judged(Setting setting, int rounds, double error) {
    String text() {
      return String.format(
          Locale.ROOT,
          "eta %s, depth %d, subsample %s, colsample %s, %d rounds",
          setting.rate,
          setting.depth,
          setting.rows,
          setting.columns,
          rounds);
    }
  }

  /** Rows to learn from, and rows to judge on. */
  @SuppressWarnings("ArrayRecordComponent") // read at once, here
  private record Fold(int[] learned, int[] judged) {}

  private final NumbersFile.Content train;
  private final int classes;
  private final int seed;

  private XgboostPeer(NumbersFile.Content train, int seed) {
    this.train = train;
    this.classes = Arrays.stream(train.labels()).max().orElseThrow() + 1;
    this.seed = seed;
  }

  /** Runs the peer. */
  public static void main(String[] arguments) throws IOException, XGBoostError {
    Path test = Path.of(arguments[1]);
    double seconds = Double.parseDouble(arguments[2]);
    answer(Path.of(arguments[0]), test, seconds, Integer.parseInt(arguments[3])).print();
  }

  /** What the peer tells of {@code tested}. */
  static PeerAnswer answer(Path learned, Path tested, double seconds, int seed)
      throws XGBoostError {
    long start = System.nanoTime();
    NumbersFile.Content test = NumbersFile.read(tested);
    XgboostPeer peer = new XgboostPeer(NumbersFile.read(learned), seed);
    Judged best = peer.tuned(start, seconds);
    return PeerAnswer.of(peer.told(best, test), test.labels(), best.text());
  }

  private Judged tuned(long start, double seconds) throws XGBoostError {
    List<Judged> judged = new ArrayList<>();
    long longest = 0;
    for (Setting setting : Setting.TRIED) {
      long begun = System.nanoTime();
      if (!judged.isEmpty() && begun - start + longest > TUNING_SHARE * seconds * 1e9) {
        break;
      }
      judged.add(judge(setting));
      longest = Math.max(longest, System.nanoTime() - begun);
    }
    return judged.stream().min((a, b) -> Double.compare(a.error(), b.error())).orElseThrow();
  }

  /** The mean error of the held-back rows after the best number of rounds, the last of equals. */
  private Judged judge(Setting setting) throws XGBoostError {
    float[] errors = new float[setting.rounds()];
    DMatrix all = matrix(train);
    for (Fold fold : folds()) {
      float[][] curve = new float[1][setting.rounds()];
      Map<String, DMatrix> watched = Map.of("judged", all.slice(fold.judged()));
      XGBoost.train(
          all.slice(fold.learned()),
          setting.parameters(classes, seed),
          setting.rounds(),
          watched,
          curve,
          null,
          null,
          0);
      for (int round = 0; round < errors.length; round++) {
        errors[round] += curve[0][round] / FOLDS;
      }
    }
    int best = 0;
    for (int round = 1; round < errors.length; round++) {
      best = errors[round] <= errors[best] ? round : best; // of equals the steadiest
    }
    return new Judged(setting, best + 1, errors[best]);
  }

  private List<Fold> folds() {
    double[] shares = new double[FOLDS - 1];
    Arrays.fill(shares, 1.0 / FOLDS);
    int[][] parts =
        StratifiedSplit.split(train.labels(), classes, shares, Seeds.root(seed).at("folds").rng());
    return IntStream.range(0, FOLDS).mapToObj(fold -> fold(parts, fold)).toList();
  }

  private static Fold fold(int[][] parts, int judged) {
    int[] learned =
        IntStream.range(0, parts.length)
            .filter(part -> part != judged)
            .flatMap(part -> Arrays.stream(parts[part]))
            .toArray();
    return new Fold(learned, parts[judged]);
  }

  private int[] told(Judged best, NumbersFile.Content test) throws XGBoostError {
    float[][] shares =
        XGBoost.train(
                matrix(train),
                best.setting().parameters(classes, seed),
                best.rounds(),
                Map.of(),
                null,
                null)
            .predict(matrix(test));
    return Arrays.stream(shares).mapToInt(XgboostPeer::largest).toArray();
  }

  private static int largest(float[] shares) {
    int best = 0;
    for (int k = 1; k < shares.length; k++) {
      best = shares[k] > shares[best] ? k : best;
    }
    return best;
  }

  private static DMatrix matrix(NumbersFile.Content content) throws XGBoostError {
    int columns = content.columns();
    float[] flat = new float[content.labels().length * columns];
    float[] labels = new float[content.labels().length];
    for (int row = 0; row < labels.length; row++) {
      System.arraycopy(content.values()[row], 0, flat, row * columns, columns);
      labels[row] = content.labels()[row];
    }
    DMatrix matrix = new DMatrix(flat, labels.length, columns, Float.NaN);
    matrix.setLabel(labels);
    return matrix;
  }
}
