package org.weerwoord.classifiers.dl4j;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.weerwoord.classifiers.LinearModel;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.text.StatementLabel;

/**
 * Sequence models that differ in their first weights and in what they read, and together err less
 * than one: their probabilities are multiplied, and the root taken (the logarithmic opinion pool:
 * Genest and Zidek 1986, Statistical Science 1).
 */
public final class SequenceEnsemble implements Serializable {

  private static final int MOST_MODELS = 100;

  private final ArrayList<SequenceModel> models;

  /**
   * @param models at least one
   */
  SequenceEnsemble(List<SequenceModel> models) {
    this.models = new ArrayList<>(models);
  }

  /**
   * Returns the probabilities of the labels, in the order of {@link StatementLabel}, of each
   * statement of an article.
   *
   * @param article inputs of each statement
   */
  public double[][] probabilities(float[][] article) {
    double[][] pooled = new double[article.length][StatementLabel.COUNT];
    for (SequenceModel model : models) {
      double[][] probabilities = model.probabilities(article);
      for (int i = 0; i < pooled.length; i++) {
        double[] logarithms = StackedClassifier.logarithms(probabilities[i]);
        for (int label = 0; label < logarithms.length; label++) {
          pooled[i][label] += logarithms[label] / models.size();
        }
      }
    }
    for (int i = 0; i < pooled.length; i++) {
      pooled[i] = LinearModel.softmax(pooled[i]);
    }
    return pooled;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(models.size());
    for (SequenceModel model : models) {
      model.write(out);
    }
  }

  /**
   * Reads an ensemble.
   *
   * @throws IllegalArgumentException as {@link SequenceModel#read}
   */
  static SequenceEnsemble read(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size < 1 || size > MOST_MODELS) {
      throw new IllegalArgumentException(
          "must have between 1 and " + MOST_MODELS + " models, but has " + size);
    }
    List<SequenceModel> models = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      models.add(SequenceModel.read(in));
    }
    return new SequenceEnsemble(models);
  }
}
