package org.weerwoord.encoder;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.weerwoord.encoder.EncoderTensor.Kind;

/**
 * The weights of an encoder as floats, by the names of {@link EncoderShape#tensors()}. The arrays
 * are the encoder's own: a trainer may change them in place.
 */
public final class EncoderWeights {

  /** Most tokens of an input that is cut from a longer BERT. */
  public static final int POSITIONS = 128;

  /** All of BERT's attentions have heads of this width. */
  private static final int HEAD_WIDTH = 64;

  private final EncoderShape shape;
  private final List<String> pieces;
  private final Map<String, float[]> tensors;

  /**
   * @param tensors by name, each row after row; more than the shape needs is left out
   * @throws IllegalArgumentException if the pieces or an array do not fit the shape
   */
  public EncoderWeights(EncoderShape shape, List<String> pieces, Map<String, float[]> tensors) {
    checkPieces(shape, pieces);
    this.shape = shape;
    this.pieces = List.copyOf(pieces);
    this.tensors = new HashMap<>();
    for (EncoderTensor tensor : shape.tensors()) {
      this.tensors.put(tensor.name(), checked(tensor, tensors.get(tensor.name())));
    }
  }

  /**
   * Cuts an encoder from a pretrained BERT: its first layers and {@value #POSITIONS} positions, and
   * some of its pieces.
   *
   * @param pieces to keep
   * @param oldIds of the pieces, in the pretrained BERT
   * @throws EncoderException if the pretrained BERT has fewer layers, other pieces at those places,
   *     or arrays that do not fit one another
   */
  public static EncoderWeights of(
      PretrainedBert bert, List<String> pieces, int[] oldIds, int layers) {
    bert.requireLayers(layers);
    checkIds(bert, pieces, oldIds);
    int[] words = bert.shape(EncoderShape.WORDS);
    int width = words[1];
    int positions = Math.min(POSITIONS, bert.shape(EncoderShape.POSITIONS)[0]);
    int inner = bert.shape(EncoderShape.layer(0) + "intermediate/dense/kernel")[1];
    EncoderShape shape =
        new EncoderShape(layers, width, width / HEAD_WIDTH, inner, pieces.size(), positions);
    Map<String, float[]> tensors = new HashMap<>();
    for (EncoderTensor tensor : shape.tensors()) {
      float[] all = bert.tensor(tensor.name());
      tensors.put(
          tensor.name(),
          switch (tensor.name()) {
            case EncoderShape.WORDS -> rows(all, oldIds, width);
            case EncoderShape.POSITIONS -> Arrays.copyOf(all, positions * width);
            default -> all;
          });
    }
    return new EncoderWeights(shape, pieces, tensors);
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
   * Returns an array itself, row after row; changing it changes the weights.
   *
   * @throws IllegalArgumentException if there is no such array
   */
  public float[] tensor(String name) {
    float[] tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "An encoder of " + shape + " has no array " + name + "; see EncoderShape.tensors()");
    }
    return tensor;
  }

  /**
   * Copies values into an array.
   *
   * @throws IllegalArgumentException if there is no such array or it has another size
   */
  public void put(String name, float[] values) {
    float[] tensor = tensor(name);
    if (values.length != tensor.length) {
      throw new IllegalArgumentException(
          "The array %s must have %d values, but is given %d"
              .formatted(name, tensor.length, values.length));
    }
    System.arraycopy(values, 0, tensor, 0, values.length);
  }

  /**
   * Returns the weights with 8-bit matrices, independent of later changes.
   *
   * @throws IllegalArgumentException if a weight is not finite
   */
  public QuantizedWeights quantized() {
    Map<String, QuantizedMatrix> matrices = new HashMap<>();
    Map<String, float[]> vectors = new HashMap<>();
    for (EncoderTensor tensor : shape.tensors()) {
      float[] values = tensor(tensor.name());
      if (tensor.kind() == Kind.VECTOR) {
        vectors.put(tensor.name(), values.clone());
      } else {
        matrices.put(
            tensor.name(),
            QuantizedMatrix.of(values, tensor.rows(), tensor.columns(), tensor.scaling()));
      }
    }
    return new QuantizedWeights(shape, pieces, matrices, vectors);
  }

  static void checkPieces(EncoderShape shape, List<String> pieces) {
    if (pieces.size() != shape.pieces()) {
      throw new IllegalArgumentException(
          "An encoder must have as many pieces as its shape says, "
              + shape.pieces()
              + ", but has "
              + pieces.size());
    }
  }

  static float[] checked(EncoderTensor tensor, float[] values) {
    if (values == null || values.length != tensor.size()) {
      throw new IllegalArgumentException(
          "The array %s must have %d rows and %d columns, %d values, but has %s"
              .formatted(
                  tensor.name(),
                  tensor.rows(),
                  tensor.columns(),
                  tensor.size(),
                  values == null ? "none" : values.length));
    }
    return values;
  }

  private static void checkIds(PretrainedBert bert, List<String> pieces, int[] oldIds) {
    if (pieces.size() != oldIds.length) {
      throw new IllegalArgumentException(
          "Each piece to keep must have an old id, but there are %d pieces and %d ids"
              .formatted(pieces.size(), oldIds.length));
    }
    for (int i = 0; i < oldIds.length; i++) {
      int id = oldIds[i];
      String old = id >= 0 && id < bert.pieces().size() ? bert.pieces().get(id) : null;
      if (!pieces.get(i).equals(old)) {
        throw new EncoderException(
            "Piece %d, '%s', must stand at its old id in the pretrained BERT, but at %d stands %s"
                .formatted(i, pieces.get(i), id, old == null ? "nothing" : "'" + old + "'"));
      }
    }
  }

  private static float[] rows(float[] all, int[] ids, int width) {
    float[] kept = new float[ids.length * width];
    for (int i = 0; i < ids.length; i++) {
      System.arraycopy(all, ids[i] * width, kept, i * width, width);
    }
    return kept;
  }
}
