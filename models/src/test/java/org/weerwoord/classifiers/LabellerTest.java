package org.weerwoord.classifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.Attributor;
import org.weerwoord.attribution.Exchange;
import org.weerwoord.attribution.LabelledRoles;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;

class LabellerTest {
  private static final String QUARREL =
      "Wethouder Bakker beschuldigt aannemer Smit van fraude. Smit ontkent de beschuldiging met"
          + " klem. Het regende die dag.";

  @Test
  void labelsAnArticleOfWhichOnlyTheTextIsKnown() {
    Labeller.Labelled labelled =
        StackedModelFile.bundled().labeller().label(Article.ofText("quarrel", QUARREL));

    assertThat(labelled.statements())
        .extracting(Statement::text)
        .containsExactly(
            "Wethouder Bakker beschuldigt aannemer Smit van fraude.",
            "Smit ontkent de beschuldiging met klem.",
            "Het regende die dag.");
    assertThat(labelled.labels())
        .containsExactly(StatementLabel.ACCUSATION, StatementLabel.DENIAL, StatementLabel.NONE);
    assertThat(labelled.exchanges()).containsExactly(new Exchange(0, 0, 0, List.of(1), List.of()));
  }

  @Test
  void detectsTheLanguageOfATextAlone() {
    assertThat(Article.ofText("quarrel", QUARREL))
        .isEqualTo(new Article("quarrel", null, "nl", null, null, null, QUARREL));
  }

  private static final Attributor ATTRIBUTOR =
      new Attributor(StackedModelFile.bundled().attribution());
  private static final int COUNTER = StatementLabel.COUNTER_ACCUSATION.ordinal();

  private static final Classification CHARGE =
      new Classification(StatementLabel.ACCUSATION, List.of(0.8, 0.0, 0.1, 0.1), List.of());
  private static final Classification HIT_BACK =
      new Classification(StatementLabel.COUNTER_ACCUSATION, List.of(0.3, 0.0, 0.6, 0.1), List.of());

  @Test
  void saysWhichEarlierChargeACounterAccusationFits() {
    Labeller.Labelled labelled =
        label("België beschuldigt China van spionage. China beschuldigt België van laster.");

    assertThat(labelled.basis().fitting()).containsExactly(LabelledRoles.NO_ANSWER, 0);
    assertThat(labelled.classifications().get(1)).isEqualTo(HIT_BACK);
  }

  @Test
  void saysFromWhatALabelWasTurnedWhereNoEarlierChargeFits() {
    Labeller.Labelled labelled =
        label("België beschuldigt Japan van spionage. China beschuldigt Peru van laster.");

    assertThat(labelled.basis().fitting()).containsOnly(LabelledRoles.NO_ANSWER);
    assertThat(labelled.basis().classifications()).containsExactly(CHARGE, HIT_BACK);
    Classification turned = labelled.classifications().get(1);
    assertThat(turned.label()).isEqualTo(StatementLabel.ACCUSATION);
    // 0.9 in the proportion of 0.3 and a tenth of 0.6.
    assertThat(turned.probabilities().get(COUNTER)).isCloseTo(0.15, within(1e-9));
  }

  private static Labeller.Labelled label(String text) {
    return new Labeller(new Fixed(), ATTRIBUTOR, 0.1)
        .label(TinyModel.statements(text), Language.DUTCH);
  }

  /** Takes the second statement for a counter-accusation. */
  private static final class Fixed implements StatementClassifier {

    @Override
    public String modelId() {
      return "fixed";
    }

    @Override
    public List<Classification> classify(ArticleActors article) {
      return List.of(CHARGE, HIT_BACK);
    }
  }
}
