package org.weerwoord.attribution;

import java.util.Set;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/** Tells a Dutch or German <i>she</i> from the <i>they</i> that is the same word, by its verb. */
final class Pronouns {

  private static final Set<String> DUTCH_SINGULARS =
      Set.of(
          "is", "was", "zei", "zou", "kan", "zal", "wil", "mag", "kon", "wou", "zag", "vroeg",
          "sprak", "riep", "gaf", "nam", "kwam", "ging", "deed", "bleef", "schreef", "hield",
          "bracht", "liet", "werd", "had", "wees", "ried", "vond", "stond", "ontving", "kreeg");

  private static final Set<String> GERMAN_SINGULARS =
      Set.of(
          "ist", "war", "sei", "kann", "will", "soll", "muss", "darf", "wird", "hat", "sprach",
          "nannte", "warf", "wies", "gab", "nahm", "kam", "ging", "rief", "schrieb", "blieb",
          "stritt", "ließ", "liess", "hielt", "fand", "stand", "sah", "tat", "bat", "verwies");

  /** Word classes of which a verb is none. */
  private static final long NO_VERB =
      ~FunctionWord.bits(
          FunctionWord.VERB, FunctionWord.PASSIVE, FunctionWord.COMMON, FunctionWord.WEAK_NOUN);

  private static final int SHORTEST = 4;

  private Pronouns() {}

  /** Returns the classes of a word, with "she or they" made "she" where its verb is singular. */
  static long classes(Tokens tokens, int token, Language language) {
    long classes = FunctionWord.classes(language, tokens, token);
    long either = FunctionWord.PRONOUN_SHE_OR_THEY.bit();
    if ((classes & either) == 0
        || !(isSingular(tokens, token + 1, language) || isSingular(tokens, token - 1, language))) {
      return classes;
    }
    return (classes & ~either) | FunctionWord.PRONOUN_SHE.bit();
  }

  private static boolean isSingular(Tokens tokens, int token, Language language) {
    if (token < 0
        || token >= tokens.size()
        || (tokens.isCapitalised(token) && token > 0)
        || (FunctionWord.classes(language, tokens, token) & NO_VERB) != 0) {
      return false;
    }
    String form = tokens.form(token);
    boolean dutch = language == Language.DUTCH;
    if ((dutch ? DUTCH_SINGULARS : GERMAN_SINGULARS).contains(form)) {
      return true;
    }
    return form.length() >= SHORTEST
        && (form.endsWith("t")
            || form.endsWith("te")
            || (dutch ? form.endsWith("de") : form.endsWith("e")));
  }
}
