package org.weerwoord.encoder;

import java.util.ArrayList;
import java.util.List;
import org.weerwoord.encoder.EncoderTensor.Kind;

/**
 * The sizes of an encoder, from which follow its arrays and their names.
 *
 * @param layers transformer layers
 * @param width of a token's state, a multiple of {@code heads}
 * @param heads of an attention
 * @param inner width between the two kernels of a layer's feed-forward part
 * @param pieces in the vocabulary
 * @param positions most tokens of an input
 */
public record EncoderShape(int layers, int width, int heads, int inner, int pieces, int positions) {

  /** Segments of an input (first and second text), each with an embedding. */
  public static final int SEGMENTS = 2;

  /** Name of the embeddings of word pieces. */
  public static final String WORDS = "bert/embeddings/word_embeddings";

  /** Name of the embeddings of positions. */
  public static final String POSITIONS = "bert/embeddings/position_embeddings";

  /** Name of the embeddings of segments. */
  public static final String SEGMENT_TYPES = "bert/embeddings/token_type_embeddings";

  private static final int MOST_LAYERS = 100;
  private static final int MOST = 1 << 20;

  /**
   * @throws IllegalArgumentException if a size is out of range
   */
  public EncoderShape {
    check("layers", layers, MOST_LAYERS);
    check("width", width, MOST);
    check("heads", heads, MOST);
    check("inner", inner, MOST);
    check("pieces", pieces, MOST);
    check("positions", positions, MOST);
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "An encoder's width must be a multiple of its heads, but they are "
              + width
              + " and "
              + heads);
    }
  }

  /** Returns what stands before the names of a layer's arrays. */
  public static String layer(int layer) {
    return "bert/encoder/layer_" + layer + "/";
  }

  /** Returns all arrays: those of the embeddings, then those of each layer, from the first. */
  public List<EncoderTensor> tensors() {
    List<EncoderTensor> tensors = new ArrayList<>();
    tensors.add(new EncoderTensor(WORDS, Kind.EMBEDDING, pieces, width));
    tensors.add(new EncoderTensor(POSITIONS, Kind.EMBEDDING, positions, width));
    tensors.add(new EncoderTensor(SEGMENT_TYPES, Kind.EMBEDDING, SEGMENTS, width));
    addNorm(tensors, "bert/embeddings/");
    for (int layer = 0; layer < layers; layer++) {
      tensors.addAll(layerTensors(layer));
    }
    return List.copyOf(tensors);
  }

  /** Returns the arrays of one layer, those at its input first. */
  public List<EncoderTensor> layerTensors(int layer) {
    String prefix = layer(layer);
    List<EncoderTensor> tensors = new ArrayList<>();
    addDense(tensors, prefix + "attention/self/query/", width, width);
    addDense(tensors, prefix + "attention/self/key/", width, width);
    addDense(tensors, prefix + "attention/self/value/", width, width);
    addDense(tensors, prefix + "attention/output/dense/", width, width);
    addNorm(tensors, prefix + "attention/output/");
    addDense(tensors, prefix + "intermediate/dense/", width, inner);
    addDense(tensors, prefix + "output/dense/", inner, width);
    addNorm(tensors, prefix + "output/");
    return List.copyOf(tensors);
  }

  private static void addDense(List<EncoderTensor> tensors, String prefix, int in, int out) {
    tensors.add(new EncoderTensor(prefix + "kernel", Kind.KERNEL, in, out));
    tensors.add(new EncoderTensor(prefix + "bias", Kind.VECTOR, 1, out));
  }

  private void addNorm(List<EncoderTensor> tensors, String prefix) {
    tensors.add(new EncoderTensor(prefix + "LayerNorm/gamma", Kind.VECTOR, 1, width));
    tensors.add(new EncoderTensor(prefix + "LayerNorm/beta", Kind.VECTOR, 1, width));
  }

  private static void check(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "An encoder's size '%s' must be between 1 and %d, but is %d"
              .formatted(name, most, value));
    }
  }
}
