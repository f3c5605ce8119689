/**
 * Network embedding: architectures of any search space as points of a vector space, learned without
 * labels. {@link io.mimar.embed.Autoencoder} is trained with libtorch; {@link
 * io.mimar.embed.Embedding} then runs in plain Java, each architecture by itself, so that a point
 * does not depend on the batch or the machine it was computed on.
 */
package io.mimar.embed;
