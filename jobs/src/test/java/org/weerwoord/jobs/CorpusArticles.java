package org.weerwoord.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The articles of the corpus as input for {@code label}. */
final class CorpusArticles {
  private static final Path CORPUS = Path.of("..", "seeds", "corpus");

  private CorpusArticles() {}

  /** Returns all of them, of all languages, in the order of their files. */
  static List<ObjectNode> all() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<ObjectNode> articles = new ArrayList<>();
    try (Stream<Path> files = Files.list(CORPUS)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode annotated = json.readTree(line);
          ObjectNode article = json.createObjectNode();
          for (String field : List.of("id", "lang", "date", "title")) {
            article.set(field, annotated.get(field));
          }
          articles.add(article.put("text", text(annotated.get("paragraphs"))));
        }
      }
    }
    return articles;
  }

  private static String text(JsonNode paragraphs) {
    return elements(paragraphs)
        .map(
            sentences -> elements(sentences).map(JsonNode::asText).collect(Collectors.joining(" ")))
        .collect(Collectors.joining("\n\n"));
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
