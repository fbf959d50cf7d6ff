package org.weerwoord.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nl | De minister ontkent alles en wijst de beschuldiging van de hand.",
        "nl | Volgens de burgemeester klopt er niets van de aantijgingen van de oppositie, die hem belangenvermenging verwijt.",
        "af | Die president het gesê dat hy nie weet wie die brief geskryf het nie, en dat die beskuldigings vals is.",
        "en | The mayor denied on Monday that she had ever spoken to the contractor about the tender.",
        "fr | Le ministre dément avoir reçu de l'argent et accuse l'opposition de calomnie.",
        "de | Der Minister weist die Vorwürfe zurück und spricht von einer gezielten Verleumdung.",
        "es | El ministro niega las acusaciones y acusa a la oposición de mentir a los ciudadanos.",
        "it | Il ministro respinge le accuse e parla di una campagna di fango contro il governo.",
        "pt | O ministro nega as acusações e diz que a oposição não tem provas nenhumas.",
        "ru | Министр отверг обвинения и заявил, что у оппозиции нет никаких доказательств.",
        "zh | 外交部发言人星期二否认了这些指控，并要求对方停止散布谣言和诽谤。",
      })
  void tellsLanguageOfSentence(String code, String sentence) {
    assertThat(LanguageDetector.detect(sentence)).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Nee.", "Belga", "12345 6789 2022 07 25 12345 6789", "!!!! ???? ----"})
  void leavesShortTextUndetermined(String text) {
    assertThat(LanguageDetector.detect(text)).isEqualTo("und");
  }

  @Test
  void looksAtTheBeginningOnly() {
    String dutch = "De woordvoerder van de stad spreekt de beschuldiging tegen. ".repeat(40);

    assertThat(LanguageDetector.detect(dutch + "The mayor denied it. ".repeat(10_000)))
        .isEqualTo("nl");
  }

  @Test
  void cutsNoPairOfSurrogates() {
    String text = "x" + "\uD83D\uDE00".repeat(LanguageDetector.MAX_CHARS);

    assertThat(LanguageDetector.detect(text)).isEqualTo("und");
  }

  @Test
  void givesSameAnswerInSeveralThreads() {
    List<String> codes =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(
                i ->
                    LanguageDetector.detect(
                        i % 2 == 0
                            ? "De minister ontkent alles en wijst de beschuldiging van de hand."
                            : "Der Minister weist die Vorwürfe der Opposition entschieden zurück."))
            .toList();

    assertThat(codes)
        .isEqualTo(IntStream.range(0, 64).mapToObj(i -> i % 2 == 0 ? "nl" : "de").toList());
  }

  @Test
  void tellsLanguageOfArticlesOfTheCorpus() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<String> wrong = new ArrayList<>();
    int articles = 0;
    for (String name : List.of("nl-a", "nl-j", "en-a", "en-d", "fr-a", "fr-c", "de-a", "de-c")) {
      for (String line : Files.readAllLines(Path.of("..", "seeds", "corpus", name + ".jsonl"))) {
        JsonNode article = mapper.readTree(line);
        StringBuilder text = new StringBuilder(article.get("title").asText());
        article.get("paragraphs").forEach(p -> p.forEach(s -> text.append(' ').append(s.asText())));
        articles++;
        if (!LanguageDetector.detect(text.toString()).equals(article.get("lang").asText())) {
          wrong.add(article.get("id").asText());
        }
      }
    }

    assertThat(articles).isGreaterThan(300);
    assertThat(wrong).isEmpty();
  }
}
