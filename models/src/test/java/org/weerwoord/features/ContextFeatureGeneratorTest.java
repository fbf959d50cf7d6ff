package org.weerwoord.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.weerwoord.ProcessorTime;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Language;
import org.weerwoord.text.Span;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;

class ContextFeatureGeneratorTest {

  private static final double[] ACCUSATION = {0.91, 0.03, 0.03, 0.03};
  private static final double[] DENIAL = {0.03, 0.91, 0.03, 0.03};
  private static final double[] NONE = {0.03, 0.03, 0.03, 0.91};

  private final ContextFeatureGenerator generator = new ContextFeatureGenerator();

  @Test
  void fillsEveryPlaceOfItsDimension() {
    List<double[]> features =
        generator.generate(
            actors("Bakker beschuldigt Smit. Smit heeft dat niet gedaan."),
            new double[][] {ACCUSATION, DENIAL});

    assertThat(features)
        .hasSize(2)
        .allMatch(row -> row.length == ContextFeatureGenerator.DIMENSION);
    // Negation after a charge stands last.
    assertThat(features.get(1)[ContextFeatureGenerator.DIMENSION - 1]).isEqualTo(ACCUSATION[0]);
  }

  @Test
  void beginsWithTheLogarithmsOfTheStatementsOwnProbabilities() {
    double[] row = generator.generate(actors("Het regende."), new double[][] {NONE}).get(0);

    assertThat(Arrays.copyOf(row, ContextFeatureGenerator.OWN))
        .containsExactly(Math.log(0.03), Math.log(0.03), Math.log(0.03), Math.log(0.91));
  }

  @Test
  void givesFiniteNumbersAndTheSameEachTime() {
    List<Statement> statements = Articles.statements(Articles.DISPUTE);
    ArticleActors reading = ArticleActors.of(ArticleReading.of(statements, Language.DUTCH));
    double[][] probabilities = cycle(statements.size());

    List<double[]> features = generator.generate(reading, probabilities);

    assertThat(features).hasSameSizeAs(statements);
    for (double[] row : features) {
      assertThat(Arrays.stream(row).allMatch(Double::isFinite)).isTrue();
    }
    assertThat(generator.generate(actors(Articles.DISPUTE), probabilities))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(features);
  }

  @Test
  void hasNothingForNoStatements() {
    assertThat(generator.generate(actors(""), new double[0][])).isEmpty();
  }

  @Test
  void changesWithWhatWasSaidBefore() {
    ArticleActors reading = actors("Bakker spreekt over Smit. Smit zegt iets terug.");

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
                actors("De wethouder beschuldigt Smit. Dat is onzin, zegt aannemer Smit."),
                probabilities)
            .get(1);
    double[] uncharged =
        generator
            .generate(
                actors("De wethouder beschuldigt Smit. Dat is onzin, zegt aannemer Kool."),
                probabilities)
            .get(1);

    assertThat(charged).isNotEqualTo(uncharged);
  }

  @Test
  void sharesWhatAQuotationSaysAmongItsStatements() {
    ArticleActors quotation = actors("“Hij loog. Het regende. Wij zwegen.”");
    ArticleActors plain = actors("Hij loog. Het regende. Wij zwegen.");
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
        .isLessThan(ProcessorTime.LINEAR);
  }

  @Test
  void readsOneQuotationOverAllStatementsInLinearTime() {
    String sentence = "Het was Bakker die loog. ";
    ArticleReading large = quotation(sentence, 20_000);

    assertThat(large.size()).isEqualTo(20_000);
    assertThat(large.readings().stream().map(reading -> reading.statement().quotation()).distinct())
        .containsExactly(0);
    assertThat(timeRatio(quotation(sentence, 2_500), large)).isLessThan(ProcessorTime.LINEAR);
  }

  @Test
  void readsManyNamesInLinearTime() {
    assertThat(timeRatio(names(2_500), names(20_000))).isLessThan(ProcessorTime.LINEAR);
  }

  private double timeRatio(ArticleReading small, ArticleReading large) {
    double[][] few = cycle(small.size());
    double[][] many = cycle(large.size());
    return ProcessorTime.ratio(
        () -> generator.generate(ArticleActors.of(small), few),
        () -> generator.generate(ArticleActors.of(large), many));
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
      ArticleActors reading, double[][] some, double[][] others, int statement) {
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

  private static ArticleActors actors(String text) {
    return ArticleActors.of(Articles.reading(text));
  }
}
