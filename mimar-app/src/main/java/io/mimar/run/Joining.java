package io.mimar.run;

import io.mimar.evaluate.Ensemble;
import io.mimar.network.Costs;
import io.mimar.network.Input;
import io.mimar.network.Network;
import io.mimar.objective.Cost;
import io.mimar.objective.Limit;
import io.mimar.onnx.ModelSize;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says whether networks may be joined to one model under the user's limits.
 *
 * @param setting what is searched, under which limits
 * @param sizes counts the bytes of the model's file
 */
record Joining(Setting setting, ModelSize sizes) {
  static Joining of(Setting setting) {
    return new Joining(setting, setting.sizes());
  }

  /** Whether the model of the networks of {@code members} holds; their latencies are added. */
  boolean holds(List<Trial> members) {
    return holds(joined(members), members);
  }

  /**
   * Whether that model may see each image mirrored as well: where the user wants no single network
   * and no small costs, and the limits hold. What it would take is known but for its latency.
   */
  boolean leavesRoomForViews(List<Trial> members) {
    return setting.joins().members() > 1
        && setting.config().front().minimize().isEmpty()
        && setting.latency().isEmpty()
        && setting.data().task().input() instanceof Input.Pixels
        && holds(Ensemble.mirrored(joined(members)), members);
  }

  private Network joined(List<Trial> members) {
    return Ensemble.joined(
        members.stream()
            .map(t -> setting.space().network(t.architecture(), setting.data().task()))
            .toList());
  }

  private boolean holds(Network network, List<Trial> members) {
    List<Limit> limits = new ArrayList<>(setting.limits());
    setting.latency().ifPresent(latency -> limits.add(latency.limit()));
    Map<String, Double> costs = costs(network, members);
    return limits.stream().allMatch(limit -> costs.get(limit.cost()) <= limit.most());
  }

  private Map<String, Double> costs(Network network, List<Trial> members) {
    Costs costs = Costs.of(network);
    String text = members.get(0).architecture().toString();
    return Map.of(
        Cost.PARAMS.column(), (double) costs.params(),
        Cost.MACS.column(), (double) costs.macs(),
        Cost.MEMORY.column(), (double) costs.peakActivationBytes(),
        Cost.SIZE.column(), (double) sizes.of(network, text),
        Cost.LATENCY.column(),
            members.stream().mapToDouble(t -> t.cost(Cost.LATENCY.column()).orElse(0)).sum());
  }
}
