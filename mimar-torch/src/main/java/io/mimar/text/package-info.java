/** Labelled texts: files of them, what they are cut into, and the numbers that these become. */
package io.mimar.text;
