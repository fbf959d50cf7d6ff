package org.weerwoord.classifiers.dl4j;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.weerwoord.encoder.Encoder;
import org.weerwoord.encoder.EncoderFile;
import org.weerwoord.encoder.QuantizedWeights;
import org.weerwoord.encoder.WordPieces;
import org.weerwoord.text.Statement;

/**
 * An encoder that a Java process opens once, however many copies of this object it gets: the
 * weights travel as bytes, or as a name if they are in the jar. Safe for use by several threads,
 * each of which computes on its own.
 */
public final class SharedEncoder implements Serializable {

  /** Encoders of this process, by their digests; never closed, since a next task may need them. */
  private static final Map<String, Opened> OPENED = new ConcurrentHashMap<>();

  private final String digest;
  private final int frozenLayers;
  private final Source source;

  /** Where the parts of an {@link EncoderFile} come from. */
  @FunctionalInterface
  public interface Source extends Serializable {
    List<byte[]> parts();
  }

  private record Opened(Encoder encoder, WordPieces pieces) {}

  /**
   * @param digest of the parts
   * @param frozenLayers after which the first of the two vectors is taken
   */
  public SharedEncoder(String digest, int frozenLayers, Source source) {
    this.digest = digest;
    this.frozenLayers = frozenLayers;
    this.source = source;
  }

  /** Takes the states of each token of a statement after the last layer. */
  @FunctionalInterface
  interface TokenReader {

    /**
     * Takes them.
     *
     * @param statement its position
     * @param pieces that were read of it
     * @param states of {@code [CLS]}, the pieces and {@code [SEP]}, one behind the other
     */
    void read(int statement, WordPieces.Encoded pieces, float[] states);
  }

  /**
   * Returns two vectors of each statement, one behind the other: the means of its tokens' states
   * after the layers that were not tuned, and after the last one.
   *
   * @param tokens is given the statements in their order
   */
  float[][] encode(List<Statement> statements, TokenReader tokens) {
    Opened opened = OPENED.computeIfAbsent(digest, unused -> open());
    int most = opened.encoder().shape().positions() - 2;
    List<WordPieces.Encoded> pieces = new ArrayList<>(statements.size());
    for (Statement statement : statements) {
      pieces.add(opened.pieces().encode(statement.text(), most));
    }
    return opened
        .encoder()
        .encode(
            pieces.stream().map(opened.pieces()::input).toList(),
            (statement, states) -> tokens.read(statement, pieces.get(statement), states));
  }

  private Opened open() {
    QuantizedWeights weights = EncoderFile.read(source.parts());
    return new Opened(
        Encoder.open(weights, 1, frozenLayers, weights.shape().layers()),
        WordPieces.of(weights.pieces()));
  }
}
