package org.weerwoord.attribution;

import java.util.ArrayList;
import java.util.List;
import org.weerwoord.attribution.Mention.Kind;

/** The phrases of a sentence while they are found, by the tokens where they begin and end. */
final class PhraseTable {

  final List<Phrase> found = new ArrayList<>();

  /** Tokens of names, countries and subjects of an office, which begin nothing else. */
  final boolean[] taken;

  /** The end of the office's subject, "of Foreign Affairs", that begins at a token; 0 without. */
  final int[] subjectEnds;

  /** The longest phrase that begins at a token. */
  final Phrase[] byFirst;

  /** The longest phrase that ends before a token. */
  final Phrase[] byLast;

  PhraseTable(int tokens) {
    taken = new boolean[tokens];
    subjectEnds = new int[tokens + 1];
    byFirst = new Phrase[tokens + 1];
    byLast = new Phrase[tokens + 1];
  }

  Phrase add(Phrase phrase) {
    found.add(phrase);
    if (phrase.kind != Kind.ADJECTIVE && phrase.kind != Kind.PRONOUN) {
      Phrase other = byFirst[phrase.first];
      if (other == null || other.last <= phrase.last) {
        byFirst[phrase.first] = phrase;
      }
      enterEnd(phrase);
    }
    return phrase;
  }

  void take(int first, int last) {
    for (int i = first; i < last; i++) {
      taken[i] = true;
    }
  }

  /** Lets a phrase end later. */
  void extend(Phrase phrase, int end) {
    phrase.last = Math.max(phrase.last, end);
    byFirst[phrase.first] = phrase;
    enterEnd(phrase);
  }

  private void enterEnd(Phrase phrase) {
    Phrase other = byLast[phrase.last];
    if (other == null || other.first >= phrase.first) {
      byLast[phrase.last] = phrase;
    }
  }
}
