package io.mimar.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mimar.MimarException;
import io.mimar.config.Spaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names in a run folder, and the spaces by name. */
final class RunFolderTest {
  @TempDir Path folder;

  @Test
  void aRunIsCalledAsItsFolderHoweverThatIsWritten() {
    assertEquals("run", new RunFolder(folder.resolve("run")).name());
    assertEquals("run", new RunFolder(folder.resolve("x/../run/.")).name());
    assertEquals("run", new RunFolder(Path.of("/")).name());
    String here = Path.of("").toAbsolutePath().getFileName().toString();
    assertEquals(here, new RunFolder(Path.of(".")).name());
  }

  @Test
  void allFilesAreInTheFolder() {
    RunFolder run = new RunFolder(folder);
    for (Path file :
        List.of(
            run.config(), run.data(), run.model(), run.report(), run.workerLog(), run.model(3))) {
      assertTrue(file.startsWith(folder), file::toString);
    }
    assertEquals(folder.resolve("models/trial-3.onnx"), run.model(3));
  }

  @Test
  void theFirstFreeNameIsTaken() throws IOException {
    Path runs = folder.resolve("runs");
    assertEquals(runs.resolve("a"), RunFolder.reserve(runs, "a").path());
    Files.createFile(runs.resolve("a-2"));
    assertEquals(runs.resolve("a-3"), RunFolder.reserve(runs, "a").path());
    assertThrows(MimarException.class, () -> RunFolder.reserve(runs.resolve("a-2"), "a"));
  }

  @Test
  void thoseWhoAskAtTheSameTimeGetFoldersOfTheirOwn() {
    List<RunFolder> reserved =
        IntStream.range(0, 64).parallel().mapToObj(i -> RunFolder.reserve(folder, "a")).toList();
    assertEquals(64, Set.copyOf(reserved).size(), reserved::toString);
  }

  @Test
  void aFolderInWhichNoRunBeganIsGivenBack() throws IOException {
    RunFolder unused = RunFolder.reserve(folder, "a");
    unused.giveBack();
    assertFalse(Files.exists(unused.path()));
    RunFolder used = RunFolder.reserve(folder, "a");
    Files.createFile(used.data());
    used.giveBack();
    assertTrue(Files.exists(used.data()));
  }

  @Test
  void aFileIsNamedRelativeToTheCallerWhereItExists() throws IOException {
    RunFolder run = new RunFolder(folder);
    assertEquals(Optional.empty(), run.existing(run.model()));
    Files.createFile(run.model());
    assertEquals(Optional.of(run.model().toString()), run.existing(run.model()));
    Path here = Path.of("").toAbsolutePath().resolve("pom.xml");
    assertEquals(Optional.of("pom.xml"), run.existing(here));
  }

  @Test
  void whatAStartThatWasKilledLeavesIsNoStranger() throws IOException {
    RunFolder run = new RunFolder(folder);
    assertEquals(List.of(), new RunFolder(folder.resolve("missing")).strangers());
    Files.createDirectory(run.models());
    for (String own : List.of("data.bin", "data.bin.tmp", "study.yaml", "study.lock")) {
      Files.createFile(folder.resolve(own));
    }
    assertEquals(List.of(), run.strangers());
    Files.createFile(folder.resolve("thesis.tex"));
    Files.createFile(folder.resolve("model.onnx"));
    assertEquals(List.of("model.onnx", "thesis.tex"), run.strangers());
  }

  @Test
  void linksAreRefusedInAFolderThatMayBeSomebodyElses() throws IOException {
    RunFolder run = new RunFolder(folder.resolve("run"));
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "precious");
    Files.createDirectories(run.models());
    Files.createSymbolicLink(folder.resolve("short"), run.path());
    new RunFolder(folder.resolve("short")).requireNoLinks(); // the folder itself may be linked
    for (Path link : List.of(run.workerLog(), run.model(3), run.data(), run.config())) {
      Files.createSymbolicLink(link, elsewhere);
      MimarException refused = assertThrows(MimarException.class, run::requireNoLinks);
      assertTrue(refused.getMessage().contains(link + " is a link"), refused.getMessage());
      Files.delete(link);
    }
    run.requireNoLinks();
    Files.createSymbolicLink(run.config(), elsewhere);
    assertEquals(List.of("study.yaml"), run.strangers());
  }

  @Test
  void logsAreNotAppendedThroughALink() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "precious");
    Path log = Files.createSymbolicLink(folder.resolve("workers.log"), elsewhere);
    assertThrows(UncheckedIOException.class, () -> LogFile.append(log));
    Files.delete(log);
    assertEquals(ProcessBuilder.Redirect.Type.APPEND, LogFile.append(log).type());
  }

  @Test
  void everySpaceIsFoundByItsName() {
    Spaces.all().forEach(space -> assertEquals(space, Spaces.named(space.name())));
    MimarException e = assertThrows(MimarException.class, () -> Spaces.named("imgae"));
    assertEquals("Did you mean image?", e.hint());
    assertThrows(MimarException.class, () -> Spaces.named(""));
  }
}
