package io.mimar.tabular;

/**
 * A row of a table as it was read, without its target.
 *
 * @param columns its columns, shared by all rows of a data set
 * @param cells one for each column, not copied: who passes them in gives them away
 */
@SuppressWarnings("ArrayRecordComponent") // many and handed over on purpose
public record TableRow(TableColumns columns, String[] cells) {}
