package org.weerwoord.text;

import java.time.LocalDate;

/**
 * The date of an article, as precise as its source gives it.
 *
 * @param day the day; the first of the month or year where the source names no day
 * @param precision how much of {@code day} the source gives
 */
public record ArticleDate(LocalDate day, Precision precision) {

  /** The smallest calendar unit that a source gives. */
  public enum Precision {
    DAY("day"),
    MONTH("month"),
    YEAR("year");

    private final String text;

    Precision(String text) {
      this.text = text;
    }

    /** Returns the precision as it is written in the output. */
    public String text() {
      return text;
    }
  }
}
