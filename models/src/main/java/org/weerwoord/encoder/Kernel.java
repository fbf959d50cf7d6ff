package org.weerwoord.encoder;

import java.util.Arrays;

/**
 * A kernel {@code [rows, columns]}, or part of one, to multiply from the right: 8-bit integers, row
 * after row, each of which stands for itself times the scale of its column.
 */
final class Kernel {

  private final byte[] values;
  private final float[] scales;
  private final int rows;
  private final int columns;

  /** Takes over the arrays. */
  Kernel(byte[] values, float[] scales, int rows, int columns) {
    this.values = values;
    this.scales = scales;
    this.rows = rows;
    this.columns = columns;
  }

  /** Views a matrix that is scaled by column. */
  static Kernel of(QuantizedMatrix matrix) {
    if (matrix.scaling() != QuantizedMatrix.Scaling.BY_COLUMN) {
      throw new IllegalArgumentException(
          "A kernel must be scaled by column, but is scaled " + matrix.scaling());
    }
    return new Kernel(matrix.values(), matrix.scales(), matrix.rows(), matrix.columns());
  }

  /** Sets kernels of the same size beside one another. */
  static Kernel beside(Kernel... kernels) {
    int rows = kernels[0].rows;
    int columns = kernels[0].columns;
    int all = kernels.length * columns;
    byte[] values = new byte[rows * all];
    float[] scales = new float[all];
    for (int k = 0; k < kernels.length; k++) {
      for (int row = 0; row < rows; row++) {
        System.arraycopy(
            kernels[k].values, row * columns, values, row * all + k * columns, columns);
      }
      System.arraycopy(kernels[k].scales, 0, scales, k * columns, columns);
    }
    return new Kernel(values, scales, rows, all);
  }

  /** Returns some of the rows, in the order given. */
  Kernel rows(int[] chosen) {
    byte[] some = new byte[chosen.length * columns];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(values, chosen[i] * columns, some, i * columns, columns);
    }
    return new Kernel(some, scales, chosen.length, columns);
  }

  /** Returns some of the columns, in the order given. */
  Kernel columns(int[] chosen) {
    byte[] some = new byte[rows * chosen.length];
    float[] theirScales = new float[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      for (int row = 0; row < rows; row++) {
        some[row * chosen.length + i] = values[row * columns + chosen[i]];
      }
      theirScales[i] = scales[chosen[i]];
    }
    return new Kernel(some, theirScales, rows, chosen.length);
  }

  /** Returns the kernel with some of its rows 0. */
  Kernel without(int[] chosen) {
    byte[] others = values.clone();
    for (int row : chosen) {
      Arrays.fill(others, row * columns, (row + 1) * columns, (byte) 0);
    }
    return new Kernel(others, scales, rows, columns);
  }

  /** Returns the largest absolute value of each row. */
  float[] largestOfRows() {
    float[] largest = new float[rows];
    for (int i = 0; i < values.length; i++) {
      int row = i / columns;
      largest[row] = Math.max(largest[row], Math.abs(values[i] * scales[i % columns]));
    }
    return largest;
  }

  /** Returns the kernel as floats, row after row. */
  float[] toFloats() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values[i] * scales[i % columns];
    }
    return floats;
  }

  /** Returns the integers themselves, row after row; not to be changed. */
  byte[] values() {
    return values;
  }

  /** Returns the scales themselves, one a column; not to be changed. */
  float[] scales() {
    return scales;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }
}
