/** Reads tables: finds their target, tells their columns' kinds, and writes rows as numbers. */
package io.mimar.tabular;
