package io.mimar.worker;

import io.mimar.MimarException;

/** A worker ended, hung or said nonsense before it answered: another may do better. */
public final class LostWorkerException extends MimarException {
  private static final long serialVersionUID = 1L;

  LostWorkerException(String what, String hint) {
    super(what, hint);
  }
}
