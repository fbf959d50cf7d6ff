package org.weerwoord.text;

import java.util.Locale;

/** A language that statements are found and labelled in, or {@link #OTHER}. */
public enum Language {
  DUTCH("nl"),
  ENGLISH("en"),
  FRENCH("fr"),
  GERMAN("de"),
  /** Any other language: split by language-neutral rules, labelled without a lexicon. */
  OTHER("und");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** Returns the ISO 639-1 code, {@code und} for {@link #OTHER}. */
  public String code() {
    return code;
  }

  /**
   * Returns the language of a BCP 47 tag or ISO 639-1 code such as {@code nl}, {@code nl-BE} or
   * {@code NL_be}; {@link #OTHER} for any tag of another language.
   */
  public static Language of(String tag) {
    String primary = tag.strip().toLowerCase(Locale.ROOT);
    int separator = 0;
    while (separator < primary.length() && Character.isLetter(primary.charAt(separator))) {
      separator++;
    }
    primary = primary.substring(0, separator);
    for (Language language : values()) {
      if (language.code.equals(primary)) {
        return language;
      }
    }
    return OTHER;
  }
}
