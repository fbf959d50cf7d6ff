package org.weerwoord.encoder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The upper layers of an encoder with a linear layer over the mean of the tokens' states, as a
 * differentiable graph of ND4J's SameDiff. Transformer layers as in Devlin et al., <a
 * href="https://arxiv.org/abs/1810.04805">BERT</a>, 2019: normalised after each residual.
 *
 * <p>All statements of a batch are padded to its longest one. Their tokens lie below each other in
 * one matrix, so that every kernel is applied by one product.
 */
final class TrainingGraph {

  /** Name of the linear layer's kernel, [width, labels]. */
  static final String HEAD_KERNEL = "head/kernel";

  /** Name of the linear layer's bias, [labels]. */
  static final String HEAD_BIAS = "head/bias";

  private static final String LOSS = "loss";
  private static final String LOGITS = "logits";
  private static final String STATES = "states";
  private static final String MASK = "mask";
  private static final String BY_HEAD = "by_head";
  private static final String BY_TOKEN = "by_token";
  private static final String MEAN = "mean";
  private static final String DROPOUT = "dropout";
  private static final String LABELS = "labels";
  private static final float MASKED = -10000;
  private static final double FIRST_DEVIATION = 0.02;
  private static final double GELU_ROOT = Math.sqrt(2 / Math.PI);
  private static final double GELU_CUBIC = 0.044715;

  /** Keeps the logarithm of a probability of 0 finite. */
  private static final double LEAST_PROBABILITY = 1e-7;

  private final SameDiff graph = SameDiff.create();
  private final EncoderShape shape;
  private final int labels;
  private final Map<String, INDArray> variables = new HashMap<>();

  /**
   * @param weights whose layers from {@code from} on become variables
   * @param labels number of outputs
   */
  TrainingGraph(EncoderWeights weights, int from, int labels, long seed) {
    this.shape = weights.shape();
    this.labels = labels;
    SDVariable states = graph.placeHolder(STATES, DataType.FLOAT, -1, shape.width());
    graph.placeHolder(MASK, DataType.FLOAT, -1, 1, 1, -1);
    graph.placeHolder(BY_HEAD, DataType.INT64, 4);
    graph.placeHolder(BY_TOKEN, DataType.INT64, 2);
    for (int layer = from; layer < shape.layers(); layer++) {
      states = layer(states, layer, weights);
    }
    SDVariable mean = graph.mmul(graph.placeHolder(MEAN, DataType.FLOAT, -1, -1), states);
    SDVariable kept = mean.mul(graph.placeHolder(DROPOUT, DataType.FLOAT, -1, shape.width()));
    Nd4j.getRandom().setSeed(seed);
    INDArray kernel = Nd4j.randn(DataType.FLOAT, shape.width(), labels).muli(FIRST_DEVIATION);
    SDVariable logits =
        graph
            .mmul(kept, variable(HEAD_KERNEL, kernel))
            .add(variable(HEAD_BIAS, Nd4j.zeros(DataType.FLOAT, labels)));
    logits.rename(LOGITS);
    SDVariable probabilities = graph.nn().softmax(logits, 1).add(LEAST_PROBABILITY);
    SDVariable weighted =
        graph.math().log(probabilities).mul(graph.placeHolder(LABELS, DataType.FLOAT, -1, labels));
    graph.math().neg(graph.sum(weighted)).rename(LOSS);
    graph.setLossVariables(LOSS);
  }

  /** Returns the variables themselves, by name: those of the layers, and of the head. */
  Map<String, INDArray> variables() {
    return variables;
  }

  /** Returns whether a variable belongs to the linear layer. */
  static boolean isHead(String name) {
    return name.equals(HEAD_KERNEL) || name.equals(HEAD_BIAS);
  }

  /** The loss of a batch, and its gradients by variable. */
  record Gradients(double loss, Map<String, INDArray> byVariable) {}

  /**
   * Returns the gradients of a batch's loss.
   *
   * @param states of each statement's tokens after the frozen layers, token after token
   * @param dropout factors of the elements of each statement's vector, [batch, width]
   * @param targets weight of each statement's label at its place, else 0, [batch, labels]
   */
  Gradients gradients(List<float[]> states, float[] dropout, float[] targets) {
    Map<String, INDArray> inputs = inputs(states, Nd4j.createFromArray(dropout), targets);
    OutAndGrad result =
        graph.calculateGradientsAndOutputs(inputs, List.of(LOSS), variables.keySet());
    inputs.values().forEach(INDArray::close);
    return new Gradients(result.getOutputs().get(LOSS).getDouble(0), result.getGradients());
  }

  /** Returns the loss of a batch, given as for {@link #gradients}, without dropout. */
  double loss(List<float[]> states, float[] targets) {
    INDArray all = Nd4j.ones(DataType.FLOAT, (long) states.size() * shape.width());
    Map<String, INDArray> inputs = inputs(states, all, targets);
    double loss = graph.output(inputs, LOSS).get(LOSS).getDouble(0);
    inputs.values().forEach(INDArray::close);
    return loss;
  }

  private Map<String, INDArray> inputs(List<float[]> states, INDArray dropout, float[] targets) {
    int width = shape.width();
    int batch = states.size();
    int longest = states.stream().mapToInt(s -> s.length / width).max().orElse(0);
    float[] tokens = new float[batch * longest * width];
    float[] mask = new float[batch * longest];
    float[] mean = new float[batch * batch * longest];
    for (int i = 0; i < batch; i++) {
      int length = states.get(i).length / width;
      System.arraycopy(states.get(i), 0, tokens, i * longest * width, length * width);
      for (int token = 0; token < longest; token++) {
        mask[i * longest + token] = token < length ? 0 : MASKED;
        mean[(i * batch + i) * longest + token] = token < length ? 1f / length : 0;
      }
    }
    Map<String, INDArray> inputs = new HashMap<>();
    inputs.put(STATES, Nd4j.createFromArray(tokens).reshape(-1, width));
    inputs.put(MASK, Nd4j.createFromArray(mask).reshape(batch, 1, 1, longest));
    inputs.put(MEAN, Nd4j.createFromArray(mean).reshape(batch, -1));
    inputs.put(
        BY_HEAD,
        Nd4j.createFromArray(new long[] {batch, longest, shape.heads(), width / shape.heads()}));
    inputs.put(BY_TOKEN, Nd4j.createFromArray(new long[] {(long) batch * longest, width}));
    inputs.put(DROPOUT, dropout.reshape(batch, width));
    inputs.put(LABELS, Nd4j.createFromArray(targets).reshape(batch, labels));
    return inputs;
  }

  private SDVariable layer(SDVariable states, int layer, EncoderWeights weights) {
    String prefix = EncoderShape.layer(layer);
    for (EncoderTensor tensor : shape.layerTensors(layer)) {
      INDArray values = Nd4j.createFromArray(weights.tensor(tensor.name()));
      variable(
          tensor.name(),
          tensor.kind() == EncoderTensor.Kind.KERNEL
              ? values.reshape(tensor.rows(), tensor.columns())
              : values);
    }
    String self = prefix + "attention/self/";
    SDVariable query = graph.permute(byHead(dense(states, self + "query/")), 0, 2, 1, 3);
    SDVariable key = graph.permute(byHead(dense(states, self + "key/")), 0, 2, 3, 1);
    SDVariable value = graph.permute(byHead(dense(states, self + "value/")), 0, 2, 1, 3);
    double scale = 1 / Math.sqrt((double) shape.width() / shape.heads());
    SDVariable scores = graph.mmul(query, key).mul(scale).add(graph.getVariable(MASK));
    SDVariable heads = graph.mmul(graph.nn().softmax(scores, -1), value);
    SDVariable attended =
        graph.reshape(graph.permute(heads, 0, 2, 1, 3), graph.getVariable(BY_TOKEN));
    SDVariable first =
        normalised(
            states.add(dense(attended, prefix + "attention/output/dense/")),
            prefix + "attention/output/");
    SDVariable inner = gelu(dense(first, prefix + "intermediate/dense/"));
    return normalised(first.add(dense(inner, prefix + "output/dense/")), prefix + "output/");
  }

  /**
   * Google's BERT has GELU in the form with tanh (Hendrycks and Gimpel, <a
   * href="https://arxiv.org/abs/1606.08415">2016</a>). ND4J's own operation of that form takes four
   * times as long.
   */
  private SDVariable gelu(SDVariable x) {
    SDVariable inner = x.mul(x).mul(GELU_ROOT * GELU_CUBIC).add(GELU_ROOT).mul(x);
    return x.mul(0.5).mul(graph.math().tanh(inner).add(1.0));
  }

  private SDVariable byHead(SDVariable states) {
    return graph.reshape(states, graph.getVariable(BY_HEAD));
  }

  private SDVariable dense(SDVariable input, String name) {
    return graph
        .mmul(input, graph.getVariable(name + "kernel"))
        .add(graph.getVariable(name + "bias"));
  }

  private SDVariable normalised(SDVariable input, String name) {
    return graph
        .nn()
        .layerNorm(
            input,
            graph.getVariable(name + "LayerNorm/gamma"),
            graph.getVariable(name + "LayerNorm/beta"),
            false,
            1);
  }

  private SDVariable variable(String name, INDArray values) {
    SDVariable variable = graph.var(name, values);
    variables.put(name, variable.getArr());
    return variable;
  }
}
