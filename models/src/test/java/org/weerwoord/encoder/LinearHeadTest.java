package org.weerwoord.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearHeadTest {

  private static final LinearHead HEAD =
      new LinearHead(new float[] {1, 10, 2, 20, 3, 30}, new float[] {0.5f, -0.5f});

  @Test
  void addsTheWeightedInputsToTheBias() {
    assertThat(HEAD.width()).isEqualTo(3);
    assertThat(HEAD.logits(new float[] {1, -1, 2})).containsExactly(5.5f, 49.5f);
    assertThat(HEAD.logits(new float[3])).containsExactly(0.5f, -0.5f);
  }

  @Test
  void keepsItsBias() {
    HEAD.logits(new float[] {1, 1, 1})[0] = 9;
    HEAD.logits(new float[] {1, 1, 1});

    assertThat(HEAD.bias()).containsExactly(0.5f, -0.5f);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4})
  void refusesAVectorOfAnotherWidth(int width) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HEAD.logits(new float[width]))
        .withMessage("A linear layer of 3 inputs must be given as many values, but gets " + width);
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "4, 0", "0, 0", "5, 2", "1, 2"})
  void refusesSizesThatDoNotFit(int weights, int labels) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinearHead(new float[weights], new float[labels]))
        .withMessageContaining("has " + weights + " weights and a bias of " + labels);
  }

  @Test
  void survivesSerialization() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(HEAD);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      LinearHead read = (LinearHead) in.readObject();

      assertThat(read.kernel()).containsExactly(HEAD.kernel());
      assertThat(read.bias()).containsExactly(HEAD.bias());
    }
  }
}
