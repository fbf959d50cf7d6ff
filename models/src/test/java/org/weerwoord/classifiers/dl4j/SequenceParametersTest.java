package org.weerwoord.classifiers.dl4j;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weerwoord.encoder.TuningParameters;

class SequenceParametersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 1 | 1 | 0.1 | 0    | 0   | 0    | 1 | 9 | 1 | The projection must be at least 1 wide, but it is 0
          1 | 0 | 1 | 0.1 | 0    | 0   | 0    | 1 | 9 | 1 | The recurrent layer must be at least 1 wide, but it is 0
          1 | 1 | 0 | 0.1 | 0    | 0   | 0    | 1 | 9 | 1 | Epochs must be at least 1, but it is 0
          1 | 1 | 1 | 0   | 0    | 0   | 0    | 1 | 9 | 1 | The rate of learning must be between 0 and 1, but it is 0.0
          1 | 1 | 1 | 1   | 0    | 0   | 0    | 1 | 9 | 1 | The rate of learning must be between 0 and 1, but it is 1.0
          1 | 1 | 1 | NaN | 0    | 0   | 0    | 1 | 9 | 1 | The rate of learning must be between 0 and 1, but it is NaN
          1 | 1 | 1 | 0.1 | -0.1 | 0   | 0    | 1 | 9 | 1 | Dropout must be at least 0 and less than 1, but it is -0.1
          1 | 1 | 1 | 0.1 | 1    | 0   | 0    | 1 | 9 | 1 | Dropout must be at least 0 and less than 1, but it is 1.0
          1 | 1 | 1 | 0.1 | 0    | -1  | 0    | 1 | 9 | 1 | The L2 penalty must be at least 0, but it is -1.0
          1 | 1 | 1 | 0.1 | 0    | NaN | 0    | 1 | 9 | 1 | The L2 penalty must be at least 0, but it is NaN
          1 | 1 | 1 | 0.1 | 0    | 0   | -0.1 | 1 | 9 | 1 | Balance must be between 0 and 1, but it is -0.1
          1 | 1 | 1 | 0.1 | 0    | 0   | 1.1  | 1 | 9 | 1 | Balance must be between 0 and 1, but it is 1.1
          1 | 1 | 1 | 0.1 | 0    | 0   | 0    | 0 | 9 | 1 | A batch must have at least 1 piece, but it is 0
          1 | 1 | 1 | 0.1 | 0    | 0   | 0    | 1 | 0 | 1 | A piece must have 1 to 128 statements, but it is 0
          1 | 1 | 1 | 0.1 | 0    | 0   | 0    | 1 | 129 | 1 | A piece must have 1 to 128 statements, but it is 129
          1 | 1 | 1 | 0.1 | 0    | 0   | 0    | 1 | 9 | 0 | There must be at least 1 model of each kind, but it is 0
          """)
  void refusesNumbersOutOfTheirRange(
      int projection,
      int hidden,
      int epochs,
      double rate,
      double dropout,
      double penalty,
      double balance,
      int batch,
      int piece,
      int models,
      String message) {
    assertThatThrownBy(
            () ->
                new SequenceParameters(
                    projection,
                    hidden,
                    epochs,
                    rate,
                    dropout,
                    penalty,
                    balance,
                    batch,
                    piece,
                    models))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void takesTheEndsOfTheRanges() {
    assertThatCode(() -> new SequenceParameters(1, 1, 1, 1e-9, 0, 0, 0, 1, 32, 1))
        .doesNotThrowAnyException();
    assertThatCode(() -> new SequenceParameters(1, 1, 1, 0.999, 0.999, 9, 1, 1, 32, 1))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
  void refusesAShareOfStatementsWithoutActOutOfItsRange(double noneShare) {
    TuningParameters tuning = new TuningParameters(1, 1, 0.1, 1, 0, 1, 0, 2, 1);
    SequenceParameters sequence = new SequenceParameters(1, 1, 1, 0.1, 0, 0, 0, 1, 32, 1);

    assertThatThrownBy(() -> new DeepParameters(tuning, sequence, noneShare))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The share of statements without an act must be over 0 and at most 1, but is "
                + noneShare);
    assertThatCode(() -> new DeepParameters(tuning, sequence, 1)).doesNotThrowAnyException();
  }
}
