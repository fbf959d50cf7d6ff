package org.weerwoord.classifiers.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.classifiers.TinyModel;
import org.weerwoord.encoder.LinearHead;
import org.weerwoord.features.ContextFeatureGenerator;

class StatementInputsTest {

  private static final StackedClassifier FAST = TinyModel.classifier();
  private static final int WIDTH = 2;

  /** Logits 10 + x + 3y, 20 + 2y, 30 + x and 40 - y. */
  private static final LinearHead HEAD =
      new LinearHead(new float[] {1, 0, 1, 0, 3, 2, 0, -1}, new float[] {10, 20, 30, 40});

  private static final float[][] ENCODED = {
    {0.1f, 0.2f, 5, 7}, {0.3f, 0.4f, 0, 0}, {0.5f, 0.6f, -1, 2}, {0.7f, 0.8f, 3, -4}
  };

  @Test
  void putsVectorLogitsFeaturesAndLogarithmsOneBehindAnother() {
    List<double[]> context = FAST.context(TinyModel.article(TinyModel.STATEMENTS));
    float[][] inputs = new StatementInputs(FAST, HEAD).of(ENCODED, context);
    float[][] logits = {
      {10 + 5 + 21, 20 + 14, 30 + 5, 40 - 7},
      {10, 20, 30, 40},
      {10 - 1 + 6, 20 + 4, 30 - 1, 40 - 2},
      {10 + 3 - 12, 20 - 8, 30 + 3, 40 + 4},
    };

    assertThat(inputs.length).isEqualTo(4);
    for (int i = 0; i < 4; i++) {
      float[] row = inputs[i];
      assertThat(row).hasSize(WIDTH + 4 + ContextFeatureGenerator.DIMENSION + 4);
      assertThat(row[0]).isEqualTo(ENCODED[i][0]);
      assertThat(row[1]).isEqualTo(ENCODED[i][1]);
      for (int label = 0; label < 4; label++) {
        assertThat(row[WIDTH + label]).isEqualTo(logits[i][label]);
      }
      for (int feature = 0; feature < ContextFeatureGenerator.DIMENSION; feature++) {
        assertThat(row[WIDTH + 4 + feature]).isEqualTo((float) context.get(i)[feature]);
      }
      double[] probabilities = FAST.probabilities(context.get(i));
      for (int label = 0; label < 4; label++) {
        assertThat(row[WIDTH + 4 + ContextFeatureGenerator.DIMENSION + label])
            .isCloseTo((float) Math.log(probabilities[label]), within(1e-6f));
      }
    }
  }

  @Test
  void readsTheFastClassifierBeforeItsThreshold() {
    List<double[]> context = FAST.context(TinyModel.article(TinyModel.STATEMENTS));

    assertThat(new StatementInputs(FAST.withThreshold(1), HEAD).of(ENCODED, context))
        .isDeepEqualTo(new StatementInputs(FAST.withThreshold(0), HEAD).of(ENCODED, context));
  }

  @Test
  void tellsTheGroupOfEachInput() {
    List<InputGroup> groups = StatementInputs.groups(HEAD);

    assertThat(groups)
        .startsWith(
            InputGroup.VECTOR,
            InputGroup.VECTOR,
            InputGroup.LOGITS,
            InputGroup.LOGITS,
            InputGroup.LOGITS,
            InputGroup.LOGITS)
        .endsWith(
            Collections.nCopies(ContextFeatureGenerator.DIMENSION + 4, InputGroup.FAST)
                .toArray(new InputGroup[0]))
        .hasSize(WIDTH + 4 + ContextFeatureGenerator.DIMENSION + 4);
  }

  @Test
  void anArticleWithoutStatementsHasNoInputs() {
    assertThat(new StatementInputs(FAST, HEAD).of(new float[0][], List.of())).isEmpty();
  }
}
