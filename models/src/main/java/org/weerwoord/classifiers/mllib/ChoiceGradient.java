package org.weerwoord.classifiers.mllib;

import java.util.Arrays;
import org.apache.spark.mllib.linalg.DenseVector;
import org.apache.spark.mllib.linalg.SparseVector;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.optimization.Gradient;
import org.weerwoord.attribution.AttributionExamples.Choice;
import scala.Tuple2;

/**
 * The loss of a ranking on choices between candidates: the negative logarithm of the probability of
 * the right ones, where a candidate's probability is the softmax of its score among them (McFadden
 * 1974, Conditional logit analysis of qualitative choice behavior).
 *
 * <p>Spark optimises over pairs of a number and a vector. Here they are the weight of a choice and
 * the matrix of its candidates' features, row by row; a last column marks the right candidates.
 */
final class ChoiceGradient extends Gradient {

  private final int features;

  /**
   * @param features the number of features of a candidate
   */
  ChoiceGradient(int features) {
    this.features = features;
  }

  /** Returns a choice in the form that is optimised over. */
  static Tuple2<Object, Vector> encode(Choice choice, int features) {
    int columns = features + 1;
    int entries = 0;
    for (int i = 0; i < choice.size(); i++) {
      entries += choice.features(i).length + 1;
    }
    int[] indices = new int[entries];
    double[] values = new double[entries];
    int size = 0;
    for (int i = 0; i < choice.size(); i++) {
      int row = Math.multiplyExact(i, columns);
      int[] found = choice.features(i);
      Arrays.sort(found);
      for (int k = 0; k < found.length; k++) {
        if (k == 0 || found[k] != found[k - 1]) {
          indices[size++] = row + found[k];
        }
        values[size - 1]++;
      }
      if (choice.isRight(i)) {
        indices[size] = row + features;
        values[size++] = 1;
      }
    }
    return new Tuple2<>(
        choice.weight(),
        Vectors.sparse(
            Math.multiplyExact(choice.size(), columns),
            Arrays.copyOf(indices, size),
            Arrays.copyOf(values, size)));
  }

  @Override
  public double compute(Vector data, double weight, Vector weights, Vector cumGradient) {
    SparseVector matrix = (SparseVector) data;
    int[] indices = matrix.indices();
    double[] values = matrix.values();
    double[] ranking = ((DenseVector) weights).values();
    int columns = features + 1;
    int candidates = matrix.size() / columns;
    double[] scores = new double[candidates];
    boolean[] right = new boolean[candidates];
    for (int k = 0; k < indices.length; k++) {
      int row = indices[k] / columns;
      int column = indices[k] - row * columns;
      if (column == features) {
        right[row] = true;
      } else {
        scores[row] += values[k] * ranking[column];
      }
    }
    double most = Arrays.stream(scores).max().orElseThrow();
    double all = 0;
    double ofRight = 0;
    for (int i = 0; i < candidates; i++) {
      scores[i] = Math.exp(scores[i] - most);
      all += scores[i];
      ofRight += right[i] ? scores[i] : 0;
    }
    double[] gradient = ((DenseVector) cumGradient).values();
    for (int k = 0; k < indices.length; k++) {
      int row = indices[k] / columns;
      int column = indices[k] - row * columns;
      if (column != features) {
        double slope = scores[row] / all - (right[row] ? scores[row] / ofRight : 0);
        gradient[column] += weight * slope * values[k];
      }
    }
    return weight * Math.log(all / ofRight);
  }
}
