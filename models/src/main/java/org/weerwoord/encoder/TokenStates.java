package org.weerwoord.encoder;

import java.util.Arrays;

/**
 * The states of a statement's tokens after some layer, kept in half of their size: as 16-bit
 * floating point with the exponent of a float ("bfloat16"), which loses less than the 8-bit weights
 * do.
 */
public final class TokenStates {

  private static final int DROPPED_BITS = 16;
  private static final int ROUNDING = 0x7fff;

  private final short[] values;

  /**
   * @param states token after token
   */
  public TokenStates(float[] states) {
    values = new short[states.length];
    for (int i = 0; i < states.length; i++) {
      // One form of all that is no number: rounding would turn others into infinity or zero.
      int bits = Float.floatToIntBits(states[i]);
      int even = (bits >>> DROPPED_BITS) & 1;
      values[i] = (short) ((bits + ROUNDING + even) >>> DROPPED_BITS);
    }
  }

  /** Returns the number of values: tokens times the width of a state. */
  public int size() {
    return values.length;
  }

  /** Returns a number that is the same in every process, of the values. */
  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenStates states && Arrays.equals(values, states.values);
  }

  /** Returns the states, token after token. */
  public float[] toFloats() {
    float[] states = new float[values.length];
    for (int i = 0; i < states.length; i++) {
      states[i] = Float.intBitsToFloat(values[i] << DROPPED_BITS);
    }
    return states;
  }
}
