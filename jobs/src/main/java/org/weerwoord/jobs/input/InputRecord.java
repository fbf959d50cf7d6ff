package org.weerwoord.jobs.input;

import org.weerwoord.text.Article;

/**
 * What one input record became: an article, or the reason why not. Exactly one of {@code article}
 * and {@code reason} is there.
 *
 * @param file path of the file that holds the record
 * @param raw the record as read, if it is not an article: its text, or {@code base64:} and its
 *     first bytes in Base64 if they can't be decoded; cut at 10,000 UTF-16 units. Otherwise null
 * @param article the article, or null
 * @param reason why the record is not an article, or null
 * @param detail what is wrong, for a reader; null if the record is an article
 * @param dateUnreadable whether the record has a date that no known form fits; the article then has
 *     none
 */
public record InputRecord(
    String file,
    String raw,
    Article article,
    QuarantineReason reason,
    String detail,
    boolean dateUnreadable) {

  /**
   * @throws IllegalArgumentException if there are both an article and a reason, or neither
   */
  public InputRecord {
    if ((article == null) == (reason == null)) {
      throw new IllegalArgumentException(
          "An input record needs an article or a reason, but has "
              + (article == null ? "neither" : "both"));
    }
  }
}
