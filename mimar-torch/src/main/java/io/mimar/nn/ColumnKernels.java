package io.mimar.nn;

import io.mimar.network.ColumnLayer;
import io.mimar.network.ColumnPlaces;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Kernels of the layers that read a raw row of a table, {@code [B,F,1,1]}. */
final class ColumnKernels {
  private ColumnKernels() {}

  /** The kernel of node {@code index}. */
  static Kernel of(int index, ColumnLayer layer, Kernel.Context context) {
    return layer instanceof ColumnLayer.Flat flat
        ? new Flat(index, flat, context)
        : new Tokens(index, (ColumnLayer.Tokens) layer, context);
  }

  /** Owns what a kernel needs besides its arrays. */
  private abstract static class Owner implements AutoCloseable {
    private final List<Pointer> owned = new ArrayList<>();
    private final Device device;

    Owner(Device device) {
      this.device = device;
    }

    final <P extends Pointer> P own(P pointer) {
      owned.add(Tensors.keep(pointer));
      return pointer;
    }

    final Tensor indices(List<Integer> values) {
      long[] all = values.stream().mapToLong(Integer::longValue).toArray();
      return own(Tensors.of(all, device, all.length));
    }

    final Tensor numbers(List<Integer> values) {
      return own(indices(values).to(ScalarType.Float));
    }

    @Override
    public void close() {
      owned.forEach(Tensors::release);
    }
  }

  /** The row as one vector. */
  private static final class Flat extends Owner implements Kernel {
    private final ColumnPlaces places;
    private final ScaledNumbers numbers;
    private final Tensor maybes;
    private final Tensor slotColumns;
    private final Tensor slotValues;
    private final Vectors vectors;

    Flat(int index, ColumnLayer.Flat layer, Context context) {
      super(context.device());
      places = layer.places();
      numbers = new ScaledNumbers(places.numbers(), layer.scale(), context);
      maybes = indices(places.maybes());
      slotColumns = indices(places.slotColumns());
      slotValues = numbers(places.slotValues());
      vectors = new Vectors(index, places.ids(false), context);
    }

    @Override
    public Tensor run(Tensor[] inputs, boolean training) {
      Tensor rows = inputs[0].flatten(1, 3);
      TensorVector parts = new TensorVector();
      if (!places.numbers().isEmpty()) {
        parts.push_back(numbers.scaled(numbers.of(rows)));
      }
      if (places.maybe() > 0) {
        parts.push_back(rows.index_select(1, maybes).isnan().to(ScalarType.Float));
      }
      if (!places.hot().isEmpty()) {
        Tensor values = rows.index_select(1, slotColumns);
        parts.push_back(values.eq(slotValues).to(ScalarType.Float));
      }
      if (!places.vectors().isEmpty()) {
        parts.push_back(vectors.of(rows, training).flatten(1, 2));
      }
      return torch.cat(parts, 1).unsqueeze(2).unsqueeze(3);
    }

    @Override
    public void close() {
      super.close();
      numbers.close();
      vectors.close();
    }
  }

  /** The row as a sequence of vectors. */
  private static final class Tokens extends Owner implements Kernel {
    private static final double CIRCLE = 2 * Math.PI;

    private final ColumnLayer.Tokens layer;
    private final ColumnPlaces places;
    private final ScaledNumbers numbers;
    private final Vectors vectors;
    private final List<Tensor> arrays = new ArrayList<>(); // matrices, then frequencies
    private final Scalar circle = own(new Scalar(CIRCLE));

    Tokens(int index, ColumnLayer.Tokens layer, Context context) {
      super(context.device());
      this.layer = layer;
      places = layer.places();
      numbers = new ScaledNumbers(places.numbers(), layer.scale(), context);
      vectors = new Vectors(index, places.ids(true), context);
      if (!places.numbers().isEmpty()) {
        arrays.add(context.trained().view(Parameter.name(index, "matrices")));
        if (layer.encoding() == ColumnLayer.Encoding.PERIODIC) {
          arrays.add(context.trained().view(Parameter.name(index, "frequencies")));
        }
      }
    }

    @Override
    public Tensor run(Tensor[] inputs, boolean training) {
      Tensor rows = inputs[0].flatten(1, 3);
      return joined(rows, training)
          .transpose(1, 2)
          .unsqueeze(2)
          .contiguous(MemoryFormat.ChannelsLast);
    }

    /** The vectors {@code [B,F,D]}: those of missing numbers are added to those of numbers. */
    private Tensor joined(Tensor rows, boolean training) {
      long count = places.numbers().size();
      long maybe = places.maybe();
      boolean looked = maybe > 0 || !places.vectors().isEmpty();
      if (count == 0) {
        return vectors.of(rows, training);
      } else if (!looked) {
        return encoded(rows);
      }
      Tensor encoded = encoded(rows);
      Tensor table = vectors.of(rows, training);
      Tensor both = encoded.narrow(1, count - maybe, maybe).add(table.narrow(1, 0, maybe));
      Tensor categories = table.narrow(1, maybe, table.size(1) - maybe);
      return torch.cat(new TensorVector(encoded.narrow(1, 0, count - maybe), both, categories), 1);
    }

    private Tensor encoded(Tensor rows) {
      Tensor matrices = // [M,K,D]
          arrays.get(0).view(-1, layer.dimensions(), layer.features()).transpose(1, 2);
      return features(numbers.of(rows)).transpose(0, 1).bmm(matrices).transpose(0, 1);
    }

    /** {@code [B,M,K]}. */
    private Tensor features(Tensor values) {
      Tensor scaled = numbers.scaled(values).unsqueeze(2);
      return switch (layer.encoding()) {
        case LINEAR -> scaled;
        case PIECEWISE -> {
          Tensor lowest = numbers.filled(values, numbers.edge(0));
          yield torch.cat(new TensorVector(scaled, numbers.bins(lowest, layer.terms())), 2);
        }
        case PERIODIC -> {
          Tensor angles = scaled.mul(arrays.get(1)).mul(circle);
          yield torch.cat(new TensorVector(scaled, angles.sin(), angles.cos()), 2);
        }
      };
    }

    @Override
    public void close() {
      super.close();
      numbers.close();
      vectors.close();
    }
  }

  /** Learned vectors of categories and of missing values. */
  private static final class Vectors extends Owner {
    private final VectorTable table;
    private final Tensor places;
    private final Tensor first;
    private final Tensor top;
    private final Tensor missing;
    private final Scalar zero = own(new Scalar(0));

    Vectors(int index, ColumnPlaces.Ids ids, Kernel.Context context) {
      super(context.device());
      table =
          ids.count() == 0
              ? null
              : new VectorTable(context.trained(), Parameter.name(index, "vectors"));
      places = indices(ids.places());
      first = numbers(ids.first());
      top = numbers(ids.top());
      missing = numbers(ids.missing());
    }

    /** {@code [B,L,D]}. */
    Tensor of(Tensor rows, boolean training) {
      Tensor raw = rows.index_select(1, places);
      Tensor known = torch.minimum(raw.clamp_min(zero), top).add(first);
      Tensor ids = torch.where(raw.isnan(), missing, known).to(ScalarType.Long);
      return table.of(ids, training);
    }
  }
}
