package io.mimar.worker;

import io.mimar.evaluate.CandidateTrainer;
import io.mimar.trial.Epoch;
import java.time.Clock;
import java.util.function.Consumer;

/** Tells the owner how a training goes, and gives a sign of life every few seconds. */
final class Voice implements CandidateTrainer.Progress {
  private static final long ALIVE_MILLIS = 5_000;

  private final int number;
  private final Clock clock;
  private final Consumer<Message> reply;
  private long said;

  /** The voice of trial {@code number}. */
  Voice(int number, Clock clock, Consumer<Message> reply) {
    this.number = number;
    this.clock = clock;
    this.reply = reply;
    this.said = clock.millis();
  }

  @Override
  public void onEpoch(Epoch epoch) {
    said = clock.millis();
    reply.accept(new Message.Progress(number, epoch));
  }

  @Override
  public void onStep() {
    if (clock.millis() - said > ALIVE_MILLIS) {
      said = clock.millis();
      reply.accept(new Message.Alive());
    }
  }
}
