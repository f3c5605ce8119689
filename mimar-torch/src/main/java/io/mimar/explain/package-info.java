/** What made networks good: components, motifs, single decisions of one architecture. */
package io.mimar.explain;
