/**
 * Time series: read from the forms they come in, and made numbers of one length. {@link
 * io.mimar.series.SeriesReader} is the way in.
 */
package io.mimar.series;
