package org.weerwoord.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Codes of languages: from the tags that articles carry to ISO 639-1. */
public final class LanguageCode {

  private static final Map<String, String> TWO_LETTER = twoLetter();

  private LanguageCode() {}

  /**
   * Returns the ISO 639-1 code of a language tag: BCP 47 ({@code nl-BE}), with an underscore
   * ({@code NL_be}), or an ISO 639-2 or 639-3 code ({@code nld}, {@code dut}). Empty if the tag is
   * none of these, or its language has no two-letter code.
   */
  public static Optional<String> of(String tag) {
    String primary = tag.strip().toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < primary.length() && primary.charAt(end) >= 'a' && primary.charAt(end) <= 'z') {
      end++;
    }
    boolean isTag =
        end == primary.length() || primary.charAt(end) == '-' || primary.charAt(end) == '_';
    return isTag
        ? Optional.ofNullable(TWO_LETTER.get(primary.substring(0, end)))
        : Optional.empty();
  }

  private static Map<String, String> twoLetter() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOLanguages()) {
      codes.put(Locale.forLanguageTag(code).getISO3Language(), code);
      codes.put(code, code);
    }
    // Java lists these three under their old codes too; the new ones hold.
    for (String[] renamed :
        new String[][] {{"iw", "he", "heb"}, {"ji", "yi", "yid"}, {"in", "id", "ind"}}) {
      for (String code : renamed) {
        codes.put(code, renamed[1]);
      }
    }
    // ISO 639-2 has a second, bibliographic code for these.
    String[] bibliographic = {
      "alb sq", "arm hy", "baq eu", "bur my", "chi zh", "cze cs", "dut nl", "fre fr", "geo ka",
      "ger de", "gre el", "ice is", "mac mk", "mao mi", "may ms", "per fa", "rum ro", "slo sk",
      "tib bo", "wel cy"
    };
    // Members of a macrolanguage that has the two-letter code.
    String[] members = {"cmn zh", "ekk et", "lvs lv", "nan zh", "pes fa", "plt mg", "pnb pa"};
    for (String[] pairs : new String[][] {bibliographic, members}) {
      for (String pair : pairs) {
        codes.put(pair.substring(0, 3), pair.substring(4));
      }
    }
    return Map.copyOf(codes);
  }
}
