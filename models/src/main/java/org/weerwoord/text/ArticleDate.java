package org.weerwoord.text;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Locale;

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

    /**
     * Returns the precision of a text.
     *
     * @throws IllegalArgumentException if it is none of {@link #text()}
     */
    public static Precision of(String text) {
      return Arrays.stream(values())
          .filter(precision -> precision.text.equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "A date's precision must be day, month or year, but is '" + text + "'"));
    }

    /** Returns as much of a date as is given, such as {@code 2022-07}. */
    public String print(LocalDate day) {
      return switch (this) {
        case DAY -> day.toString();
        case MONTH -> YearMonth.from(day).toString();
        case YEAR -> String.format(Locale.ROOT, "%04d", day.getYear());
      };
    }
  }
}
