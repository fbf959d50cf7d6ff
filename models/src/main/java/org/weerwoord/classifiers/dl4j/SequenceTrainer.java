package org.weerwoord.classifiers.dl4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.weerwoord.classifiers.LabelWeights;
import org.weerwoord.text.StatementLabel;

/** Trains a {@link SequenceModel}. */
final class SequenceTrainer {

  private final SequenceParameters parameters;
  private final long seed;
  private final Consumer<String> log;

  /**
   * @param seed of first weights, order and dropout
   * @param log gets a line on each epoch
   */
  SequenceTrainer(SequenceParameters parameters, long seed, Consumer<String> log) {
    this.parameters = parameters;
    this.seed = seed;
    this.log = log;
  }

  /** An article to learn from. */
  static final class Example {
    private final float[][] inputs;
    private final int[] labels;

    /**
     * @param inputs of each statement
     * @param labels of each statement
     */
    Example(float[][] inputs, List<StatementLabel> labels) {
      this.inputs = inputs;
      this.labels = labels.stream().mapToInt(Enum::ordinal).toArray();
    }

    float[][] inputs() {
      return inputs;
    }

    int[] labels() {
      return labels;
    }
  }

  /**
   * Fits a model to some articles.
   *
   * @param read whether an input is read at all, by its number
   */
  SequenceModel fit(List<Example> articles, IntPredicate read) {
    SequenceModel model =
        SequenceModel.random(
            articles.stream().map(Example::inputs).toList(),
            read,
            parameters,
            seed,
            labelWeights(articles));
    for (int epoch = 0; epoch < parameters.epochs(); epoch++) {
      List<Example> shuffled = new ArrayList<>(articles);
      Collections.shuffle(shuffled, new Random(seed * 31 + epoch));
      double loss = 0;
      int batches = 0;
      for (int begin = 0; begin < shuffled.size(); begin += parameters.batch()) {
        List<Example> batch =
            shuffled.subList(begin, Math.min(shuffled.size(), begin + parameters.batch()));
        loss +=
            model.learn(
                batch.stream().map(Example::inputs).toList(),
                batch.stream().map(Example::labels).toList());
        batches++;
      }
      log.accept(
          String.format(
              Locale.ROOT,
              "epoch %d of %d: loss %.4f a statement",
              epoch + 1,
              parameters.epochs(),
              loss / batches));
    }
    return model;
  }

  private float[] labelWeights(List<Example> articles) {
    long[] support = new long[StatementLabel.COUNT];
    for (Example article : articles) {
      for (int label : article.labels()) {
        support[label]++;
      }
    }
    double[] weights = LabelWeights.of(support, parameters.balance());
    float[] floats = new float[weights.length];
    for (int label = 0; label < floats.length; label++) {
      floats[label] = (float) weights[label];
    }
    return floats;
  }
}
