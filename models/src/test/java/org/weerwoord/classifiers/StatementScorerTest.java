package org.weerwoord.classifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.weerwoord.evaluation.CorpusArticle;
import org.weerwoord.features.SparseFeatures;
import org.weerwoord.features.StatementFeatureGenerator;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.StatementLabel;

class StatementScorerTest {

  private static final List<ArticleReading> ARTICLES = new ArrayList<>();

  @BeforeAll
  static void readArticles() throws IOException {
    for (String name : List.of("nl-f", "en-d", "fr-c", "de-c")) {
      Path file = Path.of("..", "seeds", "corpus", name + ".jsonl");
      for (String line : Files.readAllLines(file).subList(0, 15)) {
        LabelledArticle article = CorpusArticle.parse(line).toLabelled();
        ARTICLES.add(ArticleReading.of(article.statements(), article.language()));
      }
    }
  }

  /** Each family by itself, and all of them together. */
  @ParameterizedTest
  @EnumSource(FeatureFamily.class)
  void scoresAsTheFeaturesDoOneByOne(FeatureFamily family) {
    assertScores(new StatementFeatureGenerator(EnumSet.of(family)), 1);
    assertScores(new StatementFeatureGenerator(EnumSet.complementOf(EnumSet.of(family))), 2);
    assertScores(new StatementFeatureGenerator(), 3);
  }

  @Test
  void scoresALongStatement() {
    StringBuilder text = new StringBuilder();
    Random random = new Random(5);
    for (int i = 0; i < 5000; i++) {
      text.append(Integer.toString(random.nextInt(40_000_000), 36)).append(' ');
    }
    StatementFeatureGenerator generator = new StatementFeatureGenerator();
    ArticleReading article = TinyModel.article(TinyModel.statements(text + ".")).reading();
    Vocabulary vocabulary = vocabulary(generator, List.of(article));
    LinearModel model = model(vocabulary, 4);

    assertThat(vocabulary.size()).isGreaterThan(20_000);
    assertScores(
        new StatementScorer(generator, vocabulary, model), generator, vocabulary, model, article);
  }

  @Test
  void keepsApartWhatModelsTellOfTheSameWords() {
    StatementFeatureGenerator generator = new StatementFeatureGenerator();
    Vocabulary vocabulary = vocabulary(generator, ARTICLES);
    LinearModel one = model(vocabulary, 6);
    LinearModel other = model(vocabulary, 7);
    StatementScorer oneScorer = new StatementScorer(generator, vocabulary, one);
    StatementScorer otherScorer = new StatementScorer(generator, vocabulary, other);
    for (ArticleReading article : ARTICLES.subList(0, 4)) {
      assertScores(oneScorer, generator, vocabulary, one, article);
      assertScores(otherScorer, generator, vocabulary, other, article);
      assertScores(oneScorer, generator, vocabulary, one, article);
    }
  }

  private static void assertScores(StatementFeatureGenerator generator, long seed) {
    Vocabulary vocabulary = vocabulary(generator, ARTICLES);
    LinearModel model = model(vocabulary, seed);
    StatementScorer scorer = new StatementScorer(generator, vocabulary, model);
    for (ArticleReading article : ARTICLES) {
      assertScores(scorer, generator, vocabulary, model, article);
    }
  }

  private static void assertScores(
      StatementScorer scorer,
      StatementFeatureGenerator generator,
      Vocabulary vocabulary,
      LinearModel model,
      ArticleReading article) {
    double[][] scored = scorer.probabilities(article);
    double[][] expected = StackedClassifier.probabilities(article, generator, vocabulary, model);
    assertThat(scored).hasNumberOfRows(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(scored[i]).containsExactly(expected[i], within(1e-5));
    }
  }

  /** Of what stands in two statements, so that some features are unknown. */
  private static Vocabulary vocabulary(
      StatementFeatureGenerator generator, List<ArticleReading> articles) {
    int[] frequencies = new int[SparseFeatures.DIMENSION];
    int statements = 0;
    for (ArticleReading article : articles) {
      for (SparseFeatures features : generator.generate(article)) {
        statements++;
        for (int i = 0; i < features.size(); i++) {
          frequencies[features.index(i)]++;
        }
      }
    }
    return Vocabulary.of(frequencies, statements, Math.min(2, articles.size()));
  }

  private static LinearModel model(Vocabulary vocabulary, long seed) {
    Random random = new Random(seed);
    float[] weights = new float[StatementLabel.COUNT * vocabulary.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 4 * random.nextFloat() - 2;
    }
    return new LinearModel(weights, new double[] {0.5, -0.5, -1, 1});
  }
}
