package org.weerwoord;

import java.util.function.IntFunction;

/**
 * Shapes of text that news rarely has and a feed sooner or later brings. Each can be made of any
 * length, so that what costs more than its length shows.
 */
public enum HostileText {
  STRAIGHT_MARKS("\""),
  OPENING_MARKS("“"),
  CLOSING_MARKS("”"),
  LOW_MARKS("„"),
  APOSTROPHES("'"),
  GUILLEMETS("«»"),
  MARKS_OF_ALL_KINDS("“”„‟‘’‚‛«»‹›\"'`´''``,,「」"),
  SPACED_MARKS("\" "),
  QUOTED_LETTERS("“a” "),
  NESTED_MARKS("“‘«"),
  MARK_AND_STOP("”. “"),
  QUOTED_SENTENCES("“Dat is niet waar.” "),
  QUOTE_AND_SPEAKER("“dat is onzin”, zegt Jan Peeters, "),
  UNCLOSED_PARAGRAPHS("“De raad liegt.\n\n"),
  UNCLOSED_QUOTATION(n -> "“" + repeat("De raad vergadert. ", n - 1)),
  ENDLESS_SENTENCE("de raad van de stad die met de burgemeester over het plein sprak en "),
  ENDLESS_CLAUSES("zegt dat hij beweert dat zij ontkent dat de minister loog, omdat "),
  ENDLESS_RELATIVES("de minister die de rechter die het land dat de premier "),
  SHORT_SENTENCES("Ja. "),
  ONE_LETTER_SENTENCES("A. "),
  CHARGES("Iran beschuldigt Israël van moord. Israël ontkent dat. "),
  COUNTER_CHARGES("België verwijt Iran leugens. Iran verwijt België op zijn beurt leugens. "),
  DENIALS("Wij ontkennen dat. "),
  ACCUSATIONS("Zij beschuldigen hem van fraude. "),
  CUE_WORDS("beschuldigt ontkent verwijt weerlegt "),
  CUE_SENTENCES("Beschuldigt. Ontkent. Verwijt. "),
  REPORTING_VERBS("zegt meldt beweert volgens aldus "),
  CONJUNCTIONS("en of maar want "),
  PREPOSITIONS("van de door het aan "),
  PRONOUNS("hij zij hun hem "),
  PRONOUN_SENTENCES("Hij zegt dat zij hem haatte. "),
  ONE_NAME("Jan Peeters "),
  NAMES(n -> numbered(n, "%s ")),
  CAPITALS("AAA BBB "),
  LISTED_NAMES(n -> numbered(n, "%s, ")),
  JOINED_NAMES(n -> numbered(n, "%s en ")),
  NAME_SENTENCES(n -> numbered(n, "%s liegt. ")),
  NAMES_OF_NAMES(n -> numbered(n, "de woordvoerder van %s van ")),
  SPEAKING_NAMES(n -> numbered(n, "“Nee”, zegt minister %s. ")),
  NAMED_CHARGES(n -> numbered(n, "%s beschuldigt minister %s van fraude. ")),
  COUNTRIES("België Frankrijk Iran Rusland "),
  COUNTRIES_AND_PEOPLE("de Chinese ambassade in Brussel, de Russische minister van Defensie, "),
  SPOKESPEOPLE("de woordvoerder van "),
  INITIALS("J.K. "),
  SPACED_INITIALS("J. K. "),
  ABBREVIATIONS("dr. mr. "),
  PARTICLES("Van De Der "),
  NO_SPACES("a"),
  NO_SPACES_CAPITAL("A"),
  NO_SPACES_WORDS("minister"),
  COMPOUND_NOUN("verkeersministers"),
  DISTINCT_WORDS(n -> distinct(n, " ")),
  DISTINCT_SENTENCES(n -> distinct(n, ". ")),
  HYPHENS("-"),
  HYPHENATED("a-"),
  HYPHENATED_NAMES("Jan-Piet-"),
  DASHES("– "),
  LIST_ITEMS("- a\n"),
  APOSTROPHE_WORDS("l’a’"),
  DIGITS("1234567890"),
  GROUPED_DIGITS("1.000,"),
  NUMBERED("1. 2) "),
  DATES("12 mei 2023 "),
  STOPS("."),
  SPACED_STOPS(". "),
  ELLIPSES("… (...) "),
  QUESTIONS("?!"),
  COMMAS(","),
  COMMA_LIST("a, "),
  COLONS("a: "),
  SEMICOLONS("a; "),
  BRACKETS("("),
  BRACKET_PAIRS("() "),
  CLOSING_BRACKETS(")"),
  NESTED_BRACKETS(n -> repeat("(a ", n / 2) + repeat(") ", n - n / 2)),
  BRACKETED_NAMES("Jan Peeters (N-VA), "),
  SQUARE_BRACKETS("[...]"),
  SPACES(n -> "a" + " ".repeat(Math.max(0, n - 2)) + "b"),
  WIDE_SPACES("a" + " \u00A0\u2003\u3000".repeat(20)),
  LINES("a\n"),
  PARAGRAPHS("a\n\n"),
  BLANK_LINES(n -> "a" + "\n".repeat(Math.max(0, n - 2)) + "b"),
  LINE_SEPARATORS("a\r\u2028\u2029\u0085"),
  TABS("a\t"),
  HTML("<p class=\"x\">Hij &amp; zij</p>"),
  SCRIPTS("<script>alert('x');</script>"),
  ADDRESSES("https://www.proef.example/a.b?c=d&e "),
  MAIL_ADDRESSES("a.b@proef.example, "),
  HASHTAGS("#a @b "),
  EMOJI("\uD83D\uDE00"),
  SPACED_EMOJI("\uD83D\uDE00 "),
  JOINED_EMOJI("\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\uD83C\uDFFD"),
  FLAGS("\uD83C\uDDE7\uD83C\uDDEA"),
  COMBINING_MARKS(n -> "a" + repeat("\u0301\u0323\u0489", n - 1)),
  ZALGO("z\u0335\u0322\u0301a\u0336\u0328\u0300l\u0337\u0321 "),
  VARIATION_SELECTORS("a\uFE0F"),
  RIGHT_TO_LEFT("قال الوزير إن هذا غير صحيح. "),
  BIDI_OVERRIDES("\u202Eneen\u202C\u2067ja\u2069 "),
  ZERO_WIDTH("a\u200B\u200D\uFEFF"),
  IDEOGRAPHS("東京都議会。"),
  IDEOGRAPHS_WITHOUT_STOP("東京都議会"),
  THAI("รัฐมนตรีปฏิเสธ"),
  HOMOGLYPHS("Јаn Реeтеrѕ оntkеnt. "),
  MIXED_SCRIPTS("Jan Петров 東京 العربية Αθήνα "),
  FULL_WIDTH("Ｊａｎ　ｌｉｅｇｔ．"),
  NULS("\0"),
  CONTROLS("a\0\u0001\b\u001B[0m\u007F\u0080 "),
  HIGH_SURROGATES("\uD83D"),
  LOW_SURROGATES("\uDE00 "),
  REPLACEMENTS("\uFFFD"),
  NONCHARACTERS("\uFFFE\uFFFF "),
  LONG_SENTENCES(
      n -> repeat(repeat("de minister zegt dat Jan Peeters loog, ", 2_000) + "toch. ", n)),
  LONG_NAME_AND_SENTENCES(n -> half("A", "De minister liegt. ", n)),
  LONG_WORD_AND_QUOTATIONS(n -> half("minister", "“Dat is niet waar.” ", n)),
  CHARGE_OF_NAMES_AND_DENIALS(
      n ->
          "Iran beschuldigt Israël van moord, "
              + half("Jan Peeters, Iran, ", "Israël ontkent dat. ", n)),
  NAMES_AND_PRONOUNS(n -> half("de minister, Jan Peeters en ", "Hij zegt dat zij liegt. ", n)),
  GERMAN("der Minister, der den Sprecher, der die Partei beschuldigt, "),
  FRENCH("qu’a-t-il dit l’avocat d’Alain selon lui, ");

  // The makers hold nothing that changes.
  @SuppressWarnings("ImmutableEnumChecker")
  private final IntFunction<String> maker;

  HostileText(String unit) {
    this(length -> repeat(unit, length));
  }

  HostileText(IntFunction<String> maker) {
    this.maker = maker;
  }

  /** Returns a text of this shape, of the given length in UTF-16 units. */
  public String text(int length) {
    String text = maker.apply(length);
    return text.length() > length ? text.substring(0, length) : text;
  }

  private static String repeat(String unit, int length) {
    return unit.repeat(Math.max(0, length) / unit.length() + 1).substring(0, Math.max(0, length));
  }

  /** Returns two halves: one sentence, and many. */
  private static String half(String unit, String sentence, int length) {
    return repeat(unit, length / 2) + ". " + repeat(sentence, length / 2);
  }

  private static String numbered(int length, String format) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < length; i++) {
      String name = capitalised(word(i)) + " " + capitalised(word(i * 7 + 1));
      text.append(format.replace("%s", name));
    }
    return text.toString();
  }

  private static String distinct(int length, String end) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < length; i++) {
      text.append(end.isBlank() ? word(i) : capitalised(word(i))).append(end);
    }
    return text.toString();
  }

  private static String capitalised(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** Returns a word for every number, each another one. */
  private static String word(int number) {
    String[] syllables = {"ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "so"};
    StringBuilder word = new StringBuilder("t");
    int rest = number;
    do {
      word.append(syllables[rest % syllables.length]);
      rest /= syllables.length;
    } while (rest > 0);
    return word.append('x').toString();
  }
}
