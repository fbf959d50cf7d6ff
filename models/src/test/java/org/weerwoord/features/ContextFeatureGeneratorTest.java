package org.weerwoord.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Language;
import org.weerwoord.text.Span;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;

class ContextFeatureGeneratorTest {

  /** A task eight times as large may take a little more than eight times as long. */
  private static final double LINEAR = 24;

  private static final double[] ACCUSATION = {0.91, 0.03, 0.03, 0.03};
  private static final double[] DENIAL = {0.03, 0.91, 0.03, 0.03};
  private static final double[] NONE = {0.03, 0.03, 0.03, 0.91};

  private final ContextFeatureGenerator generator = new ContextFeatureGenerator();

  @Test
  void fillsEveryPlaceOfItsDimension() {
    List<double[]> features =
        generator.generate(
            Articles.reading("Bakker beschuldigt Smit. Smit heeft dat niet gedaan."),
            new double[][] {ACCUSATION, DENIAL});

    assertThat(features)
        .hasSize(2)
        .allMatch(row -> row.length == ContextFeatureGenerator.DIMENSION);
    // Negation after a charge stands last.
    assertThat(features.get(1)[ContextFeatureGenerator.DIMENSION - 1]).isEqualTo(ACCUSATION[0]);
  }

  @Test
  void beginsWithTheLogarithmsOfTheStatementsOwnProbabilities() {
    double[] row =
        generator.generate(Articles.reading("Het regende."), new double[][] {NONE}).get(0);

    assertThat(Arrays.copyOf(row, ContextFeatureGenerator.OWN))
        .containsExactly(Math.log(0.03), Math.log(0.03), Math.log(0.03), Math.log(0.91));
  }

  @Test
  void givesFiniteNumbersAndTheSameEachTime() {
    List<Statement> statements = Articles.statements(Articles.DISPUTE);
    ArticleReading reading = ArticleReading.of(statements, Language.DUTCH);
    double[][] probabilities = cycle(statements.size());

    List<double[]> features = generator.generate(reading, probabilities);

    assertThat(features).hasSameSizeAs(statements);
    for (double[] row : features) {
      assertThat(Arrays.stream(row).allMatch(Double::isFinite)).isTrue();
    }
    assertThat(generator.generate(Articles.reading(Articles.DISPUTE), probabilities))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(features);
  }

  @Test
  void hasNothingForNoStatements() {
    assertThat(generator.generate(Articles.reading(""), new double[0][])).isEmpty();
  }

  @Test
  void changesWithWhatWasSaidBefore() {
    ArticleReading reading = Articles.reading("Bakker spreekt over Smit. Smit zegt iets terug.");

    double[] afterACharge = generator.generate(reading, new double[][] {ACCUSATION, NONE}).get(1);
    double[] afterNothing = generator.generate(reading, new double[][] {NONE, NONE}).get(1);

    assertThat(afterACharge).isNotEqualTo(afterNothing);
    assertThat(Arrays.copyOf(afterACharge, ContextFeatureGenerator.OWN))
        .containsExactly(Arrays.copyOf(afterNothing, ContextFeatureGenerator.OWN));
  }

  @Test
  void tellsWhetherTheSpeakerWasNamedInTheCharge() {
    double[][] probabilities = {ACCUSATION, DENIAL};

    double[] charged =
        generator
            .generate(
                Articles.reading(
                    "De wethouder beschuldigt Smit. Dat is onzin, zegt aannemer Smit."),
                probabilities)
            .get(1);
    double[] uncharged =
        generator
            .generate(
                Articles.reading(
                    "De wethouder beschuldigt Smit. Dat is onzin, zegt aannemer Kool."),
                probabilities)
            .get(1);

    assertThat(charged).isNotEqualTo(uncharged);
  }

  @Test
  void sharesWhatAQuotationSaysAmongItsStatements() {
    ArticleReading quotation = Articles.reading("“Hij loog. Het regende. Wij zwegen.”");
    ArticleReading plain = Articles.reading("Hij loog. Het regende. Wij zwegen.");
    double[][] charged = {ACCUSATION, NONE, NONE};
    double[][] uncharged = {DENIAL, NONE, NONE};

    assertThat(changed(quotation, charged, uncharged, 2))
        .hasSizeGreaterThan(changed(plain, charged, uncharged, 2).size());
  }

  @Test
  void readsManyStatementsInLinearTime() {
    String pair = "Bakker beschuldigt Smit. Volgens Smit liegt Bakker. ";

    assertThat(
            timeRatio(Articles.reading(pair.repeat(1_250)), Articles.reading(pair.repeat(10_000))))
        .isLessThan(LINEAR);
  }

  @Test
  void readsOneQuotationOverAllStatementsInLinearTime() {
    String sentence = "Het was Bakker die loog. ";
    ArticleReading large = quotation(sentence, 20_000);

    assertThat(large.size()).isEqualTo(20_000);
    assertThat(large.readings().stream().map(reading -> reading.statement().quotation()).distinct())
        .containsExactly(0);
    assertThat(timeRatio(quotation(sentence, 2_500), large)).isLessThan(LINEAR);
  }

  @Test
  void readsManyNamesInLinearTime() {
    assertThat(timeRatio(names(2_500), names(20_000))).isLessThan(LINEAR);
  }

  private double timeRatio(ArticleReading small, ArticleReading large) {
    double[][] few = cycle(small.size());
    double[][] many = cycle(large.size());
    return Articles.timeRatio(
        () -> generator.generate(small, few), () -> generator.generate(large, many));
  }

  private static ArticleReading names(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("Volgens heer Xa")
          .append((char) ('a' + i % 26))
          .append((char) ('a' + i / 26 % 26))
          .append((char) ('a' + i / 676 % 26))
          .append(" loog men. ");
    }
    return Articles.reading(text.toString());
  }

  private static ArticleReading quotation(String sentence, int count) {
    String text = "“" + sentence.repeat(count).strip() + "”";
    Span[] spans = new Span[count];
    for (int i = 0; i < count; i++) {
      int begin = i * sentence.length() + (i == 0 ? 0 : 1);
      spans[i] = new Span(begin, (i + 1) * sentence.length() + (i == count - 1 ? 1 : 0));
    }
    return ArticleReading.of(StatementExtractor.annotate(text, List.of(spans)), Language.DUTCH);
  }

  private Set<Integer> changed(
      ArticleReading reading, double[][] some, double[][] others, int statement) {
    double[] first = generator.generate(reading, some).get(statement);
    double[] second = generator.generate(reading, others).get(statement);
    Set<Integer> changed = new TreeSet<>();
    for (int i = 0; i < first.length; i++) {
      if (first[i] != second[i]) {
        changed.add(i);
      }
    }
    return changed;
  }

  private static double[][] cycle(int size) {
    double[][] probabilities = new double[size][];
    for (int i = 0; i < size; i++) {
      probabilities[i] = i % 3 == 0 ? ACCUSATION : i % 3 == 1 ? DENIAL : NONE;
    }
    return probabilities;
  }
}
