package org.weerwoord.classifiers.mllib;

import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.weerwoord.classifiers.LinearModel;
import org.weerwoord.text.StatementLabel;

/** Multinomial logistic regressions of labels. */
final class LogisticFit {

  private static final int LABELS = StatementLabel.COUNT;

  private LogisticFit() {}

  /**
   * Fits a model.
   *
   * @param examples with columns {@code label, weight, features}
   * @param dense whether features differ in scale and are few
   */
  static LinearModel fit(
      Dataset<Row> examples, double regularisation, boolean dense, int iterations) {
    LogisticRegressionModel model =
        new LogisticRegression()
            .setFamily("multinomial")
            .setWeightCol("weight")
            .setRegParam(regularisation)
            .setStandardization(dense)
            .setMaxIter(iterations)
            .setTol(1e-6)
            .fit(examples);
    Matrix coefficients = model.coefficientMatrix();
    float[] weights = new float[LABELS * coefficients.numCols()];
    for (int feature = 0; feature < coefficients.numCols(); feature++) {
      for (int label = 0; label < LABELS; label++) {
        weights[LABELS * feature + label] = (float) coefficients.apply(label, feature);
      }
    }
    return new LinearModel(weights, model.interceptVector().toArray());
  }
}
