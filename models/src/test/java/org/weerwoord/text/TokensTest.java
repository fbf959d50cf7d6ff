package org.weerwoord.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

  @Test
  void givesOffsetsInTheTextAndFormsInLowerCase() {
    Tokens tokens = Tokens.of(" De Raad,  ÉÉN! ", Language.DUTCH);

    assertThat(tokens.size()).isEqualTo(5);
    assertThat(tokens.text()).isEqualTo(" De Raad,  ÉÉN! ");
    assertThat(spans(tokens))
        .containsExactly(
            new Span(1, 3), new Span(4, 8), new Span(8, 9), new Span(11, 14), new Span(14, 15));
    assertThat(forms(tokens)).containsExactly("de", "raad", ",", "één", "!");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          zo'n auto's          | zo'n/auto's
          oud-minister         | oud-minister
          Jan-Peter's          | jan-peter's
          don't                | don't
          'wel                 | '/wel
          de jongens' fiets    | de/jongens/'/fiets
          links- en rechtsaf   | links/-/en/rechtsaf
          -5                   | -/5
          a--b                 | a/-/-/b
          van 1990-1995        | van/1990-1995
          """)
  void keepsApostrophesAndHyphensBetweenLetters(String text, String expected) {
    assertThat(forms(Tokens.of(text, Language.DUTCH))).containsExactly(expected.split("/"));
  }

  @Test
  void makesTypographicApostrophesStraightInFormsOnly() {
    Tokens tokens = Tokens.of("zo’n", Language.DUTCH);

    assertThat(forms(tokens)).containsExactly("zo'n");
    assertThat(tokens.text().substring(tokens.begin(0), tokens.end(0))).isEqualTo("zo’n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u2010", "\u2011"})
  void joinsWordsAtTypographicHyphens(String hyphen) {
    assertThat(Tokens.of("oud" + hyphen + "minister", Language.DUTCH).size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          l'accusation         | l'/accusation
          L’ONU n’a            | l'/onu/n'/a
          qu'il                | qu'/il
          Qu'elle              | qu'/elle
          lorsqu'on            | lorsqu'/on
          jusqu'à              | jusqu'/à
          quoiqu'il            | quoiqu'/il
          d'aujourd'hui        | d'/aujourd'hui
          aujourd'hui          | aujourd'hui
          c'est-à-dire         | c'/est-à-dire
          a-t-il               | a-t-il
          """)
  void endsElidedFrenchWordsAtTheirApostrophe(String text, String expected) {
    assertThat(forms(Tokens.of(text, Language.FRENCH))).containsExactly(expected.split("/"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Language.class,
      names = {"DUTCH", "ENGLISH", "GERMAN", "OTHER"})
  void elidesInFrenchOnly(Language language) {
    assertThat(forms(Tokens.of("d'accord", language))).containsExactly("d'accord");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          37 doden             | 37/doden
          3,5 2.000            | 3/,/5/2/./000
          F-16 4x4 B2B         | f-16/4x4/b2b
          50%                  | 50/%
          ٣٤                   | ٣٤
          """)
  void takesDigitsForPartsOfWords(String text, String expected) {
    Tokens tokens = Tokens.of(text, Language.DUTCH);

    assertThat(forms(tokens)).containsExactly(expected.split("/"));
    assertThat(tokens.isWord(0)).isTrue();
  }

  @Test
  void makesATokenOfEachEmoji() {
    Tokens tokens = Tokens.of("nee😡👍🏽ja", Language.DUTCH);

    assertThat(forms(tokens)).containsExactly("nee", "😡", "👍", "🏽", "ja");
    assertThat(spans(tokens))
        .containsExactly(
            new Span(0, 3), new Span(3, 5), new Span(5, 7), new Span(7, 9), new Span(9, 11));
    assertThat(tokens.isWord(0)).isTrue();
    assertThat(tokens.isWord(1)).isFalse();
  }

  @Test
  void keepsLettersOutsideTheBasicPlaneInTheirWord() {
    Tokens tokens = Tokens.of("x-\uD835\uDC00\uD835\uDC01", Language.OTHER);

    assertThat(spans(tokens)).containsExactly(new Span(0, 6));
  }

  @Test
  void keepsCombiningMarksWithTheirLetter() {
    Tokens tokens = Tokens.of("cafe\u0301 voo\u0301r हिन्दी", Language.DUTCH);

    assertThat(spans(tokens))
        .containsExactly(new Span(0, 5), new Span(6, 11), new Span(12, 12 + "हिन्दी".length()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D", "\uDE21"})
  void makesATokenOfALoneSurrogate(String surrogate) {
    assertThat(spans(Tokens.of("a" + surrogate + "b", Language.DUTCH)))
        .containsExactly(new Span(0, 1), new Span(1, 2), new Span(2, 3));
    assertThat(spans(Tokens.of("a-" + surrogate, Language.DUTCH)))
        .containsExactly(new Span(0, 1), new Span(1, 2), new Span(2, 3));
  }

  @Test
  void tellsCapitalisedWords() {
    Tokens tokens = Tokens.of("Élise zegt 5 \uD801\uDC00", Language.DUTCH);

    assertThat(tokens.isCapitalised(0)).isTrue();
    assertThat(tokens.isCapitalised(1)).isFalse();
    assertThat(tokens.isCapitalised(2)).isFalse();
    assertThat(tokens.isCapitalised(3)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00a0\u202f\u2003\n\t\r"})
  void findsNothingInWhiteSpace(String text) {
    assertThat(Tokens.of(text, Language.FRENCH).size()).isZero();
  }

  @Test
  void growsWithTextsOfManyShortTokens() {
    Tokens tokens = Tokens.of("!".repeat(1000), Language.DUTCH);

    assertThat(tokens.size()).isEqualTo(1000);
    assertThat(tokens.begin(999)).isEqualTo(999);
    assertThat(tokens.form(999)).isEqualTo("!");
  }

  private static List<String> forms(Tokens tokens) {
    List<String> forms = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      forms.add(tokens.form(i));
    }
    return forms;
  }

  private static List<Span> spans(Tokens tokens) {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      spans.add(new Span(tokens.begin(i), tokens.end(i)));
    }
    return spans;
  }
}
