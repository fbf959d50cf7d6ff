package org.weerwoord.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.weerwoord.encoder.OnnxGraph.Element;

/**
 * Writes an encoder as an ONNX model that multiplies 8-bit integers.
 *
 * <p>The rows of a run are the tokens of several statements, one after another, without padding;
 * only an attention looks at one statement at a time. All else treats each row by itself, so that a
 * statement's states do not depend on its neighbours.
 *
 * <p>Before a multiplication, each row is rounded to integers with a scale of its own. A few
 * columns of BERT's states are many times as large as the others in nearly all rows (Kovaleva et
 * al., <a href="https://arxiv.org/abs/2105.06990">BERT Busters</a>, 2021): they would make that
 * scale coarse. They are left out of it and multiplied as floats, as in Dettmers et al., <a
 * href="https://arxiv.org/abs/2208.07339">LLM.int8()</a>, 2022. Which columns they are can be read
 * off the weights; see {@link #outlyingStates} and {@link #outlyingInner}.
 */
final class EncoderGraph {

  /** Input: sums of embeddings, {@code [tokens, width]}. */
  static final String EMBEDDED = "embedded";

  /** Input: tokens of each statement, at least 1, {@code [statements]}. */
  static final String LENGTHS = "lengths";

  private static final float EPSILON = 1e-12f;

  /** One in so many columns is multiplied as floats: 8 of 768 and 16 of 3072 in BERT's base. */
  private static final int STATES_AN_OUTLIER = 96;

  private static final int INNER_AN_OUTLIER = 192;

  /** Below any value of the GELU. */
  private static final float GELU_DEPTH = 0.17f;

  private static final float SMALLEST = 1e-12f;

  /** Integers are stored as 0 to 255; these stand for 0. */
  private static final int MIDDLE = 128;

  private static final int NEAR_BOTTOM = 32;

  private final QuantizedWeights weights;
  private final EncoderShape shape;
  private final int statements;
  private final OnnxGraph graph = new OnnxGraph();
  private final String lengths;
  private final String tokens;
  private final String unit = graph.scalar(1);
  private final String middle = graph.unsigned(new byte[] {(byte) MIDDLE}, 1);
  private final String first = graph.integers(0);
  private final String last = graph.integers(-1);
  private final int[] outlyingStates;
  private final String outlyingIndices;
  private final String ordinaryMask;

  private EncoderGraph(QuantizedWeights weights, int statements) {
    this.weights = weights;
    this.shape = weights.shape();
    this.statements = statements;
    this.lengths = graph.input(LENGTHS, Element.INT64, statements);
    this.outlyingStates = outlyingStates(weights);
    this.outlyingIndices = graph.integers(Arrays.stream(outlyingStates).asLongStream().toArray());
    float[] mask = new float[shape.width()];
    Arrays.fill(mask, 1);
    for (int outlying : outlyingStates) {
      mask[outlying] = 0;
    }
    this.ordinaryMask = graph.floats(mask, mask.length);
    graph.input(EMBEDDED, Element.FLOAT, OnnxGraph.ANY, shape.width());
    this.tokens = graph.node("Shape").with("end", 1).of(EMBEDDED);
  }

  /**
   * Returns the model, whose outputs are the states after some layers, {@code [tokens, width]}
   * each.
   *
   * @param statements in each run
   * @param layers ascending, at least 1
   */
  static byte[] model(QuantizedWeights weights, int statements, int... layers) {
    return new EncoderGraph(weights, statements).model(layers);
  }

  /**
   * Returns the columns of the states to multiply as floats, in ascending order: those that the
   * layer normalisations after the attentions scale up most, against their other columns.
   */
  static int[] outlyingStates(QuantizedWeights weights) {
    EncoderShape shape = weights.shape();
    float[] largest = new float[shape.width()];
    for (int layer = 0; layer < shape.layers(); layer++) {
      float[] gamma =
          weights.vector(EncoderShape.layer(layer) + "attention/output/LayerNorm/gamma");
      double squares = 0;
      for (float value : gamma) {
        squares += value * value;
      }
      double usual = Math.sqrt(squares / gamma.length);
      for (int i = 0; i < gamma.length; i++) {
        largest[i] = Math.max(largest[i], (float) (Math.abs(gamma[i]) / usual));
      }
    }
    return largest(largest, STATES_AN_OUTLIER);
  }

  /**
   * Returns the columns between a layer's two feed-forward kernels to multiply as floats, in
   * ascending order: those with the largest weights in the second kernel.
   */
  static int[] outlyingInner(Kernel outer) {
    return largest(outer.largestOfRows(), INNER_AN_OUTLIER);
  }

  private static int[] largest(float[] sizes, int columnsAnOutlier) {
    return IntStream.range(0, sizes.length)
        .boxed()
        .sorted((a, b) -> Float.compare(sizes[b], sizes[a]))
        .limit(Math.max(1, sizes.length / columnsAnOutlier))
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  private byte[] model(int... outputs) {
    String prefix = "bert/embeddings/LayerNorm/";
    String states =
        graph
            .node("LayerNormalization")
            .with("axis", -1)
            .with("epsilon", EPSILON)
            .of(EMBEDDED, vector(prefix + "gamma"), vector(prefix + "beta"));
    int done = 0;
    for (int layers : outputs) {
      for (; done < layers; done++) {
        String name = EncoderShape.layer(done);
        states = attention(name + "attention/", states);
        states = feedForward(name, states);
      }
      graph.output(states, Element.FLOAT, OnnxGraph.ANY, shape.width());
    }
    return graph.model();
  }

  private String attention(String name, String states) {
    Kernel kernel =
        Kernel.beside(
            kernel(name + "self/query/"), kernel(name + "self/key/"), kernel(name + "self/value/"));
    String biases =
        floats(
            joined(
                weights.vector(name + "self/query/bias"),
                weights.vector(name + "self/key/bias"),
                weights.vector(name + "self/value/bias")));
    String projected = product(states, roundedStates(states), kernel);
    List<String> attended = new ArrayList<>();
    for (String statement : graph.node("Split").several(statements, projected, lengths)) {
      List<String> parts =
          graph
              .node("Split")
              .with("axis", 2)
              .with("num_outputs", 3)
              .several(3, graph.node("Unsqueeze").of(statement, first));
      String context =
          graph
              .runtimeNode("MultiHeadAttention")
              .with("num_heads", shape.heads())
              .of(parts.get(0), parts.get(1), parts.get(2), biases);
      attended.add(graph.node("Squeeze").of(context, first));
    }
    String context = graph.node("Concat").with("axis", 0).of(attended.toArray(String[]::new));
    Rounded rounded = rounded(context, graph.node("Abs").of(context), MIDDLE, SMALLEST);
    String output = product(rounded, kernel(name + "output/dense/"));
    return normalised(output, states, name + "output/");
  }

  private String feedForward(String name, String states) {
    Kernel inner = kernel(name + "intermediate/dense/");
    Kernel outer = kernel(name + "output/dense/");
    float[] bias = weights.vector(name + "intermediate/dense/bias");
    int[] outlying = outlyingInner(outer);
    int[] ordinary = others(outlying, outer.rows());

    String hidden = product(states, roundedStates(states), inner.columns(ordinary));
    hidden = gelu(hidden, chosen(bias, ordinary));
    String large = graph.node("MatMul").of(states, floats(inner.columns(outlying)));
    large = gelu(large, chosen(bias, outlying));

    // A GELU has no values below its depth: most of the integers are for those above 0.
    float least = GELU_DEPTH / NEAR_BOTTOM * (255 - NEAR_BOTTOM);
    Rounded rounded = rounded(hidden, hidden, NEAR_BOTTOM, least);
    String output = product(rounded, outer.rows(ordinary));
    output = graph.node("Gemm").of(large, floats(outer.rows(outlying)), output);
    return normalised(output, states, name + "output/");
  }

  private String gelu(String values, float[] bias) {
    return graph.runtimeNode("BiasGelu").of(values, floats(bias));
  }

  /** Adds the bias that belongs to a product and the states before it, and normalises the sum. */
  private String normalised(String product, String states, String name) {
    return graph
        .runtimeNode("SkipLayerNormalization")
        .with("epsilon", EPSILON)
        .of(
            product,
            states,
            vector(name + "LayerNorm/gamma"),
            vector(name + "LayerNorm/beta"),
            vector(name + "dense/bias"));
  }

  /** Rows of integers from 0 to 255, less {@code zero}, and a scale for each row. */
  private record Rounded(String integers, String scales, String zero) {}

  private Rounded roundedStates(String states) {
    String ordinary = graph.node("Mul").of(graph.node("Abs").of(states), ordinaryMask);
    return rounded(states, ordinary, MIDDLE, SMALLEST);
  }

  /**
   * Rounds rows so that the largest of their sizes becomes 255.
   *
   * @param zero the integer that stands for 0
   * @param least the largest size of a row is taken to be at least this
   */
  private Rounded rounded(String rows, String sizes, int zero, float least) {
    String largest = graph.node("ReduceMax").with("keepdims", 0).of(sizes, last);
    String scales =
        graph
            .node("Mul")
            .of(
                graph.node("Max").of(largest, graph.scalar(least)),
                graph.scalar(1f / (255 - zero)));
    String zeroPoint = graph.unsigned(new byte[] {(byte) zero}, 1);
    String integers =
        graph
            .node("QuantizeLinear")
            .with("axis", 0)
            .of(rows, scales, graph.node("Expand").of(zeroPoint, tokens));
    return new Rounded(integers, graph.node("Unsqueeze").of(scales, last), zeroPoint);
  }

  /** Multiplies states, their outlying columns as floats. */
  private String product(String states, Rounded rounded, Kernel kernel) {
    String product = product(rounded, kernel.without(outlyingStates));
    String outlying = graph.node("Gather").with("axis", 1).of(states, outlyingIndices);
    return graph.node("Gemm").of(outlying, floats(kernel.rows(outlyingStates)), product);
  }

  private String product(Rounded rounded, Kernel kernel) {
    // Unsigned weights: where a processor lacks VNNI, ONNX Runtime's kernels for signed ones may
    // saturate their 16-bit sums.
    byte[] values = kernel.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += (byte) MIDDLE;
    }
    String product =
        graph
            .runtimeNode("MatMulIntegerToFloat")
            .of(
                rounded.integers(),
                graph.unsigned(values, kernel.rows(), kernel.columns()),
                unit,
                floats(kernel.scales()),
                rounded.zero(),
                middle);
    return graph.node("Mul").of(product, rounded.scales());
  }

  private Kernel kernel(String name) {
    return Kernel.of(weights.matrix(name + "kernel"));
  }

  private String vector(String name) {
    return floats(weights.vector(name));
  }

  private String floats(float[] vector) {
    return graph.floats(vector, vector.length);
  }

  private String floats(Kernel kernel) {
    return graph.floats(kernel.toFloats(), kernel.rows(), kernel.columns());
  }

  private static float[] chosen(float[] values, int[] indices) {
    float[] chosen = new float[indices.length];
    for (int i = 0; i < indices.length; i++) {
      chosen[i] = values[indices[i]];
    }
    return chosen;
  }

  private static float[] joined(float[]... vectors) {
    float[] all = new float[vectors.length * vectors[0].length];
    for (int i = 0; i < vectors.length; i++) {
      System.arraycopy(vectors[i], 0, all, i * vectors[0].length, vectors[0].length);
    }
    return all;
  }

  private static int[] others(int[] ascending, int size) {
    return IntStream.range(0, size).filter(i -> Arrays.binarySearch(ascending, i) < 0).toArray();
  }
}
