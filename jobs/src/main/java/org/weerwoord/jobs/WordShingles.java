package org.weerwoord.jobs;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/**
 * The words of a text as copies of it are compared by: in lower case, without punctuation, in runs
 * of three.
 *
 * @param digest of the words in their order: that of the whole text if it has none
 * @param set of the runs, a vector with 1 at each one's hash; null if the text has fewer words than
 *     {@link #LEAST_WORDS}
 */
record WordShingles(String digest, Vector set) {

  /**
   * In a shorter text a run or two more makes near-identical what is another story from the same
   * mould, such as two weather or police reports.
   */
  static final int LEAST_WORDS = 50;

  /** Length of the vectors; within what MLlib's MinHash takes. */
  static final int DIMENSION = 1 << 30;

  private static final int WORDS = 3;

  static WordShingles of(String text) {
    // One rule for all languages, as a copy may be given another one.
    Tokens tokens = Tokens.of(text, Language.OTHER);
    StringBuilder words = new StringBuilder(text.length());
    int[] hashes = new int[tokens.size()];
    int size = 0;
    for (int i = 0; i < hashes.length; i++) {
      if (tokens.isWord(i)) {
        words.append(tokens.form(i)).append(' ');
        hashes[size] = tokens.form(i).hashCode();
        size++;
      }
    }
    return new WordShingles(
        ArticleDigest.of(size == 0 ? text : words.toString()),
        size < LEAST_WORDS ? null : set(hashes, size));
  }

  private static Vector set(int[] words, int size) {
    int[] runs = new int[size - WORDS + 1];
    for (int i = 0; i < runs.length; i++) {
      int hash = 0;
      for (int j = i; j < i + WORDS; j++) {
        hash = 0x9E3779B1 * (Integer.rotateLeft(hash, 15) ^ words[j]);
      }
      runs[i] = (hash ^ hash >>> 16) & (DIMENSION - 1);
    }
    int[] indices = Arrays.stream(runs).sorted().distinct().toArray();
    return Vectors.sparse(
        DIMENSION, indices, DoubleStream.generate(() -> 1).limit(indices.length).toArray());
  }

  /** Returns how many of the runs of two texts both have: their Jaccard index, in [0,1]. */
  static double similarity(Vector one, Vector other) {
    int[] a = ((SparseVector) one).indices();
    int[] b = ((SparseVector) other).indices();
    int shared = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      if (a[i] == b[j]) {
        shared++;
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return (double) shared / (a.length + b.length - shared);
  }
}
