package io.mimar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mimar.data.DataOptions;
import io.mimar.data.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Real texts: {@code MIMAR_SETS}, an environment variable or system property, names the folder that
 * has subj (sentences of film reviews and plots, Pang and Lee 2004).
 */
class TextSetsTest {

  @Test
  void subjIsReadFittedAndEncoded() {
    Path subj = subj();
    var reader = new TextReader();
    var read = reader.read(subj, DataOptions.DEFAULT);
    assertEquals("label", read.target());
    assertEquals(Set.of(Part.TRAIN, Part.TEST), read.parts().keySet());
    assertEquals(8_000, read.parts().get(Part.TRAIN).rows().size());
    assertEquals(2_000, read.parts().get(Part.TEST).rows().size());
    List<String> notes = new ArrayList<>();
    var format = reader.fit(read.parts().get(Part.TRAIN).rows(), DataOptions.DEFAULT, notes::add);
    assertEquals(2, notes.size(), "" + notes);
    assertTrue(format.words().size() > 9_000 && format.words().size() < 11_000, "" + notes);
    float[] numbers = new float[(int) format.input().shape().size()];
    reader.encode(read.parts().get(Part.TEST).rows().get(0), format, numbers);
    assertTrue(numbers[0] > 0 && numbers[format.length()] > 0);
  }

  private static Path subj() {
    String sets = System.getProperty("MIMAR_SETS", System.getenv().getOrDefault("MIMAR_SETS", ""));
    assumeTrue(!sets.isEmpty(), "MIMAR_SETS names no folder with subj: this test is skipped");
    Path subj = Path.of(sets, "subj");
    assumeTrue(Files.isDirectory(subj), subj + " is no folder: this test is skipped");
    return subj;
  }
}
