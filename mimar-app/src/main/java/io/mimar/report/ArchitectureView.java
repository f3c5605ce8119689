package io.mimar.report;

import io.mimar.config.Spaces;
import io.mimar.graph.Graph;
import io.mimar.network.Network;
import io.mimar.network.Task;
import io.mimar.report.Decisions.Decision;
import io.mimar.space.Architecture;
import io.mimar.store.DataSummary;
import io.mimar.store.StudyDescription;
import java.util.List;
import java.util.Optional;

/**
 * An architecture as pages show it, by the template {@code architecture}: a cell with the way
 * through its skeleton, or decisions with the network that they make.
 *
 * @param hasCell whether there is a cell
 * @param drawings of the cell, or of the whole network where its shapes are known
 * @param chain the way of a sample through the skeleton, or through all layers
 * @param decisions what was decided, of a plain list of decisions
 * @param text all of it in one line
 */
public record ArchitectureView(
    boolean hasCell,
    List<Figure> drawings,
    List<Step> chain,
    List<Decision> decisions,
    String text) {

  /**
   * The view of an architecture.
   *
   * @param task what the network is for, where it is known: then its shapes are shown
   */
  public static ArchitectureView of(
      Architecture architecture,
      StudyDescription study,
      Optional<DataSummary> data,
      Optional<Task> task) {
    Graph graph = architecture.graph();
    Optional<Network> network =
        Spaces.find(study.space())
            .filter(space -> space.contains(architecture))
            .flatMap(space -> task.map(known -> space.network(architecture, known)));
    String text = ArchitectureText.line(graph);
    Optional<Decisions> decisions = Decisions.of(graph);
    if (decisions.isEmpty()) {
      Figure cell = CellDrawing.draw(Blueprint.of(graph).cell());
      List<Step> chain = Chain.of(graph, data, network);
      return new ArchitectureView(true, List.of(cell), chain, List.of(), text);
    }
    List<Step> layers = network.map(Layers::of).orElse(List.of());
    List<Figure> drawings = layers.isEmpty() ? List.of() : NetworkDrawing.of(layers);
    return new ArchitectureView(false, drawings, layers, decisions.get().all(), text);
  }
}
