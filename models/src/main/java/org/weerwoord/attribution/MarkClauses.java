package org.weerwoord.attribution;

import java.util.List;
import org.weerwoord.reading.Cue;
import org.weerwoord.reading.StatementReading.CueMatch;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/** Finds speakers by marks: quotation marks, colons and dashes, and commas before a few words. */
final class MarkClauses {

  private final SpeechSentence sentence;
  private final Language language;
  private final Tokens tokens;
  private final List<Mention> mentions;

  MarkClauses(SpeechSentence sentence) {
    this.sentence = sentence;
    language = sentence.language();
    tokens = sentence.tokens();
    mentions = sentence.mentions();
  }

  /** Reads the whole statement. */
  void read() {
    byDash();
    byColon();
    if (language == Language.GERMAN) {
      bySo();
    }
    if (language == Language.FRENCH) {
      byPour();
    }
    byPlace();
  }

  /** Finds "“…” – X". */
  private void byDash() {
    int size = tokens.size();
    for (int i = Math.max(0, size - 20); i < size; i++) {
      if (!sentence.isMark(i, SpeechSentence.DASHES) || sentence.quoted(i)) {
        continue;
      }
      boolean afterQuotation =
          sentence.quoted(i - 1) || sentence.quoted(i - 2) || sentence.quoted(i - 3);
      if (!afterQuotation) {
        continue;
      }
      for (int k = sentence.firstFrom(i + 1);
          k < mentions.size() && mentions.get(k).first() == i + 1;
          k++) {
        Mention mention = mentions.get(k);
        if (SpeechSentence.isSpeaker(mention)
            && (mention.last() >= size || !tokens.isWord(mention.last()))) {
          sentence.offer(mention, 0, null, true, SpeechRank.DASH);
          return;
        }
      }
    }
  }

  /** Finds "X: “…”" and, where a name or the headline begins so, "X: …". */
  private void byColon() {
    int colon = -1;
    int limit = Math.min(tokens.size() - 1, 40);
    for (int i = 1; i < limit; i++) {
      if (sentence.isForm(i, ":") && !sentence.quoted(i) && !sentence.isDigit(i - 1)) {
        colon = i;
        break;
      }
    }
    if (colon < 0) {
      return;
    }
    boolean speech = sentence.isMark(colon + 1, SpeechSentence.MARKS) || sentence.quoted(colon + 1);
    Mention first = null;
    Mention adjacent = null;
    for (Mention mention : mentions) {
      if (mention.first() >= colon) {
        break;
      }
      if (mention.last() > colon
          || !SpeechSentence.isSpeaker(mention)
          || sentence.isOblique(mention)
          || sentence.isDateline(mention)) {
        continue;
      }
      if (first == null) {
        first = mention;
      }
      boolean begins = mention.first() == 0 || !tokens.isWord(mention.first() - 1);
      if (mention.last() == colon && begins && adjacent == null) {
        adjacent = mention;
      }
    }
    boolean atStart = adjacent != null && adjacent.first() == 0;
    boolean interview =
        atStart
            && (sentence.isFirst()
                || adjacent.kind() == Mention.Kind.NAME
                || adjacent.kind() == Mention.Kind.NAMED_NOUN);
    if (adjacent != null && (speech || interview)) {
      // An apposition before the colon says who the first mention is.
      boolean apposition =
          first.last() < adjacent.first()
              && first.first() == 0
              && sentence.isForm(first.last(), ",");
      sentence.offer(apposition ? first : adjacent, 0, null, false, SpeechRank.BEFORE_COLON);
    } else if (speech && first != null) {
      sentence.offer(first, 0, null, false, SpeechRank.COLON_AFTER_CLAUSE);
    }
  }

  /**
   * Finds "“…”, WORD X": between what is quoted and who can speak stands a verb of saying, whether
   * or not the lexicon has it.
   */
  private void byPlace() {
    for (int i = 1; i + 1 < tokens.size(); i++) {
      if (!sentence.quoted(i - 1) || sentence.quoted(i)) {
        continue;
      }
      int verb = i;
      boolean comma = sentence.isMark(i - 1, ",!?");
      while (verb < tokens.size() && !tokens.isWord(verb) && verb < i + 3) {
        comma |= sentence.isForm(verb, ",");
        verb++;
      }
      boolean ended = comma || language == Language.FRENCH;
      if (!ended || verb + 1 >= tokens.size() || sentence.quoted(verb)) {
        continue;
      }
      int begin = verb;
      if (language == Language.FRENCH) {
        while (verb < begin + 3
            && sentence.isForm(verb, "s'", "se", "lui", "leur", "a", "ont", "avait", "avaient")) {
          verb++;
        }
      }
      if (verb + 1 >= tokens.size()
          || !tokens.isWord(verb)
          || tokens.isCapitalised(verb)
          || sentence.is(verb, ~SentenceGrammar.PLAIN)) {
        continue;
      }
      int next = verb + 1;
      if (sentence.isForm(next, "sich", "zich")) {
        next++;
      }
      int k = sentence.firstFrom(next);
      if (k < mentions.size()
          && mentions.get(k).first() == next
          && SpeechSentence.isSpeaker(mentions.get(k))) {
        Mention subject = sentence.longest(k);
        CueMatch cue = new CueMatch(Cue.SAY, begin, next);
        sentence.offer(subject, 0, cue, true, SpeechRank.BY_PLACE);
      }
    }
  }

  /** Finds the German "…, so X". */
  private void bySo() {
    for (Mention mention : mentions) {
      int so = mention.first() - 1;
      if (so < 1 || !sentence.isForm(so, "so") || !SpeechSentence.isSpeaker(mention)) {
        continue;
      }
      boolean afterSpeech =
          sentence.isForm(so - 1, ",")
              || sentence.quoted(so - 1)
              || sentence.isMark(so - 1, SpeechSentence.MARKS);
      boolean closes = sentence.closes(mention.last());
      if (afterSpeech && closes) {
        sentence.offer(
            mention, 0, new CueMatch(Cue.ACCORDING, so, so + 1), true, SpeechRank.ACCORDING);
      }
    }
  }

  /** Finds the French "Pour X, …", where X is no time and no aim since it can speak. */
  private void byPour() {
    if (!sentence.isForm(0, "pour")) {
      return;
    }
    for (Mention mention : mentions) {
      if (mention.first() > 2) {
        return;
      }
      if (mention.first() > 0
          && SpeechSentence.isSpeaker(mention)
          && sentence.endsBefore(mention.last(), ",")) {
        sentence.offer(
            mention, 0, new CueMatch(Cue.ACCORDING, 0, 1), false, SpeechRank.BEFORE_RELATIVE);
        return;
      }
    }
  }
}
