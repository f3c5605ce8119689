package io.mimar.run;

import io.mimar.evaluate.Ensemble;
import io.mimar.network.Costs;
import io.mimar.network.Network;
import io.mimar.objective.Cost;
import io.mimar.objective.Limit;
import io.mimar.onnx.ModelSize;
import io.mimar.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says how many networks of one architecture the model may be the mean of.
 *
 * @param setting what is searched, under which limits
 */
record Joining(Setting setting) {

  /** As many as were asked for and the user's limits allow; their latencies are added. */
  int members(Trial trial) {
    List<Limit> limits = new ArrayList<>(setting.limits());
    setting.latency().ifPresent(latency -> limits.add(latency.limit()));
    ModelSize sizes = setting.sizes();
    int members = setting.members();
    while (members > 1 && !holds(limits, costs(trial, members, sizes))) {
      members--;
    }
    return members;
  }

  private static boolean holds(List<Limit> limits, Map<String, Double> costs) {
    return limits.stream().allMatch(limit -> costs.get(limit.cost()) <= limit.most());
  }

  private Map<String, Double> costs(Trial trial, int members, ModelSize sizes) {
    Network one = setting.space().network(trial.architecture(), setting.data().task());
    Network network = Ensemble.of(one, members);
    Costs costs = Costs.of(network);
    String text = trial.architecture().toString();
    return Map.of(
        Cost.PARAMS.column(), (double) costs.params(),
        Cost.MACS.column(), (double) costs.macs(),
        Cost.MEMORY.column(), (double) costs.peakActivationBytes(),
        Cost.SIZE.column(), (double) sizes.of(network, text),
        Cost.LATENCY.column(), members * trial.cost(Cost.LATENCY.column()).orElse(0));
  }
}
