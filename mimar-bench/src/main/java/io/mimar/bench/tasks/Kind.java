package io.mimar.bench.tasks;

/** What the samples of a data set are: it decides who sits beside the product. */
enum Kind {
  IMAGE,
  TABLE,
  TEXT,
  SERIES
}
