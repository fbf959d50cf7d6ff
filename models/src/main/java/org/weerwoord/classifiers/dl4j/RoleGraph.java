package org.weerwoord.classifiers.dl4j;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weerwoord.attribution.ActCandidates;
import org.weerwoord.text.StatementLabel;

/**
 * A {@link RoleHead} as a differentiable graph of ND4J's SameDiff, over a batch of acts. The loss
 * is what the right candidates lack of probability together, as in learning which mentions corefer
 * (Lee, He, Lewis and Zettlemoyer, <a href="https://aclanthology.org/D17-1018/">2017</a>).
 *
 * <p>The acts of a batch are padded to as many tokens and as many mentions.
 */
final class RoleGraph {

  private static final String LOSS = "loss";
  private static final String TOKENS = "tokens";
  private static final String TOKEN_MASK = "token_mask";
  private static final String LABELS = "labels";
  private static final String MENTIONS = "mentions";
  private static final String FEATURES = "features";
  private static final String MENTION_MASK = "mention_mask";
  private static final String ACT_OF_MENTION = "act_of_mention";
  private static final String RIGHT = "right";
  private static final String WEIGHTS = "weights";
  private static final String BY_TOKEN = "by_token";
  private static final String BY_ONE_TOKEN = "by_one_token";
  private static final String BY_STATE = "by_state";
  private static final String BY_ACT = "by_act";
  private static final String BY_MENTION = "by_mention";
  private static final String DROPPED = "dropped/";
  private static final float MASKED = -10000;

  /** Keeps the logarithm of a probability of 0 finite. */
  private static final double LEAST_PROBABILITY = 1e-7;

  /** Sizes are rounded up to multiples, since ND4J holds on to the memory of each it has met. */
  private static final int ROUNDED_TO = 16;

  private final SameDiff graph = SameDiff.create();
  private final int width;
  private final int hidden;
  private final Map<String, INDArray> variables = new LinkedHashMap<>();

  /**
   * @param width of a state
   * @param seed of the first weights
   */
  RoleGraph(int width, int hidden, long seed) {
    this.width = width;
    this.hidden = hidden;
    Random random = new Random(seed);
    RoleHead.shapes(width, hidden)
        .forEach(
            (name, shape) -> {
              INDArray first = Nd4j.createFromArray(first(shape, random)).reshape(shape);
              variables.put(name, graph.var(name, first).getArr());
            });
    graph.placeHolder(BY_TOKEN, DataType.INT64, 2);
    graph.placeHolder(BY_ONE_TOKEN, DataType.INT64, 3);
    graph.placeHolder(BY_STATE, DataType.INT64, 3);
    graph.placeHolder(BY_ACT, DataType.INT64, 2);
    graph.placeHolder(BY_MENTION, DataType.INT64, 2);
    SDVariable tokens = graph.placeHolder(TOKENS, DataType.FLOAT, -1, width);
    SDVariable attention =
        graph
            .nn()
            .softmax(
                reshape(product(tokens, RoleHead.ATTENTION), BY_TOKEN)
                    .add(graph.placeHolder(TOKEN_MASK, DataType.FLOAT, -1, -1)),
                1);
    SDVariable pooled =
        reshape(graph.mmul(reshape(attention, BY_ONE_TOKEN), reshape(tokens, BY_STATE)), BY_ACT);
    SDVariable labels = graph.placeHolder(LABELS, DataType.FLOAT, -1, StatementLabel.COUNT);
    SDVariable query =
        dropped(
            RoleHead.QUERY,
            graph
                .math()
                .tanh(
                    product(graph.concat(1, pooled, labels), RoleHead.QUERY)
                        .add(graph.getVariable(RoleHead.QUERY_BIAS))));
    SDVariable mentions = graph.placeHolder(MENTIONS, DataType.FLOAT, -1, width);
    SDVariable key =
        dropped(
            RoleHead.KEY,
            graph
                .math()
                .tanh(product(mentions, RoleHead.KEY).add(graph.getVariable(RoleHead.KEY_BIAS))));
    // A product, since the gradient of ND4J's gather is a loop that no graph may have twice.
    SDVariable actOf = graph.placeHolder(ACT_OF_MENTION, DataType.FLOAT, -1, -1);
    SDVariable features = graph.placeHolder(FEATURES, DataType.FLOAT, -1, ActCandidates.FEATURES);
    SDVariable shared =
        product(query, RoleHead.OF_QUERY).add(graph.getVariable(RoleHead.HIDDEN_BIAS));
    SDVariable layer =
        product(key, RoleHead.OF_KEY)
            .add(product(key.mul(graph.mmul(actOf, query)), RoleHead.OF_PRODUCT))
            .add(graph.mmul(actOf, shared))
            .add(product(features, RoleHead.OF_FEATURES));
    SDVariable scores =
        product(dropped(RoleHead.OUT, graph.nn().relu(layer, 0)), RoleHead.OUT)
            .add(product(features, RoleHead.OUT_OF_FEATURES));
    SDVariable byMention =
        reshape(scores, BY_MENTION).add(graph.placeHolder(MENTION_MASK, DataType.FLOAT, -1, -1));
    SDVariable unnamed =
        product(query, RoleHead.NOBODY).add(graph.getVariable(RoleHead.NOBODY_BIAS));
    SDVariable nobody =
        product(dropped(RoleHead.NOBODY, graph.nn().relu(unnamed, 0)), RoleHead.NOBODY_OUT)
            .add(graph.getVariable(RoleHead.NOBODY_OUT_BIAS));
    SDVariable probabilities = graph.nn().softmax(graph.concat(1, nobody, byMention), 1);
    SDVariable right =
        graph.sum(probabilities.mul(graph.placeHolder(RIGHT, DataType.FLOAT, -1, -1)), 1);
    graph
        .math()
        .neg(
            graph.sum(
                graph
                    .math()
                    .log(right.add(LEAST_PROBABILITY))
                    .mul(graph.placeHolder(WEIGHTS, DataType.FLOAT, -1))))
        .rename(LOSS);
    graph.setLossVariables(LOSS);
  }

  /** Returns first weights: even within a range that falls with the number of inputs. */
  private static float[] first(int[] shape, Random random) {
    float[] values = new float[shape[0] * shape[1]];
    double range = shape[0] == 1 ? 0 : 1 / Math.sqrt(shape[0]);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * range);
    }
    return values;
  }

  /** Returns the weights themselves, by name. */
  Map<String, INDArray> variables() {
    return variables;
  }

  /** The loss of a batch, and its gradients by variable. */
  record Gradients(double loss, Map<String, INDArray> byVariable) {}

  /**
   * Returns the gradients of a batch's loss, the mean over its acts.
   *
   * @param dropout share of each layer that is left out
   * @param random decides which
   */
  Gradients gradients(List<RoleTrainer.Example> batch, double dropout, Random random) {
    Map<String, INDArray> inputs = inputs(batch, dropout, random);
    OutAndGrad result =
        graph.calculateGradientsAndOutputs(inputs, List.of(LOSS), variables.keySet());
    inputs.values().forEach(INDArray::close);
    return new Gradients(result.getOutputs().get(LOSS).getDouble(0), result.getGradients());
  }

  private Map<String, INDArray> inputs(
      List<RoleTrainer.Example> batch, double dropout, Random random) {
    int acts = batch.size();
    int longest = 1;
    int most = 1;
    for (RoleTrainer.Example act : batch) {
      longest = Math.max(longest, act.tokens().size() / width);
      most = Math.max(most, act.candidates().mentions());
    }
    longest = rounded(longest);
    most = rounded(most);
    float[] tokens = new float[acts * longest * width];
    float[][] tokenMask = new float[acts][longest];
    float[][] labels = new float[acts][StatementLabel.COUNT];
    float[] mentions = new float[acts * most * width];
    float[][] features = new float[acts * most][ActCandidates.FEATURES];
    float[][] mentionMask = new float[acts][most];
    float[][] actOf = new float[acts * most][acts];
    float[][] right = new float[acts][most + 1];
    float[] weights = new float[acts];
    for (int i = 0; i < acts; i++) {
      RoleTrainer.Example act = batch.get(i);
      float[] states = act.tokens().toFloats();
      System.arraycopy(states, 0, tokens, i * longest * width, states.length);
      for (int token = states.length / width; token < longest; token++) {
        tokenMask[i][token] = MASKED;
      }
      labels[i][act.candidates().label().ordinal()] = 1;
      right[i][0] = act.right().get(0) ? 1 : 0;
      for (int mention = 0; mention < most; mention++) {
        int row = i * most + mention;
        actOf[row][i] = 1;
        if (mention < act.candidates().mentions()) {
          System.arraycopy(act.mentions().get(mention).toFloats(), 0, mentions, row * width, width);
          features[row] = act.candidates().features(mention);
          right[i][mention + 1] = act.right().get(act.candidates().candidateOf(mention)) ? 1 : 0;
        } else {
          mentionMask[i][mention] = MASKED;
        }
      }
      weights[i] = (float) act.weight() / acts;
    }
    Map<String, INDArray> inputs = new HashMap<>();
    inputs.put(TOKENS, Nd4j.createFromArray(tokens).reshape(-1, width));
    inputs.put(TOKEN_MASK, Nd4j.createFromArray(tokenMask));
    inputs.put(LABELS, Nd4j.createFromArray(labels));
    inputs.put(MENTIONS, Nd4j.createFromArray(mentions).reshape(-1, width));
    inputs.put(FEATURES, Nd4j.createFromArray(features));
    inputs.put(MENTION_MASK, Nd4j.createFromArray(mentionMask));
    inputs.put(ACT_OF_MENTION, Nd4j.createFromArray(actOf));
    inputs.put(RIGHT, Nd4j.createFromArray(right));
    inputs.put(WEIGHTS, Nd4j.createFromArray(weights));
    inputs.put(BY_TOKEN, Nd4j.createFromArray(new long[] {acts, longest}));
    inputs.put(BY_ONE_TOKEN, Nd4j.createFromArray(new long[] {acts, 1, longest}));
    inputs.put(BY_STATE, Nd4j.createFromArray(new long[] {acts, longest, width}));
    inputs.put(BY_ACT, Nd4j.createFromArray(new long[] {acts, width}));
    inputs.put(BY_MENTION, Nd4j.createFromArray(new long[] {acts, most}));
    inputs.put(DROPPED + RoleHead.QUERY, factors(acts, dropout, random));
    inputs.put(DROPPED + RoleHead.KEY, factors(acts * most, dropout, random));
    inputs.put(DROPPED + RoleHead.OUT, factors(acts * most, dropout, random));
    inputs.put(DROPPED + RoleHead.NOBODY, factors(acts, dropout, random));
    return inputs;
  }

  private static int rounded(int size) {
    return (size + ROUNDED_TO - 1) / ROUNDED_TO * ROUNDED_TO;
  }

  private INDArray factors(int rows, double dropout, Random random) {
    float[] factors = new float[rows * hidden];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = random.nextFloat() < dropout ? 0 : (float) (1 / (1 - dropout));
    }
    return Nd4j.createFromArray(factors).reshape(rows, hidden);
  }

  private SDVariable dropped(String name, SDVariable layer) {
    return layer.mul(graph.placeHolder(DROPPED + name, DataType.FLOAT, -1, hidden));
  }

  private SDVariable product(SDVariable input, String weights) {
    return graph.mmul(input, graph.getVariable(weights));
  }

  private SDVariable reshape(SDVariable values, String shape) {
    return graph.reshape(values, graph.getVariable(shape));
  }
}
