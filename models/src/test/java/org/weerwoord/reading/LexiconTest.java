package org.weerwoord.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

class LexiconTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          leugen      | een Leugen           | 1..2
          leugen      | leugens              |
          leugen*     | Leugenaars liegen    | 0..1
          leugen*     | leugen               | 0..1
          leugen*     | aartsleugen          |
          *leugen     | een AARTSleugen      | 1..2
          *leugen     | leugen               | 0..1
          *leugen     | leugens              |
          *leugen*    | aartsleugenaars      | 0..1
          *leugen*    | leugen               | 0..1
          *leugen*    | een waarheid         |
          zo’n leugen | zo'n leugen          | 0..2
          ZO'N        | zo’n                 | 0..1
          niet waar   | waar niet waar is    | 1..3
          niet waar   | niet altijd waar     |
          niet* *waar | nietes onwaar        | 0..2
          """)
  void matchesWholeTokensPrefixesSuffixesAndInfixes(
      String pattern, String text, String expectedMatches) {
    assertThat(matches(read("LIE\t" + pattern), text))
        .containsExactlyElementsOf(expected("LIE", expectedMatches));
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "1, 3", "8, 10", "9, -1"})
  void letsAGapCoverUpToEightTokens(int between, int end) {
    List<String> found = matches(read("DENY\twijst … af"), "wijst " + "x ".repeat(between) + "af");

    assertThat(found).containsExactlyElementsOf(end < 0 ? List.of() : List.of("DENY 0.." + end));
  }

  @Test
  void looksPastABeginningOfWhatFollowsTheGap() {
    Lexicon<Cue> lexicon = read("DENY\twijst … van de hand");

    assertThat(matches(lexicon, "wijst de klacht van de raad van de hand"))
        .containsExactly("DENY 0..9");
  }

  @Test
  void looksForEachOfSeveralGaps() {
    Lexicon<Cue> lexicon = read("DENY\twijst … klacht* … af van");

    assertThat(matches(lexicon, "wijst elke klacht af en de klachten af van links"))
        .containsExactly("DENY 0..9");
    assertThat(matches(lexicon, "wijst af klacht")).isEmpty();
  }

  @Test
  void reportsOverlappingMatchesInTheOrderOfTheirFirstToken() {
    Lexicon<Cue> lexicon =
        read("# comment\n\nLIE\tpure leugen*\nWRONG\tleugen*\nNEGATION\tgeen\r\nLIE\t*en");

    assertThat(matches(lexicon, "geen pure leugens"))
        .containsExactly("NEGATION 0..1", "LIE 0..1", "LIE 1..3", "WRONG 2..3");
  }

  @Test
  void findsNoPrefixInPunctuation() {
    assertThat(matches(read("QUESTION_WORD\t?"), "wat ?")).containsExactly("QUESTION_WORD 1..2");
    assertThat(matches(read("LIE\tleugen*"), "- !")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          DUTCH   | DENY   | De wethouder wijst de klachten van de bewoners van de hand.
          DUTCH   | DENY   | Wij wijzen dat verwijt van de hand.
          DUTCH   | ACCUSE | Zij wijst zoals altijd met de vinger naar de buren.
          GERMAN  | ACCUSE | Der Verein wirft der Stadt Untätigkeit vor.
          GERMAN  | DENY   | Die Firma wies die Darstellung am Abend zurück.
          FRENCH  | ACCUSE | Le rapport met gravement en cause la mairie.
          FRENCH  | ACCUSE | L'enquête a mis l'entreprise en cause.
          ENGLISH | ACCUSE | The union pointed the finger at the board.
          """)
  void findsSeparatedVerbsInTheBundledLexicons(Language language, Cue cue, String text) {
    Set<Cue> found = EnumSet.noneOf(Cue.class);
    Cue.lexicon(language).scan(Tokens.of(text, language), (match, begin, end) -> found.add(match));

    assertThat(found).contains(cue);
  }

  @Test
  void knowsNothingOfOtherLanguages() {
    List<Cue> found = new ArrayList<>();
    Cue.lexicon(Language.OTHER)
        .scan(
            Tokens.of("They deny it, zij ontkennen", Language.OTHER),
            (cue, begin, end) -> found.add(cue));

    assertThat(found).isEmpty();
  }

  @Test
  void refusesAnUnknownConcept() {
    assertThatThrownBy(() -> read("# first\nDENIES\tontkent"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Lexicon test.tsv, line 2 names an unknown concept 'DENIES'");
  }

  @Test
  void refusesALineWithoutTab() {
    assertThatThrownBy(() -> read("DENY ontkent"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Lexicon test.tsv, line 1 must be concept<TAB>pattern, but is 'DENY ontkent'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {"… van de hand", "van  de hand", "'' ", "** de hand"})
  void refusesALeadingGapAndEmptyTokens(String pattern) {
    String written = pattern.equals("''") ? "" : pattern;
    assertThatThrownBy(() -> read("DENY\t" + written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Lexicon test.tsv, line 1 has a pattern that begins with a gap or has an empty token:"
                + " '"
                + written
                + "'");
  }

  @Test
  void refusesATrailingGap() {
    assertThatThrownBy(() -> read("DENY\twijst …"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Lexicon test.tsv, line 1 has a pattern that ends with a gap: 'wijst …'");
  }

  private static Lexicon<Cue> read(String lines) {
    return Lexicon.read("test.tsv", new StringReader(lines), Cue.class);
  }

  private static List<String> matches(Lexicon<Cue> lexicon, String text) {
    List<String> matches = new ArrayList<>();
    lexicon.scan(
        Tokens.of(text, Language.DUTCH),
        (cue, begin, end) -> matches.add(cue + " " + begin + ".." + end));
    return matches;
  }

  private static List<String> expected(String cue, String match) {
    return match == null ? List.of() : List.of(cue + " " + match);
  }
}
