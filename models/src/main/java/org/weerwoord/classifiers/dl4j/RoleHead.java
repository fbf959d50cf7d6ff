package org.weerwoord.classifiers.dl4j;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.weerwoord.attribution.ActCandidates;
import org.weerwoord.classifiers.ModelFile;
import org.weerwoord.text.StatementLabel;

/**
 * Scores the mentions of an act's candidates for one role: a layer over the mean state of each
 * mention's tokens, another over the act's tokens, pooled by attention, and its label, and a hidden
 * layer over both, their product and the mention's features. The act alone scores nobody.
 */
final class RoleHead implements Serializable {

  static final String ATTENTION = "attention";
  static final String QUERY = "query";
  static final String QUERY_BIAS = "query_bias";
  static final String KEY = "key";
  static final String KEY_BIAS = "key_bias";
  static final String OF_KEY = "of_key";
  static final String OF_QUERY = "of_query";
  static final String OF_PRODUCT = "of_product";
  static final String OF_FEATURES = "of_features";
  static final String HIDDEN_BIAS = "hidden_bias";
  static final String OUT = "out";
  static final String OUT_OF_FEATURES = "out_of_features";
  static final String NOBODY = "nobody";
  static final String NOBODY_BIAS = "nobody_bias";
  static final String NOBODY_OUT = "nobody_out";
  static final String NOBODY_OUT_BIAS = "nobody_out_bias";

  private static final int LABELS = StatementLabel.COUNT;
  private static final int MOST = 1 << 16;

  private static final int MOST_WEIGHTS = 1 << 26;

  private final int width;
  private final int hidden;
  private final LinkedHashMap<String, float[]> weights = new LinkedHashMap<>();

  /**
   * Takes over the weights.
   *
   * @param width of a state
   * @param hidden width of the layers
   * @param weights by name, row after row of {@link #shapes}
   */
  RoleHead(int width, int hidden, Map<String, float[]> weights) {
    this.width = width;
    this.hidden = hidden;
    shapes(width, hidden).forEach((name, shape) -> this.weights.put(name, weights.get(name)));
  }

  /** Returns the shape of each matrix or row of weights, [inputs, outputs], by name. */
  static Map<String, int[]> shapes(int width, int hidden) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    shapes.put(ATTENTION, new int[] {width, 1});
    shapes.put(QUERY, new int[] {width + LABELS, hidden});
    shapes.put(QUERY_BIAS, new int[] {1, hidden});
    shapes.put(KEY, new int[] {width, hidden});
    shapes.put(KEY_BIAS, new int[] {1, hidden});
    shapes.put(OF_KEY, new int[] {hidden, hidden});
    shapes.put(OF_QUERY, new int[] {hidden, hidden});
    shapes.put(OF_PRODUCT, new int[] {hidden, hidden});
    shapes.put(OF_FEATURES, new int[] {ActCandidates.FEATURES, hidden});
    shapes.put(HIDDEN_BIAS, new int[] {1, hidden});
    shapes.put(OUT, new int[] {hidden, 1});
    shapes.put(OUT_OF_FEATURES, new int[] {ActCandidates.FEATURES, 1});
    shapes.put(NOBODY, new int[] {hidden, hidden});
    shapes.put(NOBODY_BIAS, new int[] {1, hidden});
    shapes.put(NOBODY_OUT, new int[] {hidden, 1});
    shapes.put(NOBODY_OUT_BIAS, new int[] {1, 1});
    return shapes;
  }

  /** Returns what the head sees of a mention. */
  float[] key(float[] mean) {
    return tanh(product(mean, weights.get(KEY), weights.get(KEY_BIAS).clone()));
  }

  /**
   * Returns what the head sees of a statement, whatever its label.
   *
   * @param states of its tokens, one behind the other
   */
  float[] query(float[] states) {
    float[] attention = weights.get(ATTENTION);
    int tokens = states.length / width;
    double[] scores = new double[tokens];
    double most = Double.NEGATIVE_INFINITY;
    for (int token = 0; token < tokens; token++) {
      for (int i = 0; i < width; i++) {
        scores[token] += states[token * width + i] * attention[i];
      }
      most = Math.max(most, scores[token]);
    }
    double sum = 0;
    for (int token = 0; token < tokens; token++) {
      scores[token] = Math.exp(scores[token] - most);
      sum += scores[token];
    }
    float[] pooled = new float[width];
    for (int token = 0; token < tokens; token++) {
      float share = (float) (scores[token] / sum);
      for (int i = 0; i < width; i++) {
        pooled[i] += share * states[token * width + i];
      }
    }
    return product(pooled, weights.get(QUERY), weights.get(QUERY_BIAS).clone());
  }

  /**
   * Returns the logarithms of the probabilities of an act's candidates.
   *
   * @param query of its statement
   * @param keys of the mentions
   */
  double[] logarithms(ActCandidates act, float[] query, float[][] keys) {
    float[] asked = query.clone();
    for (int i = 0; i < hidden; i++) {
      asked[i] += weights.get(QUERY)[(width + act.label().ordinal()) * hidden + i];
    }
    tanh(asked);
    double[] scores = new double[act.mentions()];
    float[] shared = product(asked, weights.get(OF_QUERY), weights.get(HIDDEN_BIAS).clone());
    float[] both = new float[hidden];
    for (int mention = 0; mention < scores.length; mention++) {
      float[] features = act.features(mention);
      float[] layer = product(keys[mention], weights.get(OF_KEY), shared.clone());
      for (int i = 0; i < hidden; i++) {
        both[i] = keys[mention][i] * asked[i];
      }
      product(both, weights.get(OF_PRODUCT), layer);
      product(features, weights.get(OF_FEATURES), layer);
      scores[mention] =
          product(relu(layer), weights.get(OUT), new float[1])[0]
              + product(features, weights.get(OUT_OF_FEATURES), new float[1])[0];
    }
    float[] nobody = relu(product(asked, weights.get(NOBODY), weights.get(NOBODY_BIAS).clone()));
    double unnamed =
        product(nobody, weights.get(NOBODY_OUT), weights.get(NOBODY_OUT_BIAS).clone())[0];
    return logarithms(act, unnamed, scores);
  }

  private static double[] logarithms(ActCandidates act, double nobody, double[] scores) {
    double most = nobody;
    for (double score : scores) {
      most = Math.max(most, score);
    }
    double[] sums = new double[act.size()];
    sums[0] = Math.exp(nobody - most);
    double all = sums[0];
    for (int mention = 0; mention < scores.length; mention++) {
      double share = Math.exp(scores[mention] - most);
      sums[act.candidateOf(mention)] += share;
      all += share;
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.log(Math.max(sums[i] / all, Double.MIN_NORMAL));
    }
    return sums;
  }

  /** Adds a row times a matrix to the output, which it returns. */
  private static float[] product(float[] row, float[] matrix, float[] output) {
    int columns = output.length;
    for (int i = 0; i < row.length; i++) {
      float value = row[i];
      if (value != 0) {
        for (int column = 0; column < columns; column++) {
          output[column] += value * matrix[i * columns + column];
        }
      }
    }
    return output;
  }

  private static float[] tanh(float[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) Math.tanh(row[i]);
    }
    return row;
  }

  private static float[] relu(float[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = Math.max(0, row[i]);
    }
    return row;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(width);
    out.writeInt(hidden);
    for (float[] values : weights.values()) {
      for (float value : values) {
        out.writeFloat(value);
      }
    }
  }

  /**
   * Reads a head.
   *
   * @throws IllegalArgumentException if the sizes are out of range; the message goes on from what
   *     was read
   */
  static RoleHead read(DataInputStream in) throws IOException {
    int width = size(in.readInt());
    int hidden = size(in.readInt());
    long largest = (long) Math.max(width + LABELS, hidden) * hidden;
    if (largest > MOST_WEIGHTS) {
      throw new IllegalArgumentException(
          "must have at most " + MOST_WEIGHTS + " weights a layer, but has one of " + largest);
    }
    Map<String, float[]> weights = new LinkedHashMap<>();
    for (Map.Entry<String, int[]> shape : shapes(width, hidden).entrySet()) {
      int length = shape.getValue()[0] * shape.getValue()[1];
      weights.put(shape.getKey(), ModelFile.floats(in, length));
    }
    return new RoleHead(width, hidden, weights);
  }

  private static int size(int value) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(
          "must have layers between 1 and " + MOST + " wide, but has one of " + value);
    }
    return value;
  }
}
