package io.mimar.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.mimar.folder.RunFolder;
import io.mimar.store.StudyStore;
import io.mimar.trial.Trial;

/** The pages of trials, and what is asked on them. */
final class TrialPages implements AutoCloseable {
  private static final String WHY = "/api/studies/{id}/trials/{number}/why";

  private final Api api;
  private final Questions questions;

  TrialPages(Api api, Program program) {
    this.api = api;
    this.questions = new Questions(program);
  }

  /** Adds what this answers. */
  void routes(RoutesConfig routes) {
    routes.get("/studies/{id}/trials/{number}", this::page);
    routes.post(WHY, this::ask);
    routes.get(WHY, this::asked);
  }

  private void page(Context context) {
    RunFolder folder = api.run(context);
    String id = context.pathParam("id");
    try (StudyStore store = StudyStore.read(folder.path())) {
      TrialView view = new TrialView(id, folder, store, trial(context, store), questions);
      Dashboard.html(context, view.html(Api.number(context, "to")));
    }
  }

  private void ask(Context context) {
    RunFolder folder = api.run(context);
    Questions.Question question = question(context);
    try (StudyStore store = StudyStore.read(folder.path())) {
      trial(context, store);
    }
    Api.json(context.status(HttpStatus.ACCEPTED), questions.ask(question, folder));
  }

  private void asked(Context context) {
    api.run(context);
    Api.json(context, questions.status(question(context)).orElseThrow(NotFoundResponse::new));
  }

  private static Questions.Question question(Context context) {
    return new Questions.Question(
        context.pathParam("id"), number(context), Api.number(context, "to"));
  }

  /** The trial that a path names. */
  private static Trial trial(Context context, StudyStore store) {
    int number = number(context);
    return store.trial(number).orElseThrow(() -> Api.noTrial(number));
  }

  private static int number(Context context) {
    String number = context.pathParam("number");
    if (!number.matches("\\d{1,9}")) {
      throw new NotFoundResponse();
    }
    return Integer.parseInt(number);
  }

  @Override
  public void close() {
    questions.close();
  }
}
