package org.weerwoord.classifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.weerwoord.features.SparseFeatures;
import org.weerwoord.features.SparseFeatures.Group;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;

class VocabularyTest {

  @Test
  void keepsFeaturesThatOccurOftenEnoughInAscendingOrder() {
    int[] frequencies = new int[SparseFeatures.DIMENSION];
    frequencies[7] = 3;
    frequencies[9] = 1;
    frequencies[SparseFeatures.DIMENSION - 1] = 2;

    Vocabulary vocabulary = Vocabulary.of(frequencies, 3, 2);

    assertThat(vocabulary.size()).isEqualTo(2);
    assertThat(vocabulary.indices()).containsExactly(7, SparseFeatures.DIMENSION - 1);
    assertThat(vocabulary.row(7)).isZero();
    assertThat(vocabulary.row(SparseFeatures.DIMENSION - 1)).isEqualTo(1);
    assertThat(vocabulary.row(9)).isEqualTo(Vocabulary.UNKNOWN);
  }

  @Test
  void weighsRareFeaturesMore() {
    int[] frequencies = new int[SparseFeatures.DIMENSION];
    frequencies[0] = 3;
    frequencies[1] = 1;

    // 1 + ln(4 / 4) and 1 + ln(4 / 2)
    assertThat(Vocabulary.of(frequencies, 3, 1).rarities())
        .containsExactly(1f, (float) (1 + Math.log(2)));
  }

  @Test
  void knowsNothingOfNoStatements() {
    assertThat(Vocabulary.of(new int[SparseFeatures.DIMENSION], 0, 1).size()).isZero();
  }

  @Test
  void scalesWordsAndCharactersToLengthOneAndCuesToAConstant() {
    for (SparseFeatures features :
        TinyModel.features(TinyModel.STATEMENTS, FeatureFamily.values())) {
      float[] values = TinyModel.VOCABULARY.values(features);

      assertThat(length(features, values, Group.WORD)).isCloseTo(1, within(1e-6));
      assertThat(length(features, values, Group.CHARACTER)).isCloseTo(1, within(1e-6));
      for (int i = 0; i < values.length; i++) {
        if (features.group(i) == Group.CUE) {
          assertThat(values[i]).isEqualTo(0.3f);
        }
      }
    }
  }

  @Test
  void givesUnknownFeaturesTheValueZero() {
    List<SparseFeatures> features =
        TinyModel.features(TinyModel.statements("Quux xyzzy!"), FeatureFamily.WORDS);

    assertThat(TinyModel.VOCABULARY.values(features.get(0))).containsOnly(0f);
  }

  @Test
  void leavesUnknownWordsOutOfTheLength() {
    SparseFeatures features =
        TinyModel.features(TinyModel.statements("Smit xyzzy."), FeatureFamily.WORDS).get(0);
    float[] values = TinyModel.VOCABULARY.values(features);

    assertThat(values).contains(0f);
    assertThat(length(features, values, Group.WORD)).isCloseTo(1, within(1e-6));
  }

  private static double length(SparseFeatures features, float[] values, Group group) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += features.group(i) == group ? values[i] * (double) values[i] : 0;
    }
    return Math.sqrt(sum);
  }
}
