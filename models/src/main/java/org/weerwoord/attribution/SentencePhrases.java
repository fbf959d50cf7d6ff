package org.weerwoord.attribution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.weerwoord.attribution.Mention.Kind;
import org.weerwoord.reading.ActorNoun;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/** Puts together the mentions of one sentence. */
final class SentencePhrases {

  /** Complements within complements that are kept. */
  private static final int DEEPEST_COMPLEMENT = 8;

  /**
   * Nobody is called by more, in UTF-16 units: what a row says of an actor must not grow with the
   * article, as an actor is named in many rows.
   */
  private static final int LONGEST_MENTION = 300;

  private static final Comparator<Phrase> ORDER =
      Comparator.<Phrase>comparingInt(phrase -> phrase.first)
          .thenComparingInt(phrase -> phrase.last);

  private final int position;
  private final SentenceGrammar grammar;
  private final PhraseTable table;
  private final Language language;
  private final Tokens tokens;
  private final int size;

  SentencePhrases(int position, SentenceGrammar grammar, NameForms forms) {
    this.position = position;
    this.grammar = grammar;
    table = new PhraseTable(grammar.size());
    language = grammar.language();
    tokens = grammar.tokens();
    size = grammar.size();
    new NamePhrases(grammar, table, forms).find();
    new NounPhrases(grammar, table).find();
    new PhraseJoiner(grammar, table).join();
  }

  /** Returns the mentions in the order of their first token. */
  List<Mention> mentions() {
    table.found.sort(ORDER);
    coordinate();
    findPronouns();
    for (Phrase phrase : table.found) {
      phrase.gone |= tokens.end(phrase.last - 1) - tokens.begin(phrase.first) > LONGEST_MENTION;
    }
    table.found.removeIf(phrase -> phrase.gone);
    table.found.sort(ORDER);
    List<Mention> mentions = new ArrayList<>(table.found.size());
    for (int i = 0; i < table.found.size(); i++) {
      mentions.add(null);
    }
    // From the end, since complements follow mostly; those that do not are made on demand.
    for (int i = 0; i < table.found.size(); i++) {
      table.found.get(i).place = i;
    }
    for (int i = table.found.size() - 1; i >= 0; i--) {
      mentions.set(i, mention(table.found.get(i), 0));
    }
    return mentions;
  }

  /** Adds what mentions joined by "and" name together: "A, B and C". */
  private void coordinate() {
    int count = table.found.size();
    int covered = 0;
    int i = 0;
    while (i < count) {
      Phrase phrase = table.found.get(i++);
      if (phrase.gone || phrase.kind == Kind.ADJECTIVE || phrase.first < covered) {
        continue;
      }
      Phrase widest = table.byFirst[phrase.first];
      if (widest != null && !widest.gone && widest.first == phrase.first) {
        phrase = widest;
      }
      Phrase begin = phrase;
      Phrase last = phrase;
      int members = 1;
      Phrase pair = null;
      while (true) {
        int separator = last.last;
        boolean and = isAnd(separator);
        if (!and && !grammar.formIs(separator, ",")) {
          break;
        }
        Phrase next = separator + 1 < size ? table.byFirst[separator + 1] : null;
        if (grammar.formIs(separator, ",") && isAnd(separator + 1) && separator + 2 < size) {
          and = true;
          next = table.byFirst[separator + 2];
        }
        if (next == null || next.gone || next.kind == Kind.PAIR) {
          break;
        }
        Phrase left = last;
        if (!isLike(left, next, and)) {
          left = last.complement;
          if (!and
              || members > 1
              || left == null
              || left.last != last.last
              || !isLike(left, next, true)) {
            break;
          }
          begin = left;
        }
        members++;
        last = next;
        if (and) {
          boolean places = begin.isNameLike() && grammar.is(begin.first - 1, FunctionWord.LOCATIVE);
          pair = places ? null : pair(begin, last);
          break;
        }
      }
      // What follows in a list without "and" would be read again from each member otherwise.
      covered = pair != null ? last.last : members > 2 ? last.first : phrase.last;
    }
  }

  private boolean isAnd(int token) {
    return grammar.is(token, FunctionWord.AND) || grammar.formIs(token, "&");
  }

  private boolean isLike(Phrase left, Phrase right, boolean and) {
    if (left.isNameLike() && right.isNameLike()) {
      return and
          || (left.kind != Kind.NAMED_NOUN && right.kind != Kind.NAMED_NOUN)
          || left.kind == right.kind;
    }
    if (left.kind == Kind.NOUN && right.kind == Kind.NOUN) {
      if (!and) {
        return left.determined == right.determined && left.plural == right.plural;
      }
      // "the chairman and chief executive" is one person.
      return !left.determined
          || right.determined
          || left.plural
          || right.plural
          || left.isInstitution()
          || right.isInstitution();
    }
    return and
        && (right.determined
            || right.kind == Kind.NAMED_NOUN
            || (left.determined && right.kind == Kind.NAME && left.complement == null));
  }

  private Phrase pair(Phrase first, Phrase last) {
    Phrase pair = new Phrase(Kind.PAIR, first.first, last.last);
    pair.noun = ActorNoun.GROUP;
    pair.plural = true;
    table.found.add(pair);
    return pair;
  }

  private void findPronouns() {
    for (int i = 0; i < size; i++) {
      if (!grammar.is(i, MentionFinder.PRONOUN) || table.taken[i]) {
        continue;
      }
      boolean polite = language == Language.GERMAN && grammar.isCapital(i) && !grammar.isInitial(i);
      if (polite || (grammar.isCapital(i) && grammar.isAcronym(i))) {
        continue;
      }
      Phrase phrase = table.byFirst[i];
      if (phrase != null && !phrase.gone && phrase.possessor != 0) {
        continue;
      }
      boolean possessive =
          grammar.is(i, SentenceGrammar.POSSESSIVE)
              && grammar.isWord(i + 1)
              && (grammar.classes(i + 1) & ~SentenceGrammar.PLAIN) == 0;
      if (possessive) {
        continue;
      }
      Phrase pronoun = new Phrase(Kind.PRONOUN, i, i + 1);
      pronoun.possessor =
          Pronouns.classes(grammar.reading().tokens(), i, language) & MentionFinder.PRONOUN;
      table.found.add(pronoun);
    }
  }

  private Mention mention(Phrase phrase, int depth) {
    if (phrase.mention != null) {
      return phrase.mention;
    }
    Phrase other = phrase.complement;
    Mention complement = null;
    if (other != null && !other.gone && other != phrase && depth < DEEPEST_COMPLEMENT) {
      complement = mention(other, depth + 1);
      if (depthOf(complement) >= DEEPEST_COMPLEMENT) {
        complement = null;
      }
    }
    int offset = grammar.reading().statement().begin();
    int begin = tokens.begin(phrase.first);
    int end = tokens.end(phrase.last - 1);
    boolean named = phrase.hasName();
    int shown = phrase.shownFrom >= 0 ? phrase.shownFrom : named ? phrase.nameFirst : phrase.first;
    ActorNoun noun = phrase.noun;
    if (phrase.kind == Kind.NAME && noun == null && isOrganisationName(phrase)) {
      noun = ActorNoun.ORGANISATION;
    }
    String head =
        phrase.kind == Kind.PAIR
            ? tokens.text().substring(begin, end).toLowerCase(Locale.ROOT)
            : grammar.form(phrase.head);
    Mention mention =
        new Mention(
            position,
            phrase.first,
            phrase.last,
            offset + begin,
            offset + end,
            tokens.text().substring(begin, end),
            phrase.kind,
            noun,
            head,
            phrase.qualifiers,
            named ? name(phrase.nameFirst, phrase.nameLast) : "",
            offset + tokens.begin(shown),
            phrase.country,
            phrase.definite,
            phrase.plural,
            grammar.reading().inQuotation(phrase.first),
            complement,
            phrase.possessor,
            phrase.party,
            phrase.place);
    phrase.mention = mention;
    return mention;
  }

  private static int depthOf(Mention mention) {
    int depth = 0;
    for (Mention at = mention; at != null; at = at.complement()) {
      depth++;
    }
    return depth;
  }

  private boolean isOrganisationName(Phrase phrase) {
    if (grammar.is(phrase.nameLast - 1, FunctionWord.COMPANY_NAME)
        && phrase.nameLast - phrase.nameFirst > 1) {
      return true;
    }
    return phrase.nameLast - phrase.nameFirst == 1 && grammar.isAcronym(phrase.nameFirst);
  }

  private String name(int first, int last) {
    if (last == first + 1) {
      return grammar.form(first);
    }
    StringBuilder name = new StringBuilder();
    for (int token = first; token < last; token++) {
      if (grammar.isWord(token)) {
        name.append(name.isEmpty() ? "" : " ").append(grammar.form(token));
      }
    }
    return name.toString();
  }
}
