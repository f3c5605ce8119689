/** Networks as ONNX files: writing, reading back and comparing. Reading needs no libtorch. */
package io.mimar.onnx;
