package org.weerwoord.classifiers.dl4j;

/**
 * What can be chosen in training a {@link RoleNetwork}.
 *
 * @param hidden width of its layers, at least 1
 * @param epochs passes over the acts, at least 1
 * @param rate Adam's at first, in (0,1); it falls to nearly 0
 * @param dropout share of each layer that is left out in training, in [0,1)
 * @param batch acts a step, at least 1
 * @param seed of first weights, order and dropout
 */
public record RoleParameters(
    int hidden, int epochs, double rate, double dropout, int batch, long seed) {

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public RoleParameters {
    SequenceParameters.require(hidden >= 1, "The layers must be at least 1 wide", hidden);
    SequenceParameters.require(epochs >= 1, "Epochs must be at least 1", epochs);
    SequenceParameters.require(
        rate > 0 && rate < 1, "The rate of learning must be between 0 and 1", rate);
    SequenceParameters.require(
        dropout >= 0 && dropout < 1, "Dropout must be at least 0 and less than 1", dropout);
    SequenceParameters.require(batch >= 1, "A batch must have at least 1 act", batch);
  }
}
