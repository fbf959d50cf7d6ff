package org.weerwoord.jobs.input;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.weerwoord.text.ArticleDate;
import org.weerwoord.text.ArticleDate.Precision;

/**
 * Reads dates of publication:
 *
 * <ul>
 *   <li>ISO dates and date-times, extended ({@code 2022-07-25T10:00:00+02:00}) or basic ({@code
 *       20220725}, {@code 20220725T080000Z}, {@code 20220725100000});
 *   <li>a year and month ({@code 2022-07}) or a year ({@code 2022});
 *   <li>RFC 2822 ({@code Mon, 25 Jul 2022 10:00:00 +0200});
 *   <li>seconds (9 or 10 digits) or milliseconds (11 to 13 digits) since 1970, UTC.
 * </ul>
 *
 * A date-time gives the day in its own offset. Forms whose order of day and month is open, such as
 * {@code 25/07/2022}, and years outside 1 to 9999 are not read.
 */
public final class ArticleDates {

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> WEEKDAYS =
      List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  /** Longer values are no dates; the limit keeps a value of a megabyte from being scanned. */
  private static final int MAX_LENGTH = 100;

  private ArticleDates() {}

  /** Returns the date that a value gives, or nothing if no known form fits. */
  public static Optional<ArticleDate> parse(String value) {
    String text = value.strip();
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      ArticleDate date = parseStripped(text);
      return date == null || date.day().getYear() < 1 || date.day().getYear() > 9999
          ? Optional.empty()
          : Optional.of(date);
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static ArticleDate parseStripped(String text) {
    if (isNumber(text)) {
      return parseNumber(text);
    }
    if (digits(text, 0) == 4 && text.length() > 4 && text.charAt(4) == '-') {
      return parseExtended(text);
    }
    if (digits(text, 0) == 8) {
      return isTime(text, 8) ? day(text.substring(0, 8)) : null;
    }
    return parseMail(text);
  }

  private static boolean isNumber(String text) {
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digit |= isDigit(c);
      boolean sign = (c == '-' || c == '+') && (i == 0 || isExponent(text.charAt(i - 1)));
      if (!isDigit(c) && !sign && c != '.' && !(isExponent(c) && digit)) {
        return false;
      }
    }
    return digit;
  }

  private static boolean isExponent(char c) {
    return c == 'e' || c == 'E';
  }

  private static ArticleDate parseNumber(String text) {
    if (digits(text, 0) == text.length()) {
      if (text.length() == 4) {
        return new ArticleDate(LocalDate.of(Integer.parseInt(text), 1, 1), Precision.YEAR);
      }
      if (text.length() == 8 || text.length() == 14) {
        return isTime(text, 8) ? day(text.substring(0, 8)) : null;
      }
    }
    BigDecimal number = new BigDecimal(text);
    // Digits before the point; checked first, as writing out a huge exponent would take for ever.
    long digits = (long) number.precision() - number.scale();
    if (digits < 9 || digits > 13) {
      return null;
    }
    long whole = number.longValue();
    Instant instant = digits < 11 ? Instant.ofEpochSecond(whole) : Instant.ofEpochMilli(whole);
    return new ArticleDate(instant.atOffset(ZoneOffset.UTC).toLocalDate(), Precision.DAY);
  }

  private static ArticleDate day(String basic) {
    return new ArticleDate(
        LocalDate.of(number(basic, 0, 4), number(basic, 4, 6), number(basic, 6, 8)), Precision.DAY);
  }

  private static ArticleDate parseExtended(String text) {
    if (digits(text, 5) != 2) {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    if (text.length() == 7) {
      return new ArticleDate(LocalDate.of(year, month, 1), Precision.MONTH);
    }
    if (text.charAt(7) != '-' || digits(text, 8) != 2 || !isTime(text, 10)) {
      return null;
    }
    return new ArticleDate(LocalDate.of(year, month, number(text, 8, 10)), Precision.DAY);
  }

  /**
   * Returns whether the text from an offset is nothing or a time of day, with or without a zone.
   */
  private static boolean isTime(String text, int begin) {
    int i = begin;
    if (i == text.length()) {
      return true;
    }
    if (text.charAt(i) == 'T' || text.charAt(i) == 't' || text.charAt(i) == ' ') {
      i++;
    } else if (!isDigit(text.charAt(i))) {
      return false;
    }
    int[] limits = {24, 59, 60};
    int parts = 0;
    while (parts < 3 && digits(text, i) >= 2) {
      if (number(text, i, i + 2) > limits[parts]) {
        return false;
      }
      parts++;
      i += 2;
      if (parts < 3 && i + 1 < text.length() && text.charAt(i) == ':') {
        i++;
      }
    }
    if (parts == 0) {
      return false;
    }
    if (i < text.length() && (text.charAt(i) == '.' || text.charAt(i) == ',')) {
      int fraction = digits(text, i + 1);
      if (fraction == 0) {
        return false;
      }
      i += 1 + fraction;
    }
    return isZone(text.substring(i).strip());
  }

  private static boolean isZone(String zone) {
    int region = zone.indexOf('[');
    if (region >= 0) {
      return zone.endsWith("]") && isZone(zone.substring(0, region).strip());
    }
    if (zone.isEmpty()) {
      return true;
    }
    if (zone.charAt(0) == '+' || zone.charAt(0) == '-') {
      ZoneOffset.of(zone);
      return true;
    }
    boolean letters = zone.length() <= 5;
    for (int i = 0; i < zone.length(); i++) {
      char c = zone.charAt(i);
      letters &= (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
    return letters;
  }

  /** Reads {@code [Mon, ]25 Jul 2022 10:00[:00] +0200}. */
  private static ArticleDate parseMail(String text) {
    // A comment may name the zone: +0200 (CEST).
    int comment = text.indexOf(" (");
    String rest = comment > 0 && text.endsWith(")") ? text.substring(0, comment) : text;
    int comma = rest.indexOf(',');
    if (comma >= 0) {
      if (!WEEKDAYS.contains(rest.substring(0, comma).toLowerCase(Locale.ROOT))) {
        return null;
      }
      rest = rest.substring(comma + 1).strip();
    }
    String[] parts = rest.split(" ", 4);
    if (parts.length < 3 || parts[0].length() > 2 || parts[2].length() != 4) {
      return null;
    }
    int month = MONTHS.indexOf(parts[1].toLowerCase(Locale.ROOT)) + 1;
    if (month == 0
        || digits(parts[0], 0) != parts[0].length()
        || digits(parts[2], 0) != 4
        || (parts.length == 4 && !isTime("T" + parts[3].strip(), 0))) {
      return null;
    }
    return new ArticleDate(
        LocalDate.of(Integer.parseInt(parts[2]), month, Integer.parseInt(parts[0])), Precision.DAY);
  }

  private static int number(String text, int begin, int end) {
    return Integer.parseInt(text, begin, end, 10);
  }

  /** Returns how many ASCII digits stand in a row from an offset. */
  private static int digits(String text, int begin) {
    int end = begin;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end - begin;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
