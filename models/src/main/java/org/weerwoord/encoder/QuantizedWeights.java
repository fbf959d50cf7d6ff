package org.weerwoord.encoder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.weerwoord.encoder.EncoderTensor.Kind;

/**
 * The weights of an encoder with 8-bit matrices, by the names of {@link EncoderShape#tensors()}:
 * about a quarter of the size, as they are kept and run.
 */
public final class QuantizedWeights {

  private final EncoderShape shape;
  private final List<String> pieces;
  private final Map<String, QuantizedMatrix> matrices;
  private final Map<String, float[]> vectors;

  /**
   * @param matrices embeddings and kernels, by name
   * @param vectors biases, and scales and offsets of layer normalisations, by name
   * @throws IllegalArgumentException if they do not fit the shape
   */
  public QuantizedWeights(
      EncoderShape shape,
      List<String> pieces,
      Map<String, QuantizedMatrix> matrices,
      Map<String, float[]> vectors) {
    EncoderWeights.checkPieces(shape, pieces);
    for (EncoderTensor tensor : shape.tensors()) {
      if (tensor.kind() == Kind.VECTOR) {
        checkFinite(tensor, EncoderWeights.checked(tensor, vectors.get(tensor.name())));
      } else {
        check(tensor, matrices.get(tensor.name()));
      }
    }
    this.shape = shape;
    this.pieces = List.copyOf(pieces);
    this.matrices = Map.copyOf(matrices);
    this.vectors = Map.copyOf(vectors);
  }

  /** Returns the sizes. */
  public EncoderShape shape() {
    return shape;
  }

  /** Returns the word pieces; number i belongs to row i of {@link EncoderShape#WORDS}. */
  public List<String> pieces() {
    return pieces;
  }

  /**
   * Returns an embedding or a kernel.
   *
   * @throws IllegalArgumentException if there is no such matrix
   */
  public QuantizedMatrix matrix(String name) {
    return existing(name, matrices.get(name));
  }

  /**
   * Returns a vector itself; not to be changed.
   *
   * @throws IllegalArgumentException if there is no such vector
   */
  public float[] vector(String name) {
    return existing(name, vectors.get(name));
  }

  /** Returns the weights as floats, independent of these. */
  public EncoderWeights toFloats() {
    Map<String, float[]> tensors = new HashMap<>();
    matrices.forEach((name, matrix) -> tensors.put(name, matrix.toFloats()));
    vectors.forEach((name, vector) -> tensors.put(name, vector.clone()));
    return new EncoderWeights(shape, pieces, tensors);
  }

  private <T> T existing(String name, T found) {
    if (found == null) {
      throw new IllegalArgumentException(
          "An encoder of "
              + shape
              + " has no such array: "
              + name
              + "; see EncoderShape.tensors()");
    }
    return found;
  }

  private static void checkFinite(EncoderTensor tensor, float[] vector) {
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw new IllegalArgumentException(
            "The vector %s must have finite values, but number %d is %s"
                .formatted(tensor.name(), i, vector[i]));
      }
    }
  }

  private static void check(EncoderTensor tensor, QuantizedMatrix matrix) {
    if (matrix == null
        || matrix.rows() != tensor.rows()
        || matrix.columns() != tensor.columns()
        || matrix.scaling() != tensor.scaling()) {
      throw new IllegalArgumentException(
          "The matrix %s must have %d rows and %d columns, scaled %s, but %s"
              .formatted(
                  tensor.name(),
                  tensor.rows(),
                  tensor.columns(),
                  tensor.scaling(),
                  matrix == null
                      ? "is missing"
                      : "has %d and %d, scaled %s"
                          .formatted(matrix.rows(), matrix.columns(), matrix.scaling())));
    }
  }
}
