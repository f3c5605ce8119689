package io.mimar.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.mimar.MimarException;
import io.mimar.config.Json;
import io.mimar.folder.RunFolder;
import io.mimar.store.StudyCommands;
import io.mimar.store.StudyDescription;
import io.mimar.store.StudyKeys;
import io.mimar.store.StudyStore;
import io.mimar.store.Tally;
import io.mimar.store.TrialPage;
import io.mimar.store.TrialSelection;
import io.mimar.store.TrialSort;
import io.mimar.store.Winner;
import io.mimar.trial.Outcome;
import io.mimar.trial.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The questions that pages ask, as JSON. Each opens the study anew and closes it again. */
final class Api implements AutoCloseable {
  private static final int MOST_COMPARED = 12;
  private static final int PAGE = 50;
  private static final int DEEP = 1_000;

  private final Shelf shelf;
  private final Resumptions resumptions;
  private final Cards cards;
  private final Exports exports;
  private final Cache<byte[]> charts = new Cache<>();
  private final Cache<Integer> winners = new Cache<>();
  private final Cache<Tally> tallies = new Cache<>();
  private final Cache<List<Integer>> orders = new Cache<>();
  private final Clock clock;

  Api(Shelf shelf, Program program, Clock clock) {
    this.shelf = shelf;
    this.resumptions = new Resumptions(program);
    this.cards = new Cards(resumptions);
    this.exports = new Exports(program);
    this.clock = clock;
  }

  /** Adds what this answers. */
  void routes(RoutesConfig routes) {
    routes.get("/api/studies", this::studies);
    routes.get("/api/compare", this::compare);
    routes.get("/api/studies/{id}", this::details);
    routes.get("/api/studies/{id}/trials", this::trials);
    routes.get("/api/studies/{id}/points", ctx -> chart(ctx, "points", Charts::points));
    routes.get("/api/studies/{id}/timeline", ctx -> chart(ctx, "timeline", Charts::timeline));
    routes.get("/api/studies/{id}/parallel", ctx -> chart(ctx, "parallel", Charts::parallel));
    routes.get("/api/studies/{id}/map", ctx -> chart(ctx, "map", Charts::map));
    routes.get("/api/studies/{id}/log", ctx -> json(ctx, Logs.of(run(ctx))));
    routes.get("/api/studies/{id}/logs/{name}", this::log);
    routes.post("/api/studies/{id}/stop", this::stop);
    routes.post("/api/studies/{id}/resume", this::resume);
    routes.post("/api/studies/{id}/export", this::export);
    routes.get("/api/studies/{id}/export", this::exported);
    routes.get("/api/studies/{id}/model.onnx", this::model);
  }

  /** The run that a path names; one with links in it may show what is elsewhere, and is refused. */
  RunFolder run(Context context) {
    return run(context.pathParam("id"));
  }

  private RunFolder run(String id) {
    RunFolder run = shelf.find(id).orElseThrow(Api::noStudy);
    run.requireNoLinks();
    return run;
  }

  private static NotFoundResponse noStudy() {
    return new NotFoundResponse("There is no such study here: it may have been moved or deleted.");
  }

  static void json(Context context, Object value) {
    try {
      context.contentType("application/json").result(Json.json().writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write as JSON: " + value, e);
    }
  }

  // ---- studies

  private void studies(Context context) {
    json(context, Map.of("studies", cards.of(shelf.runs()), "leftOut", shelf.leftOut()));
  }

  private void details(Context context) {
    RunFolder folder = run(context);
    String id = context.pathParam("id");
    try (StudyStore store = StudyStore.read(folder.path())) {
      Tally tally = tallies.get(id, state(store), store.queries()::tally);
      json(context, StudyDetails.of(id, folder, store, tally, resumptions));
    }
  }

  private void compare(Context context) {
    Map<String, RunFolder> chosen = new LinkedHashMap<>();
    List<String> ids = context.queryParams("study");
    if (ids.size() > MOST_COMPARED) {
      throw BadQuestion.of(
          ids.size() + " studies are compared, but at most " + MOST_COMPARED + " can be",
          "Choose fewer.");
    }
    ids.forEach(id -> chosen.put(id, run(id)));
    json(context, Comparison.of(chosen));
  }

  // ---- trials

  private void trials(Context context) {
    TrialSelection selection = selection(context);
    String id = context.pathParam("id");
    try (StudyStore store = StudyStore.read(run(context).path())) {
      TrialPage page = page(id, store, selection);
      int best = winner(id, store);
      json(context, TrialTableView.of(StudyDescription.of(store), page, selection.offset(), best));
    }
  }

  /** The order of trials is kept where pages after this one would take as long again. */
  private TrialPage page(String id, StudyStore store, TrialSelection selection) {
    if (selection.offset() < DEEP && selection.words().isEmpty()) {
      return store.queries().page(selection);
    }
    String key = id + "/" + selection.unpaged();
    List<Integer> order = orders.get(key, state(store), () -> store.queries().numbers(selection));
    return store.queries().page(selection, order);
  }

  /** Which way a table is sorted. */
  private enum Order {
    ASC,
    DESC
  }

  private static TrialSelection selection(Context context) {
    try {
      return new TrialSelection(
          text(context, "outcome").map(name -> choice(Outcome.class, "outcome", name)),
          text(context, "proposer"),
          text(context, "words").orElse(""),
          text(context, "sort")
              .map(name -> choice(TrialSort.class, "sort", name))
              .orElse(TrialSort.NUMBER),
          text(context, "order").map(name -> choice(Order.class, "order", name)).orElse(Order.ASC)
              == Order.DESC,
          number(context, "offset").orElse(0),
          number(context, "limit").orElse(PAGE));
    } catch (MimarException e) {
      throw new BadQuestion(e);
    }
  }

  /** The best trial; -1 where there is none. */
  private int winner(String id, StudyStore store) {
    return winners.get(id, state(store), () -> Winner.of(store).map(Trial::number).orElse(-1));
  }

  /** All that changes what is kept of a study here. */
  private static Object state(StudyStore store) {
    return List.of(
        store.queries().count(),
        store.sessions(),
        store.meta(StudyKeys.STUDY),
        store.meta(StudyKeys.BROKEN),
        store.meta(StudyKeys.MAP).map(String::hashCode)); // it is long
  }

  private static Optional<String> text(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name)).filter(text -> !text.isEmpty());
  }

  static OptionalInt number(Context context, String name) {
    Optional<String> text = text(context, name);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.get().matches("\\d{1,9}")) {
      throw BadQuestion.of(
          name + " is " + text.get() + ", but must be a whole number",
          "Give one of up to 9 digits.");
    }
    return OptionalInt.of(Integer.parseInt(text.get()));
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String name, String text) {
    for (E value : type.getEnumConstants()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
        return value;
      }
    }
    throw BadQuestion.of(
        name + " is " + text + ", which is not known",
        "Choose one of "
            + Stream.of(type.getEnumConstants())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "))
            + ".");
  }

  // ---- charts

  private void chart(Context context, String kind, Function<StudyStore, ObjectNode> chart) {
    try (StudyStore store = StudyStore.read(run(context).path())) {
      String key = context.pathParam("id") + "/" + kind;
      byte[] bytes =
          charts.get(key, state(store), () -> chart.apply(store).toString().getBytes(UTF_8));
      context.contentType("application/json").result(bytes);
    }
  }

  // ---- logs

  private void log(Context context) {
    Path file =
        Logs.whole(run(context), context.pathParam("name")).orElseThrow(NotFoundResponse::new);
    stream(context.contentType("text/plain; charset=utf-8"), file);
  }

  /** Answers with a file that may be large. */
  private static void stream(Context context, Path file) {
    try {
      InputStream stream = Files.newInputStream(file); // the server closes it
      context.result(stream);
    } catch (IOException e) {
      throw new MimarException(
          file.getFileName() + " is gone: " + e.getMessage(), "Look again.", e);
    }
  }

  // ---- commands

  /** How a run is to end, by how often that is asked of its owner. */
  private enum Stop {
    /** What is under way is finished first. */
    DRAIN(1),
    /** At once. */
    NOW(2);

    private final int requests;

    Stop(int requests) {
      this.requests = requests;
    }
  }

  /**
   * Asks for what is wanted and was not asked for yet, so that two clicks are no second thought.
   */
  private synchronized void stop(Context context) {
    Path folder = run(context).path();
    Stop how = text(context, "how").map(name -> choice(Stop.class, "how", name)).orElse(Stop.DRAIN);
    if (!stopsStarting(context.pathParam("id"), folder)) {
      for (int asked = stopsAsked(folder); asked < how.requests; asked++) {
        StudyCommands.stop(folder, clock);
      }
    }
    json(context.status(HttpStatus.ACCEPTED), Map.of("asked", true));
  }

  private boolean stopsStarting(String id, Path folder) {
    try (StudyStore store = StudyStore.read(folder)) {
      return resumptions.stop(id, store);
    }
  }

  private static int stopsAsked(Path folder) {
    try (StudyStore store = StudyStore.read(folder)) {
      return store.stopsAsked();
    }
  }

  private void resume(Context context) {
    resumptions.start(context.pathParam("id"), run(context));
    json(context.status(HttpStatus.ACCEPTED), Map.of("started", true));
  }

  private void export(Context context) {
    RunFolder folder = run(context);
    Exports.Key key = key(context);
    if (key.trial().isPresent()) {
      requireTrial(folder, key.trial().getAsInt());
    }
    json(context.status(HttpStatus.ACCEPTED), exports.start(key, folder));
  }

  static NotFoundResponse noTrial(int number) {
    return new NotFoundResponse("There is no trial " + number + " in this study.");
  }

  private static void requireTrial(RunFolder folder, int number) {
    try (StudyStore store = StudyStore.read(folder.path())) {
      if (store.trial(number).isEmpty()) {
        throw noTrial(number);
      }
    }
  }

  private void exported(Context context) {
    run(context);
    json(context, exports.status(key(context)).orElseThrow(NotFoundResponse::new));
  }

  private void model(Context context) {
    RunFolder folder = run(context);
    Exports.Key key = key(context);
    Path file = exports.file(key).orElseThrow(NotFoundResponse::new);
    String trial = key.trial().isPresent() ? "-trial-" + key.trial().getAsInt() : "";
    String name = folder.name().replaceAll("[^A-Za-z0-9._-]", "_") + trial + ".onnx";
    context.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
    stream(context.contentType("application/octet-stream"), file);
  }

  private static Exports.Key key(Context context) {
    return new Exports.Key(context.pathParam("id"), number(context, "trial"));
  }

  @Override
  public void close() {
    cards.close();
    exports.close();
  }
}
