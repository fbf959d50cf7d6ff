package org.weerwoord.reading;

import java.util.Map;
import org.weerwoord.text.Language;

/**
 * What a word or phrase hints at. Each language's lexicon ({@code seeds/lexicon/cues.*.tsv}) maps
 * its own wording to these concepts, so that what a classifier learns in one language serves the
 * others.
 */
public enum Cue {
  ACCUSE,
  ACCUSED_PASSIVE,
  LEGAL_CHARGE,
  LEGAL_PROCEDURE,
  VERDICT,
  DENY,
  BASELESS,
  INNOCENCE,
  EXCUSE,
  COUNTER,
  LIE,
  OMISSION,
  WRONG,
  EVALUATION,
  EPITHET,
  HEARSAY,
  SAY,
  ACCORDING,
  CLAIM,
  DEMAND,
  THREAT,
  WORRY,
  ADMIT,
  NO_COMMENT,
  NEGATED_ACT,
  PRAISE,
  INDIGNATION,
  REPLY,
  LAWYER,
  PROSECUTION,
  SPOKESPERSON,
  OFFICIAL,
  CRITIC,
  NEGATION,
  FIRST_PERSON,
  SECOND_PERSON,
  THIRD_PLURAL,
  OBLIGATION,
  CONTRAST,
  QUESTION_WORD,
  TEMPORAL_PAST;

  /** Returns the cues of a language; none for {@link Language#OTHER}. */
  public static Lexicon<Cue> lexicon(Language language) {
    return Bundled.LEXICONS.get(language);
  }

  private static final class Bundled {
    private static final Map<Language, Lexicon<Cue>> LEXICONS = Lexicon.bundled("cues", Cue.class);
  }
}
