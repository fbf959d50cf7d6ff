package org.weerwoord.attribution;

import org.weerwoord.attribution.Mention.Kind;
import org.weerwoord.reading.ActorNoun;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.reading.PartyNoun;
import org.weerwoord.text.Language;

/** Gives nouns the names and complements around them: "the spokesman of X". */
final class PhraseJoiner {

  private static final int LONGEST_NEAR = 7;

  /** Complements within complements, which would make every mention as long as its sentence. */
  private static final int DEEPEST = 6;

  private final SentenceGrammar grammar;
  private final PhraseTable table;
  private final Language language;
  private final int size;

  PhraseJoiner(SentenceGrammar grammar, PhraseTable table) {
    this.grammar = grammar;
    this.table = table;
    language = grammar.language();
    size = grammar.size();
  }

  /** Joins the phrases found so far. */
  void join() {
    joinCapitals();
    for (int i = table.found.size() - 1; i >= 0; i--) {
      attachAfter(table.found.get(i));
    }
    for (Phrase phrase : table.found) {
      attachBefore(phrase);
    }
  }

  /** Joins capitalised nouns with the capitalised words around them: "Metropolitan Police". */
  private void joinCapitals() {
    int count = table.found.size();
    for (int i = 0; i < count; i++) {
      Phrase noun = table.found.get(i);
      if (noun.kind != Kind.NOUN || noun.gone || !grammar.isCapital(noun.head)) {
        continue;
      }
      Phrase left = table.byLast[noun.core];
      if (left == null
          || left.kind != Kind.NAME
          || left.gone
          || left.noun != null
          || left.last != noun.core
          || language == Language.GERMAN
          || !grammar.isCapital(noun.core)
          || grammar.isHeadline()
          || noun.last != noun.head + 1) {
        continue;
      }
      Phrase right = table.byFirst[noun.last];
      boolean nameFollows = right != null && right.kind == Kind.NAME;
      boolean hyphen = grammar.form(noun.head).indexOf('-') > 0;
      if (noun.isInstitution() && !hyphen) {
        left.noun = noun.noun;
        left.party = noun.party;
        left.country = noun.country;
        extendName(left, noun);
        if (nameFollows) {
          extendName(left, right);
        }
      } else if (!nameFollows && !hyphen && noun.core == noun.head) {
        // A surname: "Tom Baker".
        extendName(left, noun);
      }
    }
  }

  private void extendName(Phrase name, Phrase other) {
    other.gone = true;
    name.last = other.last;
    name.nameLast = other.last;
    name.head = other.head;
    table.take(name.first, name.last);
    table.byFirst[other.first] = null;
    table.byLast[name.last] = name;
    table.byFirst[name.first] = name;
  }

  /** Gives a noun the name and the complement that follow it. */
  private void attachAfter(Phrase phrase) {
    if (phrase.gone) {
      return;
    }
    if (phrase.kind == Kind.NAME) {
      if (!phrase.hasName() || phrase.nameLast != phrase.last) {
        return;
      }
      Phrase complement = complementAt(phrase.last, false);
      if (complement == null) {
        return;
      }
      phrase.setComplement(complement);
      if (phrase.noun != null) {
        table.extend(phrase, phrase.complement.last);
        phrase.nameLast = phrase.last;
        adoptCountry(phrase);
      }
      return;
    }
    if (phrase.kind != Kind.NOUN) {
      return;
    }
    if (attachName(phrase, phrase.last)) {
      Phrase complement = phrase.complement == null ? complementAt(phrase.last, false) : null;
      if (complement != null) {
        phrase.setComplement(complement);
      }
      return;
    }
    Phrase complement = complementAt(phrase.last, true);
    if (complement != null) {
      phrase.setComplement(complement);
      int end = complement.last;
      Phrase name = stealName(phrase, complement);
      if (name != null) {
        end = name.first;
      }
      table.extend(phrase, end);
      adoptCountry(phrase);
      if (phrase.party == PartyNoun.EMBASSY) {
        attachPlace(phrase);
      }
      attachName(phrase, end);
      return;
    }
    if (phrase.party == PartyNoun.EMBASSY) {
      attachPlace(phrase);
    } else if (grammar.is(phrase.last, FunctionWord.FOR) && phrase.isInstitution()) {
      attachPurpose(phrase);
    } else if (grammar.is(phrase.last, FunctionWord.NEAR)) {
      attachNear(phrase);
    } else if (grammar.is(phrase.last, FunctionWord.OF)
        && grammar.is(phrase.last + 1, MentionFinder.PRONOUN)) {
      phrase.possessor |= possessor(grammar.classes(phrase.last + 1));
      table.extend(phrase, phrase.last + 2);
    }
  }

  private static long possessor(long pronoun) {
    long bits = 0;
    if ((pronoun & FunctionWord.PRONOUN_HE.bit()) != 0) {
      bits |= FunctionWord.POSSESSIVE_HE.bit();
    }
    if ((pronoun & FunctionWord.bits(FunctionWord.PRONOUN_SHE, FunctionWord.PRONOUN_SHE_OR_THEY))
        != 0) {
      bits |= FunctionWord.POSSESSIVE_SHE.bit();
    }
    if ((pronoun & FunctionWord.PRONOUN_THEY.bit()) != 0) {
      bits |= FunctionWord.POSSESSIVE_THEY.bit();
    }
    if ((pronoun & FunctionWord.PRONOUN_WE.bit()) != 0) {
      bits |= FunctionWord.POSSESSIVE_WE.bit();
    }
    return bits;
  }

  private void adoptCountry(Phrase phrase) {
    Phrase complement = phrase.complement;
    if (phrase.country == null && complement != null && complement.kind == Kind.COUNTRY) {
      phrase.country = complement.country;
    }
  }

  /** Makes "minister" and "Jansen" one; returns whether a name follows that belongs to a noun. */
  private boolean attachName(Phrase phrase, int token) {
    Phrase name = token < size ? table.byFirst[token] : null;
    if (name == null || name.gone || name == phrase || name.first != token) {
      return false;
    }
    boolean several =
        phrase.plural
            && (phrase.noun != ActorNoun.GROUP
                || NounNumber.isPlural(grammar, phrase.core, phrase.head));
    if (several || grammar.isGenitive(phrase.last - 1)) {
      return false;
    }
    boolean institution = phrase.isInstitution();
    if (name.kind == Kind.COUNTRY
        && institution
        && phrase.complement == null
        && name.noun == null) {
      // "Universität Wien", "stad Brussel"
      name.kind = Kind.NAME;
      name.country = null;
      name.nameFirst = name.first;
      name.nameLast = name.last;
    }
    if (name.kind != Kind.NAME || name.noun != null) {
      return false;
    }
    if (language == Language.ENGLISH
        && !grammar.isCapital(phrase.head)
        && phrase.noun == ActorNoun.GROUP) {
      return false;
    }
    boolean single = name.nameLast == name.nameFirst + 1;
    boolean place = institution && phrase.noun != ActorNoun.ORGANISATION && single;
    if (place && !grammar.isAcronym(name.nameFirst)) {
      // "rechtbank Amsterdam": the place is not the court.
      if (phrase.complement == null) {
        phrase.setComplement(name);
      }
      table.extend(phrase, name.last);
      return true;
    }
    phrase.kind = Kind.NAMED_NOUN;
    phrase.nameFirst = name.nameFirst;
    phrase.nameLast = name.nameLast;
    phrase.definite = true;
    phrase.plural = false;
    if (institution
        && (grammar.isCapital(phrase.head)
            || (language == Language.GERMAN && !grammar.isAcronym(name.nameFirst)))) {
      phrase.shownFrom = phrase.core;
    }
    if (name.complement != null && phrase.complement == null) {
      phrase.setComplement(name.complement);
    }
    name.gone = true;
    table.extend(phrase, name.last);
    table.byLast[phrase.last] = phrase;
    return true;
  }

  /** Takes the name from "het parket An Berger" in "de woordvoerder van het parket An Berger". */
  private Phrase stealName(Phrase phrase, Phrase complement) {
    boolean person = !phrase.isInstitution() && phrase.noun != ActorNoun.GROUP && !phrase.plural;
    if (!person
        || complement.kind != Kind.NAMED_NOUN
        || complement.noun == ActorNoun.ORGANISATION
        || !complement.isInstitution()
        || grammar.isCapital(complement.head) != (language == Language.GERMAN)
        || complement.nameLast - complement.nameFirst < 2
        || complement.last != complement.nameLast) {
      return null;
    }
    Phrase name = new Phrase(Kind.NAME, complement.nameFirst, complement.nameLast);
    name.nameFirst = complement.nameFirst;
    name.nameLast = complement.nameLast;
    complement.kind = Kind.NOUN;
    complement.nameFirst = -1;
    complement.shownFrom = -1;
    complement.last = name.first;
    table.byLast[complement.last] = complement;
    return table.add(name);
  }

  private Phrase complementAt(int token, boolean genitives) {
    if (token >= size || (token > 0 && grammar.isGenitive(token - 1))) {
      return null;
    }
    if (grammar.is(token, FunctionWord.OF)) {
      Phrase next = table.byFirst[token + 1];
      if (next == null && grammar.is(token + 1, FunctionWord.DETERMINER) && token + 2 < size) {
        next = table.byFirst[token + 2];
      }
      return next == null || next.gone || next.depth >= DEEPEST ? null : next;
    }
    if (genitives && language == Language.GERMAN) {
      Phrase next = table.byFirst[token];
      boolean genitive =
          next != null
              && !next.gone
              && next.depth < DEEPEST
              && grammar.is(token, FunctionWord.GENITIVE)
              && (next.kind == Kind.NOUN
                  || next.kind == Kind.NAMED_NOUN
                  || next.kind == Kind.COUNTRY);
      if (genitive) {
        return next;
      }
      if (grammar.is(token, FunctionWord.GENITIVE) && token + 1 < size) {
        next = table.byFirst[token + 1];
        return next != null && !next.gone && next.kind == Kind.NAME ? next : null;
      }
    }
    return null;
  }

  /** Extends "l'ambassade de Chine" over "en Suisse". */
  private void attachPlace(Phrase phrase) {
    int token = phrase.last;
    if (!grammar.is(token, FunctionWord.LOCATIVE)) {
      return;
    }
    Phrase place = token + 1 < size ? table.byFirst[token + 1] : null;
    if (place != null && !place.gone && (place.kind == Kind.COUNTRY || place.kind == Kind.NAME)) {
      table.extend(phrase, place.last);
    }
  }

  /** Extends "Landesamt" over "für Umwelt", "Office" over "for National Statistics". */
  private void attachPurpose(Phrase phrase) {
    int at = phrase.last + 1;
    int end = 0;
    while (at < size && at < phrase.last + LONGEST_NEAR && grammar.isWord(at)) {
      if (grammar.isCapital(at) && !grammar.is(at, FunctionWord.VERB)) {
        end = at + 1;
      } else if (!grammar.is(at, FunctionWord.AND)
          && !grammar.beginsPhrase(at)
          && !grammar.isGermanAdjective(at)) {
        break;
      }
      at++;
    }
    boolean named = grammar.isCapital(phrase.head);
    if (end > 0 && named) {
      table.extend(phrase, end);
    }
  }

  /** Extends "een bron" over "dicht bij het onderzoek". */
  private void attachNear(Phrase phrase) {
    boolean source =
        phrase.noun == ActorNoun.PERSON
            || phrase.noun == ActorNoun.GROUP
            || phrase.noun == ActorNoun.MEMBER;
    int at = phrase.last + 1;
    if (!source || !grammar.endsPhrase(at) || grammar.is(at, FunctionWord.VERB)) {
      return;
    }
    while (at < size && at < phrase.last + LONGEST_NEAR && grammar.isWord(at)) {
      Phrase next = table.byFirst[at];
      if (next != null && !next.gone) {
        if (next.depth >= DEEPEST) {
          return;
        }
        phrase.depth = next.depth + 1;
        table.extend(phrase, next.last);
        return;
      }
      boolean before = grammar.endsPhrase(at) || grammar.beginsPhrase(at);
      if (!before) {
        table.extend(phrase, at + 1);
        return;
      }
      at++;
    }
  }

  /** Gives a noun without an article what stands before it: "Pennington's lawyer". */
  private void attachBefore(Phrase phrase) {
    if (phrase.gone || (phrase.kind != Kind.NOUN && phrase.kind != Kind.NAMED_NOUN)) {
      return;
    }
    if (phrase.determined) {
      Phrase inside = table.byLast[phrase.core];
      boolean contained =
          inside != null && !inside.gone && inside != phrase && inside.first > phrase.first;
      if (contained
          && phrase.complement == null
          && (inside.kind == Kind.NAME || inside.kind == Kind.NOUN)
          && language == Language.ENGLISH) {
        phrase.setComplement(inside);
      }
      return;
    }
    int at = phrase.first;
    while (at > 0 && phrase.first - at < 2 && !grammar.isGenitive(at - 1) && isPlainWord(at - 1)) {
      at--;
    }
    boolean apostrophe = at > 1 && grammar.isApostrophe(at - 1);
    int end = apostrophe ? at - 1 : at;
    boolean genitive = at > 0 && (apostrophe || grammar.isGenitive(at - 1));
    Phrase left = null;
    if (genitive) {
      left = table.byLast[end];
    } else {
      Phrase adjacent = table.byLast[phrase.first];
      if (adjacent != null
          && !adjacent.gone
          && adjacent != phrase
          && isAdjacentOwner(adjacent, phrase)) {
        left = adjacent;
      }
    }
    if (left == null
        || left.gone
        || left == phrase
        || left.last > phrase.first
        || left.depth >= DEEPEST) {
      return;
    }
    phrase.setComplement(left);
    if (phrase.kind == Kind.NAMED_NOUN && phrase.nameLast == phrase.nameFirst + 1) {
      // "Robinson's mother Sharon": a first name alone says little.
      phrase.shownFrom = left.first;
    }
    phrase.first = left.first;
    phrase.definite = true;
    phrase.determined = true;
    if (!genitive && left.kind == Kind.NOUN) {
      // The article is that of the whole: "a military spokesman".
      phrase.definite = left.definite;
      table.byFirst[left.first] = null;
      left.first = left.core;
      left.definite = true;
    }
    if (left.kind == Kind.COUNTRY && phrase.country == null && left.noun == null) {
      phrase.country = left.country;
    }
    Phrase other = table.byFirst[phrase.first];
    if (other == null || other.last <= phrase.last) {
      table.byFirst[phrase.first] = phrase;
    }
    Phrase ending = table.byLast[phrase.last];
    if (ending == null || ending.first >= phrase.first) {
      table.byLast[phrase.last] = phrase;
    }
  }

  private boolean isPlainWord(int token) {
    return grammar.isWord(token)
        && !grammar.isCapital(token)
        && (grammar.classes(token) & ~FunctionWord.COMMON.bit()) == 0
        && grammar.noun(token) == null
        && !grammar.hasCue(token);
  }

  /** Returns whether "ministry" in "ministry spokesman" or "Merkels" in "Merkels Sprecher" owns. */
  private boolean isAdjacentOwner(Phrase left, Phrase phrase) {
    boolean acts =
        phrase.noun == ActorNoun.SPOKESPERSON
            || phrase.noun == ActorNoun.LAWYER
            || phrase.noun == ActorNoun.LEADER
            || phrase.noun == ActorNoun.MEMBER;
    if (!acts || left.last != phrase.first || left.complement != null) {
      return false;
    }
    if (language == Language.ENGLISH) {
      return left.kind == Kind.NAME
          || (left.kind == Kind.NOUN && left.isInstitution() && !left.plural);
    }
    boolean compound = grammar.form(phrase.head).indexOf('-') > 0;
    if (left.kind == Kind.NOUN && left.isInstitution() && grammar.isCapital(left.head)) {
      return compound && language != Language.GERMAN && grammar.isCapital(phrase.head);
    }
    if (left.kind != Kind.NAME || !grammar.isWord(left.last - 1)) {
      return false;
    }
    boolean genitive = language != Language.FRENCH && grammar.form(left.last - 1).endsWith("s");
    return compound || genitive;
  }
}
