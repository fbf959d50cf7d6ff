package org.weerwoord.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuningParametersTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0,  1, 0.00002, 10,   0.01, 1,        0.1,  24
          0,  1, 1e-300,  1e-9, 0,    1e-9,     0,    2
          11, 9, 0.999,   99,   99,   Infinity, 0.99, 1000
          """)
  void takesWhatIsInRange(
      int frozenLayers,
      int epochs,
      double rate,
      double headRate,
      double decay,
      double clip,
      double dropout,
      int batch) {
    TuningParameters parameters =
        new TuningParameters(
            frozenLayers, epochs, rate, headRate, decay, clip, dropout, batch, Long.MIN_VALUE);

    assertThat(parameters.frozenLayers()).isEqualTo(frozenLayers);
    assertThat(parameters.epochs()).isEqualTo(epochs);
    assertThat(parameters.rate()).isEqualTo(rate);
    assertThat(parameters.headRate()).isEqualTo(headRate);
    assertThat(parameters.decay()).isEqualTo(decay);
    assertThat(parameters.clip()).isEqualTo(clip);
    assertThat(parameters.dropout()).isEqualTo(dropout);
    assertThat(parameters.batch()).isEqualTo(batch);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -1 | 1 | 0.1  | 1   | 0    | 1   | 0    | 2 | Frozen layers must be at least 0, but it is -1
          0  | 0 | 0.1  | 1   | 0    | 1   | 0    | 2 | Epochs must be at least 1, but it is 0
          0  | 1 | 0    | 1   | 0    | 1   | 0    | 2 | The rate of learning must be between 0 and 1, but it is 0.0
          0  | 1 | 1    | 1   | 0    | 1   | 0    | 2 | The rate of learning must be between 0 and 1, but it is 1.0
          0  | 1 | NaN  | 1   | 0    | 1   | 0    | 2 | The rate of learning must be between 0 and 1, but it is NaN
          0  | 1 | 0.1  | 0   | 0    | 1   | 0    | 2 | The factor of the head's rate must be over 0, but it is 0.0
          0  | 1 | 0.1  | NaN | 0    | 1   | 0    | 2 | The factor of the head's rate must be over 0, but it is NaN
          0  | 1 | 0.1  | 1   | -0.1 | 1   | 0    | 2 | Weight decay must be at least 0, but it is -0.1
          0  | 1 | 0.1  | 1   | NaN  | 1   | 0    | 2 | Weight decay must be at least 0, but it is NaN
          0  | 1 | 0.1  | 1   | 0    | 0   | 0    | 2 | The most norm of gradients must be over 0, but it is 0.0
          0  | 1 | 0.1  | 1   | 0    | NaN | 0    | 2 | The most norm of gradients must be over 0, but it is NaN
          0  | 1 | 0.1  | 1   | 0    | 1   | -0.1 | 2 | Dropout must be at least 0 and less than 1, but it is -0.1
          0  | 1 | 0.1  | 1   | 0    | 1   | 1    | 2 | Dropout must be at least 0 and less than 1, but it is 1.0
          0  | 1 | 0.1  | 1   | 0    | 1   | NaN  | 2 | Dropout must be at least 0 and less than 1, but it is NaN
          0  | 1 | 0.1  | 1   | 0    | 1   | 0    | 1 | A batch must have at least 2 examples, but it is 1
          """)
  void refusesWhatIsNot(
      int frozenLayers,
      int epochs,
      double rate,
      double headRate,
      double decay,
      double clip,
      double dropout,
      int batch,
      String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TuningParameters(
                    frozenLayers, epochs, rate, headRate, decay, clip, dropout, batch, 1))
        .withMessage(message);
  }
}
