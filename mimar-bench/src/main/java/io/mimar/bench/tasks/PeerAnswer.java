package io.mimar.bench.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mimar.MimarException;
import io.mimar.config.Json;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a peer's program prints, as one line of JSON.
 *
 * @param rows test samples
 * @param wrong the places of those that it told wrong
 * @param setting what it chose, for people
 */
record PeerAnswer(int rows, List<Integer> wrong, String setting) {
  PeerAnswer {
    wrong = List.copyOf(wrong);
  }

  /**
   * The answer of a peer that told {@code told}.
   *
   * @param truth the classes that it should have told
   */
  static PeerAnswer of(int[] told, int[] truth, String setting) {
    return new PeerAnswer(truth.length, wrong(told, truth), setting);
  }

  private static List<Integer> wrong(int[] told, int[] truth) {
    return IntStream.range(0, truth.length).filter(i -> told[i] != truth[i]).boxed().toList();
  }

  /**
   * The answer in what a program printed: its last line.
   *
   * @throws MimarException when that is none
   */
  static PeerAnswer parse(String printed) {
    String last = printed.strip().lines().reduce("", (before, line) -> line);
    try {
      return Json.json().readValue(last, PeerAnswer.class);
    } catch (JsonProcessingException e) {
      throw new MimarException(
          "a peer printed \"" + last + "\", which is no answer", "Run it by hand and mend it.", e);
    }
  }

  /** Prints it. */
  void print() throws JsonProcessingException {
    System.out.println(Json.json().writeValueAsString(this));
  }
}
