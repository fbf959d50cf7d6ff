package org.weerwoord.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weerwoord.encoder.QuantizedMatrix.Scaling;

class QuantizedMatrixTest {

  private static final float[] FLOATS = {1.27f, -0.5f, 0, -0.62f, 2.54f, 0};

  @Test
  void scalesEachRow() {
    QuantizedMatrix matrix = QuantizedMatrix.of(FLOATS, 2, 3, Scaling.BY_ROW);

    assertThat(matrix.values()).containsExactly(127, -50, 0, -31, 127, 0);
    assertThat(matrix.scales()).containsExactly(new float[] {0.01f, 0.02f}, within(1e-7f));
    assertThat(matrix.toFloats())
        .containsExactly(new float[] {1.27f, -0.5f, 0, -0.62f, 2.54f, 0}, within(1e-6f));
  }

  @Test
  void scalesEachColumn() {
    QuantizedMatrix matrix = QuantizedMatrix.of(FLOATS, 2, 3, Scaling.BY_COLUMN);

    assertThat(matrix.values()).containsExactly(127, -25, 0, -62, 127, 0);
    assertThat(matrix.scales()).containsExactly(new float[] {0.01f, 0.02f, 0}, within(1e-7f));
    assertThat(matrix.toFloats())
        .containsExactly(new float[] {1.27f, -0.5f, 0, -0.62f, 2.54f, 0}, within(1e-6f));
  }

  @ParameterizedTest
  @EnumSource(Scaling.class)
  void errsByHalfAScaleAtMost(Scaling scaling) {
    Random random = new Random(2);
    float[] floats = new float[40 * 30];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) random.nextGaussian(0, Math.exp(random.nextInt(10) - 5));
    }

    QuantizedMatrix matrix = QuantizedMatrix.of(floats, 40, 30, scaling);

    float[] restored = matrix.toFloats();
    for (int i = 0; i < floats.length; i++) {
      float scale = matrix.scales()[scaling == Scaling.BY_ROW ? i / 30 : i % 30];
      assertThat(restored[i]).isCloseTo(floats[i], within(0.5001f * scale));
      assertThat(matrix.values()[i]).isNotEqualTo(Byte.MIN_VALUE);
    }
    assertThat(QuantizedMatrix.of(restored, 40, 30, scaling).values()).isEqualTo(matrix.values());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.MIN_VALUE, Float.MIN_NORMAL, 1e38f})
  void bearsTinyAndHugeValues(float value) {
    float[] restored =
        QuantizedMatrix.of(new float[] {value, -value, 0}, 1, 3, Scaling.BY_ROW).toFloats();

    assertThat(restored[0]).isCloseTo(value, within(Math.max(value * 1e-5f, Float.MIN_VALUE)));
    assertThat(restored[1]).isEqualTo(-restored[0]);
    assertThat(restored[2]).isZero();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesValuesThatAreNotFinite(float value) {
    assertThatThrownBy(() -> QuantizedMatrix.of(new float[] {0, 0, 0, value}, 2, 2, Scaling.BY_ROW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A matrix must have finite values, but row 1, column 1 is " + value);
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, Float.NaN, Float.POSITIVE_INFINITY})
  void refusesScalesOutOfRange(float scale) {
    assertThatThrownBy(
            () -> new QuantizedMatrix(new byte[2], new float[] {1, scale}, 2, 1, Scaling.BY_ROW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A scale must be finite and at least 0, but number 1 is " + scale);
  }

  @Test
  void refusesSizesThatDoNotFit() {
    assertThatThrownBy(() -> QuantizedMatrix.of(new float[5], 2, 3, Scaling.BY_ROW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A matrix of 2 rows and 3 columns must have 6 values, but has 5");
    assertThatThrownBy(
            () -> new QuantizedMatrix(new byte[6], new float[2], 2, 3, Scaling.BY_COLUMN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A matrix of 2 rows and 3 columns, scaled BY_COLUMN, must have 6 values and 3 scales,"
                + " but has 6 and 2");
  }
}
