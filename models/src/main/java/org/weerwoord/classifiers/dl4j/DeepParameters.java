package org.weerwoord.classifiers.dl4j;

import org.weerwoord.encoder.TuningParameters;

/**
 * What can be chosen in {@link DeepTraining}.
 *
 * @param tuning of the encoder
 * @param sequence of the sequence model; its balance holds for the tuning as well
 * @param noneShare share of the statements without an act that the encoder is tuned on, in (0,1]
 */
public record DeepParameters(
    TuningParameters tuning, SequenceParameters sequence, double noneShare) {

  /**
   * @throws IllegalArgumentException if the share is out of its range
   */
  public DeepParameters {
    if (!(noneShare > 0 && noneShare <= 1)) {
      throw new IllegalArgumentException(
          "The share of statements without an act must be over 0 and at most 1, but is "
              + noneShare);
    }
  }
}
