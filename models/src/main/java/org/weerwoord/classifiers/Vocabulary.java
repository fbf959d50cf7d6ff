package org.weerwoord.classifiers;

import java.io.Serializable;
import java.util.Arrays;
import org.weerwoord.features.SparseFeatures;
import org.weerwoord.features.SparseFeatures.Group;

/**
 * The sparse features that a model knows, each with a row number and a weight of rarity; turns the
 * features of a statement into numbers.
 */
public final class Vocabulary implements Serializable {

  /** The value of {@link #row} for a feature that the model does not know. */
  public static final int UNKNOWN = -1;

  /** The value of a feature of {@link Group#CUE}. */
  static final double CUE_VALUE = 0.3;

  private final int[] indices;
  private final float[] rarities;
  private final int[] rows = new int[SparseFeatures.DIMENSION];

  /**
   * One bit for each feature index: few enough to stay in a cache, where {@link #rows} does not.
   */
  private final long[] known = new long[SparseFeatures.DIMENSION / Long.SIZE];

  /**
   * @param indices of the features in ascending order; a feature's row is its place here
   * @param rarities inverse document frequency of each feature
   */
  Vocabulary(int[] indices, float[] rarities) {
    this.indices = indices;
    this.rarities = rarities;
    Arrays.fill(rows, UNKNOWN);
    for (int row = 0; row < indices.length; row++) {
      rows[indices[row]] = row;
      known[indices[row] / Long.SIZE] |= 1L << indices[row];
    }
  }

  /**
   * Makes the vocabulary of the features that occur often enough.
   *
   * @param frequencies number of statements with each feature index
   * @param statements number of statements counted
   * @param minimum number of statements that a feature must occur in
   */
  public static Vocabulary of(int[] frequencies, long statements, int minimum) {
    int[] indices = new int[frequencies.length];
    float[] rarities = new float[frequencies.length];
    int size = 0;
    for (int index = 0; index < frequencies.length; index++) {
      if (frequencies[index] >= minimum) {
        indices[size] = index;
        rarities[size] = (float) (1 + Math.log((1.0 + statements) / (1.0 + frequencies[index])));
        size++;
      }
    }
    return new Vocabulary(Arrays.copyOf(indices, size), Arrays.copyOf(rarities, size));
  }

  /** Returns the number of features. */
  public int size() {
    return indices.length;
  }

  /** Returns the row of a feature index, or {@link #UNKNOWN}. */
  public int row(int index) {
    return (known[index / Long.SIZE] >>> index & 1) == 0 ? UNKNOWN : rows[index];
  }

  /** Returns the inverse document frequency of the feature in a row. */
  float rarity(int row) {
    return rarities[row];
  }

  /**
   * Returns the value of each feature of a statement: rarity scaled to length 1 in its group, or a
   * constant for cues; 0 for features that are unknown.
   */
  public float[] values(SparseFeatures features) {
    double words = 0;
    double characters = 0;
    int size = features.size();
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      int row = row(features.index(i));
      if (row == UNKNOWN) {
        continue;
      }
      float rarity = rarities[row];
      values[i] = rarity;
      Group group = features.group(i);
      if (group == Group.WORD) {
        words += rarity * rarity;
      } else if (group == Group.CHARACTER) {
        characters += rarity * rarity;
      } else {
        values[i] = (float) CUE_VALUE;
      }
    }
    double word = words > 0 ? 1 / Math.sqrt(words) : 0;
    double character = characters > 0 ? 1 / Math.sqrt(characters) : 0;
    for (int i = 0; i < size; i++) {
      Group group = features.group(i);
      if (group == Group.WORD) {
        values[i] *= (float) word;
      } else if (group == Group.CHARACTER) {
        values[i] *= (float) character;
      }
    }
    return values;
  }

  int[] indices() {
    return indices;
  }

  float[] rarities() {
    return rarities;
  }
}
