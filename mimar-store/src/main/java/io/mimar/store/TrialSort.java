package io.mimar.store;

/** By what trials can be sorted; what is not known comes last, whichever the direction. */
public enum TrialSort {
  NUMBER("number"),
  OUTCOME("outcome"),
  SCORE("score"),
  EPOCHS("epochs"),
  SECONDS("seconds"),
  PROPOSER("proposer"),
  PARAMS(cost("params")),
  MACS(cost("macs")),
  MEMORY(cost("peakActivationBytes")),
  SIZE(cost("modelBytes")),
  LATENCY("coalesce(" + cost("latencyMillis") + ", " + cost("foretoldLatencyMillis") + ")");

  private final String sql;

  TrialSort(String sql) {
    this.sql = sql;
  }

  /** As V2.sql spells it, so that the narrow index answers. */
  private static String cost(String column) {
    return "json_extract(costs, '$." + column + "')";
  }

  /** The expression in SQL; never anything that a user wrote. */
  String sql() {
    return sql;
  }
}
