package org.weerwoord.encoder;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A BERT in plain Java with floats, as slow as it is plain: what {@link Encoder} and {@link
 * TrainingGraph} must agree with.
 */
public final class PlainEncoder {

  private final EncoderWeights weights;
  private final EncoderShape shape;

  PlainEncoder(EncoderWeights weights) {
    this.weights = weights;
    this.shape = weights.shape();
  }

  /** Returns weights about as large as those of a trained BERT, against its states. */
  public static EncoderWeights random(EncoderShape shape, long seed) {
    Random random = new Random(seed);
    Map<String, float[]> tensors = new HashMap<>();
    for (EncoderTensor tensor : shape.tensors()) {
      float[] values = new float[tensor.size()];
      double middle = tensor.name().endsWith("gamma") ? 1 : 0;
      double deviation =
          tensor.kind() == EncoderTensor.Kind.KERNEL ? 1 / Math.sqrt(tensor.rows()) : 0.3;
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian(middle, deviation);
      }
      tensors.put(tensor.name(), values);
    }
    List<String> pieces = IntStream.range(0, shape.pieces()).mapToObj(i -> "piece" + i).toList();
    return new EncoderWeights(shape, pieces, tensors);
  }

  /** Returns the mean of the states after the last layer. */
  float[] encode(int[] ids) {
    return mean(states(ids, shape.layers()));
  }

  /** Returns the state of each token after so many layers. */
  float[][] states(int[] ids, int layers) {
    float[][] states = new float[ids.length][];
    for (int position = 0; position < ids.length; position++) {
      states[position] =
          sum(
              row(EncoderShape.WORDS, ids[position]),
              sum(row(EncoderShape.POSITIONS, position), row(EncoderShape.SEGMENT_TYPES, 0)));
      states[position] = normalised(states[position], "bert/embeddings/");
    }
    for (int layer = 0; layer < layers; layer++) {
      states = layer(EncoderShape.layer(layer), states);
    }
    return states;
  }

  /** Returns the states after so many layers, token after token. */
  float[] joinedStates(int[] ids, int layers) {
    float[] joined = new float[ids.length * shape.width()];
    float[][] states = states(ids, layers);
    for (int token = 0; token < states.length; token++) {
      System.arraycopy(states[token], 0, joined, token * shape.width(), shape.width());
    }
    return joined;
  }

  static float[] mean(float[][] states) {
    float[] mean = new float[states[0].length];
    for (float[] state : states) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += state[i] / states.length;
      }
    }
    return mean;
  }

  private float[][] layer(String name, float[][] states) {
    float[][] queries = dense(states, name + "attention/self/query/");
    float[][] keys = dense(states, name + "attention/self/key/");
    float[][] values = dense(states, name + "attention/self/value/");
    float[][] contexts = new float[states.length][shape.width()];
    int headWidth = shape.width() / shape.heads();
    for (int from = 0; from < shape.width(); from += headWidth) {
      for (int token = 0; token < states.length; token++) {
        double[] shares = new double[states.length];
        double all = 0;
        for (int other = 0; other < states.length; other++) {
          double product = 0;
          for (int i = from; i < from + headWidth; i++) {
            product += queries[token][i] * keys[other][i];
          }
          shares[other] = Math.exp(product / Math.sqrt(headWidth));
          all += shares[other];
        }
        for (int other = 0; other < states.length; other++) {
          for (int i = from; i < from + headWidth; i++) {
            contexts[token][i] += (float) (shares[other] / all * values[other][i]);
          }
        }
      }
    }
    float[][] attended = dense(contexts, name + "attention/output/dense/");
    for (int token = 0; token < states.length; token++) {
      attended[token] = normalised(sum(attended[token], states[token]), name + "attention/output/");
    }
    float[][] inner = dense(attended, name + "intermediate/dense/");
    for (float[] row : inner) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) (row[i] * (1 + erf(row[i] / Math.sqrt(2))) / 2);
      }
    }
    float[][] outer = dense(inner, name + "output/dense/");
    for (int token = 0; token < states.length; token++) {
      outer[token] = normalised(sum(outer[token], attended[token]), name + "output/");
    }
    return outer;
  }

  private float[][] dense(float[][] rows, String name) {
    float[] kernel = weights.tensor(name + "kernel");
    float[] bias = weights.tensor(name + "bias");
    float[][] products = new float[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      products[row] = bias.clone();
      for (int i = 0; i < rows[row].length; i++) {
        for (int j = 0; j < bias.length; j++) {
          products[row][j] += rows[row][i] * kernel[i * bias.length + j];
        }
      }
    }
    return products;
  }

  private float[] normalised(float[] state, String name) {
    float[] gamma = weights.tensor(name + "LayerNorm/gamma");
    float[] beta = weights.tensor(name + "LayerNorm/beta");
    double mean = 0;
    for (float value : state) {
      mean += value / state.length;
    }
    double variance = 0;
    for (float value : state) {
      variance += (value - mean) * (value - mean) / state.length;
    }
    float[] normalised = new float[state.length];
    for (int i = 0; i < state.length; i++) {
      normalised[i] =
          (float) ((state[i] - mean) / Math.sqrt(variance + 1e-12) * gamma[i] + beta[i]);
    }
    return normalised;
  }

  private float[] row(String name, int row) {
    int from = row * shape.width();
    return Arrays.copyOfRange(weights.tensor(name), from, from + shape.width());
  }

  private static float[] sum(float[] one, float[] other) {
    float[] sum = new float[one.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = one[i] + other[i];
    }
    return sum;
  }

  /** The error function by its Maclaurin series, good to 1e-9 below 4 and there as good as 1. */
  private static double erf(double x) {
    if (Math.abs(x) > 4) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 80; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }
}
