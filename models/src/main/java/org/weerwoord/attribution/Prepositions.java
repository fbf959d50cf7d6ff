package org.weerwoord.attribution;

import org.weerwoord.reading.CountryWord;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/** Finds the preposition that a phrase belongs to, and so is no subject. */
final class Prepositions {

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
