package org.weerwoord.classifiers.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.weerwoord.classifiers.dl4j.RandomArticles.article;
import static org.weerwoord.classifiers.dl4j.RandomArticles.articles;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceEnsembleTest {

  private static final SequenceModel ONE = model(1);
  private static final SequenceModel OTHER = model(2);

  @Test
  void takesTheRootOfTheProduct() {
    float[][] article = article(8, 1);
    double[][] one = ONE.probabilities(article);
    double[][] other = OTHER.probabilities(article);
    double[][] pooled = new SequenceEnsemble(List.of(ONE, OTHER)).probabilities(article);

    assertThat(pooled.length).isEqualTo(8);
    for (int i = 0; i < 8; i++) {
      double[] roots = new double[4];
      double sum = 0;
      for (int label = 0; label < 4; label++) {
        roots[label] = Math.sqrt(one[i][label] * other[i][label]);
        sum += roots[label];
      }
      for (int label = 0; label < 4; label++) {
        assertThat(pooled[i][label]).isCloseTo(roots[label] / sum, within(1e-12));
      }
    }
  }

  @Test
  void oneModelTwiceCountsTwice() {
    float[][] article = article(5, 2);
    double[] one = ONE.probabilities(article)[3];
    double[] other = OTHER.probabilities(article)[3];
    double[] pooled = new SequenceEnsemble(List.of(ONE, OTHER, ONE)).probabilities(article)[3];

    assertThat(pooled[0] / pooled[1])
        .isCloseTo(
            Math.cbrt(one[0] / one[1] * (one[0] / one[1]) * (other[0] / other[1])), within(1e-9));
  }

  @Test
  void oneModelAloneSaysWhatItSays() {
    float[][] article = article(5, 3);
    double[][] expected = ONE.probabilities(article);
    double[][] pooled = new SequenceEnsemble(List.of(ONE)).probabilities(article);

    for (int i = 0; i < 5; i++) {
      assertThat(pooled[i]).containsExactly(expected[i], within(1e-6));
    }
  }

  @Test
  void labelsAnArticleWithoutStatements() {
    assertThat(new SequenceEnsemble(List.of(ONE, OTHER)).probabilities(new float[0][])).isEmpty();
  }

  @Test
  void writtenAndReadGivesTheSameProbabilities() throws IOException {
    SequenceEnsemble ensemble = new SequenceEnsemble(List.of(ONE, OTHER));
    SequenceEnsemble copy = SequenceEnsemble.read(in(bytes(ensemble)));

    assertThat(copy.probabilities(article(12, 4)))
        .isDeepEqualTo(ensemble.probabilities(article(12, 4)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 101, Integer.MAX_VALUE})
  void refusesANumberOfModelsOutOfRange(int models) throws IOException {
    byte[] bytes = bytes(new SequenceEnsemble(List.of(ONE)));
    ByteBuffer.wrap(bytes).putInt(0, models);

    assertThatThrownBy(() -> SequenceEnsemble.read(in(bytes)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must have between 1 and 100 models, but has " + models);
  }

  private static SequenceModel model(long seed) {
    SequenceParameters parameters = new SequenceParameters(5, 4, 1, 0.05, 0, 0, 0, 1, 32, 1);
    return SequenceModel.random(
        articles(10), input -> true, parameters, seed, new float[] {1, 1, 1, 1});
  }

  private static byte[] bytes(SequenceEnsemble ensemble) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      ensemble.write(out);
    }
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
