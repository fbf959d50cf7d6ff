package org.weerwoord.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.AttributionExamples;
import org.weerwoord.attribution.LabelledRoles;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Language;
import org.weerwoord.text.Span;
import org.weerwoord.text.StatementLabel;

final class CorpusArticleTest {

  private static final String ARTICLE =
      "{'id':'c-1','lang':'nl','date':'2011-05-06','genre':'wire','domain':'sport',"
          + "'title':'Kop 🚲','paragraphs':[['Een.','Twee 🚲.'],['Drie.']],'labels':[%s]}";

  @Test
  void laysOutTitleParagraphsAndSentences() {
    CorpusArticle article =
        parse(
            ARTICLE.formatted(
                "{'i':2,'label':'accusation','also':'','source':'de bond','target':'Sel',"
                    + "'answers':null},{'i':3,'label':'denial','source':'Sel','answers':2}"));

    assertThat(article.fullText()).isEqualTo("Kop 🚲\n\nEen. Twee 🚲.\n\nDrie.");
    assertThat(article.spans())
        .containsExactly(new Span(0, 6), new Span(8, 12), new Span(13, 21), new Span(23, 28));
    assertThat(article.labels())
        .containsExactly(
            StatementLabel.NONE,
            StatementLabel.NONE,
            StatementLabel.ACCUSATION,
            StatementLabel.DENIAL);
    assertThat(article.toGold().statement(2)).isEqualTo("Twee 🚲.");
    assertThat(article.toGold().labels().get(3).answers()).isEqualTo(2);
  }

  @Test
  void errorsNameArticleAndField() {
    assertFails(
        ARTICLE.formatted("{'i':4,'label':'none'}"),
        "Corpus article 'c-1': labels[0].i must be the index of a statement of the article, from 0"
            + " to 3, but is 4");
    assertFails(
        ARTICLE.formatted("{'i':1,'label':'denial','answers':9}"),
        "Corpus article 'c-1': labels[0].answers must be the index of a statement of the article,"
            + " from 0 to 3, but is 9");
    assertFails(
        ARTICLE.formatted("").replace("'Een.'", "''"),
        "Corpus article 'c-1': paragraphs[0][0] must be a text that is not blank, but is \"\"");
    assertFails(
        ARTICLE.formatted("").replace("['Drie.']", "[]"),
        "Corpus article 'c-1': paragraphs[1] must be an array of at least one sentence, but is []");
    assertFails(
        ARTICLE.formatted("").replace("Drie.", "Drie. "),
        "Corpus article 'c-1': paragraphs[1][0] must not begin or end with white space, but is"
            + " 'Drie. '");
  }

  @Test
  void everyArticleOfTheCorpusIsWhole() throws IOException {
    List<CorpusArticle> corpus = corpus();

    assertThat(corpus).extracting(CorpusArticle::id).doesNotHaveDuplicates().isNotEmpty();
    assertThat(corpus)
        .extracting(CorpusArticle::language)
        .containsOnly(Language.DUTCH, Language.ENGLISH, Language.FRENCH, Language.GERMAN);
    for (CorpusArticle article : corpus) {
      GoldArticle gold = article.toGold();
      List<String> statements = new ArrayList<>();
      statements.add(article.title());
      article.paragraphs().forEach(statements::addAll);
      for (int i = 0; i < statements.size(); i++) {
        assertThat(gold.statement(i))
            .as("statement %d of %s", i, article.id())
            .isEqualTo(statements.get(i));
      }
    }
  }

  @Test
  void writesWhatItReads() throws IOException {
    for (CorpusArticle article : corpus()) {
      assertThat(CorpusArticle.parse(article.toJsonLine())).isEqualTo(article);
    }
  }

  @Test
  void teachesNoRolesWhereNoAnnotatorWasAsked() {
    String json =
        ARTICLE.formatted("{'i':2,'label':'denial'}").replace("Drie.", "De bond protesteert.");
    CorpusArticle asked = parse(json);
    CorpusArticle labelsOnly = parse(json.replace("}]}", "}],'labels_only':true}"));

    assertThat(asked.roles().get(2)).isEqualTo(LabelledRoles.NONE);
    assertThat(labelsOnly.roles().get(2)).isEqualTo(LabelledRoles.UNKNOWN);
    assertThat(labelsOnly.roles().get(1)).isEqualTo(LabelledRoles.NONE);
    assertThat(CorpusArticle.parse(labelsOnly.toJsonLine())).isEqualTo(labelsOnly);
    assertThat(examples(asked).sources()).isNotEmpty();
    assertThat(examples(asked).targets()).isNotEmpty();
    assertThat(examples(labelsOnly).sources()).isEmpty();
    assertThat(examples(labelsOnly).targets()).isEmpty();
    assertThat(examples(labelsOnly).links()).isEmpty();
  }

  private static AttributionExamples examples(CorpusArticle article) {
    LabelledArticle labelled = article.toLabelled();
    return new AttributionExamples(
        ArticleActors.of(ArticleReading.of(labelled.statements(), labelled.language())),
        labelled.labels(),
        labelled.roles(),
        null);
  }

  static List<CorpusArticle> corpus() throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(Path.of("..", "seeds", "corpus"))) {
      files = list.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
    List<CorpusArticle> corpus = new ArrayList<>();
    for (Path file : files) {
      Files.readAllLines(file, StandardCharsets.UTF_8).stream()
          .map(CorpusArticle::parse)
          .forEach(corpus::add);
    }
    return corpus;
  }

  private static void assertFails(String json, String message) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static CorpusArticle parse(String json) {
    return CorpusArticle.parse(json.replace('\'', '"'));
  }
}
