package org.weerwoord.classifiers.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.weerwoord.classifiers.Classification;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;

class SequenceClassifierTest {

  private static final SequenceClassifier CLASSIFIER = TinySequence.classifier();

  /** What one thread finds in one article after another. */
  private static final List<List<Classification>> EXPECTED =
      TinySequence.ARTICLES.stream().map(statements -> classify(CLASSIFIER, statements)).toList();

  @Test
  void classifiesEachStatement() {
    for (int i = 0; i < EXPECTED.size(); i++) {
      assertThat(EXPECTED.get(i)).hasSameSizeAs(TinySequence.ARTICLES.get(i));
      for (Classification classification : EXPECTED.get(i)) {
        assertThat(classification.probabilities()).hasSize(4).allMatch(p -> p > 0 && p < 1);
        assertThat(classification.probabilities().stream().mapToDouble(p -> p).sum())
            .isCloseTo(1, within(1e-9));
        if (classification.label() == StatementLabel.NONE) {
          assertThat(classification.evidence()).isEmpty();
        }
      }
    }
    assertThat(EXPECTED.get(0).get(0).evidence()).isNotEmpty();
  }

  @Test
  void anArticleWithoutStatementsHasNoLabels() {
    assertThat(classify(CLASSIFIER, List.of())).isEmpty();
  }

  @Test
  void calibratesWhatTheModelMakesOfEncoderAndFastClassifier() {
    List<Statement> statements = TinySequence.ARTICLES.get(2);
    SharedEncoder encoder = new SharedEncoder("calibration", 1, () -> TinySequence.ENCODER);
    float[][] inputs =
        new StatementInputs(TinySequence.FAST, TinySequence.HEAD)
            .of(
                encoder.encode(statements, TinySequence.NOBODY),
                TinySequence.FAST.context(TinySequence.article(statements)));
    double[][] uncalibrated = TinySequence.MODEL.probabilities(inputs);

    for (int i = 0; i < statements.size(); i++) {
      double[] expected =
          TinySequence.CALIBRATION.probabilities(StackedClassifier.logarithms(uncalibrated[i]));
      assertSame(EXPECTED.get(2).get(i).probabilities(), boxed(expected));
    }
  }

  @Test
  void findsTheSameWhateverWasReadBefore() {
    List<Integer> order = new ArrayList<>(List.of(4, 2, 0, 3, 1));
    for (int round = 0; round < 2; round++) {
      for (int i : order) {
        assertSameLabels(classify(CLASSIFIER, TinySequence.ARTICLES.get(i)), EXPECTED.get(i));
      }
      Collections.reverse(order);
    }
  }

  @Test
  void copiesInSeveralThreadsFindWhatOneThreadFinds() throws Exception {
    List<SequenceClassifier> copies = List.of(CLASSIFIER, copy(CLASSIFIER), copy(CLASSIFIER));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<List<Classification>>> tasks = new ArrayList<>();
      for (SequenceClassifier copy : copies) {
        TinySequence.ARTICLES.forEach(statements -> tasks.add(() -> classify(copy, statements)));
      }
      List<Future<List<Classification>>> found = threads.invokeAll(tasks);
      for (int i = 0; i < found.size(); i++) {
        assertSameLabels(found.get(i).get(), EXPECTED.get(i % EXPECTED.size()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void theThresholdMovesLabelsAndNothingElse() {
    List<Statement> statements = TinySequence.ARTICLES.get(4);
    List<Classification> expected = EXPECTED.get(4);
    double middle =
        expected.stream().mapToDouble(SequenceClassifierTest::act).sorted().toArray()[75];
    List<Long> acts = new ArrayList<>();
    for (double threshold : new double[] {0, middle, 1}) {
      SequenceClassifier moved = CLASSIFIER.withThreshold(threshold);
      List<Classification> found = classify(moved, statements);
      for (int i = 0; i < found.size(); i++) {
        assertSame(found.get(i).probabilities(), expected.get(i).probabilities());
        assertThat(found.get(i).label() == StatementLabel.NONE)
            .isEqualTo(act(found.get(i)) < threshold);
      }
      assertThat(moved.threshold()).isEqualTo(threshold);
      assertThat(moved.modelId()).isEqualTo(CLASSIFIER.modelId());
      acts.add(found.stream().filter(c -> c.label() != StatementLabel.NONE).count());
    }

    assertThat(acts.get(0)).isEqualTo(statements.size());
    assertThat(acts.get(1)).isBetween(1L, statements.size() - 1L);
    assertThat(acts.get(2)).isZero();
    assertThat(CLASSIFIER.threshold()).isEqualTo(TinySequence.THRESHOLD);
  }

  private static double act(Classification classification) {
    return 1 - classification.probabilities().get(StatementLabel.NONE.ordinal());
  }

  private static List<Classification> classify(
      SequenceClassifier classifier, List<Statement> statements) {
    return classifier.classify(TinySequence.article(statements));
  }

  private static void assertSameLabels(List<Classification> found, List<Classification> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).label()).isEqualTo(expected.get(i).label());
      assertThat(found.get(i).evidence()).isEqualTo(expected.get(i).evidence());
      assertSame(found.get(i).probabilities(), expected.get(i).probabilities());
    }
  }

  private static void assertSame(List<Double> found, List<Double> expected) {
    for (int label = 0; label < 4; label++) {
      assertThat(found.get(label)).isCloseTo(expected.get(label), within(1e-4));
    }
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static SequenceClassifier copy(SequenceClassifier classifier) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(classifier);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (SequenceClassifier) in.readObject();
    }
  }
}
