package io.mimar.bench.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.config.Json;
import io.mimar.evaluate.CandidateTrainer;
import io.mimar.objective.Limit;
import io.mimar.process.Frame;
import io.mimar.stop.EarlyStopping;
import io.mimar.train.CostProbe;
import io.mimar.train.TrainOptions;
import io.mimar.trial.Epoch;
import io.mimar.trial.Outcome;
import io.mimar.trial.Result;
import io.mimar.worker.Job;
import io.mimar.worker.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What owners, workers and clusters say to each other, one of each kind. */
final class Messages {
  private static final List<Integer> VALUES = List.of(0, 1, 2, 3, 4, 0);

  private Messages() {}

  /** What is said to workers and by them, each as a file. */
  static List<byte[]> all() throws JsonProcessingException {
    List<byte[]> files = new ArrayList<>();
    for (Message message : Stream.concat(said().stream(), asked().stream()).toList()) {
      files.add(Json.json().writerFor(Message.class).writeValueAsBytes(message));
    }
    return files;
  }

  private static List<Message> said() {
    Epoch epoch = new Epoch(1, 0.5, 0.5, 0.5, 1);
    Result complete = new Result(Outcome.COMPLETE, List.of(epoch), "", 1.5, 1.25);
    return List.of(
        new Message.Ready("2.10.0", 1.5),
        new Message.Progress(1, epoch),
        new Message.Finished(1, complete, Map.of("latencyMillis", 0.5), "worker 1"),
        new Message.Finished(
            2, Result.without(Outcome.FAILED, "the loss is NaN", 0.5), Map.of(), ""),
        new Message.FinalProgress(1, 6),
        new Message.FinalFinished(1, SmallStudy.result()),
        new Message.Probed(List.of(new CostProbe(0.5, 0.25))),
        new Message.Measured(List.of(0.5, 0.75)),
        new Message.Note("It trains on the processor."),
        new Message.Alive(),
        new Message.Held("the disk is full"),
        new Message.Failed("there is no CUDA", "Leave --device out."));
  }

  private static List<Message> asked() {
    Job job =
        new Job(
            "small",
            SmallStudy.SPACE,
            new CandidateTrainer.Sampling(12, 1),
            "accuracy",
            TrainOptions.CANDIDATE,
            TrainOptions.FINAL,
            30,
            "cpu",
            true,
            true);
    return List.of(
        new Message.Open("run", 1, job),
        new Message.Train(
            1,
            VALUES,
            7,
            List.of(new EarlyStopping.Bar(2, 0.5)),
            List.of(new Limit("latencyMillis", 5)),
            Optional.of(new Message.Parent(0, VALUES)),
            Optional.of(2.5)),
        new Message.TrainFinal(1, 0.5, 7, List.of(VALUES), 10, true, "next/model.onnx", true),
        new Message.Measure(List.of(new Message.Subject(List.of(VALUES)))),
        new Message.Probe(List.of(VALUES)));
  }

  /** Lines of all kinds between an owner and a cluster. */
  static String frames() {
    return Stream.of(Frame.Kind.values())
        .map(kind -> new Frame(kind, 12, text(kind)).line() + "\n")
        .collect(Collectors.joining());
  }

  private static String text(Frame.Kind kind) {
    return switch (kind) {
      case CONF -> "spark.executor.memory=1g";
      case VARIABLE -> "OPENBLAS_NUM_THREADS=1";
      case SILENCE, TIME -> "PT2M";
      case MEMORY -> "1000000";
      case FILE -> "model.onnx aGVsbG8=";
      case FAILED -> "no node\tadd one";
      default -> "words";
    };
  }
}
