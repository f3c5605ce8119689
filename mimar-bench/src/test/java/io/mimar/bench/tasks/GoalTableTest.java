package io.mimar.bench.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of what was reached. */
final class GoalTableTest {
  @TempDir Path folder;

  private SittingLog log;

  @BeforeEach
  void open() throws IOException {
    log = SittingLog.open(folder);
  }

  private void sat(String exam, String who, int rows, int wrong) throws IOException {
    log.append(Sittings.of(Exam.named(List.of(exam)).get(0), 0, who, rows, wrong));
  }

  @Test
  void aLineSaysWhatWasReachedAndWhoIsAhead() throws IOException {
    sat("segment", "mimar", 810, 16);
    sat("segment", "xgboost", 810, 15);
    sat("segment", "forest", 810, 200);
    String text = GoalTable.of(Exam.ALL, log).text();
    List<String> lines = text.lines().toList();
    assertEquals(3, lines.size(), text);
    assertEquals(columns(lines.get(0)), columns(lines.get(1)));
    assertEquals(columns(lines.get(0)), columns(lines.get(2)));
    assertTrue(lines.get(2).startsWith("| segment | 5m | 1 of 3 | .9802 ("), text);
    assertTrue(lines.get(2).contains("| 0.970 | yes | xgboost .9815 (-.0012: "), text);
    assertTrue(lines.get(2).contains("| xgboost, within chance | 1.0e-06, all | 100 |"), text);
  }

  private static long columns(String line) {
    return line.chars().filter(c -> c == '|').count();
  }

  @Test
  void aMissedGoalStandsOut() throws IOException {
    sat("segment", "mimar", 100, 4);
    assertTrue(GoalTable.of(Exam.ALL, log).text().contains("| 0.970 | **no** |"));
  }

  @Test
  void ranksOverSeriesTakeTheBetterDistance() throws IOException {
    sat("gunpoint", "mimar", 100, 0);
    sat("gunpoint", "1-nn", 100, 9);
    assertTrue(GoalTable.of(Exam.ALL, log).seriesRanks().isEmpty());
    sat("gunpoint", "forest", 100, 9);
    sat("japanese-vowels", "mimar", 100, 4);
    sat("japanese-vowels", "1-nn", 100, 8);
    sat("japanese-vowels", "1-nn-dtw", 100, 3);
    sat("japanese-vowels", "forest", 100, 5);
    assertArrayEquals(
        new double[] {1.5, 1.75, 2.75},
        GoalTable.of(Exam.ALL, log).seriesRanks().orElseThrow(),
        1e-12);
    String text = GoalTable.of(Exam.ALL, log).text();
    assertTrue(
        text.endsWith(
            "\n\nMean rank over 2 series: Mimar 1.50, 1-nn 1.75, forest 2.75: ahead of both.\n"),
        text);
  }
}
