package org.weerwoord.encoder;

/**
 * A matrix of 8-bit integers, -127 to 127, each of which stands for itself times the scale of its
 * row or column. Symmetric quantisation, as in Jacob et al., <a
 * href="https://arxiv.org/abs/1712.05877">Quantization and Training of Neural Networks</a>, 2018,
 * with a zero point of 0.
 */
public final class QuantizedMatrix {

  /** What has a scale of its own. */
  public enum Scaling {
    BY_ROW,
    BY_COLUMN
  }

  private static final int LARGEST = 127;

  private final byte[] values;
  private final float[] scales;
  private final int rows;
  private final int columns;
  private final Scaling scaling;

  /**
   * Takes over the arrays.
   *
   * @param values row after row
   * @param scales one a row or one a column
   * @throws IllegalArgumentException if the sizes do not fit or a scale is negative or not finite
   */
  public QuantizedMatrix(byte[] values, float[] scales, int rows, int columns, Scaling scaling) {
    int expected = scaling == Scaling.BY_ROW ? rows : columns;
    if (values.length != Math.multiplyExact(rows, columns) || scales.length != expected) {
      throw new IllegalArgumentException(
          "A matrix of %d rows and %d columns, scaled %s, must have %d values and %d scales, but has %d and %d"
              .formatted(
                  rows,
                  columns,
                  scaling,
                  (long) rows * columns,
                  expected,
                  values.length,
                  scales.length));
    }
    for (int i = 0; i < scales.length; i++) {
      if (!(scales[i] >= 0 && scales[i] < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "A scale must be finite and at least 0, but number " + i + " is " + scales[i]);
      }
    }
    this.values = values;
    this.scales = scales;
    this.rows = rows;
    this.columns = columns;
    this.scaling = scaling;
  }

  /**
   * Rounds a matrix. The largest absolute value of a row or column becomes 127 or -127, so that the
   * error is at most half a scale.
   *
   * @param floats row after row, finite
   * @throws IllegalArgumentException if the size does not fit or a value is not finite
   */
  public static QuantizedMatrix of(float[] floats, int rows, int columns, Scaling scaling) {
    if (floats.length != Math.multiplyExact(rows, columns)) {
      throw new IllegalArgumentException(
          "A matrix of %d rows and %d columns must have %d values, but has %d"
              .formatted(rows, columns, (long) rows * columns, floats.length));
    }
    float[] scales = new float[scaling == Scaling.BY_ROW ? rows : columns];
    for (int i = 0; i < floats.length; i++) {
      if (!Float.isFinite(floats[i])) {
        throw new IllegalArgumentException(
            "A matrix must have finite values, but row %d, column %d is %s"
                .formatted(i / columns, i % columns, floats[i]));
      }
      int scale = scaling == Scaling.BY_ROW ? i / columns : i % columns;
      scales[scale] = Math.max(scales[scale], Math.abs(floats[i]) / LARGEST);
    }
    byte[] values = new byte[floats.length];
    for (int i = 0; i < floats.length; i++) {
      float scale = scales[scaling == Scaling.BY_ROW ? i / columns : i % columns];
      if (scale > 0) {
        int rounded = Math.round(floats[i] / scale);
        values[i] = (byte) Math.max(-LARGEST, Math.min(LARGEST, rounded));
      }
    }
    return new QuantizedMatrix(values, scales, rows, columns, scaling);
  }

  /** Returns the matrix as floats, row after row. */
  public float[] toFloats() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values[i] * scales[scaling == Scaling.BY_ROW ? i / columns : i % columns];
    }
    return floats;
  }

  /** Returns the integers themselves, row after row; not to be changed. */
  public byte[] values() {
    return values;
  }

  /** Returns the scales themselves, one a row or one a column; not to be changed. */
  public float[] scales() {
    return scales;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public Scaling scaling() {
    return scaling;
  }
}
