package io.mimar.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.mimar.Check;
import io.mimar.objective.Limit;
import io.mimar.stop.EarlyStopping.Bar;
import io.mimar.store.FinalResult;
import io.mimar.study.Assignment;
import io.mimar.train.CostProbe;
import io.mimar.trial.Epoch;
import io.mimar.trial.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What owner and worker say to each other: one JSON object a line, over the worker's standard input
 * and output. The list of kinds is closed, so a message cannot name a type.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Message.Open.class, name = "open"),
  @JsonSubTypes.Type(value = Message.Train.class, name = "train"),
  @JsonSubTypes.Type(value = Message.TrainFinal.class, name = "trainFinal"),
  @JsonSubTypes.Type(value = Message.Probe.class, name = "probe"),
  @JsonSubTypes.Type(value = Message.Measure.class, name = "measure"),
  @JsonSubTypes.Type(value = Message.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = Message.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = Message.Finished.class, name = "finished"),
  @JsonSubTypes.Type(value = Message.FinalProgress.class, name = "finalProgress"),
  @JsonSubTypes.Type(value = Message.FinalFinished.class, name = "finalFinished"),
  @JsonSubTypes.Type(value = Message.Probed.class, name = "probed"),
  @JsonSubTypes.Type(value = Message.Measured.class, name = "measured"),
  @JsonSubTypes.Type(value = Message.Note.class, name = "note"),
  @JsonSubTypes.Type(value = Message.Alive.class, name = "alive"),
  @JsonSubTypes.Type(value = Message.Held.class, name = "held"),
  @JsonSubTypes.Type(value = Message.Failed.class, name = "failed")
})
public sealed interface Message {

  /** What a question is for, in the words of an error. */
  default String purpose() {
    if (this instanceof Probe || this instanceof Measure) {
      return "measuring this machine";
    }
    return this instanceof TrainFinal ? "the final training" : "training a candidate";
  }

  /**
   * Owner: get ready to train.
   *
   * @param folder the run's folder, see {@link io.mimar.folder.RunFolder}
   * @param threads how many threads to train with
   * @param job what is the same for all trials, see {@link Job}
   */
  record Open(String folder, int threads, Job job) implements Message {}

  /**
   * Owner: train a candidate.
   *
   * @param number the trial
   * @param values the architecture's values
   * @param seed what training is seeded with
   * @param bars where to stop early
   * @param measures what to measure before, as in {@link Assignment}
   * @param parent the trial whose weights to start from
   * @param seconds how long to train, as in {@link Assignment}
   */
  record Train(
      int number,
      List<Integer> values,
      long seed,
      List<Bar> bars,
      List<Limit> measures,
      Optional<Parent> parent,
      Optional<Double> seconds)
      implements Message {
    /** Asks for a whole training from fresh weights. */
    public static Train whole(int number, List<Integer> values, long seed) {
      return new Train(
          number, values, seed, List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    /** Asks for {@code assignment}. */
    public static Train of(Assignment assignment) {
      return new Train(
          assignment.number(),
          assignment.architecture().values(),
          assignment.seed(),
          assignment.bars(),
          assignment.measures(),
          assignment.parent().map(p -> new Parent(p.number(), p.architecture().values())),
          assignment.most().map(most -> most.toMillis() / 1e3));
    }
  }

  /** A trial whose weights were kept, and the values of its architecture. */
  record Parent(int number, List<Integer> values) {}

  /**
   * Owner: train the winner on all data and measure it once on the test set.
   *
   * @param number the trial it was
   * @param score its validation score
   * @param seed what training is seeded with
   * @param members the values of the architectures that are trained and joined to one model; the
   *     winner's first
   * @param seconds how long training may take; 0 for the default number of epochs
   * @param views whether the limits leave room for a model that sees each image mirrored as well
   * @param model where the model file goes
   * @param timed whether the model file is to be measured
   */
  record TrainFinal(
      int number,
      double score,
      long seed,
      List<List<Integer>> members,
      double seconds,
      boolean views,
      String model,
      boolean timed)
      implements Message {}

  /** Owner: measure how long the models of these architectures take, untrained. */
  record Measure(List<Subject> subjects) implements Message {}

  /**
   * A model to measure.
   *
   * @param members the values of the architectures that are joined to it
   */
  record Subject(List<List<Integer>> members) {}

  /** Owner: measure what training these architectures costs a training image. */
  record Probe(List<List<Integer>> values) implements Message {}

  /** Worker: the engine is loaded and the data are read. */
  record Ready(String engine, double seconds) implements Message {
    public Ready {
      Possible.required("engine", engine);
    }
  }

  /** Worker: one more epoch of a trial. */
  record Progress(int number, Epoch epoch) implements Message {
    public Progress {
      Possible.epoch(epoch);
    }
  }

  /**
   * Worker: a trial has ended.
   *
   * @param measured the costs that were measured, by name
   * @param worker who trained it, for people; empty where it does not say
   */
  record Finished(int number, Result result, Map<String, Double> measured, String worker)
      implements Message {
    public Finished {
      worker = worker == null ? "" : Possible.name("worker", worker);
      Possible.result(result);
      Possible.required("measured", measured);
      measured.values().forEach(cost -> Possible.amount("measured", cost));
    }
  }

  /** Worker: so many epochs of the final training are done. */
  record FinalProgress(int epoch, int epochs) implements Message {
    public FinalProgress {
      Check.range("epochs", epochs, 1, Integer.MAX_VALUE);
      Check.range("epoch", epoch, 0, Integer.MAX_VALUE); // members differ in what is planned
    }
  }

  /**
   * Worker: the final training has ended and its model file is written.
   *
   * @param networks that the model is the mean of: the first of the members that were asked for,
   *     fewer where the time ended
   */
  record FinalFinished(int networks, FinalResult result) implements Message {
    public FinalFinished {
      Check.range("networks", networks, 1, Integer.MAX_VALUE);
      Possible.required("result", result);
      Possible.required("model", result.model());
    }
  }

  /** Worker: what one image costs one thread, for each architecture asked. */
  record Probed(List<CostProbe> costs) implements Message {
    public Probed {
      costs = List.copyOf(Possible.required("costs", costs));
      costs.forEach(cost -> Possible.amount("trainMillis", cost.trainMillis()));
      costs.forEach(cost -> Possible.amount("evaluateMillis", cost.evaluateMillis()));
    }
  }

  /** Worker: the milliseconds of a sample, for each model asked. */
  record Measured(List<Double> millis) implements Message {
    public Measured {
      millis = List.copyOf(Possible.required("millis", millis));
      millis.forEach(each -> Possible.amount("millis", each));
    }
  }

  /** Worker: a sentence the user should know. */
  record Note(String sentence) implements Message {
    public Note {
      Possible.required("sentence", sentence);
    }
  }

  /** Worker: it is training and well. */
  record Alive() implements Message {}

  /** Worker: it waits for something that a person has to do, and goes on then. */
  record Held(String reason) implements Message {
    public Held {
      Possible.required("reason", reason);
    }
  }

  /** Worker: what was asked cannot be done, because of the user's input or the machine. */
  record Failed(String what, String hint) implements Message {
    public Failed {
      Possible.required("what", what);
      Possible.required("hint", hint);
    }
  }
}
