package org.weerwoord.classifiers.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.weerwoord.classifiers.dl4j.RandomArticles.article;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.weerwoord.text.StatementLabel;

class SequenceTrainerTest {

  private static final SequenceParameters PARAMETERS =
      new SequenceParameters(8, 8, 25, 0.02, 0.1, 1e-5, 0.5, 8, 32, 1);

  /**
   * Whether a statement is a denial depends on the one before it alone, and whether it is an
   * accusation on the one behind it.
   */
  @Test
  void learnsFromWhatWasSaidBeforeAndBehind() {
    SequenceModel model = fit(PARAMETERS, 1, new ArrayList<>(), examples(0, 60));
    int right = 0;
    int all = 0;
    for (SequenceTrainer.Example example : examples(1000, 20)) {
      double[][] probabilities = model.probabilities(example.inputs());
      for (int i = 0; i < probabilities.length; i++) {
        all++;
        right += likeliest(probabilities[i]) == example.labels()[i] ? 1 : 0;
      }
    }

    assertThat(right / (double) all).isGreaterThan(0.85);
  }

  @Test
  void oneSeedMakesOneModel() {
    List<String> log = new ArrayList<>();
    double[][] expected = fit(brief(3, 0.5), 7, log, examples(0, 12)).probabilities(article(9, 5));
    List<String> again = new ArrayList<>();

    assertThat(fit(brief(3, 0.5), 7, again, examples(0, 12)).probabilities(article(9, 5)))
        .isDeepEqualTo(expected);
    assertThat(again).isEqualTo(log);
    double[][] other = fit(brief(3, 0.5), 8, again, examples(0, 12)).probabilities(article(9, 5));
    assertThat(Arrays.deepEquals(other, expected)).isFalse();
  }

  @Test
  void tellsTheLossOfEachEpoch() {
    List<String> log = new ArrayList<>();
    fit(brief(2, 0), 1, log, examples(0, 12));

    assertThat(log).hasSize(2);
    assertThat(log.get(0)).matches("epoch 1 of 2: loss \\d\\.\\d{4} a statement");
    assertThat(log.get(1)).matches("epoch 2 of 2: loss \\d\\.\\d{4} a statement");
  }

  /**
   * At a rate of nearly 0 the loss is that of the first weights, which the balance leaves alone.
   */
  @Test
  void weighsRareLabelsUp() {
    List<StatementLabel> labels = new ArrayList<>(Collections.nCopies(10, StatementLabel.NONE));
    labels.set(2, StatementLabel.DENIAL);
    labels.set(5, StatementLabel.ACCUSATION);
    labels.set(6, StatementLabel.ACCUSATION);
    SequenceTrainer.Example example = new SequenceTrainer.Example(article(10, 6), labels);
    // 10 statements of 4 labels: 2.5 each if all were alike.
    double[] full = {2.5 / 2, 2.5, 0, 2.5 / 7};

    for (double balance : new double[] {0, 0.5, 1}) {
      List<String> log = new ArrayList<>();
      SequenceModel model =
          fit(
              new SequenceParameters(8, 8, 1, 1e-9, 0, 0, balance, 8, 32, 1),
              1,
              log,
              List.of(example));
      double[][] probabilities = model.probabilities(example.inputs());
      double sum = 0;
      for (int i = 0; i < 10; i++) {
        int label = labels.get(i).ordinal();
        sum -= Math.pow(full[label], balance) * Math.log(probabilities[i][label]);
      }
      assertThat(Double.parseDouble(log.get(0).replaceAll(".*loss (\\S+) .*", "$1")))
          .as("balance %s", balance)
          .isCloseTo(sum / 10, within(1e-4));
    }
  }

  private static SequenceParameters brief(int epochs, double dropout) {
    return new SequenceParameters(8, 8, epochs, 0.01, dropout, 1e-4, 0.5, 4, 32, 1);
  }

  private static SequenceModel fit(
      SequenceParameters parameters,
      long seed,
      List<String> log,
      List<SequenceTrainer.Example> examples) {
    return new SequenceTrainer(parameters, seed, log::add).fit(examples, input -> true);
  }

  private static List<SequenceTrainer.Example> examples(int firstSeed, int number) {
    List<SequenceTrainer.Example> examples = new ArrayList<>();
    for (int seed = firstSeed; seed < firstSeed + number; seed++) {
      float[][] inputs = article(6 + seed % 9, seed);
      List<StatementLabel> labels = new ArrayList<>();
      for (int i = 0; i < inputs.length; i++) {
        labels.add(
            i > 0 && inputs[i - 1][0] > 1.3
                ? StatementLabel.DENIAL
                : i + 1 < inputs.length && inputs[i + 1][1] > 2.6
                    ? StatementLabel.ACCUSATION
                    : StatementLabel.NONE);
      }
      examples.add(new SequenceTrainer.Example(inputs, labels));
    }
    return examples;
  }

  private static int likeliest(double[] probabilities) {
    int best = 0;
    for (int label = 1; label < probabilities.length; label++) {
      if (probabilities[label] > probabilities[best]) {
        best = label;
      }
    }
    return best;
  }
}
