package org.weerwoord.classifiers.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.weerwoord.text.StatementLabel;

/** Inputs of statements that nobody wrote. */
final class RandomArticles {

  /** Inputs of a statement. */
  static final int INPUTS = 6;

  private RandomArticles() {}

  /** Returns an article's inputs: normally distributed, the first around 1, the next around 2. */
  static float[][] article(int statements, long seed) {
    Random random = new Random(seed);
    float[][] article = new float[statements][INPUTS];
    for (float[] statement : article) {
      for (int input = 0; input < INPUTS; input++) {
        statement[input] = (float) random.nextGaussian(input + 1, 0.5 * (input + 1));
      }
    }
    return article;
  }

  /** Returns articles of 5 to 14 statements. */
  static List<float[][]> articles(int number) {
    List<float[][]> articles = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      articles.add(article(5 + 7 * i % 10, i));
    }
    return articles;
  }

  /** Returns labels of statements, by ordinal. */
  static int[] labels(int statements, long seed) {
    return new Random(seed).ints(statements, 0, StatementLabel.COUNT).toArray();
  }
}
