package io.mimar.embed;

import io.mimar.MimarException;
import io.mimar.random.Seeds;
import io.mimar.space.SearchSpace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the embedding of a space: shipped with the product, cached by an earlier run, or trained.
 */
public final class Encoders {
  private static final Logger LOG = LoggerFactory.getLogger(Encoders.class);
  private static final String RESOURCE = "image.embedding";

  private Encoders() {}

  /**
   * The embedding of {@code space}: the one that ships where it fits, else the cached one, else one
   * that is trained in about a minute and cached.
   *
   * @param cacheDirectory where trained embeddings are kept, by the hash of their space
   * @param seeds what training is seeded with
   * @throws MimarException when the cache cannot be read or written
   */
  public static Embedding of(SearchSpace space, Path cacheDirectory, Seeds seeds) {
    return of(space, cacheDirectory, EmbeddingOptions.QUICK, seeds);
  }

  /** As {@link #of(SearchSpace, Path, Seeds)} with the options that a new space is trained with. */
  public static Embedding of(
      SearchSpace space, Path cacheDirectory, EmbeddingOptions options, Seeds seeds) {
    Optional<Embedding> shipped = shipped(space);
    if (shipped.isPresent()) {
      return shipped.get();
    }
    Path file = cacheDirectory.resolve(hash(space) + "-" + seeds.value() + ".embedding");
    try {
      if (Files.exists(file)) {
        return EmbeddingFile.read(file, space);
      }
      LOG.info("space {} is new: training its embedding, about a minute", space.name());
      Embedding trained = Training.fit(space, options, seeds);
      EmbeddingFile.write(file, trained);
      LOG.info("embedding of space {} kept in {}", space.name(), file);
      return trained;
    } catch (IOException e) {
      throw new MimarException(
          "cannot keep the embedding of space " + space.name() + " in " + file + ": " + e,
          "Make the directory writable, or name another cache directory.",
          e);
    }
  }

  /** The embedding that ships with the product, where it is of {@code space}. */
  public static Optional<Embedding> shipped(SearchSpace space) {
    try (InputStream in = Encoders.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] bytes = in.readAllBytes();
      return EmbeddingFile.spaceHash(bytes, RESOURCE).equals(hash(space))
          ? Optional.of(EmbeddingFile.parse(bytes, space, RESOURCE))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + RESOURCE, e);
    }
  }

  /**
   * 16 hexadecimal digits of what an embedding depends on: choices, vocabulary, operations, rows.
   */
  public static String hash(SearchSpace space) {
    return new SpaceCode(space).hash();
  }

  /**
   * Writes {@code embedding} in one step.
   *
   * @throws MimarException when that fails
   */
  public static void write(Path path, Embedding embedding) {
    try {
      EmbeddingFile.write(path, embedding);
    } catch (IOException e) {
      throw new MimarException(
          "cannot write the embedding to " + path + ": " + e, "Name a writable file.", e);
    }
  }

  /**
   * The embedding of {@code space} that {@link #write} wrote.
   *
   * @throws MimarException when the file is damaged, of another space, or cannot be read
   */
  public static Embedding read(Path path, SearchSpace space) {
    try {
      return EmbeddingFile.read(path, space);
    } catch (IOException e) {
      throw new MimarException(
          "cannot read the embedding " + path + ": " + e, "Make it readable, or delete it.", e);
    }
  }
}
