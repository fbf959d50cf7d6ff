package org.weerwoord.features;

import java.util.Arrays;

/**
 * The distinct sparse features of one statement: hashed indices, each with its group and the token
 * that it stands on, so that a weight can be shown as a word.
 */
public final class SparseFeatures {

  /** Bits of a feature index. */
  public static final int INDEX_BITS = 20;

  /** Number of possible feature indices. */
  public static final int DIMENSION = 1 << INDEX_BITS;

  /**
   * Number of the first feature indices, which are kept for features of {@link Group#CUE}; the
   * others are shared by hashing (the hashing trick: Weinberger et al. 2009).
   */
  static final int CUE_INDICES = 1 << 12;

  /** The value of {@link #token} for a feature of the statement as a whole. */
  public static final int NO_TOKEN = -1;

  private static final int INITIAL = 64;

  private int size;
  private int[] indices = new int[INITIAL];
  private byte[] groups = new byte[INITIAL];
  private int[] tokens = new int[INITIAL];
  private int[] slots = new int[4 * INITIAL];

  /** A family of features that is normalised together. */
  public enum Group {
    /** Words and pairs of words, weighted by rarity, of length 1 together. */
    WORD,
    /** Character n-grams, weighted by rarity, of length 1 together. */
    CHARACTER,
    /** Cues, quotation and form, each with a fixed weight. */
    CUE
  }

  private static final Group[] GROUPS = Group.values();

  SparseFeatures() {}

  /** Returns the number of features. */
  public int size() {
    return size;
  }

  /** Returns the index of a feature, from 0 to {@link #DIMENSION} exclusive. */
  public int index(int feature) {
    return indices[feature];
  }

  /** Returns the group of a feature. */
  public Group group(int feature) {
    return GROUPS[groups[feature]];
  }

  /** Returns the token that a feature stands on, or {@link #NO_TOKEN}. */
  public int token(int feature) {
    return tokens[feature];
  }

  /**
   * Adds a feature of {@link Group#CUE} unless it is there already.
   *
   * @param index from 0 to {@link #CUE_INDICES} exclusive
   */
  void addCue(int index, int token) {
    if (index < 0 || index >= CUE_INDICES) {
      throw new IllegalArgumentException(
          "A cue feature's index must be between 0 and " + CUE_INDICES + ", but is " + index);
    }
    add(Group.CUE, index, token);
  }

  /** Adds a feature unless one with the same index is there already. */
  void add(Group group, int index, int token) {
    int slot = slot(index);
    if (slots[slot] != 0) {
      return;
    }
    if (size == indices.length) {
      grow();
      add(group, index, token);
      return;
    }
    indices[size] = index;
    groups[size] = (byte) group.ordinal();
    tokens[size] = token;
    slots[slot] = ++size;
  }

  private void grow() {
    indices = Arrays.copyOf(indices, size * 2);
    groups = Arrays.copyOf(groups, size * 2);
    tokens = Arrays.copyOf(tokens, size * 2);
    slots = new int[slots.length * 2];
    for (int i = 0; i < size; i++) {
      slots[slot(indices[i])] = i + 1;
    }
  }

  /** Returns the slot that holds a feature index, or the free one where it belongs. */
  private int slot(int index) {
    int slot = (index * 0x9E3779B1) >>> (32 - Integer.numberOfTrailingZeros(slots.length));
    while (slots[slot] != 0 && indices[slots[slot] - 1] != index) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  /** Returns the index that features of words and characters have by their hash. */
  static int index(long hash) {
    // The finaliser of MurmurHash3 (Appleby, public domain) spreads the bits.
    long h = hash;
    h ^= h >>> 33;
    h *= 0xff51afd7ed558ccdL;
    h ^= h >>> 33;
    h *= 0xc4ceb9fe1a85ec53L;
    h ^= h >>> 33;
    return CUE_INDICES + (int) ((h >>> 1) % (DIMENSION - CUE_INDICES));
  }
}
