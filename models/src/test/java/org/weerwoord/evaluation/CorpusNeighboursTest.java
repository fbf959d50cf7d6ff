package org.weerwoord.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.classifiers.TinyModel;
import org.weerwoord.evaluation.CorpusNeighbours.Neighbour;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Language;
import org.weerwoord.text.StatementLabel;

final class CorpusNeighboursTest {

  private static final StackedClassifier CLASSIFIER = TinyModel.classifier();

  private static final String FIRST =
      "{'id':'n-1','lang':'nl','title':'Smit ontkent fraude','paragraphs':[['Bakker beschuldigt Smit"
          + " van fraude.','Het regende gisteren.']],'labels':[{'i':0,'label':'denial'},"
          + "{'i':1,'label':'accusation'}]}";
  private static final String SECOND =
      "{'id':'n-2','lang':'nl','title':'Bakker beschuldigt Smit van fraude.',"
          + "'paragraphs':[['Qwx zzq.']],'labels':[{'i':0,'label':'accusation'}]}";

  @Test
  void findsTheSameWordsFirst() {
    List<List<Neighbour>> nearest =
        find("Bakker beschuldigt Smit van fraude. Het regende gisteren.", 2, FIRST, SECOND);

    assertThat(nearest).hasSize(2);
    assertThat(nearest.get(0)).extracting(Neighbour::articleId).containsExactly("n-1", "n-2");
    assertThat(nearest.get(0)).extracting(Neighbour::position).containsExactly(1, 0);
    assertThat(nearest.get(0))
        .allSatisfy(
            neighbour -> {
              assertThat(neighbour.similarity()).isCloseTo(1, within(1e-5));
              assertThat(neighbour.label()).isEqualTo(StatementLabel.ACCUSATION);
            });
    assertThat(nearest.get(1).get(0).text()).isEqualTo("Het regende gisteren.");
  }

  @Test
  void doesNotDependOnTheOrderOfTheCorpus() {
    String text = "Smit ontkent. Bakker beschuldigt de raad van fraude, gisteren.";

    assertThat(find(text, 3, FIRST, SECOND)).isEqualTo(find(text, 3, SECOND, FIRST));
  }

  @Test
  void givesNothingToAStatementOfUnknownWords() {
    assertThat(find("Qwx zzq", 3, FIRST, SECOND)).containsExactly(List.of());
  }

  private static List<List<Neighbour>> find(String text, int most, String... corpus) {
    return CorpusNeighbours.find(
        CLASSIFIER,
        ArticleReading.of(TinyModel.statements(text), Language.DUTCH),
        Stream.of(corpus).map(line -> CorpusArticle.parse(line.replace('\'', '"'))),
        most);
  }
}
