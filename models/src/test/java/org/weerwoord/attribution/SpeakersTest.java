package org.weerwoord.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weerwoord.attribution.Speakers.Speaker;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;
import org.weerwoord.text.Tokens;

/**
 * Reads {@code cases.LANGUAGE.jsonl}: one short text a line, with the speaker and the reporting
 * words ({@code cue}) of one of its statements, each for a kind of construction ({@code pattern}).
 * A line with {@code known_failure} must still fail, so that the field goes when it is solved.
 */
final class SpeakersTest {

  private static final Set<String> ARTICLES =
      Set.of(
          "de", "het", "een", "van", "der", "den", "the", "a", "an", "of", "le", "la", "les", "l",
          "un", "une", "des", "du", "d", "die", "das", "dem", "ein", "eine", "einen", "zijn",
          "haar", "his", "her", "its");

  /** A line of a case file. */
  record Case(
      String language,
      String pattern,
      String text,
      int statement,
      String speaker,
      String cue,
      String knownFailure) {
    @Override
    public String toString() {
      return language + ", " + pattern + ": " + text;
    }
  }

  static List<Case> cases() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Case> cases = new ArrayList<>();
    for (String language : List.of("nl", "en", "fr", "de")) {
      String name = "cases." + language + ".jsonl";
      try (InputStream stream = SpeakersTest.class.getResourceAsStream(name);
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (!line.isBlank()) {
            JsonNode fields = json.readTree(line);
            cases.add(
                new Case(
                    language,
                    fields.get("pattern").asText(),
                    fields.get("text").asText(),
                    fields.get("statement").asInt(),
                    fields.get("speaker").asText(),
                    fields.get("cue").asText(),
                    fields.path("known_failure").asText()));
          }
        }
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsWhoSpeaksByWhichWords(Case expected) {
    ArticleReading reading = read(expected.language(), expected.text());
    Speaker speaker = Speakers.of(ArticleActors.of(reading)).get(expected.statement());

    String named = speaker.actor() == null ? "" : name(speaker.actor().best());
    // A government may be named by its seat in this statement and by its country elsewhere.
    boolean here =
        speaker.actor() != null
            && speaker.mention() != null
            && sharesHalf(expected.speaker(), speaker.mention().text());
    boolean found =
        (here || sharesHalf(expected.speaker(), named))
            && hasCue(expected.cue(), cue(reading.tokens(expected.statement()), speaker));

    String what = "speaker " + named + ", " + cue(reading.tokens(expected.statement()), speaker);
    assertThat(found).as(what).isEqualTo(expected.knownFailure().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "en", "fr", "de"})
  void readsLongSentencesInLinearTime(String language) {
    String part =
        "zegt X, said Jan Peeters, “dit” a dit Anne Martin, sagte Eva Braun door de man, ";
    ArticleReading reading = read(language, part.repeat(10_000));

    Assertions.assertTimeout(Duration.ofSeconds(30), () -> Speakers.of(ArticleActors.of(reading)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "“", "”", ":", "– X", "“ ” : –", "zegt", "a-t-il", "so so", "said ,"})
  void readsOddTexts(String text) {
    for (String language : List.of("nl", "en", "fr", "de", "xx")) {
      assertThatCode(() -> Speakers.of(ArticleActors.of(read(language, text))))
          .doesNotThrowAnyException();
    }
  }

  private static ArticleReading read(String language, String text) {
    Article article = new Article("case", null, language, null, null, null, text);
    List<Statement> statements = StatementExtractor.extract(article);
    return ArticleReading.of(statements, Language.of(language));
  }

  private static String name(Mention mention) {
    boolean named = mention.hasName() && mention.kind() != Mention.Kind.PAIR;
    return named ? mention.text().substring(mention.nameBegin() - mention.begin()) : mention.text();
  }

  private static String cue(Tokens tokens, Speaker speaker) {
    return speaker.cue() == null
        ? ""
        : tokens
            .text()
            .substring(tokens.begin(speaker.cue().begin()), tokens.end(speaker.cue().end() - 1));
  }

  private static boolean hasCue(String expected, String found) {
    return expected.isEmpty()
        ? found.isEmpty()
        : found.toLowerCase(Locale.ROOT).contains(expected.toLowerCase(Locale.ROOT));
  }

  /** Compares by the rule of the evaluation: without articles, F of the words at least one half. */
  private static boolean sharesHalf(String expected, String found) {
    List<String> left = words(expected);
    List<String> right = words(found);
    if (left.isEmpty() || right.isEmpty()) {
      return left.isEmpty() && right.isEmpty();
    }
    int sum = left.size() + right.size();
    int common = 0;
    for (String word : right) {
      common += left.remove(word) ? 1 : 0;
    }
    return 4 * common >= sum;
  }

  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    for (String word : name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_]+", -1)) {
      if (!word.isEmpty() && !ARTICLES.contains(word)) {
        words.add(word);
      }
    }
    return words;
  }
}
