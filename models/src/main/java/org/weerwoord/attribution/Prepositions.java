package org.weerwoord.attribution;

import java.util.Map;
import org.weerwoord.reading.CountryWord;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/** Finds the preposition that a phrase belongs to, and so is no subject. */
final class Prepositions {

  /**
   * What may stand between a preposition and the one of several who is named, as the second word
   * and the first: "by among others X".
   */
  private static final Map<Language, Map<String, String>> AMONG_OTHERS =
      Map.of(
          Language.DUTCH, Map.of("meer", "onder", "andere", "onder", "anderen", "onder"),
          Language.ENGLISH, Map.of("others", "among"),
          Language.FRENCH, Map.of("autres", "entre"),
          Language.GERMAN, Map.of("anderem", "unter", "anderen", "unter"));

  private Prepositions() {}

  /** Returns whether a mention follows a preposition, with its article and adjectives between. */
  static boolean govern(Language language, Tokens tokens, Mention mention) {
    int place = place(language, tokens, mention.first());
    return place >= 0
        && (FunctionWord.classes(language, tokens, place) & FunctionWord.OBLIQUE) != 0;
  }

  /**
   * Returns where the preposition of a phrase stands, or else the token before it.
   *
   * @param first the first token of the mention that the phrase ends with; an article or adjectives
   *     may stand before it
   * @return -1 at the beginning of the statement
   */
  static int place(Language language, Tokens tokens, int first) {
    int before = first - 1;
    int others = beforeAmongOthers(language, tokens, before);
    if (others >= 0) {
      return others;
    }
    if (before <= 0 || isDeterminer(language, tokens, first)) {
      return before;
    }
    // "by the American model Mayorga"; two words could be a noun and a verb.
    int at = isPlain(language, tokens, before) ? before - 1 : before;
    while (at > 0 && isCountryAdjective(language, tokens, at)) {
      at--;
    }
    if (at == 0 || !isDeterminer(language, tokens, at)) {
      return before;
    }
    boolean oblique = (FunctionWord.classes(language, tokens, at - 1) & FunctionWord.OBLIQUE) != 0;
    return oblique ? at - 1 : before;
  }

  /** Returns the token before "among others", with or without commas, at a token; else -1. */
  private static int beforeAmongOthers(Language language, Tokens tokens, int last) {
    int end = last > 0 && tokens.form(last).equals(",") ? last - 1 : last;
    if (end < 2) {
      return -1;
    }
    String first = AMONG_OTHERS.getOrDefault(language, Map.of()).get(tokens.form(end));
    if (first == null || !tokens.form(end - 1).equals(first)) {
      return -1;
    }
    return tokens.form(end - 2).equals(",") ? end - 3 : end - 2;
  }

  private static boolean isDeterminer(Language language, Tokens tokens, int token) {
    return (FunctionWord.classes(language, tokens, token) & FunctionWord.DETERMINER.bit()) != 0;
  }

  /** Returns whether a token is a word without a capital and without a function. */
  static boolean isPlain(Language language, Tokens tokens, int token) {
    return tokens.isWord(token)
        && !tokens.isCapitalised(token)
        && (FunctionWord.classes(language, tokens, token) & ~SentenceGrammar.PLAIN) == 0;
  }

  private static boolean isCountryAdjective(Language language, Tokens tokens, int token) {
    CountryWord country = tokens.isWord(token) ? CountryWord.at(tokens, token, language) : null;
    return country != null && country.kind() == CountryWord.Kind.ADJECTIVE;
  }
}
