package io.mimar.worker;

import io.mimar.evaluate.CandidateTrainer;
import io.mimar.trial.Epoch;

/**
 * Tells the owner how a training goes, and gives a sign of life every few seconds.
 *
 * @param number the trial
 */
record Voice(int number, Pulse pulse) implements CandidateTrainer.Progress {

  @Override
  public void onEpoch(Epoch epoch) {
    pulse.say(new Message.Progress(number, epoch));
  }

  @Override
  public void onStep() {
    pulse.run();
  }
}
