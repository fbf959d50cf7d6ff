package org.weerwoord.evaluation;

import org.weerwoord.text.StatementLabel;

/** The kinds of wrong labels. */
public enum Mistake {
  /** An act was labelled {@code none}. */
  MISSED_ACT("missed-act"),
  /** A statement without an act was labelled as one. */
  FALSE_ACT("false-act"),
  /** An accusation and a counter-accusation were taken for each other. */
  ACCUSATION_COUNTER("accusation-counter"),
  /** A denial and a charge, of either kind, were taken for each other. */
  DENIAL_CHARGE("denial-charge");

  private final String text;

  Mistake(String text) {
    this.text = text;
  }

  /** Returns the name as it is written in files. */
  public String text() {
    return text;
  }

  /**
   * Returns the kind of mistake that labels make.
   *
   * @throws IllegalArgumentException if they are the same
   */
  public static Mistake of(StatementLabel gold, StatementLabel predicted) {
    if (gold == predicted) {
      throw new IllegalArgumentException(
          "A mistake has two labels, but both are '" + gold.text() + "'");
    }
    if (predicted == StatementLabel.NONE) {
      return MISSED_ACT;
    }
    if (gold == StatementLabel.NONE) {
      return FALSE_ACT;
    }
    return gold == StatementLabel.DENIAL || predicted == StatementLabel.DENIAL
        ? DENIAL_CHARGE
        : ACCUSATION_COUNTER;
  }
}
