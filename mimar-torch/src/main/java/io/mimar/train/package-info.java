/** Training and judging networks on labelled images. */
package io.mimar.train;
