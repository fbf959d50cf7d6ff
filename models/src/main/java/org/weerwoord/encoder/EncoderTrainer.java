package org.weerwoord.encoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Tunes the upper layers of an encoder, and a linear layer over the mean of its token states, to
 * label statements. Adam with decoupled weight decay (Loshchilov and Hutter, <a
 * href="https://arxiv.org/abs/1711.05101">2019</a>), a warm-up and a linear decay of the rate,
 * gradients clipped by their norm together.
 *
 * <p>Order and dropout follow from the seed, the epoch and the step alone, and the state after each
 * epoch is kept in a file: a training that was stopped goes on from there, and ends like one that
 * was not.
 */
public final class EncoderTrainer {

  private static final double WARM_UP = 0.1;
  private static final double LEAST_RATE = 0.02;
  private static final String BEST = "best/";
  private static final String FIRST_MOMENT = "first_moment/";
  private static final String SECOND_MOMENT = "second_moment/";

  /** Batches whose examples are sorted by length together, so that little is padded. */
  private static final int SORTED_TOGETHER = 30;

  /** A batch of fewer examples could upset the model. */
  private static final int LEAST_BATCH = 4;

  private static final int LOGGED_STEPS = 50;

  private final EncoderWeights weights;
  private final TuningParameters parameters;
  private final double[] labelWeights;
  private final Consumer<String> log;
  private final TrainingGraph graph;

  /** The variables, the moments of their gradients, and the variables after the best epoch. */
  private final SortedMap<String, INDArray> arrays = new TreeMap<>();

  /**
   * @param weights to be tuned: changed by {@link #fit}
   * @param labelWeights of an example of each label in the loss
   * @param log gets lines on progress: losses, norms and speed
   * @throws IllegalArgumentException if no layer is left to be tuned
   */
  public EncoderTrainer(
      EncoderWeights weights,
      TuningParameters parameters,
      double[] labelWeights,
      Consumer<String> log) {
    if (parameters.frozenLayers() >= weights.shape().layers()) {
      throw new IllegalArgumentException(
          "At least one layer must be tuned, but of "
              + weights.shape().layers()
              + " layers "
              + parameters.frozenLayers()
              + " are frozen");
    }
    this.weights = weights;
    this.parameters = parameters;
    this.labelWeights = labelWeights.clone();
    this.log = log;
    this.graph =
        new TrainingGraph(
            weights, parameters.frozenLayers(), labelWeights.length, parameters.seed());
    graph
        .variables()
        .forEach(
            (name, variable) -> {
              arrays.put(name, variable);
              arrays.put(FIRST_MOMENT + name, Nd4j.zerosLike(variable));
              arrays.put(SECOND_MOMENT + name, Nd4j.zerosLike(variable));
              arrays.put(BEST + name, variable.dup());
            });
  }

  /**
   * A statement to learn from.
   *
   * @param states of its tokens after the frozen layers
   * @param label from 0
   */
  public record Example(TokenStates states, int label) {}

  /**
   * Tunes the encoder. Ends early when the loss of the held-out examples does not fall any more,
   * with the weights from before that.
   *
   * @param heldOut none if empty: then all epochs are run
   * @param checkpoint file to keep the state in and to go on from; it belongs to this training
   *     alone
   * @return the linear layer
   * @throws IllegalArgumentException if there are fewer examples than the smallest batch has
   * @throws EncoderException if the checkpoint is of another training or not whole
   * @throws IOException if the checkpoint can't be read or written
   */
  public LinearHead fit(List<Example> examples, List<Example> heldOut, Path checkpoint)
      throws IOException {
    if (examples.size() < leastBatch()) {
      throw new IllegalArgumentException(
          "An encoder must be tuned on at least "
              + leastBatch()
              + " examples, but is given "
              + examples.size());
    }
    TrainingState state = new TrainingState(checkpoint, arrays);
    state.read();
    while (state.epochs() < parameters.epochs() && !state.worse()) {
      double loss = learn(examples, state.epochs());
      double heldOutLoss = heldOut.isEmpty() ? -state.epochs() : loss(heldOut);
      if (state.finishEpoch(heldOutLoss)) {
        graph.variables().forEach((name, variable) -> arrays.get(BEST + name).assign(variable));
      }
      log.accept(
          String.format(
              Locale.ROOT,
              "epoch %d of %d: loss %.4f%s",
              state.epochs(),
              parameters.epochs(),
              loss,
              heldOut.isEmpty()
                  ? ""
                  : String.format(Locale.ROOT, ", of held-out statements %.4f", heldOutLoss)));
      state.write();
    }
    for (String name : graph.variables().keySet()) {
      if (!TrainingGraph.isHead(name)) {
        weights.put(name, best(name));
      }
    }
    return new LinearHead(best(TrainingGraph.HEAD_KERNEL), best(TrainingGraph.HEAD_BIAS));
  }

  private float[] best(String name) {
    INDArray array = arrays.get(BEST + name);
    return array.reshape(array.length()).toFloatVector();
  }

  /** Runs an epoch; returns the mean loss of its batches. */
  private double learn(List<Example> examples, int epoch) {
    List<List<Example>> batches = batches(examples, epoch);
    int steps = parameters.epochs() * batches.size();
    long start = System.nanoTime();
    double sum = 0;
    int done = 0;
    for (int i = 0; i < batches.size(); i++) {
      List<Example> batch = batches.get(i);
      int step = epoch * batches.size() + i;
      TrainingGraph.Gradients gradients =
          graph.gradients(states(batch), dropout(batch.size(), step), targets(batch));
      sum += gradients.loss();
      double norm = update(gradients.byVariable(), rate(step, steps), step);
      done += batch.size();
      if ((i + 1) % LOGGED_STEPS == 0) {
        log.accept(
            String.format(
                Locale.ROOT,
                "step %d of %d: loss %.4f, norm of gradients %.2f, %.1f statements a second",
                step + 1,
                steps,
                sum / (i + 1),
                norm,
                done / ((System.nanoTime() - start) / 1e9)));
      }
    }
    return sum / batches.size();
  }

  /**
   * Returns the rate of a step.
   *
   * @param step from 0 to {@code steps - 1}
   */
  double rate(int step, int steps) {
    double warmUp = WARM_UP * steps;
    double share =
        step < warmUp
            ? (step + 1) / warmUp
            : Math.max(LEAST_RATE, (steps - step) / (steps - warmUp));
    return parameters.rate() * Math.min(1, share);
  }

  /**
   * Changes the variables; returns the norm of the gradients before they were clipped.
   *
   * @param step from 0, as ND4J counts them
   */
  private double update(Map<String, INDArray> gradients, double rate, int step) {
    double squares = 0;
    for (INDArray gradient : gradients.values()) {
      double norm = gradient.norm2Number().doubleValue();
      squares += norm * norm;
    }
    double norm = Math.sqrt(squares);
    double factor = Math.min(1, parameters.clip() / Math.max(norm, Double.MIN_NORMAL));
    gradients.forEach(
        (name, gradient) -> {
          double own = TrainingGraph.isHead(name) ? rate * parameters.headRate() : rate;
          INDArray variable = arrays.get(name);
          gradient.muli(factor);
          Adam.step(
              gradient,
              arrays.get(FIRST_MOMENT + name),
              arrays.get(SECOND_MOMENT + name),
              own,
              step);
          if (name.endsWith("kernel")) {
            variable.muli(1 - own * parameters.decay());
          }
          variable.subi(gradient);
          gradient.close();
        });
    return norm;
  }

  /** Deals the examples into batches of like length, in an order that the epoch decides. */
  private List<List<Example>> batches(List<Example> examples, int epoch) {
    Random random = new Random(parameters.seed() * 31 + epoch);
    List<List<Example>> batches =
        Batches.of(
            examples,
            parameters.batch(),
            SORTED_TOGETHER,
            Comparator.comparingInt(example -> example.states().size()),
            random);
    batches.removeIf(batch -> batch.size() < leastBatch());
    Collections.shuffle(batches, random);
    return batches;
  }

  private int leastBatch() {
    return Math.min(LEAST_BATCH, parameters.batch());
  }

  private float[] dropout(int batch, int step) {
    Random random = new Random(parameters.seed() * 31 + 7919L * (step + 1));
    float[] factors = new float[batch * weights.shape().width()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] =
          random.nextDouble() < parameters.dropout() ? 0 : (float) (1 / (1 - parameters.dropout()));
    }
    return factors;
  }

  private float[] targets(List<Example> batch) {
    double sum = batch.stream().mapToDouble(example -> labelWeights[example.label()]).sum();
    float[] targets = new float[batch.size() * labelWeights.length];
    for (int i = 0; i < batch.size(); i++) {
      int label = batch.get(i).label();
      targets[i * labelWeights.length + label] = (float) (labelWeights[label] / sum);
    }
    return targets;
  }

  private double loss(List<Example> examples) {
    double sum = 0;
    double weight = 0;
    List<Example> sorted = new ArrayList<>(examples);
    sorted.sort(Comparator.comparingInt(example -> example.states().size()));
    for (int begin = 0; begin < sorted.size(); begin += parameters.batch()) {
      List<Example> batch =
          sorted.subList(begin, Math.min(sorted.size(), begin + parameters.batch()));
      double batchWeight =
          batch.stream().mapToDouble(example -> labelWeights[example.label()]).sum();
      sum += batchWeight * graph.loss(states(batch), targets(batch));
      weight += batchWeight;
    }
    return sum / weight;
  }

  private static List<float[]> states(List<Example> batch) {
    return batch.stream().map(example -> example.states().toFloats()).toList();
  }
}
