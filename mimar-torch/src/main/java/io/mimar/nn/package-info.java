/** The thin layer over libtorch: the engine, its parameters and networks that run. */
package io.mimar.nn;
