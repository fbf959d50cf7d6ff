package org.weerwoord.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.Span;
import org.weerwoord.text.StatementExtractor;
import org.weerwoord.text.StatementLabel;

class ActCandidatesTest {

  private static final int HERE = 8;
  private static final int FIRST_KIND = 16;
  private static final int SPEAKS = 23;

  private final String text;
  private final ArticleActors article;

  ActCandidatesTest() {
    StringBuilder sentences = new StringBuilder("Jan Peeters beschuldigt Piet Koster van fraude.");
    sentences.append(" Het regende gisteren.".repeat(12));
    sentences.append(" “Dat is niet waar”, zegt Piet Koster.");
    sentences.append(" Jan Peeters zwijgt.".repeat(12));
    text = sentences.toString();
    article =
        ArticleActors.of(
            ArticleReading.of(
                StatementExtractor.extract(new Article("x", null, "nl", null, null, null, text)),
                Language.DUTCH));
  }

  @Test
  void countsNobodyAndPointsAtTheMentions() {
    ActCandidates act = act(13, StatementLabel.DENIAL);
    List<String> named = new ArrayList<>();
    for (int i = 0; i < act.mentions(); i++) {
      Span span = article.mentionSpans(act.statementOf(i)).get(act.placeOf(i));
      named.add(act.candidateOf(i) + " " + text.substring(span.begin(), span.end()));
    }

    assertThat(act.statement()).isEqualTo(13);
    assertThat(act.label()).isEqualTo(StatementLabel.DENIAL);
    assertThat(act.size()).isEqualTo(3);
    assertThat(new TreeSet<>(named)).containsExactly("1 Jan Peeters", "2 Piet Koster");
  }

  @Test
  void looksAtTheMentionsNearest() {
    ActCandidates act = act(13, StatementLabel.DENIAL);
    List<Integer> ofPeeters = new ArrayList<>();
    for (int i = 0; i < act.mentions(); i++) {
      if (act.candidateOf(i) == 1) {
        ofPeeters.add(act.statementOf(i));
      }
    }

    assertThat(ofPeeters).containsExactly(14, 15, 16, 17, 18, 19, 20, 21);
    assertThat(places(act(0, StatementLabel.ACCUSATION), 1)).startsWith(0).hasSize(8);
    assertThat(places(act(25, StatementLabel.ACCUSATION), 1))
        .containsExactly(18, 19, 20, 21, 22, 23, 24, 25);
  }

  @Test
  void tellsHowFarAMentionIsAndWhetherItSpeaks() {
    ActCandidates act = act(13, StatementLabel.DENIAL);
    for (int i = 0; i < act.mentions(); i++) {
      float[] features = act.features(i);
      boolean koster = act.candidateOf(i) == 2;
      int statement = act.statementOf(i);
      int distance =
          switch (statement) {
            case 0 -> HERE - 7;
            case 13 -> HERE;
            case 14, 15, 16 -> HERE + statement - 13;
            case 17, 18, 19, 20 -> HERE + 5;
            default -> HERE + 6;
          };
      for (int k = 0; k < FIRST_KIND; k++) {
        assertThat(features[k]).as("%d: %d", statement, k).isEqualTo(k == distance ? 1 : 0);
      }
      assertThat(features[FIRST_KIND + Mention.Kind.NAME.ordinal()]).isOne();
      assertThat(features[SPEAKS]).isEqualTo(koster ? 1 : 0);
      assertThat(features[SPEAKS + 1]).isOne();
      assertThat(features[SPEAKS + 2]).isEqualTo(koster ? 1 : 0);
      assertThat(features[SPEAKS + 3]).isEqualTo(koster ? 0.25f : 1);
      assertThat(features).hasSize(ActCandidates.FEATURES);
    }
  }

  private List<Integer> places(ActCandidates act, int candidate) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < act.mentions(); i++) {
      if (act.candidateOf(i) == candidate) {
        places.add(act.statementOf(i));
      }
    }
    return places;
  }

  private ActCandidates act(int statement, StatementLabel label) {
    return new ActCandidates(article, statement, label, article.actors());
  }
}
