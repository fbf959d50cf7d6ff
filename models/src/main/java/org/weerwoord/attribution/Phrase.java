package org.weerwoord.attribution;

import java.util.Set;
import org.weerwoord.attribution.Mention.Kind;
import org.weerwoord.reading.ActorNoun;
import org.weerwoord.reading.PartyNoun;

/** A mention while it is put together from its parts. */
final class Phrase {

  Kind kind;
  int first;
  int last;

  /** The token of its noun or the last one of its name. */
  int head;

  /** First token of its noun, without what stands before it. */
  int core;

  ActorNoun noun;

  /** What else names its office or body beside the head. */
  Set<String> qualifiers = Set.of();

  PartyNoun party;
  int nameFirst = -1;
  int nameLast = -1;

  /** Where the name begins that may stand for the whole; -1 for at its first token. */
  int shownFrom = -1;

  String country;
  boolean definite = true;
  boolean determined;
  boolean plural;
  long possessor;
  Phrase complement;

  /** Whether it became part of another phrase. */
  boolean gone;

  /** How many complements it has within each other. */
  int depth;

  /** Position among the mentions of the sentence. */
  int place;

  Mention mention;

  Phrase(Kind kind, int first, int last) {
    this.kind = kind;
    this.first = first;
    this.last = last;
    head = last - 1;
    core = first;
  }

  boolean isNameLike() {
    return kind == Kind.NAME || kind == Kind.NAMED_NOUN || kind == Kind.COUNTRY;
  }

  boolean hasName() {
    return nameFirst >= 0;
  }

  /** Takes a complement. */
  void setComplement(Phrase other) {
    complement = other;
    depth = Math.max(depth, other.depth + 1);
  }

  /** Returns whether its noun names a body, company or office rather than persons. */
  boolean isInstitution() {
    return noun == ActorNoun.STATE_BODY
        || noun == ActorNoun.ORGANISATION
        || (noun == ActorNoun.JUSTICE && party != PartyNoun.MAGISTRATE);
  }
}
