package io.mimar.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Vectors by their id. Kernels read arrays that are {@link Parameter.Kind#isTable} through this
 * alone: it tells the arena what of a large table is read, the gradient of which is few rows.
 */
final class VectorTable {
  private final Arena arena;
  private final String name;
  private final Tensor vectors;
  private final boolean large;

  VectorTable(Arena arena, String name) {
    this.arena = arena;
    this.name = name;
    this.vectors = arena.view(name);
    this.large = arena.isTable(name);
  }

  /**
   * The vectors {@code [...,D]} of {@code ids}; that of id 0 gets no gradient.
   *
   * @param ids int64
   * @param training whether gradients are to come
   */
  Tensor of(Tensor ids, boolean training) {
    if (large && training) {
      arena.read(name, ids);
    }
    return torch.embedding(vectors, ids, 0, false, large);
  }
}
