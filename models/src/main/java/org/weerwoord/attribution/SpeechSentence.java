package org.weerwoord.attribution;

import java.util.List;
import java.util.regex.Pattern;
import org.weerwoord.attribution.SpeechClauses.SpeechClause;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.reading.StatementReading;
import org.weerwoord.reading.StatementReading.CueMatch;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/**
 * The words and mentions of one statement in which reporting clauses are looked for, and the surest
 * clause so far. Every search is bounded by a window of tokens.
 */
final class SpeechSentence {

  /** Tokens before a verb within which its subject is looked for. */
  static final int REACH_BEFORE = 16;

  /** Tokens between a participle and its auxiliary or agent. */
  static final int REACH_PASSIVE = 10;

  /** The last statement of an article that may begin with a dateline, and its most tokens. */
  private static final int LAST_DATELINE = 4;

  private static final int LONGEST_DATELINE = 12;

  static final String MARKS = "\"“”„‟«»‹›‘’‚'";
  static final String DASHES = "–—-";

  private static final Pattern FRENCH_PARTICIPLE = Pattern.compile(".*é(e|s|es)?");
  private static final Pattern DUTCH_PARTICIPLE =
      Pattern.compile("(ge|be|ver|ont|her|.{2,4}ge).*[dtn]");
  private static final Pattern GERMAN_PARTICIPLE =
      Pattern.compile("(ge|be|ver|ent|er|.{2,5}ge).*(t|en)");

  private final ArticleActors article;
  private final Language language;
  private final int statement;
  private final StatementReading reading;
  private final Tokens tokens;
  private final List<Mention> mentions;
  private final int dateline;
  private SpeechClause best;

  SpeechSentence(ArticleActors article, int statement) {
    this.article = article;
    this.statement = statement;
    language = article.reading().language();
    reading = article.reading().readings().get(statement);
    tokens = reading.tokens();
    mentions = article.mentions(statement);
    dateline = findDateline();
  }

  Language language() {
    return language;
  }

  StatementReading reading() {
    return reading;
  }

  Tokens tokens() {
    return tokens;
  }

  List<Mention> mentions() {
    return mentions;
  }

  /** Returns who is meant by the mention at a place; null for a pronoun. */
  Actor actor(int place) {
    return article.actor(statement, place);
  }

  /** Returns whether it is the article's first statement. */
  boolean isFirst() {
    return statement == 0;
  }

  /** Returns the surest clause offered so far; null if there was none. */
  SpeechClause best() {
    return best;
  }

  /** Keeps a clause if it is surer than those before. */
  void offer(Mention subject, long pronoun, CueMatch cue, boolean inserted, int rank) {
    Mention speaker = subject == null ? null : issuer(subject);
    SpeechClause clause = new SpeechClause(speaker, pronoun, cue, inserted, rank);
    if (best == null
        || (clause.hasSubject() && !best.hasSubject())
        || (clause.hasSubject() == best.hasSubject()
            && (rank > best.rank() || (rank == best.rank() && isLonger(cue, best.cue()))))) {
      best = clause;
    }
  }

  private static boolean isLonger(CueMatch cue, CueMatch other) {
    return cue != null && other != null && cue.begin() == other.begin() && cue.end() > other.end();
  }

  /** Returns who issued a document ("a statement by X"); the mention itself otherwise. */
  Mention issuer(Mention mention) {
    if (mention.hasName() || !Reporting.isDocument(language, mention.head())) {
      return mention;
    }
    if (mention.complement() != null) {
      return mention.complement();
    }
    for (int i = firstFrom(mention.last()); i < mentions.size(); i++) {
      Mention next = mentions.get(i);
      if (next.first() > mention.last() + 4) {
        break;
      }
      if (next.kind() != Mention.Kind.ADJECTIVE && joined(mention.last(), next.first())) {
        return next;
      }
    }
    return mention;
  }

  /** Returns whether "of", "by" or "from" stands between two tokens, and no mark. */
  boolean joined(int from, int to) {
    long wanted = FunctionWord.bits(FunctionWord.OF, FunctionWord.BY, FunctionWord.FROM);
    boolean found = language == Language.GERMAN && is(from, FunctionWord.DETERMINER.bit());
    for (int i = from; i < Math.max(to, from + 1) && i < tokens.size(); i++) {
      if (!tokens.isWord(i)) {
        return false;
      }
      found |= is(i, wanted);
    }
    return found;
  }

  /** Returns the position of the first mention that begins at or after a token. */
  int firstFrom(int token) {
    return Mention.firstFrom(mentions, token);
  }

  /** Returns whether a token is of one of some classes; false outside the statement. */
  boolean is(int token, long classes) {
    return token >= 0
        && token < tokens.size()
        && (FunctionWord.classes(language, tokens, token) & classes) != 0;
  }

  /** Returns whether a token is one of some words; false outside the statement. */
  boolean isForm(int token, String... forms) {
    if (token < 0 || token >= tokens.size()) {
      return false;
    }
    for (String form : forms) {
      if (tokens.form(token).equals(form)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a token is a word without a function; false outside the statement. */
  boolean isPlain(int token) {
    return token >= 0 && token < tokens.size() && Prepositions.isPlain(language, tokens, token);
  }

  boolean isMark(int token, String marks) {
    return token >= 0 && token < tokens.size() && marks.contains(tokens.form(token));
  }

  /** Returns whether a token stands in quotation marks. */
  boolean quoted(int token) {
    return token >= 0 && token < tokens.size() && reading.inQuotation(token);
  }

  /** Returns the pronoun at the end of an inverted French verb; 0 without. */
  static long pronounOf(String form) {
    int hyphen = form.lastIndexOf('-');
    if (hyphen <= 0) {
      return 0;
    }
    return switch (form.substring(hyphen + 1)) {
      case "il" -> FunctionWord.PRONOUN_HE.bit();
      case "elle" -> FunctionWord.PRONOUN_SHE.bit();
      case "ils", "elles" -> FunctionWord.PRONOUN_THEY.bit();
      case "on" -> FunctionWord.PRONOUN_WE.bit();
      default -> 0;
    };
  }

  /** Returns the pronoun that a French cue holds; 0 without. */
  long pronounIn(CueMatch cue) {
    if (language != Language.FRENCH) {
      return 0;
    }
    for (int i = cue.begin(); i < cue.end(); i++) {
      long pronoun = pronounOf(tokens.form(i));
      if (pronoun != 0) {
        return pronoun;
      }
    }
    return 0;
  }

  /** Returns whether a mention is part of where a report is dated from: "LONDON (AP) – …". */
  boolean isDateline(Mention mention) {
    return mention.last() <= dateline;
  }

  /** Returns the dash after the place and agency that a report begins with; 0 without. */
  private int findDateline() {
    if (statement > LAST_DATELINE) {
      return 0;
    }
    boolean brackets = false;
    for (int i = 1; i < Math.min(tokens.size(), LONGEST_DATELINE); i++) {
      if (isMark(i, DASHES)) {
        return i;
      }
      brackets = isForm(i, "(") || (brackets && !isForm(i, ")"));
      boolean plain = tokens.isWord(i) && !tokens.isCapitalised(i) && !isDigit(i);
      if ((plain && !brackets) || quoted(i) || isForm(i, ":")) {
        return 0;
      }
    }
    return 0;
  }

  /** Returns whether a token begins with a digit. */
  boolean isDigit(int token) {
    return Character.isDigit(tokens.form(token).charAt(0));
  }

  /** Returns whether a mention may be who speaks. */
  static boolean isSpeaker(Mention mention) {
    return !mention.quoted() && mention.kind() != Mention.Kind.ADJECTIVE;
  }

  /** Returns whether one of some marks follows, after no more than a complement. */
  boolean endsBefore(int token, String marks) {
    for (int i = token; i < tokens.size() && i < token + 4; i++) {
      if (!tokens.isWord(i)) {
        return isMark(i, marks);
      }
      if (i == token && !is(i, FunctionWord.OF.bit()) && !tokens.form(i).endsWith("'")) {
        return false;
      }
    }
    return false;
  }

  /** Returns the mention that ends before a token; null without. */
  Mention endingAt(int token) {
    for (int k = firstFrom(token - REACH_BEFORE); k < mentions.size(); k++) {
      Mention mention = mentions.get(k);
      if (mention.first() >= token) {
        return null;
      }
      if (mention.last() == token && isSpeaker(mention)) {
        return mention;
      }
    }
    return null;
  }

  /** Returns whether only words stand between two tokens. */
  boolean noMark(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!tokens.isWord(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the longest mention that begins with the one at a place ("X and Y" for "X"). */
  Mention longest(int place) {
    Mention longest = mentions.get(place);
    for (int k = place + 1; k < mentions.size(); k++) {
      Mention mention = mentions.get(k);
      if (mention.first() != longest.first()) {
        break;
      }
      if (isSpeaker(mention) && mention.last() > longest.last()) {
        longest = mention;
      }
    }
    return longest;
  }

  /** Returns whether a verb looks like a past participle. */
  boolean isParticiple(String form) {
    return switch (language) {
      case ENGLISH -> form.endsWith("ed") || form.equals("told") || form.equals("said");
      case FRENCH -> FRENCH_PARTICIPLE.matcher(form).matches();
      case DUTCH -> DUTCH_PARTICIPLE.matcher(form).matches() && !form.endsWith("rt");
      case GERMAN -> GERMAN_PARTICIPLE.matcher(form).matches();
      case OTHER -> false;
    };
  }

  /** Returns whether a quotation ends before a token, with no word between. */
  boolean afterQuotation(int token) {
    for (int i = token - 1; i >= 0 && i >= token - 3; i--) {
      if (reading.inQuotation(i)) {
        return true;
      }
      if (tokens.isWord(i)) {
        return false;
      }
    }
    return token > 0 && MARKS.contains(tokens.form(token - 1));
  }

  /** Returns whether a mention follows a preposition, and so is no subject. */
  boolean isOblique(Mention mention) {
    int first = mention.first();
    int before = Prepositions.place(language, tokens, first);
    if (is(before, FunctionWord.OBLIQUE) && !isForm(before, "so")) {
      return true;
    }
    // "au ministre", "du ministre", "zum Minister": the preposition is part of the mention
    return is(first, FunctionWord.OBLIQUE)
        && is(first, FunctionWord.DETERMINER.bit())
        && !isForm(first, "des")
        && mention.last() > first + 1;
  }

  /** Returns whether a clause may end before a token. */
  boolean closes(int token) {
    return token >= tokens.size()
        || !tokens.isWord(token)
        || is(token, FunctionWord.PREPOSITION.bit() | FunctionWord.ADVERB.bit())
        || quoted(token);
  }
}
