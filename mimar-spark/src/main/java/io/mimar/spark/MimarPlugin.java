package io.mimar.spark;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries lines from executors to the driver while a task runs, and counts the cluster's cores.
 * Spark makes it by its name on both sides, so what it serves can only be reached by statics.
 */
public final class MimarPlugin implements SparkPlugin {
  private static final Logger LOG = LoggerFactory.getLogger(MimarPlugin.class);

  private static volatile PluginContext executor;
  private static volatile Ears ears = new Ears((id, line) -> {}, cores -> {});

  /**
   * Who listens in the driver.
   *
   * @param lines told the trial and what its worker said
   * @param cores told how many cores the executors have, whenever that changes
   */
  record Ears(BiConsumer<Integer, String> lines, IntConsumer cores) {}

  /** Says who listens: before the Spark context is made. */
  static void listen(Ears listener) {
    ears = listener;
  }

  /**
   * Passes on what the worker of trial {@code id} said; a line that is lost on the way is no harm.
   */
  static void tell(int id, String line) {
    try {
      executor.send(id + " " + line);
    } catch (IOException e) {
      LOG.debug("the driver does not hear: {}", e.getMessage());
    }
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new Driver();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> extra) {
        executor = context;
      }
    };
  }

  private static final class Driver implements DriverPlugin {
    @Override
    public Map<String, String> init(SparkContext context, PluginContext plugin) {
      context.addSparkListener(new Cores());
      return Map.of();
    }

    @Override
    public Object receive(Object message) {
      String text = (String) message;
      int space = text.indexOf(' ');
      ears.lines().accept(Integer.valueOf(text.substring(0, space)), text.substring(space + 1));
      return null; // nobody asked
    }
  }

  private static final class Cores extends SparkListener {
    private final Map<String, Integer> cores = new ConcurrentHashMap<>();

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded added) {
      cores.put(added.executorId(), added.executorInfo().totalCores());
      count();
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
      cores.remove(removed.executorId());
      count();
    }

    private void count() {
      ears.cores().accept(cores.values().stream().mapToInt(Integer::intValue).sum());
    }
  }
}
