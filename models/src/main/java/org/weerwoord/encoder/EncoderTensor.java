package org.weerwoord.encoder;

/**
 * What an array of an encoder's weights is.
 *
 * @param name TensorFlow's, such as {@code bert/encoder/layer_0/output/dense/kernel}
 * @param rows of the matrix, which lies row after row; 1 for a vector
 * @param columns of the matrix
 */
public record EncoderTensor(String name, Kind kind, int rows, int columns) {

  /** What is done with an array, and how it is made small. */
  public enum Kind {
    /** A row a piece, position or segment; 8-bit with a scale a row. */
    EMBEDDING,
    /** {@code [in, out]}, multiplied from the right; 8-bit with a scale an output column. */
    KERNEL,
    /** Added or multiplied by; stays as it is. */
    VECTOR
  }

  /** Returns the number of weights. */
  public int size() {
    return Math.multiplyExact(rows, columns);
  }

  /** Returns how an array other than a vector is scaled. */
  QuantizedMatrix.Scaling scaling() {
    return kind == Kind.EMBEDDING
        ? QuantizedMatrix.Scaling.BY_ROW
        : QuantizedMatrix.Scaling.BY_COLUMN;
  }

  /** Returns the number of bytes in an {@link EncoderFile}. */
  long bytes() {
    long weights = (long) rows * columns;
    return switch (kind) {
      case VECTOR -> Float.BYTES * weights;
      case EMBEDDING -> (long) Float.BYTES * rows + weights;
      case KERNEL -> (long) Float.BYTES * columns + weights;
    };
  }
}
