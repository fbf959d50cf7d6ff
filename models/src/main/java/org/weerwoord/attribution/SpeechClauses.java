package org.weerwoord.attribution;

import java.util.Set;
import java.util.regex.Pattern;
import org.weerwoord.reading.Cue;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.reading.StatementReading;
import org.weerwoord.reading.StatementReading.CueMatch;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/**
 * Finds in one statement what reports speech, and which mention is its subject. All readings of all
 * cues are ranked by how surely their construction names a speaker, and the surest wins. Every
 * search is bounded by a window of tokens, so that a sentence of any length takes linear time.
 */
final class SpeechClauses {

  private static final Pattern FRENCH_INFINITIVE = Pattern.compile(".*(er|re|ir)");

  // Endings of nouns for what is said ("accusation"), which have no subject.
  private static final Pattern ENGLISH_NOUN =
      Pattern.compile(".{3,}(ssals?|nials?|ments?|nces?|ness|ions?)");

  private static final Pattern DUTCH_NOUN =
      Pattern.compile(".{3,}(ing|ingen|heid|tie|ties|ment|aars?)");

  private static final Pattern FRENCH_NOUN =
      Pattern.compile(".{3,}(tions?|ments?|ances?|ité|eurs?)");

  /**
   * What reports speech in a statement.
   *
   * @param subject who speaks; null for a pronoun that is part of a verb, and if none was found
   * @param pronoun the classes of a pronoun that is part of the verb ({@code dit-il}); 0 without
   * @param cue the reporting words, with the auxiliaries before them; null for a colon or dash
   * @param inserted whether the clause was put after or into what is said
   * @param rank how surely it names the speaker
   */
  record SpeechClause(Mention subject, long pronoun, CueMatch cue, boolean inserted, int rank) {
    boolean hasSubject() {
      return subject != null || pronoun != 0;
    }

    /** Returns whether the report may itself be part of what somebody else says. */
    boolean isIndirect() {
      return rank <= SpeechRank.INDIRECT;
    }
  }

  private final SpeechSentence sentence;
  private final Language language;
  private final StatementReading reading;
  private final Tokens tokens;

  private SpeechClauses(ArticleActors article, int statement) {
    sentence = new SpeechSentence(article, statement);
    language = sentence.language();
    reading = sentence.reading();
    tokens = sentence.tokens();
  }

  /** Returns the surest reading of a statement; null if nothing in it reports speech. */
  static SpeechClause of(ArticleActors article, int statement) {
    SpeechClauses clauses = new SpeechClauses(article, statement);
    clauses.find();
    return clauses.sentence.best();
  }

  private void find() {
    new MarkClauses(sentence).read();
    SourcePhrases phrases = new SourcePhrases(sentence);
    VerbClauses verbs = new VerbClauses(sentence);
    int refusedUntil = 0;
    for (CueMatch match : reading.cues()) {
      if (match.cue() == Cue.NO_COMMENT) {
        refusedUntil = Math.max(refusedUntil, match.end());
      }
      if (!Reporting.REPORTING.contains(match.cue()) && match.cue() != Cue.ACCUSED_PASSIVE) {
        continue;
      }
      if (match.begin() < refusedUntil) {
        continue;
      }
      if (isInfinitive(match)) {
        continue;
      }
      CueMatch cue = withAuxiliaries(match);
      if (reading.inQuotation(match.begin())) {
        if (language == Language.FRENCH && match.cue() != Cue.ACCORDING) {
          verbs.interruption(cue);
        }
        continue;
      }
      if (match.cue() == Cue.ACCORDING && language == Language.ENGLISH && !isSource(match)) {
        continue;
      }
      if (match.cue() == Cue.ACCORDING) {
        phrases.according(match);
      } else if (match.cue() == Cue.ACCUSED_PASSIVE) {
        phrases.passive(cue, true);
      } else if (!isNoun(match) && !phrases.passive(cue, false)) {
        verbs.verb(cue);
      } else if (isNoun(match)) {
        phrases.nounOfSaying(match);
      }
    }
  }

  private CueMatch withAuxiliaries(CueMatch cue) {
    int begin = cue.begin();
    for (int i = 0; i < 3 && begin > 0; i++) {
      boolean auxiliary =
          sentence.is(begin - 1, FunctionWord.VERB.bit())
              || sentence.isForm(begin - 1, "s'")
              || sentence.isForm(begin - 1, "se")
              || (language == Language.FRENCH
                  && SpeechSentence.pronounOf(tokens.form(begin - 1)) != 0);
      if (!auxiliary || reading.inQuotation(begin - 1) != reading.inQuotation(cue.begin())) {
        break;
      }
      begin--;
    }
    if (language == Language.FRENCH
        && begin > 1
        && begin == cue.begin()
        && SpeechSentence.pronounOf(tokens.form(begin - 2)) != 0
        && sentence.isParticiple(tokens.form(begin))) {
      // "a-t-il ainsi affirmé"
      begin -= 2;
    }
    int end = cue.end();
    if (end < tokens.size() && (sentence.isForm(end, "sich") || sentence.isForm(end, "zich"))) {
      end++;
    }
    return new CueMatch(cue.cue(), begin, end);
  }

  /** Returns whether a cue is used as a noun ("the claim"), as far as the word before it tells. */
  private boolean isNoun(CueMatch cue) {
    int token = cue.begin();
    if (cue.end() == token + 1 && hasNounEnding(tokens.form(token))) {
      return true;
    }
    if (language == Language.GERMAN) {
      return tokens.isCapitalised(token)
          && token > 0
          && !SpeechSentence.MARKS.contains(tokens.form(token - 1))
          && !sentence.isForm(token - 1, ":");
    }
    String before = token == 0 ? "" : tokens.form(token - 1);
    boolean ambiguous =
        language == Language.FRENCH
            ? Set.of("l'", "la", "le", "les").contains(before)
            : sentence.isForm(token - 1, "die", "dat", "that");
    return !ambiguous
        && sentence.is(token - 1, FunctionWord.DETERMINER.bit() | SentenceGrammar.POSSESSIVE);
  }

  /** Returns whether an English phrase names a source itself, and not only its verb or place. */
  private boolean isSource(CueMatch cue) {
    return !sentence.is(cue.begin(), FunctionWord.VERB.bit())
        && !(sentence.isForm(cue.begin(), "in") && sentence.isForm(cue.begin() + 1, "a", "an"));
  }

  /** Returns whether a cue is an infinitive after "to", whose subject is not said here. */
  private boolean isInfinitive(CueMatch cue) {
    if (cue.end() != cue.begin() + 1 || cue.begin() == 0) {
      return false;
    }
    int before = cue.begin() - 1;
    return switch (language) {
      case DUTCH -> sentence.isForm(before, "te");
      case GERMAN -> sentence.isForm(before, "zu") && tokens.form(cue.begin()).endsWith("en");
      case ENGLISH -> sentence.isForm(before, "to");
      case FRENCH ->
          sentence.isForm(before, "de", "d'", "pour", "à", "sans")
              && FRENCH_INFINITIVE.matcher(tokens.form(cue.begin())).matches();
      case OTHER -> false;
    };
  }

  private boolean hasNounEnding(String form) {
    return switch (language) {
      case ENGLISH -> ENGLISH_NOUN.matcher(form).matches();
      case DUTCH -> DUTCH_NOUN.matcher(form).matches();
      case FRENCH -> FRENCH_NOUN.matcher(form).matches();
      case GERMAN, OTHER -> false;
    };
  }
}
