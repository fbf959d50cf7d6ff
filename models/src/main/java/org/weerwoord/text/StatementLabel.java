package org.weerwoord.text;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The speech act that a statement reports or performs, as defined in {@code
 * seeds/guidelines/annotation.md}. The order of the constants is the order of the probabilities
 * wherever an array of four appears.
 */
public enum StatementLabel {
  ACCUSATION("accusation"),
  DENIAL("denial"),
  COUNTER_ACCUSATION("counter-accusation"),
  NONE("none");

  /** Number of labels. */
  public static final int COUNT = 4;

  private final String text;

  StatementLabel(String text) {
    this.text = text;
  }

  /** Returns the label as it is written in data files and output columns. */
  public String text() {
    return text;
  }

  /**
   * Returns the label with the given written form.
   *
   * @throws IllegalArgumentException if no label is written so
   */
  public static StatementLabel parse(String text) {
    for (StatementLabel label : values()) {
      if (label.text.equals(text)) {
        return label;
      }
    }
    throw new IllegalArgumentException(
        "Label must be one of "
            + Arrays.stream(values()).map(StatementLabel::text).collect(Collectors.joining(", "))
            + ", but is '"
            + text
            + "'");
  }
}
