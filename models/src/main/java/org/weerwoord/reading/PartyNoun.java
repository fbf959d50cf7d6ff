package org.weerwoord.reading;

import java.util.Map;
import org.weerwoord.text.Language;

/**
 * How a noun ties its actor to a party, as {@code seeds/lexicon/party-nouns.*.tsv} lists them,
 * beside what kind of actor it names.
 */
public enum PartyNoun {
  /** The state itself: the country, the nation. */
  LAND,
  /** A body by which a state speaks and acts: its government, ministries, army. */
  ORGAN,
  /** A body by which a state speaks abroad, in the country where it stands. */
  EMBASSY,
  /** Somebody who speaks or acts for a state: a minister, an ambassador, a soldier. */
  OFFICE,
  /** A person of the judiciary, where others of {@link ActorNoun#JUSTICE} are institutions. */
  MAGISTRATE,
  /** A company by whatever name. */
  COMPANY,
  /** Whom a lawyer speaks for. */
  CLIENT;

  /** Returns the party nouns of a language; none for {@link Language#OTHER}. */
  public static Lexicon<PartyNoun> lexicon(Language language) {
    return Bundled.LEXICONS.get(language);
  }

  private static final class Bundled {
    private static final Map<Language, Lexicon<PartyNoun>> LEXICONS =
        Lexicon.bundled("party-nouns", PartyNoun.class);
  }
}
