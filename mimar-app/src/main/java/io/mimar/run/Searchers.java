package io.mimar.run;

import io.mimar.config.Config;
import io.mimar.embed.Embedding;
import io.mimar.embed.Encoders;
import io.mimar.embed.Graph2Vec;
import io.mimar.embed.OneHot;
import io.mimar.gne.Gne;
import io.mimar.gne.WarmStart;
import io.mimar.nn.Engine;
import io.mimar.random.Seeds;
import io.mimar.search.Encoder;
import io.mimar.search.LocalSearch;
import io.mimar.search.Problem;
import io.mimar.search.Proxies;
import io.mimar.search.RandomSearch;
import io.mimar.search.RegularisedEvolution;
import io.mimar.search.Scalarised;
import io.mimar.search.Searcher;
import io.mimar.space.SearchSpace;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the searcher a configuration asks for. */
public final class Searchers {
  private Searchers() {}

  /** GNE with the settings that hold where nothing is said. */
  public static Searcher standard(Problem problem) {
    return of(Config.DEFAULT, problem, Optional.empty(), Optional.empty());
  }

  /**
   * The searcher.
   *
   * @param source what another search found, for GNE to start from
   * @param proxies what GNE can be told of architectures without training
   */
  static Searcher of(
      Config config, Problem problem, Optional<WarmStart> source, Optional<Proxies> proxies) {
    return told(config, problem, one -> single(config, one, source, proxies));
  }

  /**
   * The searcher that {@code one} makes; it improves one number, so where there are several
   * objectives it is told a scalarisation.
   */
  static Searcher told(Config config, Problem problem, Searcher.Factory one) {
    return problem.minimised().isEmpty()
        ? one.of(problem)
        : new Scalarised(
            one.of(problem.withObjective(Scalarised.OBJECTIVE)),
            problem.tradeoff().losses(),
            Seeds.root(config.seed()).at("scalarised"));
  }

  private static Searcher single(
      Config config, Problem problem, Optional<WarmStart> source, Optional<Proxies> proxies) {
    return switch (config.searcher()) {
      case "gne" -> gne(config, problem, source, proxies);
      case "random" -> new RandomSearch(problem);
      case "evolution" -> new RegularisedEvolution(problem, config.evolution());
      case "local" -> new LocalSearch(problem, config.local());
      default -> throw new IllegalStateException("Config checks the searcher");
    };
  }

  private static Searcher gne(
      Config config, Problem problem, Optional<WarmStart> source, Optional<Proxies> proxies) {
    boolean embedded =
        problem.space().isStructured() && config.gne().embedding() == Gne.Encoding.AUTOENCODER;
    if (isAdversarial(config.gne()) || (embedded && Encoders.shipped(problem.space()).isEmpty())) {
      Engine.start(1); // the generator, or a new embedding, is trained in this process
    }
    return new Gne(problem, encoder(config.gne(), problem.space()), config.gne(), source, proxies);
  }

  /** The encoding of {@code space} that a search by GNE sees. */
  public static Encoder encoder(Gne.Config gne, SearchSpace space) {
    return space.isStructured()
        ? encoder(gne.embedding(), space)
        : choices(space, isAdversarial(gne));
  }

  private static boolean isAdversarial(Gne.Config gne) {
    return gne.generator() > 0 || gne.augmentation() != Gne.Augmentation.OFF;
  }

  /**
   * A plain list of choices as its own code, whatever encoding is asked for: the surrogate sees
   * each choice by itself. There is a way back, and with it a swarm, only for what is generated.
   */
  private static Encoder choices(SearchSpace space, boolean generated) {
    OneHot code = new OneHot(space);
    return generated ? code : code.oneWay();
  }

  /** The encoding of {@code space} that is asked for. */
  public static Encoder encoder(Gne.Encoding encoding, SearchSpace space) {
    return switch (encoding) {
      case AUTOENCODER -> embedding(space);
      case GRAPH2VEC -> graph2vec(space);
      case OFF -> new OneHot(space);
    };
  }

  /** graph2vec of {@code space}, learned anew, always the same. */
  public static Graph2Vec graph2vec(SearchSpace space) {
    return Graph2Vec.fit(space, Graph2Vec.Options.DEFAULT, Seeds.root(0).at("graph2vec"));
  }

  /** The embedding that searches of {@code space} use. */
  public static Embedding embedding(SearchSpace space) {
    Path cache = Path.of(System.getProperty("user.home"), ".cache", "mimar", "embeddings");
    return Encoders.of(space, cache, Seeds.root(0).at("embedding"));
  }
}
