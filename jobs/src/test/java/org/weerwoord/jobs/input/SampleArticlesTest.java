package org.weerwoord.jobs.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.weerwoord.jobs.SparkSessionExtension;
import org.weerwoord.text.Article;

@ExtendWith(SparkSessionExtension.class)
class SampleArticlesTest {

  @Test
  void readsEverySample(SparkSession spark) {
    String folder = Path.of("..", "seeds", "samples").toAbsolutePath().normalize().toString();
    ArticleReader reader = ArticleReader.open(spark, InputOptions.of(folder));
    RecordParser parser = reader.parser();

    List<InputRecord> records = reader.raw().collectAsList().stream().map(parser::parse).toList();

    assertThat(records).allMatch(r -> r.reason() == null && !r.dateUnreadable());
    assertThat(records.stream().map(InputRecord::article))
        .extracting(Article::id, Article::lang, a -> a.date() == null ? "" : a.date().toString())
        .containsExactlyInAnyOrder(
            tuple("nl-a-026", "nl", "ArticleDate[day=2024-12-30, precision=DAY]"),
            tuple("en-a-004", "en", "ArticleDate[day=1998-11-05, precision=DAY]"),
            tuple("fr-a-029", "fr", "ArticleDate[day=2013-02-19, precision=DAY]"),
            tuple("nl-d-012", "nl", "ArticleDate[day=2014-02-12, precision=DAY]"),
            tuple("de-a-034", "de", "ArticleDate[day=2006-06-20, precision=DAY]"),
            tuple("nl-b-017", "nl", "ArticleDate[day=2020-11-06, precision=DAY]"),
            tuple("fr-b-026", "fr", "ArticleDate[day=2014-11-22, precision=DAY]"),
            tuple("nl-a-009", "nl", "ArticleDate[day=2024-03-01, precision=MONTH]"),
            tuple("de-a-011", "de", ""));
    assertThat(reader.skipped()).hasSize(1).allMatch(s -> s.contains("/README.md: "));
  }

  @Test
  void readsSeedArticle(SparkSession spark) {
    String folder = Path.of("..", "seeds", "articles").toAbsolutePath().normalize().toString();
    ArticleReader reader = ArticleReader.open(spark, InputOptions.of(folder));

    Article article = reader.parser().parse(reader.raw().first()).article();

    assertThat(article.id()).isEqualTo("belgium-china-2022-07");
    assertThat(article.lang()).isEqualTo("nl");
    assertThat(article.date()).hasToString("ArticleDate[day=2022-07-01, precision=MONTH]");
    assertThat(article.text()).startsWith("China reageert kwaad");
  }
}
