package io.mimar.bench.tasks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What must be reached in an exam. */
sealed interface Goal {

  /** The peers that it is measured by. */
  List<Peer> peers();

  /** It for people. */
  String text();

  /**
   * A test accuracy.
   *
   * @param accuracy the least
   */
  record Least(double accuracy) implements Goal {
    @Override
    public List<Peer> peers() {
      return List.of();
    }

    @Override
    public String text() {
      return String.format(Locale.ROOT, "%.3f", accuracy);
    }
  }

  /**
   * At least a peer's accuracy, or less by no more than chance: the paired interval of the
   * difference reaches zero.
   *
   * @param peer which
   */
  record Within(Peer peer) implements Goal {
    @Override
    public List<Peer> peers() {
      return List.of(peer);
    }

    @Override
    public String text() {
      return peer + ", or within the paired interval";
    }
  }

  /**
   * At least the accuracy of each of some peers, whatever chance does.
   *
   * @param peers which
   */
  record NotBelow(List<Peer> peers) implements Goal {
    public NotBelow {
      peers = List.copyOf(peers);
    }

    @Override
    public String text() {
      return peers.stream().map(Peer::toString).collect(Collectors.joining(" and "));
    }
  }
}
