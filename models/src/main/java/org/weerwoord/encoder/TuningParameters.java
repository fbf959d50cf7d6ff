package org.weerwoord.encoder;

/**
 * What can be chosen in tuning an encoder.
 *
 * @param frozenLayers lower layers that stay as they are, at least 0; the rest are tuned
 * @param epochs passes over the examples, at least 1; earlier if held-out examples get worse
 * @param rate of learning at its highest, over 0 and less than 1, after a warm-up over the first
 *     tenth of the steps and before a linear decay to nearly 0
 * @param headRate factor of the rate for the linear layer on top, which starts at random
 * @param decay of the kernels in each step, times the rate, at least 0
 * @param clip most norm of all gradients together, over 0
 * @param dropout share of a statement's vector that is left out in training, in [0,1)
 * @param batch examples a step, at least 2
 * @param seed of order, dropout and the first weights of the head
 */
public record TuningParameters(
    int frozenLayers,
    int epochs,
    double rate,
    double headRate,
    double decay,
    double clip,
    double dropout,
    int batch,
    long seed) {

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public TuningParameters {
    require(frozenLayers >= 0, "Frozen layers must be at least 0", frozenLayers);
    require(epochs >= 1, "Epochs must be at least 1", epochs);
    require(rate > 0 && rate < 1, "The rate of learning must be between 0 and 1", rate);
    require(headRate > 0, "The factor of the head's rate must be over 0", headRate);
    require(decay >= 0, "Weight decay must be at least 0", decay);
    require(clip > 0, "The most norm of gradients must be over 0", clip);
    require(dropout >= 0 && dropout < 1, "Dropout must be at least 0 and less than 1", dropout);
    require(batch >= 2, "A batch must have at least 2 examples", batch);
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but it is " + value);
    }
  }
}
