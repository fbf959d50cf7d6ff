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

  /**
   * Returns two vectors of each statement, one behind the other: the means of its tokens' states
   * after the layers that were not tuned, and after the last one.
   */
  public float[][] encode(List<Statement> statements) {
    Opened opened = OPENED.computeIfAbsent(digest, unused -> open());
    return opened.encoder().encode(ids(opened, statements));
  }

  private static List<int[]> ids(Opened opened, List<Statement> statements) {
    int most = opened.encoder().shape().positions();
    List<int[]> ids = new ArrayList<>(statements.size());
    for (Statement statement : statements) {
      ids.add(opened.pieces().input(statement.text(), most));
    }
    return ids;
  }

  private Opened open() {
    QuantizedWeights weights = EncoderFile.read(source.parts());
    return new Opened(
        Encoder.open(weights, 1, frozenLayers, weights.shape().layers()),
        WordPieces.of(weights.pieces()));
  }
}
