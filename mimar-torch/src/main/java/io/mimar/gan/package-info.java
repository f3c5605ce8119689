/**
 * The adversarial part: a conditional Wasserstein GAN with gradient penalty over points of the
 * embedding, their scores and their costs.
 */
package io.mimar.gan;
