package org.weerwoord.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementExtractorTest {

  @Test
  void keepsATitleOfSeveralSentencesAsOneStatement() {
    List<Statement> statements =
        StatementExtractor.extract(article(" Wie? Wij! ", "De raad zwijgt. Niemand komt."));

    assertThat(statements)
        .extracting(Statement::text)
        .containsExactly("Wie? Wij!", "De raad zwijgt.", "Niemand komt.");
    assertThat(statements).extracting(Statement::position).containsExactly(0, 1, 2);
    assertThat(statements).extracting(Statement::paragraph).containsExactly(0, 1, 1);
    assertThat(statements.get(0).begin()).isEqualTo(1);
  }

  @Test
  void countsParagraphsFromTheBodyWithoutTitle() {
    List<Statement> statements =
        StatementExtractor.extract(article(null, "\n\nEen zin. Nog een.\n\nNieuwe alinea."));

    assertThat(statements).extracting(Statement::paragraph).containsExactly(0, 0, 1);
  }

  @Test
  void findsNothingInAnEmptyArticle() {
    assertThat(StatementExtractor.extract(article(null, " \n "))).isEmpty();
  }

  @Test
  void leavesPlainSentencesWithoutQuotation() {
    assertQuotations("De auto's van 's lands bestuur staan stil.", "none -1");
  }

  @Test
  void callsAQuotationWithItsReportingClausePartlyQuoted() {
    assertQuotations("“Wij wisten niets”, zegt de baas.", "partly 0");
  }

  @Test
  void sharesOneOrdinalAmongTheSentencesOfAQuotation() {
    assertQuotations(
        "Hij zei: “Ik was er niet. Ik sliep. Vraag het haar.” Daarna zweeg hij.",
        "partly 0",
        "wholly 0",
        "wholly 0",
        "none -1");
  }

  @Test
  void endsAQuotationInTheSentenceWithTheReportingClause() {
    assertQuotations("‘Ik was er niet. Ik sliep’, zei hij.", "wholly 0", "partly 0");
  }

  @Test
  void countsAnInterruptedQuotationOnce() {
    assertQuotations("“Wij waren bang”, zegt Hanne, “en moe. Heel moe.”", "partly 0", "wholly 0");
  }

  @Test
  void countsTheNextQuotationOfTheSameSpeakerAnew() {
    assertQuotations("“Nee”, zei ze. “Dat kan niet.” “Nooit.”", "partly 0", "wholly 1", "wholly 2");
  }

  @Test
  void countsAScareQuoteAsAQuotation() {
    assertQuotations("De ‘expert’ zweeg. Een „misser“ was het.", "partly 0", "partly 1");
  }

  @Test
  void takesNestedMarksAsPartOfTheOuterQuotation() {
    assertQuotations("“Zij riep ‘stop’. Ik ging door.”", "wholly 0", "wholly 0");
    assertQuotations("‘Zij riep “stop”. Ik ging door.’", "wholly 0", "wholly 0");
  }

  @Test
  void keepsAnApostropheInsideSingleMarks() {
    assertQuotations("‘De auto’s staan stil. Zo’n dag is het’, zei hij.", "wholly 0", "partly 0");
    assertQuotations("'I can't. It's late,' he said.", "wholly 0", "partly 0");
  }

  @Test
  void continuesAQuotationInAParagraphThatOpensWithAMark() {
    assertQuotations(
        "“Wij betalen niet.\n\n“Wij gaan naar huis.” Dat was alles.",
        "wholly 0",
        "wholly 0",
        "none -1");
  }

  @Test
  void continuesAQuotationThatIsClosedInTheNextParagraph() {
    assertQuotations(
        "« Nous partons.\n\nNous ne payons pas. » Il sort.", "wholly 0", "wholly 0", "none -1");
  }

  @Test
  void endsAnUnclosedQuotationWithItsParagraph() {
    assertQuotations(
        "“Wij betalen niet. Nooit.\n\nDe raad zwijgt. Een “expert” ook.",
        "wholly 0",
        "wholly 0",
        "none -1",
        "partly 1");
  }

  @Test
  void beginsAnewWhereASentenceOpensWhileAnotherQuotationIsUnclosed() {
    assertQuotations("“Wij betalen niet. “Nooit”, zei hij.", "wholly 0", "partly 1");
  }

  @Test
  void readsTheMarksOfEveryPress() {
    assertQuotations(",,Weg hier'', zei hij. Stil.", "partly 0", "none -1");
    assertQuotations("„Nein!“, sagte er. Stille.", "partly 0", "none -1");
    assertQuotations("»Nein. Nie«, sagte er. Stille.", "wholly 0", "partly 0", "none -1");
    assertQuotations("«Non», dit-il. Silence.", "partly 0", "none -1");
    assertQuotations("\u00AB\u00A0Non\u00A0! \u00BB, dit-il. Silence.", "partly 0", "none -1");
    assertQuotations("\"No. Never,\" he said. Silence.", "wholly 0", "partly 0", "none -1");
    assertQuotations("”Nej”, sade han. Tyst.", "partly 0", "none -1");
    assertQuotations("Er sprach von ‚Betrug‘. Stille.", "partly 0", "none -1");
    assertQuotations("Il parle d’‹ erreur ›. Silence.", "partly 0", "none -1");
  }

  @Test
  void annotatesGivenSentences() {
    String text = "Kop\n\n“Ja. Nee.”";

    List<Statement> statements =
        StatementExtractor.annotate(text, List.of(new Span(0, 3), new Span(5, 14)));

    assertThat(statements)
        .containsExactly(
            new Statement(
                0, 0, 0, 3, "Kop", Statement.Quoted.NONE, Statement.NO_QUOTATION, List.of()),
            new Statement(
                1,
                1,
                5,
                14,
                "“Ja. Nee.”".substring(0, 9),
                Statement.Quoted.WHOLLY,
                0,
                List.of(new Span(1, 9))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "„Das stimmt nicht“, sagte Weber. | Das stimmt nicht",
        "»Das stimmt nicht«, sagte Weber. | Das stimmt nicht",
        "« Faux », répond la ministre. | Faux",
        "The ministers’ lawyers called it “absurd” and left. | absurd",
        "‘’s Avonds was het stil’, zegt Jans. | ’s Avonds was het stil",
        ",,Klopt niet'', zei hij. | Klopt niet",
        "“Nee”, zegt zij, “nooit.” | Nee;nooit.",
        "Niemand zei iets. | ''",
      })
  void tellsWhatStandsInQuotationMarks(String text, String parts) {
    Statement statement =
        StatementExtractor.annotate(text, List.of(new Span(0, text.length()))).get(0);

    assertThat(
            statement.quotedParts().stream()
                .map(part -> text.substring(part.begin(), part.end()).strip())
                .collect(Collectors.joining(";")))
        .isEqualTo(parts);
  }

  @Test
  void refusesSentencesThatOverlapOrLeaveTheText() {
    assertThatThrownBy(
            () -> StatementExtractor.annotate("Ja. Nee.", List.of(new Span(0, 3), new Span(2, 8))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Sentence 1 must lie in 3..8, after the sentence before and within the text,"
                + " but is 2..8");
    assertThatThrownBy(() -> StatementExtractor.annotate("Ja.", List.of(new Span(0, 4))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Sentence 0 must lie in 0..3, after the sentence before and within the text,"
                + " but is 0..4");
  }

  private static void assertQuotations(String text, String... expected) {
    assertThat(StatementExtractor.extract(article(null, text)))
        .extracting(statement -> statement.quoted().text() + " " + statement.quotation())
        .as(text)
        .containsExactly(expected);
  }

  private static Article article(String title, String text) {
    return new Article("a", null, "nl", null, null, title, text);
  }
}
