package org.weerwoord.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weerwoord.ProcessorTime;
import org.weerwoord.features.SparseFeatures.Group;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Statement;

class StatementFeatureGeneratorTest {

  @Test
  void givesTheSameFeaturesEachTime() {
    assertThat(described(generate(Articles.DISPUTE)))
        .isEqualTo(described(generate(Articles.DISPUTE)));
  }

  @Test
  void givesEqualFeaturesToEqualStatementsInEqualPlaces() {
    FeatureFamily[] ofTheStatementAlone = {
      FeatureFamily.WORDS, FeatureFamily.CHARACTERS, FeatureFamily.CUES
    };
    List<SparseFeatures> features =
        generate("Smit ontkent dat. De raad zweeg. Smit ontkent dat.", ofTheStatementAlone);

    assertThat(described(features.get(0))).isEqualTo(described(features.get(2)));
    assertThat(described(features.get(0))).isNotEqualTo(described(features.get(1)));
  }

  @Test
  void givesDistinctIndicesBelowTheDimension() {
    for (SparseFeatures features : generate(Articles.DISPUTE)) {
      assertThat(indices(features))
          .hasSize(features.size())
          .allMatch(index -> index >= 0 && index < SparseFeatures.DIMENSION);
    }
  }

  @Test
  void givesOneRowAStatement() {
    List<Statement> statements = Articles.statements(Articles.DISPUTE);

    assertThat(generate(Articles.DISPUTE)).hasSameSizeAs(statements);
    assertThat(generate("")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = FeatureFamily.class, names = "CONTEXT", mode = EnumSource.Mode.EXCLUDE)
  void leavesOutAFamily(FeatureFamily family) {
    Set<FeatureFamily> others = EnumSet.complementOf(EnumSet.of(family));

    List<SparseFeatures> all = generate(Articles.DISPUTE);
    List<SparseFeatures> without = generate(Articles.DISPUTE, others.toArray(FeatureFamily[]::new));
    List<SparseFeatures> alone = generate(Articles.DISPUTE, family);

    for (int i = 0; i < all.size(); i++) {
      Set<Integer> sum = indices(without.get(i));
      sum.addAll(indices(alone.get(i)));
      assertThat(indices(all.get(i))).isEqualTo(sum);
    }
    assertThat(described(without)).isNotEqualTo(described(all));
  }

  @Test
  void hasNoFeaturesWithoutFamilies() {
    for (SparseFeatures features : generate(Articles.DISPUTE, new FeatureFamily[0])) {
      assertThat(features.size()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WORDS, WORD",
    "CHARACTERS, CHARACTER",
    "CUES, CUE",
    "QUOTATION_AND_FORM, CUE",
    "NEIGHBOURS, CUE"
  })
  void putsEachFamilyInItsGroup(FeatureFamily family, Group group) {
    for (SparseFeatures features : generate(Articles.DISPUTE, family)) {
      for (int i = 0; i < features.size(); i++) {
        assertThat(features.group(i)).isEqualTo(group);
      }
    }
  }

  @Test
  void namesTheTokenOfWords() {
    ArticleReading reading = Articles.reading(Articles.DISPUTE);
    List<SparseFeatures> all = new StatementFeatureGenerator().generate(reading);

    for (int statement = 0; statement < all.size(); statement++) {
      SparseFeatures features = all.get(statement);
      for (int i = 0; i < features.size(); i++) {
        assertThat(features.token(i))
            .isBetween(SparseFeatures.NO_TOKEN, reading.tokens(statement).size() - 1);
        if (features.group(i) != Group.CUE) {
          assertThat(features.token(i)).isNotEqualTo(SparseFeatures.NO_TOKEN);
        }
      }
    }
  }

  @Test
  void takesAllNumbersOfAsManyDigitsForOne() {
    FeatureFamily[] words = {FeatureFamily.WORDS, FeatureFamily.CHARACTERS};

    assertThat(described(generate("In 1998 stierven 35 mensen.", words)))
        .isEqualTo(described(generate("In 2021 stierven 70 mensen.", words)));
  }

  @Test
  void tellsQuotedFromUnquotedCues() {
    assertThat(described(generate("“Hij liegt”, aldus Bakker.", FeatureFamily.CUES)))
        .isNotEqualTo(described(generate("Hij “liegt, aldus” Bakker.", FeatureFamily.CUES)));
  }

  @Test
  void tellsNegatedCues() {
    List<SparseFeatures> plain = generate("Smit heeft heel snel gelogen.", FeatureFamily.CUES);
    List<SparseFeatures> negated = generate("Smit heeft niet snel gelogen.", FeatureFamily.CUES);

    assertThat(indices(negated.get(0))).containsAll(indices(plain.get(0)));
    assertThat(negated.get(0).size()).isGreaterThan(plain.get(0).size());
  }

  @Test
  void seesTheCuesOfBothNeighbours() {
    List<SparseFeatures> between =
        generate("Bakker beschuldigt Smit. Het regende. Smit ontkent.", FeatureFamily.NEIGHBOURS);
    List<SparseFeatures> alone = generate("Het regende.", FeatureFamily.NEIGHBOURS);

    assertThat(between.get(1).size()).isGreaterThanOrEqualTo(2);
    assertThat(alone.get(0).size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D", "!", "cafe\u0301 👍", "\u200b"})
  void readsAnyCharacters(String text) {
    assertThat(generate(text)).hasSize(1);
  }

  @Test
  void keepsAllFeaturesOfALongStatement() {
    StringBuilder text = new StringBuilder("Begin");
    for (int i = 0; i < 5000; i++) {
      text.append(' ').append((char) ('a' + i % 26)).append((char) ('a' + i / 26 % 26)).append('q');
    }
    SparseFeatures features = generate(text.toString(), FeatureFamily.WORDS).get(0);

    assertThat(indices(features)).hasSize(features.size()).hasSizeGreaterThan(1300);
  }

  @Test
  void readsArticlesOfManyStatementsInLinearTime() {
    ArticleReading small = Articles.reading(statementsOf(2_500));
    ArticleReading large = Articles.reading(statementsOf(20_000));
    StatementFeatureGenerator generator =
        new StatementFeatureGenerator(
            EnumSet.of(
                FeatureFamily.CUES, FeatureFamily.QUOTATION_AND_FORM, FeatureFamily.NEIGHBOURS));

    assertThat(large.size()).isEqualTo(20_000);
    assertThat(
            ProcessorTime.ratio(() -> generator.generate(small), () -> generator.generate(large)))
        .isLessThan(ProcessorTime.LINEAR);
  }

  @Test
  void readsAStatementOfManyCuesInLinearTime() {
    String cues = "zegt liegt ontkent ";
    ArticleReading small = Articles.reading(cues.repeat(2_000));
    ArticleReading large = Articles.reading(cues.repeat(16_000));
    StatementFeatureGenerator generator = new StatementFeatureGenerator();

    assertThat(
            ProcessorTime.ratio(() -> generator.generate(small), () -> generator.generate(large)))
        .isLessThan(ProcessorTime.LINEAR);
  }

  private static String statementsOf(int count) {
    return "Smit ontkent dat hij loog. De raad zweeg niet. ".repeat(count / 2);
  }

  private static List<SparseFeatures> generate(String text) {
    return new StatementFeatureGenerator().generate(Articles.reading(text));
  }

  private static List<SparseFeatures> generate(String text, FeatureFamily... families) {
    return new StatementFeatureGenerator(Set.of(families)).generate(Articles.reading(text));
  }

  private static List<List<String>> described(List<SparseFeatures> statements) {
    return statements.stream().map(StatementFeatureGeneratorTest::described).toList();
  }

  private static List<String> described(SparseFeatures features) {
    List<String> described = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      described.add(features.group(i) + " " + features.index(i) + " on " + features.token(i));
    }
    return described;
  }

  private static Set<Integer> indices(SparseFeatures features) {
    Set<Integer> indices = new TreeSet<>();
    for (int i = 0; i < features.size(); i++) {
      indices.add(features.index(i));
    }
    return indices;
  }
}
