package org.weerwoord.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.classifiers.StackedModelFile;
import org.weerwoord.evaluation.CorpusArticle;
import org.weerwoord.text.Article;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;

class StatementSchemaTest {

  private static final List<String> NAMES = List.of("speaker", "speaker_cue", "source", "target");

  @ParameterizedTest
  @ValueSource(strings = {"nl-f", "en-d", "fr-c", "de-c"})
  void namesOfCorpusArticlesStandInTheTextAtTheirOffsets(String file) throws IOException {
    StackedModelFile model = StackedModelFile.bundled();
    Labeller labeller = model.labeller(model.classifier());
    int named = 0;
    for (Article article : articles(file)) {
      List<Statement> statements = StatementExtractor.extract(article);
      List<Row> rows =
          StatementSchema.rows(
              article,
              statements,
              labeller.label(statements, article.language()),
              "m",
              "d",
              null,
              new int[statements.size()]);
      for (Row row : rows) {
        for (String column : NAMES) {
          int at = StatementSchema.SCHEMA.fieldIndex(column);
          if (!row.isNullAt(at)) {
            assertThat(article.fullText().substring(row.getInt(at + 1), row.getInt(at + 2)))
                .as("%s of %s in %s", column, row.getString(11), article.id())
                .isEqualTo(row.getString(at))
                .isNotBlank();
            named++;
          }
        }
      }
    }
    assertThat(named).isGreaterThan(200);
  }

  private static List<Article> articles(String file) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("../seeds/corpus", file + ".jsonl"))) {
      return lines
          .limit(25)
          .map(CorpusArticle::parse)
          .map(
              corpus ->
                  new Article(
                      corpus.id(),
                      null,
                      corpus.lang(),
                      null,
                      null,
                      corpus.title(),
                      corpus.paragraphs().stream()
                          .map(sentences -> String.join(" ", sentences))
                          .collect(Collectors.joining("\n\n"))))
          .toList();
    }
  }
}
