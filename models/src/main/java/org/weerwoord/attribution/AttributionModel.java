package org.weerwoord.attribution;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;

/**
 * Weights that rank the actors of an article as source and target of a statement, and its charges
 * as what a reply answers.
 *
 * <p>Two passes: the first sees each statement alone, the second also whom the first chose for the
 * other statements.
 *
 * @param firstSource ranks sources in the first pass
 * @param firstTarget ranks targets in the first pass, given the source
 * @param link ranks charges
 * @param source ranks sources in the second pass
 * @param target ranks targets in the second pass, given the source
 */
public record AttributionModel(
    Ranking firstSource, Ranking firstTarget, Ranking link, Ranking source, Ranking target)
    implements Serializable {

  /** Number of features of a source or target. */
  public static final int ROLE_FEATURES = RoleFeatureGenerator.DIMENSION;

  /** Number of features of a link. */
  public static final int LINK_FEATURES = LinkFeatureGenerator.DIMENSION;

  /** A linear model of binary features. */
  public static final class Ranking implements Serializable {

    private final float[] weights;
    private final double intercept;

    /** Keeps the array that it is given. */
    public Ranking(float[] weights, double intercept) {
      this.weights = weights;
      this.intercept = intercept;
    }

    double intercept() {
      return intercept;
    }

    /** Returns the sum of the weights of some features, without the intercept. */
    double score(int[] features) {
      double score = 0;
      for (int feature : features) {
        score += weights[feature];
      }
      return score;
    }

    private void write(DataOutputStream out) throws IOException {
      int count = 0;
      for (float weight : weights) {
        count += weight == 0 ? 0 : 1;
      }
      out.writeInt(weights.length);
      out.writeDouble(intercept);
      out.writeInt(count);
      for (int i = 0; i < weights.length; i++) {
        if (weights[i] != 0) {
          out.writeInt(i);
          out.writeFloat(weights[i]);
        }
      }
    }

    private static Ranking read(DataInputStream in, int features) throws IOException {
      int size = in.readInt();
      if (size != features) {
        throw new IllegalArgumentException(
            "must rank by " + features + " features, but ranks by " + size);
      }
      double intercept = in.readDouble();
      float[] weights = new float[size];
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        int index = in.readInt();
        if (index < 0 || index >= size) {
          throw new IllegalArgumentException(
              "must have features from 0 to " + (size - 1) + ", but has " + index);
        }
        weights[index] = in.readFloat();
      }
      return new Ranking(weights, intercept);
    }
  }

  /** Returns a model that ranks all alike, so that only whom rules know is named. */
  public static AttributionModel untrained() {
    Ranking role = new Ranking(new float[ROLE_FEATURES], 0);
    return new AttributionModel(role, role, new Ranking(new float[LINK_FEATURES], 0), role, role);
  }

  /** Writes the weights that are not 0, as big-endian numbers. */
  public void write(DataOutputStream out) throws IOException {
    firstSource.write(out);
    firstTarget.write(out);
    link.write(out);
    source.write(out);
    target.write(out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the weights are not for this version's features
   */
  public static AttributionModel read(DataInputStream in) throws IOException {
    return new AttributionModel(
        Ranking.read(in, ROLE_FEATURES),
        Ranking.read(in, ROLE_FEATURES),
        Ranking.read(in, LINK_FEATURES),
        Ranking.read(in, ROLE_FEATURES),
        Ranking.read(in, ROLE_FEATURES));
  }
}
