package org.weerwoord.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentationInvariantsTest {

  private static final String[] ALPHABET = {
    "\"",
    "'",
    "“",
    "”",
    "„",
    "‘",
    "’",
    "‚",
    "«",
    "»",
    "‹",
    "›",
    ",,",
    "''",
    "``",
    ".",
    ".",
    "...",
    "…",
    "!",
    "?",
    "。",
    "！",
    "(",
    ")",
    "[",
    "]",
    "(...)",
    "-",
    "– ",
    "• ",
    ",",
    ":",
    " ",
    " ",
    " ",
    "\u00A0",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u2028",
    "\u2029",
    "\t",
    "a",
    "het",
    "De",
    "J",
    "Mr",
    "dr",
    "enz",
    "3",
    "19",
    "'s ",
    "é",
    "Ü",
    "東",
    "\uD83D\uDE00",
    "\uD83D",
    "\uFEFF",
    "/",
    "@",
    "iPhone"
  };

  @ParameterizedTest
  @EnumSource(Language.class)
  void holdForHostileStrings(Language language) {
    Random random = new Random(20260101);
    for (int round = 0; round < 4000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(60);
      for (int i = 0; i < length; i++) {
        text.append(ALPHABET[random.nextInt(ALPHABET.length)]);
      }
      int from = text.isEmpty() ? 0 : random.nextInt(text.length() + 1);
      check(language, text.toString(), round % 2 == 0 ? 0 : from);
    }
  }

  @Test
  void holdForTwoHundredThousandQuotationMarks() {
    for (String mark : List.of("\"", "“", "'", "«", "»", ",,", ".\" ", "“. ", "\" ", "”.A")) {
      check(Language.DUTCH, mark.repeat(200_000), 0);
    }
  }

  @Test
  void holdForAMegabyteWithoutSpaces() {
    for (String part : List.of("a", ".", "a.", "A.", "a.B", "(", ")", "(.", "1.", "。", "-", "'s")) {
      check(Language.GERMAN, part.repeat(1_000_000 / part.length()), 0);
    }
  }

  @Test
  void holdForWhiteSpaceBetweenStops() {
    check(Language.ENGLISH, ("J." + " ".repeat(50_000)).repeat(20), 0);
    check(Language.ENGLISH, "a\n".repeat(200_000), 0);
    check(Language.ENGLISH, ". \u00A0».".repeat(100_000), 0);
  }

  @Test
  void holdForAHundredThousandSentencesInAnUnclosedQuotation() {
    String text = "“" + "De raad vergadert. ".repeat(100_000);

    assertThat(check(Language.DUTCH, text, 0)).hasSize(100_000);
  }

  @Test
  void holdForManyParagraphsOfUnclosedQuotations() {
    check(Language.DUTCH, "“De raad vergadert.\n\n".repeat(50_000), 0);
    check(Language.DUTCH, "De “raad vergadert.\n\n".repeat(50_000), 0);
  }

  private static List<Span> check(Language language, String text, int from) {
    List<Span> sentences = SentenceSegmenter.of(language).segment(text, from);
    int last = from;
    for (Span sentence : sentences) {
      require(sentence.begin() >= last, "in order and without overlap", text, sentence);
      require(sentence.length() > 0, "not empty", text, sentence);
      requireBlank(text, last, sentence.begin());
      require(
          !TextCharacters.isSpace(text.charAt(sentence.begin()))
              && !TextCharacters.isSpace(text.charAt(sentence.end() - 1)),
          "trimmed",
          text,
          sentence);
      last = sentence.end();
    }
    requireBlank(text, last, text.length());

    List<Statement> statements = StatementExtractor.annotate(text, sentences);
    assertThat(statements).hasSameSizeAs(sentences);
    int ordinal = Statement.NO_QUOTATION;
    int paragraph = 0;
    for (int i = 0; i < statements.size(); i++) {
      Statement statement = statements.get(i);
      Span span = new Span(statement.begin(), statement.end());
      require(
          statement.position() == i && span.equals(sentences.get(i)),
          "a statement each",
          text,
          span);
      require(
          statement.text().equals(text.substring(span.begin(), span.end())),
          "as printed",
          text,
          span);
      require(
          statement.paragraph() == paragraph || statement.paragraph() == paragraph + 1,
          "in paragraphs counted on",
          text,
          span);
      paragraph = statement.paragraph();
      boolean quoted = statement.quoted() != Statement.Quoted.NONE;
      require(
          quoted == (statement.quotation() != Statement.NO_QUOTATION),
          "numbered if quoted",
          text,
          span);
      if (quoted) {
        require(statement.quotation() >= ordinal, "in quotations counted on", text, span);
        ordinal = statement.quotation();
      }
    }
    return sentences;
  }

  private static void requireBlank(String text, int begin, int end) {
    for (int at = begin; at < end; at++) {
      if (!TextCharacters.isSpace(text.charAt(at))) {
        throw new AssertionError("Character " + at + " lies in no sentence of: " + text);
      }
    }
  }

  /** Asserts without building a description for each of a million spans. */
  private static void require(boolean holds, String rule, String text, Span span) {
    if (!holds) {
      throw new AssertionError("Sentence " + span + " must be " + rule + " in: " + text);
    }
  }
}
