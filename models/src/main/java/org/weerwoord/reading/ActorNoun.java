package org.weerwoord.reading;

import java.util.Map;
import org.weerwoord.text.Language;

/** What kind of actor a noun names, as {@code seeds/lexicon/actors.*.tsv} lists them. */
public enum ActorNoun {
  /** Speaks for somebody else: a spokesman, a press service. */
  SPOKESPERSON,
  /** Speaks for somebody else in a lawsuit. */
  LAWYER,
  /** Heads an organisation or a state, or acts for it: a minister, an ambassador, a director. */
  LEADER,
  /** Belongs to an organisation or a state: a senator, an official, a player. */
  MEMBER,
  /** Any other person. */
  PERSON,
  /** A person by being suspected or accused. */
  ACCUSED,
  /** Police, prosecution, courts, inspectorates. */
  JUSTICE,
  /** A government, a ministry, an embassy, an army, a council. */
  STATE_BODY,
  /** A company, a union, a party, a club, a newspaper. */
  ORGANISATION,
  /** Several persons together. */
  GROUP;

  /** Returns the actor nouns of a language; none for {@link Language#OTHER}. */
  public static Lexicon<ActorNoun> lexicon(Language language) {
    return Bundled.LEXICONS.get(language);
  }

  private static final class Bundled {
    private static final Map<Language, Lexicon<ActorNoun>> LEXICONS =
        Lexicon.bundled("actors", ActorNoun.class);
  }
}
