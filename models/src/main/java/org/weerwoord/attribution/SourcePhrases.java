package org.weerwoord.attribution;

import java.util.List;
import java.util.Set;
import org.weerwoord.reading.Cue;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.reading.StatementReading.CueMatch;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/**
 * Finds speakers in phrases beside a verb: "according to X", "accused by X", "came the reply of X".
 */
final class SourcePhrases {

  /** Tokens between "according to" and a source, without and with a document between. */
  private static final int REACH_ACCORDING = 3;

  private static final int REACH_AFTER_DOCUMENT = 7;

  /** Classes of what is neither an adjective nor a number. */
  private static final long NO_ADJECTIVE = ~(SentenceGrammar.PLAIN | FunctionWord.NOT_A_NAME.bit());

  private static final Set<String> BE =
      Set.of(
          "is", "are", "was", "were", "be", "been", "being", "wordt", "worden", "werd", "werden",
          "est", "sont", "était", "étaient", "été", "être", "sera", "seront", "fut", "furent",
          "wird", "wurde", "wurden", "werde", "würde");

  private final SpeechSentence sentence;
  private final Language language;
  private final Tokens tokens;
  private final List<Mention> mentions;

  SourcePhrases(SpeechSentence sentence) {
    this.sentence = sentence;
    language = sentence.language();
    tokens = sentence.tokens();
    mentions = sentence.mentions();
  }

  /** Finds "according to X", "X zufolge". */
  void according(CueMatch cue) {
    String form = tokens.form(cue.begin());
    // "laat bij monde van haar advocaat weten": who lets know is the subject.
    boolean throughOther = form.equals("bij") || form.equals("par") || form.equals("through");
    boolean apart =
        sentence.best() == null
            || !sentence.best().hasSubject()
            || cue.begin() <= 1
            || !tokens.isWord(cue.begin() - 1)
            || sentence.best().cue() == null
            || sentence.best().cue().cue() == Cue.ACCORDING
            || !isSubordinate(sentence.best().cue().end(), cue.begin());
    int rank = throughOther || !apart ? SpeechRank.WEAK_ACCORDING : SpeechRank.ACCORDING;
    if (language == Language.GERMAN && sentence.isForm(cue.begin(), "zufolge")) {
      Mention before = sentence.endingAt(cue.begin());
      sentence.offer(before, 0, cue, cue.begin() > 3, rank);
      return;
    }
    if (pronounAfter(cue)) {
      return;
    }
    boolean around =
        sentence.isForm(cue.begin(), "geht", "ging", "gehe", "wie", "as", "if", "zoals");
    int from = around && cue.end() > cue.begin() + 2 ? cue.begin() + 1 : cue.end() - 1;
    for (int k = sentence.firstFrom(from); k < mentions.size(); k++) {
      Mention mention = mentions.get(k);
      if (mention.first() > cue.end() + REACH_ACCORDING
          && !(mention.first() <= cue.end() + REACH_AFTER_DOCUMENT
              && hasDocument(cue.end(), mention.first()))) {
        break;
      }
      // "geht aus einem Brief von X hervor", "wie X sagt" have their mention inside.
      boolean inside =
          mention.first() < cue.end()
              && mention.kind() != Mention.Kind.PRONOUN
              && from == cue.end() - 1
              && !sentence.is(from, FunctionWord.DETERMINER.bit());
      if (!inside
          && SpeechSentence.isSpeaker(mention)
          && sentence.noMark(cue.end(), mention.first())) {
        sentence.offer(sentence.longest(k), 0, cue, cue.begin() > 1, rank);
        return;
      }
    }
    if (language == Language.GERMAN) {
      Mention before = sentence.endingAt(cue.begin());
      if (before != null) {
        sentence.offer(before, 0, cue, cue.begin() > 3, rank);
        return;
      }
    }
    sentence.offer(null, 0, cue, false, 0);
  }

  /** Returns whether a subordinate clause begins between two tokens, as far as a window shows. */
  private boolean isSubordinate(int from, int to) {
    for (int i = Math.max(from, to - 2 * SpeechSentence.REACH_BEFORE); i < to; i++) {
      if (sentence.isForm(i, "dat", "that", "que", "qu'", "dass", "daß")) {
        return true;
      }
    }
    return false;
  }

  private boolean hasDocument(int from, int to) {
    for (int i = from; i < to; i++) {
      if (Reporting.isDocument(language, tokens.form(i))) {
        return true;
      }
    }
    return false;
  }

  /** Finds the French "selon lui", whose pronoun is no subject elsewhere. */
  private boolean pronounAfter(CueMatch cue) {
    if (language != Language.FRENCH) {
      return false;
    }
    for (int i = cue.end() - 1; i <= cue.end() && i < tokens.size(); i++) {
      long pronoun =
          switch (tokens.form(i)) {
            case "lui" -> FunctionWord.PRONOUN_HE.bit();
            case "elle" -> FunctionWord.PRONOUN_SHE.bit();
            case "eux", "elles" -> FunctionWord.PRONOUN_THEY.bit();
            default -> 0L;
          };
      if (pronoun != 0) {
        sentence.offer(null, pronoun, cue, true, SpeechRank.ACCORDING);
        return true;
      }
    }
    return false;
  }

  /**
   * Finds "is accused by X". Returns whether the cue is a participle in the passive, so that its
   * subject does not speak.
   */
  boolean passive(CueMatch cue, boolean known) {
    int be = -1;
    for (int i = cue.end() - 1; i >= 0 && i >= cue.begin() - SpeechSentence.REACH_PASSIVE; i--) {
      if (i < cue.begin() && !tokens.isWord(i)) {
        break;
      }
      if (BE.contains(tokens.form(i)) && !sentence.isForm(i - 1, "s'")) {
        be = i;
        break;
      }
    }
    if (be < 0 && !known && !isBareParticiple(cue)) {
      return false;
    }
    long by = FunctionWord.BY.bit() | (language == Language.GERMAN ? FunctionWord.OF.bit() : 0);
    int from = be < 0 ? cue.begin() : Math.min(be, cue.begin());
    for (int k = sentence.firstFrom(from + 1); k < mentions.size(); k++) {
      Mention mention = mentions.get(k);
      if (mention.first() > cue.end() + SpeechSentence.REACH_PASSIVE) {
        break;
      }
      if (SpeechSentence.isSpeaker(mention) && isAgent(mention, by)) {
        sentence.offer(sentence.longest(k), 0, cue, false, SpeechRank.PASSIVE);
        return true;
      }
    }
    if (known) {
      sentence.offer(null, 0, cue, false, 0);
      return true;
    }
    if (be < 0) {
      return false;
    }
    boolean passive = be >= cue.begin() - 3 && sentence.isParticiple(tokens.form(cue.end() - 1));
    if (passive) {
      sentence.offer(null, 0, cue, false, 0);
    }
    return passive;
  }

  /** Returns whether a participle stands without any auxiliary: "remarks criticised by X". */
  private boolean isBareParticiple(CueMatch cue) {
    return language == Language.FRENCH
        && cue.begin() > 0
        && tokens.isWord(cue.begin() - 1)
        && !sentence.is(cue.begin(), FunctionWord.VERB.bit())
        && sentence.isParticiple(tokens.form(cue.end() - 1));
  }

  /** Returns whether "by" stands before a mention, maybe with adjectives between. */
  private boolean isAgent(Mention mention, long by) {
    for (int i = mention.first() - 1; i >= 0 && i >= mention.first() - 3; i--) {
      if (sentence.is(i, by)) {
        return true;
      }
      if (!tokens.isWord(i) || sentence.is(i, NO_ADJECTIVE)) {
        return i == mention.first() - 1
            && sentence.is(i, FunctionWord.DETERMINER.bit())
            && sentence.is(i - 1, by);
      }
    }
    return false;
  }

  /** Finds "came the answer from X", "was the reply of X" after a quotation. */
  void nounOfSaying(CueMatch cue) {
    if (language != Language.ENGLISH || !Reporting.isDocument(language, tokens.form(cue.begin()))) {
      return;
    }
    int verb = cue.begin() - 2;
    boolean after =
        (sentence.isForm(verb, "was")
                || sentence.isForm(verb, "came")
                || sentence.isForm(verb, "read"))
            && (sentence.afterQuotation(verb) || sentence.isForm(verb - 1, ","));
    if (!after) {
      return;
    }
    int k = sentence.firstFrom(cue.end() + 1);
    if (k < mentions.size()
        && mentions.get(k).first() <= cue.end() + 2
        && sentence.joined(cue.end(), mentions.get(k).first())) {
      sentence.offer(sentence.longest(k), 0, cue, true, SpeechRank.AFTER_QUOTATION);
    }
  }
}
