package org.weerwoord.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.weerwoord.encoder.QuantizedMatrix.Scaling;

class KernelTest {

  private static final Kernel KERNEL =
      new Kernel(new byte[] {1, 2, -3, 4, 5, 6}, new float[] {1, 0.5f, 2}, 2, 3);

  @Test
  void readsTheFloats() {
    assertThat(KERNEL.toFloats()).containsExactly(1, 1, -6, 4, 2.5f, 12);
    assertThat(KERNEL.largestOfRows()).containsExactly(6, 12);
  }

  @Test
  void choosesRowsAndColumns() {
    assertThat(KERNEL.rows(new int[] {1}).toFloats()).containsExactly(4, 2.5f, 12);
    assertThat(KERNEL.columns(new int[] {2, 0}).toFloats()).containsExactly(-6, 1, 12, 4);
    assertThat(KERNEL.without(new int[] {0}).toFloats()).containsExactly(0, 0, 0, 4, 2.5f, 12);
    assertThat(KERNEL.rows(new int[] {1, 0}).columns(new int[] {1}).toFloats())
        .containsExactly(2.5f, 1);
  }

  @Test
  void setsKernelsBesideOneAnother() {
    Kernel both = Kernel.beside(KERNEL, KERNEL.without(new int[] {1}));

    assertThat(both.rows()).isEqualTo(2);
    assertThat(both.columns()).isEqualTo(6);
    assertThat(both.toFloats()).containsExactly(1, 1, -6, 1, 1, -6, 4, 2.5f, 12, 0, 0, 0);
  }

  @Test
  void refusesMatricesScaledByRow() {
    QuantizedMatrix matrix = QuantizedMatrix.of(new float[] {1, 2}, 1, 2, Scaling.BY_ROW);
    assertThatThrownBy(() -> Kernel.of(matrix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is scaled BY_ROW");
  }
}
