package org.weerwoord.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.weerwoord.text.Language;
import org.weerwoord.text.StatementLabel;

final class GoldArticleTest {

  private static final String TWO_STATEMENTS =
      "{'id':'g-1','lang':'nl','date':'2020-01-02','text':'Ruzie 🔥 om brug\\n\\nJa 🔥. Nee!',"
          + "'spans':[[0,15],[17,22],[23,27]],'labels':[%s]}";

  @Test
  void translatesCodePointsIntoUtf16() {
    GoldArticle article = parse(TWO_STATEMENTS.formatted(""));

    assertThat(article.statement(0)).isEqualTo("Ruzie 🔥 om brug");
    assertThat(article.statement(1)).isEqualTo("Ja 🔥.");
    assertThat(article.statement(2)).isEqualTo("Nee!");
    assertThat(article.spans().get(2).end()).isEqualTo(article.text().length());
  }

  @Test
  void readsEveryFieldOfALabel() {
    GoldArticle article =
        parse(
            TWO_STATEMENTS.formatted(
                "{'i':2,'label':'denial','also':'accusation','source':'de gouw','target':null,"
                    + "'answers':0,'hard':true,'source_b':'','target_b':'Jo','answers_b':1}"));

    assertThat(article.id()).isEqualTo("g-1");
    assertThat(article.language()).isEqualTo(Language.DUTCH);
    assertThat(article.date()).isEqualTo("2020-01-02");
    assertThat(article.labels())
        .containsExactly(
            GoldLabel.UNMARKED,
            GoldLabel.UNMARKED,
            new GoldLabel(
                StatementLabel.DENIAL,
                StatementLabel.ACCUSATION,
                "de gouw",
                "",
                0,
                true,
                "",
                "Jo",
                1));
  }

  @Test
  void errorsNameArticleAndField() {
    assertFails(
        TWO_STATEMENTS.formatted("{'i':3,'label':'none'}"),
        "Gold article 'g-1': labels[0].i must be the index of a statement of the article, from 0 to"
            + " 2, but is 3");
    assertFails(
        TWO_STATEMENTS.formatted("{'i':1,'label':'none'},{'i':1,'label':'denial'}"),
        "Gold article 'g-1': labels[1].i must name each statement once, but 1 comes again");
    assertFails(
        TWO_STATEMENTS.formatted("{'i':0,'label':'verwijt'}"),
        "Gold article 'g-1': labels[0].label: Label must be one of accusation, denial,"
            + " counter-accusation, none, but is 'verwijt'");
    assertFails(
        TWO_STATEMENTS.formatted("{'i':0,'label':'none','hard':'no'}"),
        "Gold article 'g-1': labels[0].hard must be true, false or null, but is \"no\"");
    assertFails(
        "{'id':'g-2','lang':'nl','text':'Brug 🔥','spans':[[0,7]],'labels':[]}",
        "Gold article 'g-2': spans[0] must be [begin, end] with 0 <= begin < end <= 6, the code"
            + " points of the text, but is [0,7]");
    assertFails(
        "{'id':'g-2','lang':'nl','spans':[],'labels':[]}",
        "Gold article 'g-2': text must be a text that is not blank, but is missing");
    assertFails(
        "{'id':'','lang':'nl'}", "Gold article: id must be a text that is not blank, but is \"\"");
  }

  @Test
  void refusesALineThatIsNoObject() {
    assertFails("[1]", "Gold article: each line must be one JSON object, but one reads '[1]'");
    assertFails("", "Gold article: each line must be one JSON object, but one reads ''");
    assertThatThrownBy(() -> parse("{} {}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Gold article: each line must be one JSON object, but '{} {}' is");
  }

  private static void assertFails(String json, String message) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static GoldArticle parse(String json) {
    return GoldArticle.parse(json.replace('\'', '"'));
  }
}
