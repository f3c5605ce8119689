package io.mimar.report;

import io.mimar.config.Spaces;
import io.mimar.graph.Graph;
import io.mimar.network.Network;
import io.mimar.network.Task;
import io.mimar.report.Chain.Step;
import io.mimar.report.Decisions.Decision;
import io.mimar.space.Architecture;
import io.mimar.store.DataSummary;
import io.mimar.store.StudyDescription;
import java.util.List;
import java.util.Optional;

/**
 * An architecture as pages show it, by the template {@code architecture}: a cell that is drawn,
 * with the way through its skeleton, or decisions with the layers that they make.
 *
 * @param hasCell whether there is a cell
 * @param cell the cell, where there is one
 * @param chain the way of a sample through the skeleton
 * @param decisions what was decided, of a plain list of decisions
 * @param layers the layers of the network, where its shapes are known
 * @param text all of it in one line
 */
public record ArchitectureView(
    boolean hasCell,
    List<Figure> cell,
    List<Step> chain,
    List<Decision> decisions,
    List<LayerChain.Group> layers,
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
    return Decisions.of(graph)
        .map(
            decisions ->
                new ArchitectureView(
                    false,
                    List.of(),
                    List.of(),
                    decisions.all(),
                    network.map(LayerChain::of).orElse(List.of()),
                    text))
        .orElseGet(
            () ->
                new ArchitectureView(
                    true,
                    List.of(ArchitectureDrawing.draw(Blueprint.of(graph).cell())),
                    Chain.of(graph, data, network),
                    List.of(),
                    List.of(),
                    text));
  }
}
