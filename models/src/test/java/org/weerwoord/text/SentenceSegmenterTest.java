package org.weerwoord.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SentenceSegmenterTest {

  static Stream<Arguments> rows() throws IOException {
    List<Arguments> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    SentenceSegmenterTest.class.getResourceAsStream("sentences.tsv")),
                StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isEmpty() || line.charAt(0) == '#') {
          continue;
        }
        rows.add(Arguments.of((Object[]) line.split("\t", -1)));
      }
    }
    return rows.stream();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("rows")
  void splitsWhereAReaderWould(String lang, String about, String row) {
    String marked = row.replace("\\n", "\n").replace("\\r", "\r").replace('~', '\u00A0');
    List<String> expected = Arrays.stream(marked.split("\\|", -1)).map(String::strip).toList();
    String text = marked.replace("\n | ", "\n").replace(" | ", " ").replace("|", "");

    assertThat(sentences(Language.of(lang), text)).as(about).isEqualTo(expected);
  }

  @Test
  void tableCoversEveryLanguage() throws IOException {
    List<Object> languages = rows().map(row -> row.get()[0]).toList();

    assertThat(languages).hasSizeGreaterThan(120).contains("nl", "en", "fr", "de", "und");
  }

  @Test
  void beginsAtTheOffset() {
    List<Span> sentences =
        SentenceSegmenter.of(Language.DUTCH).segment("Kop. Twee.\n\nDe zin. Nog een.", 12);

    assertThat(sentences).containsExactly(new Span(12, 19), new Span(20, 28));
  }

  @Test
  void findsNoSentenceInWhiteSpace() {
    assertThat(sentences(Language.ENGLISH, " \u00A0\r\n\t\u2003 ")).isEmpty();
    assertThat(sentences(Language.ENGLISH, "")).isEmpty();
  }

  @Test
  void handsOutOneInstancePerLanguage() {
    assertThat(SentenceSegmenter.of(Language.FRENCH))
        .isSameAs(SentenceSegmenter.of(Language.FRENCH));
  }

  @Test
  void refusesAnOffsetOutsideTheText() {
    SentenceSegmenter segmenter = SentenceSegmenter.of(Language.DUTCH);

    assertThatThrownBy(() -> segmenter.segment("Kort.", 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Offset to segment from must lie in 0..5, the length of the text, but is 6");
  }

  private static List<String> sentences(Language language, String text) {
    return SentenceSegmenter.of(language).segment(text, 0).stream()
        .map(sentence -> text.substring(sentence.begin(), sentence.end()))
        .toList();
  }
}
