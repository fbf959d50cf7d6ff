package org.weerwoord.evaluation;

import java.util.OptionalDouble;
import org.weerwoord.text.StatementLabel;

/** How far two annotators gave the same statements the same labels. */
public final class Agreement {

  private final long[][] counts = new long[StatementLabel.COUNT][StatementLabel.COUNT];

  /** Counts a statement that both labelled. */
  public void add(StatementLabel first, StatementLabel second) {
    counts[first.ordinal()][second.ordinal()]++;
  }

  /** Returns the number of statements counted. */
  public long statements() {
    long sum = 0;
    for (long[] row : counts) {
      for (long count : row) {
        sum += count;
      }
    }
    return sum;
  }

  /** Returns the number of statements on which both agree. */
  public long agreed() {
    long sum = 0;
    for (int label = 0; label < counts.length; label++) {
      sum += counts[label][label];
    }
    return sum;
  }

  /**
   * Returns Cohen's kappa: agreement beyond what the annotators' shares of labels make by chance, 1
   * at most (Cohen 1960, Educational and Psychological Measurement 20).
   *
   * @return empty without statements, or if both gave all of them one and the same label
   */
  public OptionalDouble kappa() {
    double all = statements();
    double chance = 0;
    for (int label = 0; label < counts.length; label++) {
      double first = 0;
      double second = 0;
      for (int other = 0; other < counts.length; other++) {
        first += counts[label][other];
        second += counts[other][label];
      }
      chance += first / all * (second / all);
    }
    return all == 0 || chance == 1
        ? OptionalDouble.empty()
        : OptionalDouble.of((agreed() / all - chance) / (1 - chance));
  }
}
