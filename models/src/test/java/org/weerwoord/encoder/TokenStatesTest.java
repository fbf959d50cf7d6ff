package org.weerwoord.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenStatesTest {

  /** Half of the distance between two neighbours, against the smaller one, at most. */
  private static final double MOST_ERROR = 1.0 / 256;

  @Test
  void losesAtMostA256th() {
    Random random = new Random(5);
    float[] states = new float[20_000];
    for (int i = 0; i < states.length; i++) {
      states[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-30, 30)));
    }
    float[] kept = new TokenStates(states).toFloats();

    assertThat(kept).hasSameSizeAs(states);
    double largest = 0;
    for (int i = 0; i < states.length; i++) {
      largest = Math.max(largest, Math.abs((double) kept[i] - states[i]) / Math.abs(states[i]));
    }
    assertThat(largest).isBetween(0.9 * MOST_ERROR, MOST_ERROR);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # as it is
          0x3f800000, 0x3f80
          0xbf810000, 0xbf81
          0x00000000, 0x0000
          0x80000000, 0x8000
          0x00010000, 0x0001
          # to the nearest
          0x3f807fff, 0x3f80
          0x3f808001, 0x3f81
          0xbf818001, 0xbf82
          0xbf817fff, 0xbf81
          0x00000001, 0x0000
          # of two as near to the even one
          0x3f808000, 0x3f80
          0x3f818000, 0x3f82
          0xbf808000, 0xbf80
          0xbf818000, 0xbf82
          # over into the next power of two
          0x3fffffff, 0x4000
          0xbfff8000, 0xc000
          0x007fffff, 0x0080
          # to infinity only beyond the largest
          0x7f7f7fff, 0x7f7f
          0x7f7fffff, 0x7f80
          0x7f800000, 0x7f80
          0xff800000, 0xff80
          """)
  void roundsToEven(String bits, String kept) {
    float state = Float.intBitsToFloat(Long.decode(bits).intValue());
    float[] states = new TokenStates(new float[] {state}).toFloats();
    assertThat(Float.floatToRawIntBits(states[0])).isEqualTo((int) (Long.decode(kept) << 16));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0x7fc00000, 0xffc00000, 0x7f800001, 0xff800001, 0x7fffffff, 0xffffffff, 0x7fff8000})
  void keepsWhatIsNoNumberApart(int bits) {
    float[] states = new TokenStates(new float[] {1, Float.intBitsToFloat(bits), 2}).toFloats();
    assertThat(states).containsExactly(1, Float.NaN, 2);
  }

  @Test
  void areEqualIfTheirRoundedValuesAre() {
    TokenStates states = new TokenStates(new float[] {1, 2});
    assertThat(states)
        .isEqualTo(new TokenStates(new float[] {1.001f, 2.001f}))
        .hasSameHashCodeAs(new TokenStates(new float[] {1.001f, 2.001f}))
        .isNotEqualTo(new TokenStates(new float[] {1, 2.1f}))
        .isNotEqualTo(new TokenStates(new float[] {1, 2, 0}))
        .isNotEqualTo(null);
    assertThat(states.size()).isEqualTo(2);
    assertThat(new TokenStates(new float[0]).toFloats()).isEmpty();
  }

  @Test
  void areIndependentOfTheArrayTheyWereMadeOf() {
    float[] array = {1, 2};
    TokenStates states = new TokenStates(array);
    array[0] = 9;
    states.toFloats()[1] = 9;
    assertThat(states.toFloats()).containsExactly(1, 2);
  }
}
