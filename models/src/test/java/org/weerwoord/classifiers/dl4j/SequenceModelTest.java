package org.weerwoord.classifiers.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.weerwoord.classifiers.dl4j.RandomArticles.INPUTS;
import static org.weerwoord.classifiers.dl4j.RandomArticles.article;
import static org.weerwoord.classifiers.dl4j.RandomArticles.articles;
import static org.weerwoord.classifiers.dl4j.RandomArticles.labels;
import static org.weerwoord.classifiers.dl4j.SequenceModel.MARGIN;
import static org.weerwoord.classifiers.dl4j.SequenceModel.WINDOW;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weerwoord.text.StatementLabel;

class SequenceModelTest {

  private static final SequenceParameters PARAMETERS =
      new SequenceParameters(5, 4, 1, 0.05, 0, 0, 0, 1, 32, 1);
  private static final SequenceParameters DROPPING_OUT =
      new SequenceParameters(5, 4, 1, 0.05, 0.5, 1e-3, 0, 1, 32, 1);
  private static final float[] ALIKE = {1, 1, 1, 1};
  private static final double FLOAT_ERROR = 1e-5;

  /** Not to be taught more. */
  private static final SequenceModel TRAINED = trained(PARAMETERS);

  @Test
  void lossIsTheMeanCrossEntropyOfTheStatements() {
    SequenceModel model = model();
    float[][] article = article(7, 1);
    int[] labels = labels(7, 1);
    double expected = crossEntropy(model.probabilities(article), labels, ALIKE) / 7;

    assertThat(learn(model, article, labels)).isCloseTo(expected, within(FLOAT_ERROR));
  }

  @Test
  void lossWeighsStatementsByTheirLabels() {
    float[] weights = {0.5f, 3, 2, 0.1f};
    SequenceModel model = model(PARAMETERS, input -> true, 1, weights);
    float[][] article = article(9, 2);
    int[] labels = labels(9, 2);
    double expected = crossEntropy(model.probabilities(article), labels, weights) / 9;

    assertThat(learn(model, article, labels)).isCloseTo(expected, within(FLOAT_ERROR));
  }

  @Test
  void losesAsMuchOnAnArticleBesideALongerOneAsAlone() {
    float[][] brief = article(4, 3);
    float[][] longer = article(11, 4);
    int[] briefLabels = labels(4, 3);
    int[] longerLabels = labels(11, 4);
    double alone =
        4 * learn(trained(PARAMETERS), brief, briefLabels)
            + 11 * learn(trained(PARAMETERS), longer, longerLabels);

    assertThat(
            15
                * trained(PARAMETERS)
                    .learn(List.of(brief, longer), List.of(briefLabels, longerLabels)))
        .isCloseTo(alone, within(15 * FLOAT_ERROR));
  }

  /**
   * The article's companion has only labels of no weight, so that all is learnt from the article;
   * but if the companion is the longer one, the article is padded.
   */
  @Test
  void learnsTheSameFromAnArticleBesideALongerOneAsBesideABrieferOne() {
    float[] weights = {1, 2, 1, 0};
    int[] labels = {0, 1, 2, 2, 1};
    int none = StatementLabel.NONE.ordinal();
    List<SequenceModel> learnt = new ArrayList<>();
    for (int companion : new int[] {3, 12}) {
      SequenceModel model = model(PARAMETERS, input -> true, 1, weights);
      int[] weightless = new int[companion];
      Arrays.fill(weightless, none);
      for (int step = 0; step < 5; step++) {
        model.learn(List.of(article(5, step), article(companion, 99)), List.of(labels, weightless));
      }
      learnt.add(model);
    }
    float[][] unseen = article(10, 98);

    assertClose(learnt.get(0).probabilities(unseen), learnt.get(1).probabilities(unseen), 1e-4);
    assertThat(learnt.get(0).probabilities(unseen)[5][none]).isLessThan(0.1);
  }

  @Test
  void forgetsTheBatchesThatItLearntFrom() {
    SequenceModel model = trained(PARAMETERS);
    double[][] expected = model.probabilities(article(10, 5));
    model.probabilities(article(3, 6));

    assertThat(model.probabilities(article(10, 5))).isDeepEqualTo(expected);
    assertThat(trained(PARAMETERS).probabilities(article(10, 5))).isDeepEqualTo(expected);
  }

  @Test
  void readsBothWays() {
    float[][] article = article(6, 7);
    double[][] expected = TRAINED.probabilities(article);
    float[][] otherBegin = article.clone();
    otherBegin[0] = article(1, 8)[0];
    float[][] otherEnd = article.clone();
    otherEnd[5] = article(1, 8)[0];

    assertThat(distance(TRAINED.probabilities(otherBegin)[5], expected[5])).isGreaterThan(1e-4);
    assertThat(distance(TRAINED.probabilities(otherEnd)[0], expected[0])).isGreaterThan(1e-4);
  }

  @Test
  void heedsTheOrderOfStatements() {
    float[][] article = article(5, 9);
    float[][] swapped = article.clone();
    swapped[1] = article[3];
    swapped[3] = article[1];
    double[][] expected = TRAINED.probabilities(article);
    double[][] found = TRAINED.probabilities(swapped);

    assertThat(distance(found[3], expected[1])).isGreaterThan(1e-4);
    assertThat(distance(found[1], expected[3])).isGreaterThan(1e-4);
    assertThat(distance(found[2], expected[2])).isGreaterThan(1e-4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, WINDOW - 1, WINDOW, WINDOW + 1, 192, 193, 208, 209, 401})
  void givesEachStatementOfAnArticleOfAnyLengthProbabilities(int statements) {
    double[][] probabilities = TRAINED.probabilities(article(statements, 10));

    assertThat(probabilities.length).isEqualTo(statements);
    for (double[] row : probabilities) {
      assertThat(row).hasSize(StatementLabel.COUNT);
      assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(FLOAT_ERROR));
      assertThat(Arrays.stream(row).allMatch(p -> p > 0 && p < 1)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {WINDOW + 1, 200, 300})
  void readsALongArticleInWindowsThatOverlap(int statements) {
    float[][] article = article(statements, 11);
    double[][] found = TRAINED.probabilities(article);
    int step = WINDOW - 2 * MARGIN;

    for (int done = 0; done < statements; done += step) {
      int begin = Math.max(0, done - MARGIN);
      int end = Math.min(statements, begin + WINDOW);
      int counted = end == statements ? end : done + step;
      double[][] window = TRAINED.probabilities(Arrays.copyOfRange(article, begin, end));
      for (int i = done; i < counted; i++) {
        assertThat(found[i]).as("statement %d", i).isEqualTo(window[i - begin]);
        assertThat(i - begin).as("margin before").isGreaterThanOrEqualTo(begin == 0 ? 0 : MARGIN);
        assertThat(end - i).as("margin after").isGreaterThan(end == statements ? 0 : MARGIN);
      }
      if (end == statements) {
        break;
      }
    }
  }

  @Test
  void findsTheSameFarFromTheEdgesOfAWindowAsInOnePiece() {
    float[][] article = article(300, 12);
    double[][] found = TRAINED.probabilities(article);
    int far = 3 * MARGIN;
    int between = WINDOW - 2 * MARGIN;

    for (int begin = between - far; begin + WINDOW <= 300; begin += between) {
      double[][] piece = TRAINED.probabilities(Arrays.copyOfRange(article, begin, begin + WINDOW));
      for (int i = begin + far; i < begin + WINDOW - far; i++) {
        // Two windows of the article meet here, in the middle of the piece.
        assertThat(distance(found[i], piece[i - begin])).as("statement %d", i).isLessThan(0.01);
      }
    }
  }

  @Test
  void isNotInfluencedByInputsThatAreNotRead() {
    int unread = 2;
    SequenceModel model = model(PARAMETERS, input -> input != unread, 1, ALIKE);
    for (int step = 0; step < 3; step++) {
      learn(model, article(6, step), labels(6, step));
    }
    double[][] expected = model.probabilities(article(8, 13));

    for (int input = 0; input < INPUTS; input++) {
      float[][] changed = article(8, 13);
      for (float[] statement : changed) {
        statement[input] += 3;
      }
      double[][] found = model.probabilities(changed);
      if (input == unread) {
        assertThat(found).isDeepEqualTo(expected);
      } else {
        assertThat(distance(found[4], expected[4])).as("input %d", input).isGreaterThan(1e-3);
      }
    }
  }

  @Test
  void doesNotMindTheScaleOfInputs() {
    List<float[][]> scaled = articles(20);
    for (float[][] article : scaled) {
      scale(article);
    }
    float[][] article = article(9, 14);
    double[][] expected = model().probabilities(article);
    scale(article);

    assertClose(
        SequenceModel.random(scaled, input -> true, PARAMETERS, 1, ALIKE).probabilities(article),
        expected,
        1e-3);
  }

  private static void scale(float[][] article) {
    for (float[] statement : article) {
      for (int input = 0; input < INPUTS; input++) {
        statement[input] = statement[input] * 100 - 50;
      }
    }
  }

  @Test
  void boundsOutliers() {
    float[][] article = article(3, 15);
    article[1][0] = 1e3f;
    float[][] further = article(3, 15);
    further[1][0] = 1e9f;

    assertThat(model().probabilities(further)).isDeepEqualTo(model().probabilities(article));
  }

  @Test
  void copesWithInputsThatNeverChange() {
    List<float[][]> articles = articles(20);
    for (float[][] article : articles) {
      for (float[] statement : article) {
        statement[3] = 0.1f;
      }
    }
    SequenceModel model = SequenceModel.random(articles, input -> true, PARAMETERS, 1, ALIKE);

    for (double[] row : model.probabilities(articles.get(0))) {
      assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(FLOAT_ERROR));
    }
  }

  @Test
  void dropsNothingOutWhenItIsUsed() {
    SequenceModel model = trained(DROPPING_OUT);
    double[][] expected = model.probabilities(article(6, 16));

    assertThat(model.probabilities(article(6, 16))).isDeepEqualTo(expected);
    assertThat(trained(DROPPING_OUT).probabilities(article(6, 16))).isDeepEqualTo(expected);
  }

  @Test
  void writtenAndReadGivesTheSameProbabilities() throws IOException {
    SequenceModel model = trained(DROPPING_OUT);
    byte[] bytes = bytes(model);
    SequenceModel copy = SequenceModel.read(in(bytes));

    for (int statements : new int[] {1, 9, 150}) {
      assertThat(copy.probabilities(article(statements, 17)))
          .isDeepEqualTo(model.probabilities(article(statements, 17)));
    }
    assertThat(bytes(copy)).isEqualTo(bytes);
  }

  @Test
  void serialisedAndReadGivesTheSameProbabilities() throws Exception {
    SequenceModel model = trained(DROPPING_OUT);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(model);
    }
    SequenceModel copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (SequenceModel) in.readObject();
    }

    assertThat(copy.probabilities(article(20, 18)))
        .isDeepEqualTo(model.probabilities(article(20, 18)));
  }

  @Test
  void severalThreadsFindWhatOneFinds() throws Exception {
    List<float[][]> articles = new ArrayList<>(articles(40));
    articles.add(article(300, 19));
    List<double[][]> expected = articles.stream().map(TRAINED::probabilities).toList();
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Callable<double[][]>> tasks = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        articles.forEach(article -> tasks.add(() -> TRAINED.probabilities(article)));
      }
      List<Future<double[][]>> found = threads.invokeAll(tasks);
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).get()).isDeepEqualTo(expected.get(i % expected.size()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, must have between 1 and 65536 inputs but has 0",
    "0, -1, must have between 1 and 65536 inputs but has -1",
    "4, 65537, must have between 1 and 65536 projected inputs but has 65537",
    "8, 0, must have between 1 and 65536 hidden units but has 0",
    "60, 7, must have 391 weights but has 7",
    "8, 5, must have 519 weights but has 391",
  })
  void refusesSizesThatDoNotFit(int offset, int size, String message) throws IOException {
    byte[] bytes = bytes(model());
    ByteBuffer.wrap(bytes).putInt(offset, size);

    assertThatThrownBy(() -> SequenceModel.read(in(bytes)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message.replace(" but", ", but"));
  }

  @Test
  void noticesAnEndThatComesTooEarly() throws IOException {
    byte[] bytes = bytes(model());

    for (int length : new int[] {0, 11, 40, bytes.length - 1}) {
      assertThatThrownBy(() -> SequenceModel.read(in(Arrays.copyOf(bytes, length))))
          .isInstanceOf(EOFException.class);
    }
  }

  private static SequenceModel model() {
    return model(PARAMETERS, input -> true, 1, ALIKE);
  }

  private static SequenceModel model(
      SequenceParameters parameters, IntPredicate read, long seed, float[] labelWeights) {
    return SequenceModel.random(articles(20), read, parameters, seed, labelWeights);
  }

  /** Returns a model that has learnt something: a batch of articles of different lengths. */
  private static SequenceModel trained(SequenceParameters parameters) {
    SequenceModel model = model(parameters, input -> true, 1, ALIKE);
    for (int step = 0; step < 5; step++) {
      model.learn(
          List.of(article(6, step), article(9, step)), List.of(labels(6, step), labels(9, step)));
    }
    return model;
  }

  private static double learn(SequenceModel model, float[][] article, int[] labels) {
    return model.learn(Collections.singletonList(article), List.of(labels));
  }

  private static double crossEntropy(double[][] probabilities, int[] labels, float[] weights) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum -= weights[labels[i]] * Math.log(probabilities[i][labels[i]]);
    }
    return sum;
  }

  private static void assertClose(double[][] found, double[][] expected, double most) {
    assertThat(found.length).isEqualTo(expected.length);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).as("statement %d", i).containsExactly(expected[i], within(most));
    }
  }

  /** Returns the largest difference. */
  private static double distance(double[] one, double[] other) {
    double largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs(one[i] - other[i]));
    }
    return largest;
  }

  private static byte[] bytes(SequenceModel model) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      model.write(out);
    }
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
