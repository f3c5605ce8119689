package io.mimar.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker waits for room, says so once, and shows that it lives. */
@Timeout(60)
final class RoomTest {
  @TempDir Path folder;

  @Test
  void whatFindsNoRoomIsWrittenWhenThereIsSome() throws IOException {
    List<Message> said = new ArrayList<>();
    Path file = folder.resolve("model.onnx");
    List<IOException> troubles =
        new ArrayList<>(
            List.of(
                new FileSystemException(file.toString(), null, "No space left on device"),
                new IOException("Disk quota exceeded")));
    String written =
        new Room(said::add)
            .write(
                file,
                () -> {
                  if (!troubles.isEmpty()) {
                    throw troubles.remove(0);
                  }
                  return "done";
                });
    assertEquals("done", written);
    assertEquals(
        List.of(
            new Message.Held("the disk is full: " + file + " cannot be written"),
            new Message.Alive()),
        said);
  }

  @Test
  void otherTroublesAreNotWaitedFor() {
    List<Message> said = new ArrayList<>();
    assertThrows(
        FileNotFoundException.class,
        () ->
            new Room(said::add)
                .write(
                    folder.resolve("model.onnx"),
                    () -> {
                      throw new FileNotFoundException("no such folder");
                    }));
    assertEquals(List.of(), said);
  }
}
