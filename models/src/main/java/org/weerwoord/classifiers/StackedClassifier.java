package org.weerwoord.classifiers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.features.ContextFeatureGenerator;
import org.weerwoord.features.SparseFeatures;
import org.weerwoord.features.SparseFeatures.Group;
import org.weerwoord.features.StatementFeatureGenerator;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.StatementLabel;
import org.weerwoord.text.Tokens;

/**
 * The fast classifier: a logistic regression on sparse features of each statement; a second one on
 * what the first thinks of the whole article (stacking: Wolpert 1992, Neural Networks 5); and a
 * calibration of the second's probabilities. All three are trained with Spark MLlib.
 */
public final class StackedClassifier implements TrainedClassifier {

  private static final int LABELS = StatementLabel.COUNT;
  private static final int NONE = StatementLabel.NONE.ordinal();
  private static final int EVIDENCE_WORDS = 3;
  private static final double LEAST_EVIDENCE = 0.02;
  private static final List<StatementLabel> ALL = List.of(StatementLabel.values());

  private final String modelId;
  private final Set<FeatureFamily> families;
  private final StatementFeatureGenerator statementFeatures;

  /** Those that are shown: a character n-gram weighs in no word of its own. */
  private final StatementFeatureGenerator evidenceFeatures;

  private final ContextFeatureGenerator contextFeatures = new ContextFeatureGenerator();
  private final Vocabulary vocabulary;
  private final LinearModel statementModel;
  private final LinearModel contextModel;
  private final LinearModel calibration;
  private final transient StatementScorer scorer;
  private final double threshold;

  /**
   * @param threshold least probability of any act for a statement to be labelled as one, in [0,1]
   */
  public StackedClassifier(
      String modelId,
      Set<FeatureFamily> families,
      Vocabulary vocabulary,
      LinearModel statementModel,
      LinearModel contextModel,
      LinearModel calibration,
      double threshold) {
    this.modelId = modelId;
    this.families = Set.copyOf(families);
    this.statementFeatures = new StatementFeatureGenerator(families);
    this.evidenceFeatures =
        new StatementFeatureGenerator(
            families.stream()
                .filter(family -> family != FeatureFamily.CHARACTERS)
                .collect(Collectors.toSet()));
    this.vocabulary = vocabulary;
    this.statementModel = statementModel;
    this.contextModel = contextModel;
    this.calibration = calibration;
    this.threshold = threshold;
    scorer = new StatementScorer(statementFeatures, vocabulary, statementModel);
  }

  /** Makes the scorer anew, whose table is not worth sending. */
  private Object readResolve() {
    return withThreshold(threshold);
  }

  @Override
  public StackedClassifier withThreshold(double other) {
    return new StackedClassifier(
        modelId, families, vocabulary, statementModel, contextModel, calibration, other);
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public String modelId() {
    return modelId;
  }

  @Override
  public List<Classification> classify(ArticleActors actors) {
    return classifications(actors.reading(), probabilities(actors), threshold);
  }

  /** Returns the calibrated probabilities of each statement of an article. */
  public double[][] probabilities(ArticleActors actors) {
    List<double[]> context = context(actors);
    double[][] probabilities = new double[context.size()][];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = probabilities(context.get(i));
    }
    return probabilities;
  }

  /** Returns the context features of each statement: what the first model thinks of them all. */
  public List<double[]> context(ArticleActors actors) {
    return contextFeatures.generate(actors, scorer.probabilities(actors.reading()));
  }

  /** Returns the calibrated probabilities of a statement with some context features. */
  public double[] probabilities(double[] context) {
    return calibration.probabilities(logarithms(contextModel.probabilities(context)));
  }

  /**
   * Decides on the labels of an article's statements, and finds the words that speak for them.
   *
   * @param probabilities calibrated, of each statement
   * @param leastActs least probability of any act for a statement to be labelled as one
   */
  public List<Classification> classifications(
      ArticleReading article, double[][] probabilities, double leastActs) {
    List<Classification> classifications = new ArrayList<>(probabilities.length);
    for (int i = 0; i < probabilities.length; i++) {
      double[] p = probabilities[i];
      StatementLabel label = decide(p, leastActs);
      List<String> evidence =
          label == StatementLabel.NONE ? List.of() : evidence(article, i, label);
      classifications.add(new Classification(label, List.of(p[0], p[1], p[2], p[3]), evidence));
    }
    return classifications;
  }

  /** Returns the probabilities of the first model for each statement of an article. */
  public static double[][] probabilities(
      ArticleReading article,
      StatementFeatureGenerator generator,
      Vocabulary vocabulary,
      LinearModel model) {
    double[][] probabilities = new double[article.size()][];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = probabilities(generator.generate(article, i), vocabulary, model);
    }
    return probabilities;
  }

  /** Returns the probabilities of the first model for a statement. */
  public static double[] probabilities(
      SparseFeatures features, Vocabulary vocabulary, LinearModel model) {
    float[] values = vocabulary.values(features);
    double[] scores = model.start();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        model.add(scores, vocabulary.row(features.index(i)), values[i]);
      }
    }
    return LinearModel.softmax(scores);
  }

  /**
   * Returns the logarithms of probabilities, of which none is taken for 0; calibration reads them.
   */
  public static double[] logarithms(double[] probabilities) {
    double[] logarithms = new double[LABELS];
    for (int label = 0; label < LABELS; label++) {
      logarithms[label] = Math.log(Math.max(probabilities[label], 1e-9));
    }
    return logarithms;
  }

  /** Returns the likeliest act if the acts together reach the threshold, else none. */
  public static StatementLabel decide(double[] probabilities, double threshold) {
    if (1 - probabilities[NONE] < threshold) {
      return StatementLabel.NONE;
    }
    int best = 0;
    for (int act = 1; act < NONE; act++) {
      if (probabilities[act] > probabilities[best]) {
        best = act;
      }
    }
    return ALL.get(best);
  }

  @Override
  public StackedClassifier sparse() {
    return this;
  }

  /**
   * Returns the words of a statement that weighed most for a label or against it, strongest first.
   *
   * @param statement position in the article
   * @param label an act
   * @param most number of words at most
   */
  public List<WordWeight> wordWeights(
      ArticleReading article, int statement, StatementLabel label, int most) {
    Tokens tokens = article.tokens(statement);
    double[] weights = tokenWeights(article, statement, label);
    return IntStream.range(0, weights.length)
        .filter(token -> Math.abs(weights[token]) > LEAST_EVIDENCE)
        .boxed()
        .sorted(Comparator.comparingDouble(token -> -Math.abs(weights[token])))
        .limit(most)
        .map(token -> new WordWeight(word(tokens, token), weights[token]))
        .toList();
  }

  /** Takes the features of a statement one by one. */
  @FunctionalInterface
  public interface FeatureConsumer {

    /**
     * Takes a feature.
     *
     * @param index from 0 to {@link SparseFeatures#DIMENSION} exclusive
     * @param value its weight
     */
    void accept(int index, double value);
  }

  /**
   * Tells what the model knows of a statement's words and character n-grams: features weighted by
   * rarity, of length 1 together, so that the products of two statements sum up to the cosine
   * between them. Cues are left out: alike are statements of the same words, not of the same act.
   */
  public void forEachWordFeature(ArticleReading article, int statement, FeatureConsumer consumer) {
    SparseFeatures features = statementFeatures.generate(article, statement);
    float[] values = vocabulary.values(features);
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      squares += features.group(i) == Group.CUE ? 0 : values[i] * values[i];
    }
    for (int i = 0; i < values.length; i++) {
      if (features.group(i) != Group.CUE && values[i] != 0) {
        consumer.accept(features.index(i), values[i] / Math.sqrt(squares));
      }
    }
  }

  /** Returns the words that weighed most for a label. */
  private List<String> evidence(ArticleReading article, int statement, StatementLabel label) {
    Tokens tokens = article.tokens(statement);
    double[] weights = tokenWeights(article, statement, label);
    List<String> words = new ArrayList<>(EVIDENCE_WORDS);
    for (int n = 0; n < EVIDENCE_WORDS; n++) {
      int best = -1;
      for (int token = 0; token < weights.length; token++) {
        if (weights[token] > LEAST_EVIDENCE && (best < 0 || weights[token] > weights[best])) {
          best = token;
        }
      }
      if (best < 0) {
        break;
      }
      words.add(word(tokens, best));
      Arrays.fill(weights, best, best + 1, 0);
    }
    return List.copyOf(words);
  }

  private static String word(Tokens tokens, int token) {
    return tokens.text().substring(tokens.begin(token), tokens.end(token));
  }

  /** Returns how each token weighed in the statement model, by words and cues. */
  private double[] tokenWeights(ArticleReading article, int statement, StatementLabel label) {
    // Generated again: few statements are acts, and a long article's features fill the memory.
    SparseFeatures features = evidenceFeatures.generate(article, statement);
    Tokens tokens = article.tokens(statement);
    float[] values = vocabulary.values(features);
    double[] weights = new double[tokens.size()];
    for (int i = 0; i < values.length; i++) {
      int token = features.token(i);
      if (token != SparseFeatures.NO_TOKEN && values[i] != 0 && tokens.isWord(token)) {
        int row = vocabulary.row(features.index(i));
        weights[token] +=
            values[i]
                * (statementModel.weight(row, label.ordinal()) - statementModel.weight(row, NONE));
      }
    }
    return weights;
  }
}
