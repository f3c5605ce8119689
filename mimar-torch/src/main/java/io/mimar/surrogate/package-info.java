/** Surrogates: models that learn from few labels how good an architecture will be. */
package io.mimar.surrogate;
