package org.weerwoord.attribution;

/** How surely a construction names the speaker; only the order of the numbers counts. */
final class SpeechRank {

  static final int DASH = 98;
  static final int AFTER_QUOTATION = 95;
  static final int BY_PLACE = 93;
  static final int BETWEEN_QUOTATION_AND_VERB = 92;
  static final int ACCORDING = 90;
  static final int BEFORE_COLON = 89;
  static final int IMPERSONAL = 88;
  static final int AFTER_COMMA = 85;
  static final int BETWEEN_COMMA_AND_VERB = 80;
  static final int BEFORE_RELATIVE = 72;
  static final int PASSIVE = 71;
  static final int PARTICIPLE = 70;
  static final int BEFORE = 66;
  static final int LOOSELY_AFTER_COMMA = 64;
  static final int WEAK_ACCORDING = 58;
  static final int AFTER = 50;
  static final int COLON_AFTER_CLAUSE = 45;
  static final int INDIRECT = 30;

  private SpeechRank() {}
}
