package org.weerwoord.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The corpus was split by hand; what is left are headings joined to text and places before it. */
class SegmentationOfCorpusTest {

  private static final Path CORPUS = Path.of("..", "seeds", "corpus");

  @ParameterizedTest
  @CsvSource({"nl, 0.992", "en, 0.983", "fr, 0.997", "de, 0.983"})
  void findsTheSentencesOfTheCorpusExactly(String lang, double share) throws IOException {
    SentenceSegmenter segmenter = SentenceSegmenter.of(Language.of(lang));
    int found = 0;
    int all = 0;
    for (JsonNode article : articles(lang)) {
      StringBuilder text = new StringBuilder();
      List<Span> expected = new ArrayList<>();
      for (JsonNode paragraph : article.get("paragraphs")) {
        text.append(text.isEmpty() ? "" : "\n\n");
        boolean first = true;
        for (JsonNode sentence : paragraph) {
          text.append(first ? "" : " ");
          first = false;
          int begin = text.length();
          text.append(sentence.asText());
          expected.add(new Span(begin, text.length()));
        }
      }
      Set<Span> sentences = new HashSet<>(segmenter.segment(text.toString(), 0));
      all += expected.size();
      found += (int) expected.stream().filter(sentences::contains).count();
    }

    assertThat(found / (double) all)
        .as("share of %s sentences found of %d", lang, all)
        .isGreaterThan(share);
  }

  private static List<JsonNode> articles(String lang) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(CORPUS)) {
      files =
          entries
              .filter(file -> file.getFileName().toString().startsWith(lang + "-"))
              .sorted()
              .toList();
    }
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> articles = new ArrayList<>();
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        articles.add(mapper.readTree(line));
      }
    }
    return articles;
  }
}
