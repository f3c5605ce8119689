package io.mimar.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.folder.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Questions that a shell answers in the place of Mimar. */
@Timeout(60)
final class QuestionsTest {
  private static final Questions.Question WHY =
      new Questions.Question("study", 3, OptionalInt.empty());

  @TempDir Path folder;

  private static Questions questions(String script) {
    return new Questions(new Program(List.of("/bin/sh", "-c", script)));
  }

  private Questions.Status answer(Questions questions, Questions.Question question) {
    Questions.Status status = questions.ask(question, new RunFolder(folder));
    while (status.stage() == Exports.Stage.RUNNING) { // or the test's time is over
      Thread.onSpinWait();
      status = questions.status(question).orElseThrow();
    }
    return status;
  }

  @Test
  void whyIsAskedOfTheVerbThatKnows() {
    String told =
        "{\"metric\":\"accuracy\",\"explanation\":{\"trials\":9,\"agreement\":0.5,"
            + "\"random\":0.8,\"components\":[],\"motifs\":[],\"pairs\":[],"
            + "\"trial\":{\"number\":3,\"expected\":0.9,\"parts\":[],\"changes\":[]}},"
            + "\"near\":[{\"trial\":5,\"distance\":0.25,\"score\":0.75,\"architecture\":\"x\"}],"
            + "\"verified\":[]}";
    String script = "test \"$0 $2 $3\" = 'explain --trial 3' && echo '" + told + "'";
    try (Questions questions = questions(script)) {
      assertTrue(questions.why("study", 3).isEmpty(), "not asked yet");
      assertEquals(Exports.Stage.DONE, answer(questions, WHY).stage());
      Questions.Why why = questions.why("study", 3).orElseThrow();
      assertEquals(3, why.explanation().trial().orElseThrow().number());
      assertEquals(5, why.near().get(0).trial());
      assertTrue(questions.why("study", 4).isEmpty() && questions.why("other", 3).isEmpty());
    }
  }

  @Test
  void whatLiesBetweenIsAskedOfTheMap() {
    String told = "[{\"share\":0.5,\"expected\":0.75,\"holds\":false,\"architecture\":\"x\"}]";
    String script = "test \"$0 $2 $3\" = 'map --between 3,8' && echo '" + told + "'";
    Questions.Question way = new Questions.Question("study", 3, OptionalInt.of(8));
    try (Questions questions = questions(script)) {
      assertEquals(Exports.Stage.DONE, answer(questions, way).stage());
      assertEquals(0.75, questions.between("study", 3, 8).orElseThrow().get(0).expected());
      assertTrue(questions.why("study", 3).isEmpty(), "that was not asked");
    }
  }

  @Test
  void aFailureSaysWhy() {
    try (Questions questions = questions("echo 'two trials are too few' >&2; exit 2")) {
      Questions.Status status = answer(questions, WHY);
      assertEquals(Exports.Stage.FAILED, status.stage());
      assertEquals("two trials are too few", status.message());
      assertTrue(questions.why("study", 3).isEmpty());
    }
  }

  @Test
  void oneIsAskedAtATime() throws Exception {
    Path ready = folder.resolve("ready");
    try (Questions questions = questions(": > " + ready + "; while :; do sleep 0.05; done")) {
      questions.ask(WHY, new RunFolder(folder));
      while (!Files.exists(ready)) { // or the test's time is over
        Thread.onSpinWait();
      }
      assertEquals(Exports.Stage.RUNNING, questions.ask(WHY, new RunFolder(folder)).stage());
      Questions.Question other = new Questions.Question("study", 4, OptionalInt.empty());
      MimarException e =
          assertThrows(MimarException.class, () -> questions.ask(other, new RunFolder(folder)));
      assertTrue(e.getMessage().contains("another explanation is under way"), e.getMessage());
    }
  }
}
