package org.weerwoord.jobs.input;

/** Why an input record is not read as an article. */
public enum QuarantineReason {
  /**
   * The record breaks its format: broken JSON, a CSV row with too few fields, a value of a wrong
   * type.
   */
  MALFORMED("malformed"),
  /** The record has no text, or a text without a visible character. */
  NO_TEXT("no-text"),
  /** Title and text together are longer than the limit. */
  TOO_LONG("too-long"),
  /** The bytes are not text in the file's encoding. */
  UNDECODABLE("undecodable"),
  /** From here on the file is damaged: cut off, or not what the end of its name says. */
  UNREADABLE("unreadable");

  private final String text;

  QuarantineReason(String text) {
    this.text = text;
  }

  /** Returns the reason as it is written in the output. */
  public String text() {
    return text;
  }
}
