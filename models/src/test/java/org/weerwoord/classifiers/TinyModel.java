package org.weerwoord.classifiers;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.features.ContextFeatureGenerator;
import org.weerwoord.features.SparseFeatures;
import org.weerwoord.features.StatementFeatureGenerator;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;
import org.weerwoord.text.StatementLabel;

/**
 * A model made by hand from four Dutch statements, one a label: a feature weighs for the labels of
 * the statements that have it. The context model passes on what the first one thinks, and adds a
 * little of what was said before.
 */
public final class TinyModel {

  public static final List<Statement> STATEMENTS =
      statements(
          "Bakker beschuldigt Smit van fraude. Smit ontkent dat ten stelligste. Volgens hem heeft"
              + " Bakker juist zelf gestolen. Het regende gisteren in Utrecht.");

  public static final double THRESHOLD = 0.5;

  static final Vocabulary VOCABULARY = vocabulary();
  static final LinearModel STATEMENT_MODEL = statementModel();
  static final LinearModel CONTEXT_MODEL = contextModel();
  public static final LinearModel CALIBRATION = calibration();

  private TinyModel() {}

  public static StackedClassifier classifier() {
    return new StackedClassifier(
        "tiny",
        EnumSet.allOf(FeatureFamily.class),
        VOCABULARY,
        STATEMENT_MODEL,
        CONTEXT_MODEL,
        CALIBRATION,
        THRESHOLD);
  }

  public static byte[] weights() {
    return StackedModelFile.weights(
        VOCABULARY, STATEMENT_MODEL, CONTEXT_MODEL, CALIBRATION, AttributionModel.untrained());
  }

  public static ArticleActors article(List<Statement> statements) {
    return article(statements, Language.DUTCH);
  }

  static ArticleActors article(List<Statement> statements, Language language) {
    return ArticleActors.of(ArticleReading.of(statements, language));
  }

  public static List<Statement> statements(String text) {
    return StatementExtractor.extract(new Article("a", null, "nl", null, null, null, text));
  }

  static List<SparseFeatures> features(List<Statement> statements, FeatureFamily... families) {
    return new StatementFeatureGenerator(Set.of(families))
        .generate(ArticleReading.of(statements, Language.DUTCH));
  }

  private static List<SparseFeatures> features() {
    return features(STATEMENTS, FeatureFamily.values());
  }

  private static Vocabulary vocabulary() {
    int[] frequencies = new int[SparseFeatures.DIMENSION];
    for (SparseFeatures features : features()) {
      for (int i = 0; i < features.size(); i++) {
        frequencies[features.index(i)]++;
      }
    }
    return Vocabulary.of(frequencies, STATEMENTS.size(), 1);
  }

  private static LinearModel statementModel() {
    float[] weights = new float[StatementLabel.COUNT * VOCABULARY.size()];
    List<SparseFeatures> statements = features();
    for (int label = 0; label < StatementLabel.COUNT; label++) {
      SparseFeatures features = statements.get(label);
      for (int i = 0; i < features.size(); i++) {
        weights[StatementLabel.COUNT * VOCABULARY.row(features.index(i)) + label] = 1;
      }
    }
    return new LinearModel(weights, new double[StatementLabel.COUNT]);
  }

  private static LinearModel contextModel() {
    float[] weights = new float[StatementLabel.COUNT * ContextFeatureGenerator.DIMENSION];
    for (int feature = 0; feature < ContextFeatureGenerator.DIMENSION; feature++) {
      for (int label = 0; label < StatementLabel.COUNT; label++) {
        weights[StatementLabel.COUNT * feature + label] =
            feature == label ? 1 : 0.01f * ((7 * feature + 3 * label) % 5 - 2);
      }
    }
    return new LinearModel(weights, new double[StatementLabel.COUNT]);
  }

  private static LinearModel calibration() {
    float[] weights = new float[StatementLabel.COUNT * StatementLabel.COUNT];
    for (int label = 0; label < StatementLabel.COUNT; label++) {
      weights[StatementLabel.COUNT * label + label] = 0.9f;
    }
    double[] intercepts = {0, 0, 0, 0.1};
    return new LinearModel(weights, intercepts);
  }
}
