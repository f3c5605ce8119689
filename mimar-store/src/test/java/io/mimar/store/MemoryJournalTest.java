package io.mimar.store;

import io.mimar.study.Journal;
import io.mimar.study.MemoryJournal;

/** {@link MemoryJournal} is a journal. */
final class MemoryJournalTest extends JournalContract {
  @Override
  Journal journal() {
    return new MemoryJournal();
  }
}
