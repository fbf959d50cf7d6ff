package org.weerwoord.attribution;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.weerwoord.attribution.Mention.Kind;
import org.weerwoord.reading.ActorNoun;
import org.weerwoord.reading.CountryWord;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.reading.PartyNoun;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/** Finds the phrases of actor nouns of a sentence, with their articles and adjectives. */
final class NounPhrases {

  private static final int LONGEST_BEFORE_NOUN = 4;

  /** Words between the parts of an office's name. */
  private static final long LINKS =
      FunctionWord.bits(FunctionWord.OF, FunctionWord.FOR, FunctionWord.TO, FunctionWord.AND);

  private static final List<String> FRENCH_ADJECTIVE_ENDINGS =
      List.of(
          ("ique iques al ale aux ales aire aires el elle els elles ive ives if ifs ien "
                  + "ienne iens iennes iste istes")
              .split(" "));

  /** Verbs that end like adjectives. */
  private static final Set<String> FRENCH_VERBS =
      Set.of(
          ("indique explique réplique critique revendique implique communique applique "
                  + "pratique fabrique abdique pique risque évoque provoque faire taire plaire "
                  + "refaire appelle rappelle interpelle renouvelle arrive prive active dérive "
                  + "suive vive écrive attaque existe insiste persiste assiste résiste consiste "
                  + "entre-temps complique")
              .split(" "));

  private final SentenceGrammar grammar;
  private final PhraseTable table;
  private final Language language;
  private final Tokens tokens;
  private final int size;

  NounPhrases(SentenceGrammar grammar, PhraseTable table) {
    this.grammar = grammar;
    this.table = table;
    language = grammar.language();
    tokens = grammar.tokens();
    size = grammar.size();
  }

  /** Adds the noun phrases, without what follows their nouns. */
  void find() {
    for (int last = 0; last < size; last++) {
      if (grammar.noun(last) != null && !table.taken[last]) {
        addNoun(grammar.nounBegin(last), last);
      }
    }
  }

  private void addNoun(int nounBegin, int head) {
    Phrase phrase = new Phrase(Kind.NOUN, nounBegin, head + 1);
    phrase.noun = grammar.noun(head);
    phrase.head = headOf(nounBegin, head);
    phrase.party = PartyNoun.lexicon(language).conceptAt(tokens, phrase.head);
    phrase.plural =
        phrase.noun == ActorNoun.GROUP || NounNumber.isPlural(grammar, nounBegin, phrase.head);
    for (int i = nounBegin; i <= head; i++) {
      CountryWord inside = grammar.country(i);
      if (inside != null && inside.end() <= head + 1) {
        phrase.country = inside.code();
      }
    }
    boolean indefinite = false;
    int core = nounBegin;
    int at = nounBegin - 1;
    if (grammar.beginsPhrase(nounBegin) && nounBegin < head) {
      // Some patterns hold their article: "le responsable".
      core = nounBegin + 1;
      at = nounBegin;
    }
    int adjectives = 0;
    int begin = core;
    if (grammar.is(core - 1, FunctionWord.AND)
        && grammar.formIs(core - 2, "-")
        && grammar.isWord(core - 3)) {
      // "Inlichtingen- en Veiligheidsdienst"
      core = core - 3;
      begin = core;
      at = core - 1;
    }
    while (at >= 0 && core - at <= LONGEST_BEFORE_NOUN && grammar.isWord(at)) {
      if (grammar.beginsPhrase(at)) {
        if (!isArticleOf(at, phrase.plural)) {
          break;
        }
        begin = grammar.isContraction(at) ? at + 1 : at;
        phrase.determined = true;
        phrase.possessor = grammar.classes(at) & SentenceGrammar.POSSESSIVE;
        indefinite =
            grammar.is(at, FunctionWord.INDEFINITE)
                && !grammar.is(at, FunctionWord.DEFINITE)
                && !(language == Language.FRENCH && grammar.isContraction(at));
        if (phrase.possessor == 0
            && !grammar.is(at, FunctionWord.DEFINITE)
            && !grammar.isContraction(at)) {
          indefinite = true;
        }
        // "the same court", "de drie mannen"
        if (grammar.is(at - 1, FunctionWord.DEFINITE)
            && !grammar.is(at, FunctionWord.DEFINITE)
            && !grammar.is(at - 1, FunctionWord.SUBORDINATOR)
            && !grammar.isContraction(at)) {
          begin = grammar.isContraction(at - 1) ? begin : at - 1;
          indefinite = false;
        }
        break;
      }
      CountryWord country = grammar.country(at);
      if (grammar.isGenitive(at)) {
        if (country != null && country.end() == at + 1) {
          phrase.country = country.code();
        }
        break;
      }
      if (country != null && country.end() <= core) {
        boolean near = adjectives == 0 && country.end() >= core - 1;
        if (country.kind() == CountryWord.Kind.ADJECTIVE) {
          phrase.country = country.code();
        } else if (near && isCountryModifier(country, phrase)) {
          phrase.country = country.code();
        } else {
          break;
        }
        if (adjectives == 0) {
          begin = at;
        }
        at--;
        continue;
      }
      boolean germanNoun =
          language == Language.GERMAN
              && grammar.isCapital(at)
              && !grammar.isInitial(at)
              && !(at == core - 1 && grammar.form(at).endsWith("er"));
      if (germanNoun
          || grammar.endsPhrase(at)
          || grammar.isReporting(at)
          || grammar.noun(at) != null
          || (table.taken[at] && (language != Language.ENGLISH || adjectives > 0))) {
        break;
      }
      if (adjectives == 0 && begin == at + 1 && grammar.is(at, FunctionWord.PORTFOLIO)) {
        // "foreign affairs minister"
        begin = at;
      } else {
        adjectives++;
      }
      at--;
    }
    phrase.first = begin;
    phrase.core = core;
    phrase.definite = !indefinite && (phrase.determined || begin == core || !phrase.plural);
    int end = head > nounBegin && grammar.is(head, FunctionWord.OF) ? head : head + 1;
    if (language == Language.FRENCH) {
      end = afterFrenchAdjectives(phrase, end);
    }
    if (table.subjectEnds[head + 1] > 0) {
      end = table.subjectEnds[head + 1];
    }
    phrase.last = end;
    phrase.qualifiers =
        qualifiers(phrase, nounBegin, Math.max(head + 1, table.subjectEnds[head + 1]));
    table.add(phrase);
  }

  /** Returns the words by which offices and bodies with the same head differ. */
  private Set<String> qualifiers(Phrase phrase, int nounBegin, int end) {
    Set<String> words = Set.of();
    for (int i = phrase.first; i < end; i++) {
      boolean names = i >= nounBegin || grammar.is(i, FunctionWord.PORTFOLIO);
      if (names
          && i != phrase.head
          && grammar.isWord(i)
          && !grammar.beginsPhrase(i)
          && !grammar.is(i, LINKS)
          && grammar.country(i) == null) {
        // Most nouns have none.
        words = words.isEmpty() ? new HashSet<>(4) : words;
        words.add(grammar.form(i));
      }
    }
    return words;
  }

  /**
   * Returns the token of the head of a noun of several words: "public prosecutor", "head of state".
   */
  private int headOf(int begin, int last) {
    if (begin == last) {
      return last;
    }
    // "Head of" is a noun only before its complement, which is joined to it later.
    for (int i = begin + 1; i <= last; i++) {
      if (grammar.is(i, FunctionWord.OF)) {
        return grammar.isWord(i - 1) && i - 1 > begin && grammar.beginsPhrase(i - 1)
            ? begin
            : i - 1;
      }
    }
    if (language == Language.FRENCH) {
      for (int i = begin; i < last; i++) {
        if (ActorNoun.lexicon(language).conceptAt(tokens, i) != null) {
          return i;
        }
      }
    }
    return last;
  }

  /** Returns whether "US officials", "Russlands Botschafter" name a country before a noun. */
  private boolean isCountryModifier(CountryWord country, Phrase phrase) {
    if (language == Language.FRENCH || country.kind() == CountryWord.Kind.INHABITANT) {
      return false;
    }
    boolean acts = phrase.noun != ActorNoun.ORGANISATION && phrase.noun != ActorNoun.GROUP;
    boolean genitive =
        language != Language.ENGLISH && grammar.form(country.end() - 1).endsWith("s");
    return acts && (language == Language.ENGLISH || genitive);
  }

  /** Returns whether a determiner is one of a noun, and no pronoun or conjunction. */
  private boolean isArticleOf(int token, boolean plural) {
    if (!grammar.is(token, FunctionWord.SUBORDINATOR) || language == Language.GERMAN) {
      return true;
    }
    if (grammar.formIs(token, "dat") || grammar.formIs(token, "that")) {
      return !plural;
    }
    // "de app die ouders gebruiken"
    boolean afterNoun =
        token > 0
            && (grammar.formIs(token - 1, ",")
                || (grammar.isWord(token - 1)
                    && !grammar.endsPhrase(token - 1)
                    && !grammar.hasCue(token - 1)));
    return !afterNoun;
  }

  private int afterFrenchAdjectives(Phrase phrase, int token) {
    int end = token;
    for (int i = 0; i < 2 && end < size; i++) {
      CountryWord country = grammar.country(end);
      if (country != null
          && country.kind() == CountryWord.Kind.ADJECTIVE
          && !grammar.isCapital(end)) {
        phrase.country = country.code();
        end = country.end();
      } else if (isFrenchAdjective(end)) {
        end++;
      } else {
        break;
      }
    }
    return end;
  }

  private boolean isFrenchAdjective(int token) {
    if (!grammar.isWord(token)
        || grammar.isCapital(token)
        || grammar.endsPhrase(token)
        || grammar.hasCue(token)
        || grammar.noun(token) != null) {
      return false;
    }
    String form = grammar.form(token);
    if (FRENCH_VERBS.contains(form)) {
      return false;
    }
    for (String ending : FRENCH_ADJECTIVE_ENDINGS) {
      if (form.length() > ending.length() + 2 && form.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }
}
