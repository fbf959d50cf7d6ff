package org.weerwoord.classifiers.dl4j;

/**
 * What can be chosen in training a {@link SequenceModel}.
 *
 * @param projection width to which a statement's inputs are brought first, at least 1
 * @param hidden width of the recurrent layer in each direction, at least 1
 * @param epochs passes over the articles, at least 1
 * @param rate Adam's, in (0,1)
 * @param dropout share of the inputs of each layer that is left out in training, in [0,1)
 * @param penalty L2, at least 0
 * @param balance how far rare labels are weighted up, from 0 (as they come) to 1 (all alike)
 * @param batch pieces a step, at least 1
 * @param piece statements that are learnt from together, from 1 to {@link SequenceModel#WINDOW}
 * @param models of each kind in the ensemble, at least 1
 */
public record SequenceParameters(
    int projection,
    int hidden,
    int epochs,
    double rate,
    double dropout,
    double penalty,
    double balance,
    int batch,
    int piece,
    int models) {

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public SequenceParameters {
    require(projection >= 1, "The projection must be at least 1 wide", projection);
    require(hidden >= 1, "The recurrent layer must be at least 1 wide", hidden);
    require(epochs >= 1, "Epochs must be at least 1", epochs);
    require(rate > 0 && rate < 1, "The rate of learning must be between 0 and 1", rate);
    require(dropout >= 0 && dropout < 1, "Dropout must be at least 0 and less than 1", dropout);
    require(penalty >= 0, "The L2 penalty must be at least 0", penalty);
    require(balance >= 0 && balance <= 1, "Balance must be between 0 and 1", balance);
    require(batch >= 1, "A batch must have at least 1 piece", batch);
    require(
        piece >= 1 && piece <= SequenceModel.WINDOW,
        "A piece must have 1 to " + SequenceModel.WINDOW + " statements",
        piece);
    require(models >= 1, "There must be at least 1 model of each kind", models);
  }

  static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but it is " + value);
    }
  }
}
