package org.weerwoord.classifiers.dl4j;

import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weerwoord.attribution.ActCandidates;
import org.weerwoord.encoder.Adam;
import org.weerwoord.encoder.Batches;
import org.weerwoord.encoder.TokenStates;

/** Trains a {@link RoleHead}: Adam, with a rate that falls linearly. */
final class RoleTrainer {

  private static final double LEAST_RATE = 0.02;

  /** Batches whose acts are sorted by mentions together, so that little is padded. */
  private static final int SORTED_TOGETHER = 20;

  private final int width;
  private final RoleParameters parameters;
  private final Consumer<String> log;

  /**
   * @param width of a state
   * @param log gets a line on each epoch
   */
  RoleTrainer(int width, RoleParameters parameters, Consumer<String> log) {
    this.width = width;
    this.parameters = parameters;
    this.log = log;
  }

  /**
   * An act to learn one role of.
   *
   * @param tokens states of its statement's tokens
   * @param mentions mean state of each mention of the candidates
   * @param right which candidates are right; at least one is
   * @param weight how often it counts
   */
  record Example(
      ActCandidates candidates,
      TokenStates tokens,
      List<TokenStates> mentions,
      BitSet right,
      double weight) {}

  /** Fits a head to some acts, at least one. */
  RoleHead fit(List<Example> acts) {
    RoleGraph graph = new RoleGraph(width, parameters.hidden(), parameters.seed());
    Map<String, INDArray> first = new HashMap<>();
    Map<String, INDArray> second = new HashMap<>();
    graph
        .variables()
        .forEach(
            (name, variable) -> {
              first.put(name, Nd4j.zerosLike(variable));
              second.put(name, Nd4j.zerosLike(variable));
            });
    int step = 0;
    for (int epoch = 0; epoch < parameters.epochs(); epoch++) {
      Random random = new Random(parameters.seed() * 31 + epoch);
      List<List<Example>> batches = batches(acts, random);
      int steps = parameters.epochs() * batches.size();
      double sum = 0;
      for (List<Example> batch : batches) {
        RoleGraph.Gradients gradients = graph.gradients(batch, parameters.dropout(), random);
        sum += gradients.loss();
        double rate = parameters.rate() * Math.max(LEAST_RATE, (double) (steps - step) / steps);
        for (Map.Entry<String, INDArray> each : gradients.byVariable().entrySet()) {
          String name = each.getKey();
          INDArray gradient = each.getValue();
          Adam.step(gradient, first.get(name), second.get(name), rate, step);
          graph.variables().get(name).subi(gradient);
          gradient.close();
        }
        step++;
      }
      log.accept(
          String.format(
              Locale.ROOT,
              "epoch %d of %d: loss %.4f",
              epoch + 1,
              parameters.epochs(),
              sum / batches.size()));
    }
    Map<String, float[]> weights = new HashMap<>();
    graph
        .variables()
        .forEach(
            (name, variable) ->
                weights.put(name, variable.reshape(variable.length()).toFloatVector()));
    return new RoleHead(width, parameters.hidden(), weights);
  }

  private List<List<Example>> batches(List<Example> acts, Random random) {
    List<List<Example>> batches =
        Batches.of(
            acts,
            parameters.batch(),
            SORTED_TOGETHER,
            Comparator.comparingInt(act -> act.candidates().mentions()),
            random);
    Collections.shuffle(batches, random);
    return batches;
  }
}
