package org.weerwoord.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@ExtendWith(OneThread.class)
class TrainingGraphTest {

  private static final EncoderShape SHAPE = new EncoderShape(3, 12, 3, 20, 30, 10);
  private static final int LABELS = 3;
  private static final double STEP = 0.01;

  private final Random random = new Random(21);
  private final EncoderWeights weights = PlainEncoder.random(SHAPE, 1);
  private final PlainEncoder plain = new PlainEncoder(weights);

  /** Of different lengths, so that all but one are padded. */
  private final List<int[]> statements =
      List.of(new int[] {3}, ids(4), ids(9), ids(2), new int[] {7, 7, 7});

  @Test
  void gradientsAreTheSlopesOfTheLoss() {
    TrainingGraph graph = graph(1);
    List<float[]> states = states(1);
    float[] targets = targets();
    Map<String, float[]> gradients = gradients(graph, states, ones(), targets);

    assertThat(gradients).containsOnlyKeys(graph.variables().keySet());
    gradients.forEach(
        (name, gradient) -> {
          for (int direction = 0; direction < 3; direction++) {
            float[] way = direction == 0 ? unit(gradient) : unit(signs(gradient.length));
            double slope = slope(graph, name, way, states, targets);
            assertThat(dot(gradient, way))
                .as("slope of the loss along way %d of %s", direction, name)
                .isCloseTo(slope, within(5e-5 + 0.001 * Math.sqrt(dot(gradient, gradient))));
          }
        });
  }

  @Test
  void hasTheHeadAndAllArraysOfTheLayersAsVariables() {
    List<String> names = SHAPE.layerTensors(2).stream().map(EncoderTensor::name).sorted().toList();
    TrainingGraph graph = graph(2);

    assertThat(graph.variables().keySet().stream().filter(name -> !TrainingGraph.isHead(name)))
        .containsExactlyInAnyOrderElementsOf(names);
    for (String name : names) {
      assertThat(values(graph.variables().get(name))).containsExactly(weights.tensor(name));
    }
    assertThat(graph.variables().get(TrainingGraph.HEAD_KERNEL).shape()).containsExactly(12, 3);
    assertThat(graph.variables().get(TrainingGraph.HEAD_BIAS).shape()).containsExactly(3);
  }

  @Test
  void changesNoWeights() {
    TrainingGraph graph = graph(2);
    String name = EncoderShape.layer(2) + "output/dense/kernel";
    float before = weights.tensor(name)[0];
    graph.variables().get(name).addi(1);
    assertThat(weights.tensor(name)[0]).isEqualTo(before);
  }

  /** The two differ in their form of the GELU, by at most 0.0005. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void isTheFunctionThatRunsLater(int from) {
    TrainingGraph graph = graph(from);
    LinearHead head =
        new LinearHead(headKernel(graph), values(graph.variables().get(TrainingGraph.HEAD_BIAS)));
    List<float[]> states = states(from);
    for (int i = 0; i < statements.size(); i++) {
      double[] expected = logProbabilities(head.logits(plain.encode(statements.get(i))));
      for (int label = 0; label < LABELS; label++) {
        float[] one = new float[statements.size() * LABELS];
        one[i * LABELS + label] = 1;
        assertThat(-graph.loss(states, one))
            .as("logarithm of probability %d of statement %d", label, i)
            .isCloseTo(expected[label], within(0.003));
      }
    }
  }

  @Test
  void treatsAStatementAmongOthersAsIfAlone() {
    TrainingGraph graph = graph(1);
    List<float[]> states = states(1);
    float[] targets = targets();
    Map<String, float[]> together = gradients(graph, states, ones(), targets);
    double loss = 0;
    Map<String, float[]> sums = new TreeMap<>();
    for (int i = 0; i < states.size(); i++) {
      List<float[]> alone = List.of(states.get(i));
      float[] target = Arrays.copyOfRange(targets, i * LABELS, (i + 1) * LABELS);
      loss += graph.loss(alone, target);
      gradients(graph, alone, Arrays.copyOf(ones(), SHAPE.width()), target)
          .forEach((name, gradient) -> sums.merge(name, gradient, TrainingGraphTest::sum));
    }

    assertThat(graph.loss(states, targets)).isCloseTo(loss, within(1e-5));
    together.forEach(
        (name, gradient) ->
            assertThat(gradient).as(name).containsExactly(sums.get(name), within(1e-4f)));
  }

  @Test
  void dropoutScalesTheVectorOfEachStatement() {
    TrainingGraph graph = graph(2);
    List<float[]> states = states(2);
    float[] targets = targets();
    float[] zeros = new float[ones().length];
    float[] twos = ones();
    Arrays.fill(twos, 2);

    double kept = graph.gradients(states, ones(), targets).loss();
    double dropped = graph.gradients(states, zeros, targets).loss();
    double doubled = graph.gradients(states, twos, targets).loss();

    assertThat(kept).isCloseTo(graph.loss(states, targets), within(1e-6));
    double[] ofBias = logProbabilities(values(graph.variables().get(TrainingGraph.HEAD_BIAS)));
    double expected = 0;
    for (int i = 0; i < targets.length; i++) {
      expected -= targets[i] * ofBias[i % LABELS];
    }
    assertThat(dropped).isCloseTo(expected, within(1e-5));
    graph.variables().get(TrainingGraph.HEAD_KERNEL).muli(2);
    assertThat(doubled).isCloseTo(graph.loss(states, targets), within(1e-5));
    assertThat(doubled).isNotCloseTo(kept, within(1e-2));
  }

  @Test
  void startsWithASmallHeadThatTheSeedDecides() {
    float[] first = headKernel(new TrainingGraph(weights, 2, LABELS, 1));
    float[] second = headKernel(new TrainingGraph(weights, 2, LABELS, 2));
    float[] again = headKernel(new TrainingGraph(weights, 2, LABELS, 1));

    assertThat(again).containsExactly(first);
    assertThat(second).isNotEqualTo(first);
    assertThat(Math.sqrt(dot(first, first) / first.length)).isBetween(0.01, 0.04);
  }

  @Test
  void bearsCertainErrors() {
    TrainingGraph graph = graph(2);
    graph.variables().get(TrainingGraph.HEAD_BIAS).assign(Nd4j.createFromArray(0f, 0f, 500f));
    float[] targets = new float[statements.size() * LABELS];
    targets[0] = 1;
    Map<String, float[]> gradients = gradients(graph, states(2), ones(), targets);

    assertThat(graph.loss(states(2), targets)).isBetween(10.0, 20.0);
    gradients.values().forEach(g -> assertThat(Double.isFinite(dot(g, g))).isTrue());
  }

  /** A graph whose head is large enough for the statements to matter. */
  private TrainingGraph graph(int from) {
    TrainingGraph graph = new TrainingGraph(weights, from, LABELS, 4);
    graph.variables().get(TrainingGraph.HEAD_KERNEL).muli(25);
    graph.variables().get(TrainingGraph.HEAD_BIAS).assign(Nd4j.createFromArray(0.3f, -0.2f, 0.1f));
    return graph;
  }

  private static Map<String, float[]> gradients(
      TrainingGraph graph, List<float[]> states, float[] dropout, float[] targets) {
    SortedMap<String, float[]> values = new TreeMap<>();
    graph
        .gradients(states, dropout, targets)
        .byVariable()
        .forEach((name, gradient) -> values.put(name, values(gradient)));
    return values;
  }

  /** The central difference of the loss as a variable goes so far along a way and back. */
  private static double slope(
      TrainingGraph graph, String name, float[] way, List<float[]> states, float[] targets) {
    INDArray variable = graph.variables().get(name);
    INDArray before = variable.dup();
    INDArray step = Nd4j.createFromArray(way).reshape(variable.shape()).muli(STEP);
    variable.addi(step);
    double above = graph.loss(states, targets);
    variable.assign(before).subi(step);
    double below = graph.loss(states, targets);
    variable.assign(before);
    return (above - below) / (2 * STEP);
  }

  private List<float[]> states(int layers) {
    return statements.stream().map(ids -> plain.joinedStates(ids, layers)).toList();
  }

  /** A label for each statement, of different weights. */
  private float[] targets() {
    float[] targets = new float[statements.size() * LABELS];
    for (int i = 0; i < statements.size(); i++) {
      targets[i * LABELS + i % LABELS] = 0.1f * (i + 1);
    }
    return targets;
  }

  private float[] ones() {
    float[] ones = new float[statements.size() * SHAPE.width()];
    Arrays.fill(ones, 1);
    return ones;
  }

  private int[] ids(int length) {
    return random.ints(length, 0, SHAPE.pieces()).toArray();
  }

  private float[] signs(int size) {
    float[] signs = new float[size];
    for (int i = 0; i < size; i++) {
      signs[i] = random.nextBoolean() ? 1 : -1;
    }
    return signs;
  }

  private static float[] headKernel(TrainingGraph graph) {
    return values(graph.variables().get(TrainingGraph.HEAD_KERNEL));
  }

  private static float[] values(INDArray array) {
    return array.reshape(array.length()).toFloatVector();
  }

  private static double[] logProbabilities(float[] logits) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    double[] logarithms = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      logarithms[i] = logits[i] - Math.log(sum);
    }
    return logarithms;
  }

  private static float[] unit(float[] vector) {
    double length = Math.max(1e-9, Math.sqrt(dot(vector, vector)));
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }

  private static double dot(float[] one, float[] other) {
    double dot = 0;
    for (int i = 0; i < one.length; i++) {
      dot += (double) one[i] * other[i];
    }
    return dot;
  }

  private static float[] sum(float[] one, float[] other) {
    float[] sum = new float[one.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = one[i] + other[i];
    }
    return sum;
  }
}
