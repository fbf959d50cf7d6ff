package org.weerwoord.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.weerwoord.text.Article;
import org.weerwoord.text.ArticleDate;
import org.weerwoord.text.ArticleDate.Precision;

class ArticleDigestTest {
  private static final ArticleDate MONTH =
      new ArticleDate(LocalDate.of(2024, 1, 1), Precision.MONTH);
  private static final ArticleDate DAY = new ArticleDate(LocalDate.of(2024, 1, 1), Precision.DAY);

  private final ArticleDigest digest = new ArticleDigest("m", 0.5);

  @Test
  void changesWithWhateverReachesTheRows() {
    List<Article> articles =
        List.of(
            new Article("a", MONTH, "nl", "s", "u", "t", "x"),
            new Article("a", DAY, "nl", "s", "u", "t", "x"),
            new Article("a", null, "nl", "s", "u", "t", "x"),
            new Article("a", MONTH, "en", "s", "u", "t", "x"),
            new Article("a", MONTH, "nl", null, "u", "t", "x"),
            new Article("a", MONTH, "nl", "", "u", "t", "x"),
            new Article("a", MONTH, "nl", "s", null, "t", "x"),
            new Article("a", MONTH, "nl", "s", "u", null, "x"),
            new Article("a", MONTH, "nl", "s", "u", "t", "y"),
            new Article("a", MONTH, "nl", "su", null, "t", "x"));
    Stream<String> others =
        Stream.of(new ArticleDigest("n", 0.5), new ArticleDigest("m", 0.4))
            .map(other -> other.of(articles.get(0)));

    assertThat(Stream.concat(articles.stream().map(digest::of), others).toList())
        .doesNotHaveDuplicates()
        .allMatch(text -> text.matches("[0-9a-f]{32}"));
  }

  @Test
  void stays() {
    assertThat(digest.of(new Article("b", DAY, "nl", "s", "u", "t", "x")))
        .as("the id is no part of it")
        .isEqualTo(digest.of(new Article("a", DAY, "nl", "s", "u", "t", "x")));
  }
}
