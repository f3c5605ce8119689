package io.mimar.report;

/** How strong a colour is, in tenths: a class of pages that may have no style of their own. */
final class Level {
  private static final int MOST = 10;

  private Level() {}

  /** The class of a share in [0, 1]. */
  static String of(double share) {
    return "l" + Math.round(MOST * Math.max(0, Math.min(1, share)));
  }
}
