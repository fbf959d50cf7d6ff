package org.weerwoord.jobs.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.weerwoord.text.ArticleDate.Precision;

/** The calendar unit of a chart over time. */
public enum Bucket {
  DAY(ChronoUnit.DAYS, Precision.DAY),
  MONTH(ChronoUnit.MONTHS, Precision.MONTH),
  YEAR(ChronoUnit.YEARS, Precision.YEAR),
  DECADE(ChronoUnit.DECADES, Precision.YEAR),
  CENTURY(ChronoUnit.CENTURIES, Precision.YEAR);

  /** More columns than this are not told apart on a page. */
  static final int MOST = 120;

  /** Share of the statements that may be left out because their dates are too coarse. */
  private static final double COARSE_SHARE = 0.05;

  private static final int LENGTH_OF_MONTH = 7;
  private static final int LENGTH_OF_YEAR = 4;

  private final ChronoUnit unit;
  private final Precision coarsest;

  Bucket(ChronoUnit unit, Precision coarsest) {
    this.unit = unit;
    this.coarsest = coarsest;
  }

  /**
   * The dates of one precision.
   *
   * @param first day of them
   * @param last day of them
   * @param statements that have them
   */
  public record Span(Precision precision, LocalDate first, LocalDate last, long statements) {}

  /**
   * Returns the smallest unit in which the range of the dates has at most {@value #MOST} columns
   * and that leaves out few statements, because their date is less precise.
   */
  public static Bucket of(List<Span> spans) {
    long all = spans.stream().mapToLong(Span::statements).sum();
    for (Bucket bucket : values()) {
      List<Span> fitting = spans.stream().filter(span -> bucket.holds(span.precision())).toList();
      long held = fitting.stream().mapToLong(Span::statements).sum();
      if (held >= (1 - COARSE_SHARE) * all && bucket.columns(fitting) <= MOST) {
        return bucket;
      }
    }
    return CENTURY;
  }

  /** Returns whether dates of a precision belong to one bucket. */
  public boolean holds(Precision precision) {
    return precision.compareTo(coarsest) <= 0;
  }

  /** Returns the bucket after the one that begins on a day. */
  LocalDate next(LocalDate start) {
    return start.plus(1, unit);
  }

  /** Returns what the bucket that begins on a day is called, such as {@code 2024-03}. */
  String name(LocalDate start) {
    return switch (this) {
      case DAY -> start.toString();
      case MONTH -> start.toString().substring(0, LENGTH_OF_MONTH);
      case YEAR -> start.toString().substring(0, LENGTH_OF_YEAR);
      case DECADE, CENTURY -> start.toString().substring(0, LENGTH_OF_YEAR) + "s";
    };
  }

  /** Returns the word for the unit. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the first day of the bucket that a day is in. */
  private LocalDate start(LocalDate day) {
    return switch (this) {
      case DAY -> day;
      case MONTH -> day.withDayOfMonth(1);
      case YEAR -> day.withDayOfYear(1);
      case DECADE -> LocalDate.of(Math.floorDiv(day.getYear(), 10) * 10, 1, 1);
      case CENTURY -> LocalDate.of(Math.floorDiv(day.getYear(), 100) * 100, 1, 1);
    };
  }

  private long columns(List<Span> spans) {
    LocalDate first = spans.stream().map(Span::first).min(LocalDate::compareTo).orElse(null);
    LocalDate last = spans.stream().map(Span::last).max(LocalDate::compareTo).orElse(null);
    return first == null ? 0 : unit.between(start(first), start(last)) + 1;
  }
}
