package org.weerwoord.classifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;

class StackedClassifierTest {

  private static final List<Statement> UNSEEN =
      TinyModel.statements(
          "Gisteren beschuldigt Bakker de raad. “Smit ontkent niets! Het regende 3 dagen.” De raad"
              + " heeft zelf gestolen?");

  private final StackedClassifier classifier = TinyModel.classifier();

  @Test
  void recognisesWhatItsWeightsWereMadeFrom() {
    assertThat(classifier.classify(TinyModel.article(TinyModel.STATEMENTS)))
        .extracting(Classification::label)
        .containsExactly(StatementLabel.values());
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void givesProbabilitiesThatSumToOne(Language language) {
    for (Classification classification : classifier.classify(TinyModel.article(UNSEEN, language))) {
      assertThat(classification.probabilities())
          .hasSize(StatementLabel.COUNT)
          .allMatch(p -> p > 0 && p < 1);
      assertThat(classification.probabilities().stream().mapToDouble(p -> p).sum())
          .isCloseTo(1, within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.2, 0.4, 0.6, 0.8, 1})
  void labelsByTheThreshold(double threshold) {
    for (Classification classification :
        classifier.withThreshold(threshold).classify(TinyModel.article(UNSEEN))) {
      List<Double> p = classification.probabilities();
      StatementLabel likeliestAct = StatementLabel.ACCUSATION;
      for (StatementLabel act : List.of(StatementLabel.DENIAL, StatementLabel.COUNTER_ACCUSATION)) {
        likeliestAct = p.get(act.ordinal()) > p.get(likeliestAct.ordinal()) ? act : likeliestAct;
      }
      assertThat(classification.label())
          .isEqualTo(1 - p.get(3) >= threshold ? likeliestAct : StatementLabel.NONE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.1, 0.1, 0.3, 0.7, ACCUSATION",
    "0.2, 0.25, 0.05, 0.5, 0.5, DENIAL",
    "0.1, 0.1, 0.2, 0.6, 0.5, NONE",
    "0.1, 0.1, 0.2, 0.6, 0.3, COUNTER_ACCUSATION",
    "0.3, 0.3, 0.3, 0.1, 0.0, ACCUSATION",
    "0.0, 0.0, 0.0, 1.0, 0.0, ACCUSATION"
  })
  void decidesOnTheLikeliestActIfTheActsTogetherReachTheThreshold(
      double accusation,
      double denial,
      double counterAccusation,
      double none,
      double threshold,
      StatementLabel label) {
    double[] probabilities = {accusation, denial, counterAccusation, none};

    assertThat(StackedClassifier.decide(probabilities, threshold)).isEqualTo(label);
  }

  @Test
  void changesNothingButTheThreshold() {
    StackedClassifier strict = classifier.withThreshold(0.9);

    assertThat(strict.threshold()).isEqualTo(0.9);
    assertThat(classifier.threshold()).isEqualTo(TinyModel.THRESHOLD);
    assertThat(strict.modelId()).isEqualTo(classifier.modelId());
    assertThat(strict.classify(TinyModel.article(UNSEEN)))
        .extracting(Classification::probabilities)
        .isEqualTo(
            classifier.classify(TinyModel.article(UNSEEN)).stream()
                .map(Classification::probabilities)
                .toList());
  }

  @Test
  void showsWordsOfTheStatementAsEvidence() {
    List<Classification> classifications =
        classifier.withThreshold(0).classify(TinyModel.article(UNSEEN));

    int shown = 0;
    for (int i = 0; i < classifications.size(); i++) {
      List<String> evidence = classifications.get(i).evidence();
      shown += evidence.size();
      assertThat(evidence).hasSizeLessThanOrEqualTo(3).doesNotHaveDuplicates();
      for (String word : evidence) {
        assertThat(UNSEEN.get(i).text()).contains(word);
        assertThat(word).matches("[\\p{L}\\p{N}].*");
      }
    }
    assertThat(shown).isPositive();
  }

  @Test
  void showsTheTellingWordFirst() {
    Classification denial =
        classifier
            .withThreshold(0)
            .classify(TinyModel.article(TinyModel.statements("Quux ontkent xyzzy.")))
            .get(0);

    assertThat(denial.label()).isEqualTo(StatementLabel.DENIAL);
    assertThat(denial.evidence()).first().isEqualTo("ontkent");
  }

  @Test
  void weighsWordsForAndAgainstALabel() {
    ArticleActors article =
        TinyModel.article(TinyModel.statements("Smit ontkent, het regende gisteren."));

    List<WordWeight> weights =
        classifier.wordWeights(article.reading(), 0, StatementLabel.DENIAL, 10);

    assertThat(weights).first().extracting(WordWeight::word).isEqualTo("ontkent");
    assertThat(weights)
        .filteredOn(word -> word.word().equals("ontkent"))
        .allMatch(w -> w.weight() > 0);
    assertThat(weights)
        .filteredOn(word -> word.word().equals("regende"))
        .allMatch(w -> w.weight() < 0);
    assertThat(weights).extracting(WordWeight::word).contains("ontkent", "regende");
    assertThat(weights)
        .isSortedAccordingTo(
            Comparator.comparingDouble((WordWeight word) -> -Math.abs(word.weight())));
    assertThat(classifier.wordWeights(article.reading(), 0, StatementLabel.DENIAL, 1)).hasSize(1);
  }

  @Test
  void givesWordsAsAVectorOfLengthOne() {
    ArticleActors article = TinyModel.article(TinyModel.STATEMENTS);

    double[] squares = new double[1];
    classifier.forEachWordFeature(
        article.reading(), 1, (index, value) -> squares[0] += value * value);

    assertThat(squares[0]).isCloseTo(1, within(1e-5));
  }

  @Test
  void showsNoEvidenceForNone() {
    assertThat(classifier.withThreshold(1).classify(TinyModel.article(UNSEEN)))
        .extracting(Classification::evidence)
        .containsOnly(List.of());
  }

  @Test
  void readsTheWholeArticle() {
    List<Statement> exchange = TinyModel.STATEMENTS;
    List<Statement> alone = exchange.subList(2, 3);

    assertThat(classifier.classify(TinyModel.article(exchange)).get(2).probabilities())
        .isNotEqualTo(classifier.classify(TinyModel.article(alone)).get(0).probabilities());
  }

  @Test
  void labelsNoStatements() {
    assertThat(classifier.classify(TinyModel.article(List.of()))).isEmpty();
  }

  @Test
  void labelsStatementsWithoutAKnownFeature() {
    assertThat(classifier.classify(TinyModel.article(TinyModel.statements("☃"), Language.OTHER)))
        .hasSize(1);
  }

  @Test
  void usesOnlyTheFamiliesOfFeaturesItWasMadeWith() {
    StackedClassifier wordless =
        new StackedClassifier(
            "tiny",
            EnumSet.noneOf(FeatureFamily.class),
            TinyModel.VOCABULARY,
            TinyModel.STATEMENT_MODEL,
            TinyModel.CONTEXT_MODEL,
            TinyModel.CALIBRATION,
            TinyModel.THRESHOLD);

    assertThat(wordless.withThreshold(0).classify(TinyModel.article(UNSEEN)))
        .extracting(Classification::evidence)
        .containsOnly(List.of());
  }

  @Test
  void labelsTheSameAfterSerialisation() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(classifier);
    }
    StackedClassifier copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (StackedClassifier) in.readObject();
    }

    assertThat(copy.classify(TinyModel.article(UNSEEN)))
        .isEqualTo(classifier.classify(TinyModel.article(UNSEEN)));
  }

  @Test
  void labelsAlikeFromSeveralThreads() {
    List<Classification> expected = classifier.classify(TinyModel.article(UNSEEN));
    List<Integer> rounds = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      rounds.add(i);
    }

    assertThat(
            rounds.parallelStream()
                .map(round -> classifier.classify(TinyModel.article(UNSEEN)))
                .distinct())
        .containsExactly(expected);
  }
}
