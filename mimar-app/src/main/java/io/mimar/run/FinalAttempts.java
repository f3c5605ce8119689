package io.mimar.run;

import io.mimar.Check;
import io.mimar.MimarException;
import io.mimar.folder.RunFolder;
import io.mimar.random.Seeds;
import io.mimar.store.FinalResult;
import io.mimar.store.StudyStore;
import io.mimar.store.Winner;
import io.mimar.trial.Trial;
import io.mimar.worker.LostWorkerException;
import io.mimar.worker.Message;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The final training, in a worker of its own: tried twice at most, and then of one network, which
 * takes less memory.
 *
 * @param seconds that are left for it; 0 without a time budget
 * @param stopped whether to give up, asked now and then
 */
record FinalAttempts(
    RunFolder folder,
    Setting setting,
    Plan plan,
    StudyStore store,
    RunListener listener,
    Notes notes,
    Pauses pauses,
    DoubleSupplier seconds,
    BooleanSupplier stopped) {
  private static final Logger LOG = LoggerFactory.getLogger(FinalAttempts.class);

  /** Trains the networks of {@code members} as one model, which replaces that of the run. */
  void train(List<Trial> members) {
    List<Trial> alone = members.subList(0, 1);
    List<List<Trial>> attempts =
        members.size() == 1 ? List.of(members, members) : List.of(members, members, alone);
    int draw = 1; // what failed by itself is drawn anew, what lost its worker is the same again
    for (int attempt = 1; attempt <= attempts.size(); attempt++) {
      try {
        ask(attempts.get(attempt - 1), draw);
        return;
      } catch (MimarException e) {
        draw += e instanceof LostWorkerException ? 0 : 1;
        if (stopped.getAsBoolean() || attempt == attempts.size()) {
          throw e;
        }
        again(attempts.get(attempt), members, e);
      }
    }
  }

  private void again(List<Trial> next, List<Trial> members, MimarException failure) {
    if (next.size() == members.size()) {
      listener.note(
          "The final training failed and is tried once more: " + failure.getMessage() + ".");
      return;
    }
    Winner.makeSingle(store, next.get(0).number());
    notes.addAll(
        List.of(
            "The final training of %d networks failed twice, so the model is to be one of them: %s."
                .formatted(members.size(), failure.getMessage())));
  }

  private void ask(List<Trial> members, int draw) {
    Trial best = members.get(0);
    Message.TrainFinal question =
        new Message.TrainFinal(
            best.number(),
            best.score().orElseThrow(),
            Seeds.root(setting.config().seed()).at("final", draw).value(),
            Finalists.values(members),
            seconds.getAsDouble(),
            Joining.of(setting).leavesRoomForViews(members),
            folder.nextModel().toAbsolutePath().toString(),
            setting.latency().isPresent());
    Message.FinalFinished answer =
        setting
            .callForTheLast(folder, plan)
            .ask(question, Message.FinalFinished.class, this::hear, stopped);
    pauses.over();
    Check.range("networks of the model", answer.networks(), 1, members.size());
    List<Trial> trained = members.subList(0, answer.networks());
    new FinalModel(folder, store).replace(Finalists.numbers(trained), withBrief(answer.result()));
  }

  /** What cannot be told of a model is no reason to lose it. */
  private FinalResult withBrief(FinalResult result) {
    try {
      return new BriefNetwork(folder, setting).into(result, plan);
    } catch (RuntimeException e) {
      LOG.warn("the network of the search could not be asked", e);
      listener.note("The network that the search trained could not be asked: " + e.getMessage());
      return result;
    }
  }

  private void hear(Message message) {
    if (message instanceof Message.FinalProgress progress) {
      listener.finalEpoch(progress.epoch(), progress.epochs());
    } else if (message instanceof Message.Note note) {
      notes.addAll(List.of(note.sentence()));
    } else if (message instanceof Message.Held held) {
      pauses.workerWaits(held.reason());
    }
  }
}
