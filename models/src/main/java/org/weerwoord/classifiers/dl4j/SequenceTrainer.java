package org.weerwoord.classifiers.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
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

  /** An article, or a piece of some, to learn from. */
  static final class Example {
    private final float[][] inputs;
    private final int[] labels;

    /**
     * @param inputs of each statement
     * @param labels of each statement
     */
    Example(float[][] inputs, List<StatementLabel> labels) {
      this(inputs, labels.stream().mapToInt(Enum::ordinal).toArray());
    }

    private Example(float[][] inputs, int[] labels) {
      this.inputs = inputs;
      this.labels = labels;
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
      List<Example> pieces = pieces(articles, new Random(seed * 31 + epoch));
      double loss = 0;
      int batches = 0;
      for (int begin = 0; begin < pieces.size(); begin += parameters.batch()) {
        List<Example> batch =
            pieces.subList(begin, Math.min(pieces.size(), begin + parameters.batch()));
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

  /**
   * Returns the articles one behind the other in random order, cut anywhere into pieces of one
   * length. From whole articles a model learns in which place of an article acts stand in the
   * corpus, which is not where they stand in the press.
   */
  private List<Example> pieces(List<Example> articles, Random random) {
    List<Example> shuffled = new ArrayList<>(articles);
    Collections.shuffle(shuffled, random);
    float[][] inputs =
        shuffled.stream().flatMap(article -> Arrays.stream(article.inputs)).toArray(float[][]::new);
    int[] labels =
        shuffled.stream().flatMapToInt(article -> Arrays.stream(article.labels)).toArray();
    List<Example> pieces = new ArrayList<>();
    int end = 1 + random.nextInt(parameters.piece());
    for (int begin = 0; begin < labels.length; end = begin + parameters.piece()) {
      end = Math.min(labels.length, end);
      pieces.add(
          new Example(
              Arrays.copyOfRange(inputs, begin, end), Arrays.copyOfRange(labels, begin, end)));
      begin = end;
    }
    Collections.shuffle(pieces, random);
    return pieces;
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
