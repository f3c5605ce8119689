package examples;

import io.mimar.api.Dataset;
import io.mimar.api.Design;
import io.mimar.api.Mimar;
import io.mimar.network.ColumnLayer;
import io.mimar.network.Input;
import io.mimar.network.Layer;
import io.mimar.network.Network;
import io.mimar.network.Task;
import io.mimar.space.Architecture;
import io.mimar.space.Choice;
import io.mimar.space.NetworkSpace;
import io.mimar.space.PlainSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** An own search space whose networks Mimar trains: what may be chosen, and what is built of it. */
public final class Example08OwnSpace {
  private Example08OwnSpace() {}

  /**
   * Perceptrons with one or two hidden layers. Public, with a constructor without arguments: worker
   * processes make it anew.
   */
  public static final class Perceptrons implements PlainSpace, NetworkSpace {
    private static final List<Choice> CHOICES =
        List.of(
            Choice.ordered("first", 4, 8, 16, 32),
            Choice.ordered("second", 0, 4, 8, 16),
            Choice.of("activation", "relu", "gelu", "tanh"),
            Choice.of("activation 2", "relu", "gelu", "tanh"));

    @Override
    public String name() {
      return "perceptrons";
    }

    @Override
    public List<Choice> choices() {
      return CHOICES;
    }

    /** Without a second layer, its activation makes no other network. */
    @Override
    public boolean matters(int choice, int[] values) {
      return choice != 3 || values[1] > 0;
    }

    @Override
    public Network network(Architecture architecture, Task task) {
      List<Input.Column> columns = ((Input.Columns) task.input()).columns();
      Network.Builder builder = Network.builder(task);
      int x = builder.add(new ColumnLayer.Flat(columns, ColumnLayer.Scale.STANDARD, 8), 0);
      x = hidden(builder, x, decided(architecture, "first"), decided(architecture, "activation"));
      if (!decided(architecture, "second").equals("0")) {
        x =
            hidden(
                builder, x, decided(architecture, "second"), decided(architecture, "activation 2"));
      }
      builder.add(new Layer.Linear(task.output().size()), x);
      return builder.build();
    }

    private static int hidden(Network.Builder builder, int source, String width, String name) {
      int x = builder.add(new Layer.Linear(Integer.parseInt(width)), source);
      return switch (name) {
        case "gelu" -> builder.add(new Layer.Activation(Layer.Activation.Function.GELU), x);
        case "tanh" -> builder.add(new Layer.Activation(Layer.Activation.Function.TANH), x);
        default -> builder.add(new Layer.Relu(), x);
      };
    }
  }

  /** Searches the space on a product of two numbers, which no linear model tells. */
  public static void main(String[] arguments) {
    SplittableRandom random = new SplittableRandom(9);
    float[][] rows = new float[200][2];
    List<String> classes = new ArrayList<>();
    for (float[] row : rows) {
      row[0] = (float) random.nextDouble(-1, 1);
      row[1] = (float) random.nextDouble(-1, 1);
      classes.add(row[0] * row[1] > 0 ? "same sign" : "other sign");
    }
    Design best =
        Mimar.search(Dataset.rows(rows, classes))
            .space(new Perceptrons())
            .trials(3)
            .ensemble(1)
            .set("schedule.epochs", "5")
            .run();
    System.out.println(best);
    System.out.println(best.chosen());
  }
}
