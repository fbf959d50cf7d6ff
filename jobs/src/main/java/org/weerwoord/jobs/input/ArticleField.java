package org.weerwoord.jobs.input;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A field of an article in the input. The order is that of the columns in {@link RawRecords}. */
enum ArticleField {
  ID("id", 0),
  DATE("date", 1),
  LANG("lang", 2),
  SOURCE("source", 3),
  URL("url", 4),
  TITLE("title", 5),
  TEXT("text", 6);

  static final int COUNT = values().length;

  private final String text;
  private final int index;

  ArticleField(String text, int index) {
    this.text = text;
    this.index = index;
  }

  /** The field's name in options, and its column's name unless options map it. */
  String text() {
    return text;
  }

  /** Where the field's value stands in an array of all values, from 0. */
  int index() {
    return index;
  }

  static Optional<ArticleField> of(String text) {
    return Arrays.stream(values()).filter(field -> field.text.equals(text)).findFirst();
  }

  static String all() {
    return Arrays.stream(values()).map(ArticleField::text).collect(Collectors.joining(", "));
  }
}
