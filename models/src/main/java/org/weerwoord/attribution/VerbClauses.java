package org.weerwoord.attribution;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.weerwoord.reading.Cue;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.reading.StatementReading;
import org.weerwoord.reading.StatementReading.CueMatch;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement.Quoted;
import org.weerwoord.text.Tokens;

/** Finds the subjects of reporting verbs, before and after them. */
final class VerbClauses {

  /** Tokens between a reporting verb and a subject that follows it, where nothing stands before. */
  private static final int REACH_AFTER = 4;

  /** The same in a clause after a quotation, where objects may come first. */
  private static final int REACH_INVERTED = 14;

  /** For a participle after a comma, whose subject is that of the whole sentence. */
  private static final int REACH_PARTICIPLE = 40;

  /** Within which a relative clause before a verb begins. */
  private static final int REACH_RELATIVE = 40;

  /** Complements of a noun between it and its relative clause. */
  private static final int MOST_COMPLEMENTS = 3;

  /** Words that begin relative clauses. */
  private static final Map<Language, Set<String>> RELATIVES =
      Map.of(
          Language.DUTCH,
          Set.of("die", "dat", "wie", "wiens", "wier", "waar", "waarvan", "waaronder"),
          Language.ENGLISH,
          Set.of("who", "whom", "whose", "which", "that", "where", "including"),
          Language.FRENCH,
          Set.of("qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels"),
          Language.GERMAN,
          Set.of("der", "die", "das", "dem", "den", "denen", "deren", "dessen", "darunter"));

  /** Joins clauses that may have subjects of their own. */
  private static final long CLAUSE = FunctionWord.bits(FunctionWord.AND, FunctionWord.CONJUNCTION);

  /** What follows a verb whose subject is nobody in particular: "luidt het", "heißt es". */
  private static final Set<String> IMPERSONAL_SUBJECTS = Set.of("het", "es", "man");

  /** Pronouns that are subjects only, where the verb may stand before its subject. */
  private static final Map<Language, Set<String>> NOMINATIVES =
      Map.of(
          Language.DUTCH,
          Set.of("hij", "ik", "we", "wij"),
          Language.GERMAN,
          Set.of("er", "ich", "wir"));

  /** Forms of the German subjunctive that mark what is said by another as reported. */
  private static final Set<String> GERMAN_SUBJUNCTIVE =
      Set.of("habe", "hätten", "hätte", "sei", "seien", "werde", "solle", "müsse", "könne");

  /** Cues that report speech less often than others. */
  private static final Set<Cue> WEAK =
      Set.of(Cue.DEMAND, Cue.INDIGNATION, Cue.THREAT, Cue.WORRY, Cue.PRAISE, Cue.ADMIT);

  private final SpeechSentence sentence;
  private final Language language;
  private final StatementReading reading;
  private final Tokens tokens;
  private final List<Mention> mentions;

  VerbClauses(SpeechSentence sentence) {
    this.sentence = sentence;
    language = sentence.language();
    reading = sentence.reading();
    tokens = sentence.tokens();
    mentions = sentence.mentions();
  }

  /** Finds the subject of a verb outside quotation. */
  void verb(CueMatch cue) {
    int weak = WEAK.contains(cue.cue()) ? 3 : 0;
    int first = cue.begin();
    boolean afterQuotation = sentence.afterQuotation(first);
    // "…, zo stelt X"
    int connected = first;
    if (sentence.isForm(first - 1, "zo")
        || sentence.isForm(first - 1, "so")
        || sentence.isForm(first - 1, "ainsi")) {
      connected--;
      afterQuotation |= sentence.afterQuotation(connected);
    }
    boolean afterComma = sentence.isForm(connected - 1, ",");
    if (afterQuotation && language == Language.GERMAN && !afterComma && !endsWithComma(connected)) {
      // «Titel» erzählt von …: in German a comma follows what is said.
      return;
    }
    if (isImpersonal(cue)) {
      boolean apart = sentence.isForm(cue.end(), "het", "es", "man");
      impersonal(apart ? new CueMatch(cue.cue(), cue.begin(), cue.end() + 1) : cue);
      return;
    }
    if (offeredPronoun(cue)) {
      return;
    }
    if (language == Language.ENGLISH && afterComma && tokens.form(cue.end() - 1).endsWith("ing")) {
      Mention subject = before(cue, REACH_PARTICIPLE);
      if (subject != null) {
        sentence.offer(subject, 0, cue, false, SpeechRank.BEFORE - weak);
      }
      return;
    }
    if (isReportedItself(cue)) {
      Mention subject = before(cue, SpeechSentence.REACH_BEFORE);
      if (subject != null) {
        sentence.offer(subject, 0, cue, false, SpeechRank.INDIRECT);
      }
      return;
    }
    Mention inverted = pronounAfter(cue);
    if (inverted != null) {
      // As after a quotation, who stands before is another.
      sentence.offer(inverted, 0, cue, true, SpeechRank.BEFORE - weak);
      if (!afterQuotation && !afterComma) {
        return;
      }
    }
    Mention antecedent = beforeRelative(cue);
    if (antecedent != null) {
      sentence.offer(antecedent, 0, cue, false, SpeechRank.BEFORE_RELATIVE - weak);
      return;
    }
    Mention adjacent = adjacentBefore(cue);
    if (adjacent != null) {
      boolean quotation = sentence.afterQuotation(adjacent.first());
      sentence.offer(
          adjacent,
          0,
          cue,
          true,
          (quotation ? SpeechRank.BETWEEN_QUOTATION_AND_VERB : SpeechRank.BETWEEN_COMMA_AND_VERB)
              - weak);
    }
    if (afterQuotation || afterComma) {
      Mention after = after(cue, REACH_INVERTED);
      if (after != null) {
        boolean closes = sentence.closes(after.last());
        boolean accuses = cue.cue() == Cue.ACCUSE || cue.cue() == Cue.DENY;
        if (language == Language.ENGLISH || language == Language.FRENCH) {
          // The object follows the verb: "X, a lawyer, told the court".
          closes = ends(after.last()) && !sentence.isForm(cue.end() - 1, "told", "tells", "tell");
        }
        boolean inverts =
            (language == Language.DUTCH || language == Language.GERMAN)
                && sentence.isForm(first - 1, ",")
                && after.first() == cue.end();
        int rank =
            afterQuotation
                ? SpeechRank.AFTER_QUOTATION
                : (inverts || closes) && !accuses
                    ? SpeechRank.AFTER_COMMA
                    : SpeechRank.LOOSELY_AFTER_COMMA;
        sentence.offer(after, 0, cue, true, rank - weak);
      }
    }
    boolean joined = sentence.is(first - 1, FunctionWord.AND.bit());
    Mention before = before(cue, joined ? REACH_PARTICIPLE : SpeechSentence.REACH_BEFORE);
    if (before != null) {
      boolean relative = sentence.isForm(first - 1, ",") && hasComma(before.last(), first - 1);
      sentence.offer(
          before,
          0,
          cue,
          false,
          (relative ? SpeechRank.BEFORE_RELATIVE : SpeechRank.BEFORE) - weak);
    } else {
      Mention after = after(cue, REACH_AFTER);
      boolean imperative = first == 0 && language != Language.ENGLISH;
      if (after != null && !imperative) {
        boolean direct =
            first == 0 && after.first() <= cue.end() + 2 && !isPresentParticiple(tokens.form(0));
        sentence.offer(
            after, 0, cue, false, (direct ? SpeechRank.AFTER_QUOTATION : SpeechRank.AFTER) - weak);
      }
    }
    if (language == Language.ENGLISH && before == null && itBefore(first)) {
      sentence.offer(
          null,
          FunctionWord.PRONOUN_IT.bit(),
          cue,
          sentence.isForm(first - 2, ","),
          SpeechRank.BEFORE - weak);
    }
    if (first == 0) {
      participle(cue);
    }
    if (sentence.best() == null) {
      sentence.offer(null, 0, cue, false, 0);
    }
  }

  /** Returns the subject of "Jansen verweet hij …": what stands before the verb is its object. */
  private Mention pronounAfter(CueMatch cue) {
    int token = cue.begin() + 1;
    if (!NOMINATIVES
        .getOrDefault(language, Set.of())
        .contains(tokens.form(Math.min(token, tokens.size() - 1)))) {
      return null;
    }
    int place = sentence.firstFrom(token);
    return place < mentions.size() && mentions.get(place).first() == token
        ? mentions.get(place)
        : null;
  }

  /** Returns the subject of "X, who lives in Gent, said"; null without a relative clause. */
  private Mention beforeRelative(CueMatch cue) {
    int close = cue.begin() - 1;
    if (!sentence.isForm(close, ",") || sentence.quoted(close - 1)) {
      return null;
    }
    for (int i = close - 1; i > 0 && i > close - REACH_RELATIVE; i--) {
      if (sentence.isMark(i, ";:?!") || sentence.isMark(i, SpeechSentence.MARKS)) {
        return null;
      }
      int end = endBefore(i);
      if (end > 0) {
        return described(end);
      }
    }
    return null;
  }

  /**
   * Returns where a noun ends to which a relative clause or an apposition belongs that begins at a
   * token; 0 if none begins there.
   */
  private int endBefore(int token) {
    boolean comma = sentence.isForm(token - 1, ",");
    if (comma && sentence.is(token, FunctionWord.INDEFINITE.bit())) {
      return token - 1;
    }
    if (!RELATIVES.getOrDefault(language, Set.of()).contains(tokens.form(token))) {
      return 0;
    }
    int end = token;
    if (!comma && sentence.is(end - 1, FunctionWord.OBLIQUE)) {
      end--;
      comma = sentence.isForm(end - 1, ",");
    }
    return comma ? end - 1 : language == Language.GERMAN ? 0 : end;
  }

  /** Returns the subject whose description begins where it ends; null if that is no subject. */
  private Mention described(int end) {
    Mention found = sentence.endingAt(end);
    for (int k = 0; k < MOST_COMPLEMENTS && found != null; k++) {
      Mention whole = null;
      if (sentence.isOblique(found)) {
        whole = sentence.endingAt(Prepositions.place(language, tokens, found.first()));
        if (whole == null) {
          return null;
        }
      } else {
        // "Jansen, a 50-year-old lawyer, who …"
        for (int i = found.first(); i > 0 && i > found.first() - 6; i--) {
          if (sentence.isForm(i - 1, ",") && sentence.is(i, FunctionWord.INDEFINITE.bit())) {
            whole = sentence.endingAt(i - 1);
            break;
          }
        }
        if (whole == null) {
          return found;
        }
      }
      found = whole;
    }
    return null;
  }

  private static boolean isPresentParticiple(String form) {
    return form.endsWith("ing") || form.endsWith("ant");
  }

  private boolean itBefore(int token) {
    return sentence.isForm(token - 1, "it")
        || (sentence.isForm(token - 2, "it") && sentence.is(token - 1, FunctionWord.ADVERB.bit()));
  }

  private boolean hasComma(int from, int to) {
    for (int i = from; i < to; i++) {
      if (sentence.isForm(i, ",")) {
        return true;
      }
    }
    return false;
  }

  private boolean ends(int token) {
    return token >= tokens.size()
        || sentence.isMark(token, ".,;)!?")
        || sentence.isMark(token, SpeechSentence.MARKS)
        || sentence.quoted(token)
        || (sentence.is(token, FunctionWord.PREPOSITION.bit()) && !hasVerb(token));
  }

  /** Returns whether a finite verb follows in the same clause. */
  private boolean hasVerb(int token) {
    for (int i = token; i < tokens.size() && i < token + REACH_INVERTED; i++) {
      if (!tokens.isWord(i)) {
        return false;
      }
      if (sentence.is(i, FunctionWord.VERB.bit())) {
        return true;
      }
    }
    return false;
  }

  private boolean endsWithComma(int token) {
    for (int i = token - 1; i >= 0 && i >= token - 2; i--) {
      if (sentence.isMark(i, ",!?")) {
        return true;
      }
    }
    return false;
  }

  private boolean isImpersonal(CueMatch cue) {
    boolean inside = false;
    for (int i = cue.begin() + 1; i < Math.min(cue.end() + 1, tokens.size()); i++) {
      // In "heeft het over" it is the object.
      inside |= IMPERSONAL_SUBJECTS.contains(tokens.form(i)) && !sentence.isForm(i + 1, "over");
    }
    if (cue.end() - cue.begin() > 3) {
      return false;
    }
    int last = sentence.isForm(cue.end(), "het", "es", "man") ? cue.end() + 1 : cue.end();
    if (!inside || last == cue.end()) {
      return inside;
    }
    // "zegt het bedrijf" has a subject
    for (int k = sentence.firstFrom(cue.end() - 1); k < mentions.size(); k++) {
      Mention mention = mentions.get(k);
      if (mention.first() > cue.end()) {
        break;
      }
      if (mention.last() > last) {
        return false;
      }
    }
    return last >= tokens.size()
        || !tokens.isWord(last)
        || sentence.is(last - 1, FunctionWord.OBLIQUE)
        || sentence.is(
            last,
            FunctionWord.OBLIQUE | FunctionWord.ADVERB.bit() | FunctionWord.SUBORDINATOR.bit());
  }

  /** "klinkt het bij X", "heißt es in einer Mitteilung von X", "assure-t-on à X". */
  private void impersonal(CueMatch cue) {
    for (int k = sentence.firstFrom(cue.end()); k < mentions.size(); k++) {
      Mention mention = mentions.get(k);
      if (mention.first() > cue.end() + 6) {
        break;
      }
      if (sentence.isForm(mention.first() - 1, ",") || sentence.isForm(mention.first() - 1, ".")) {
        break;
      }
      boolean says = mention.kind() != Mention.Kind.PRONOUN;
      if (says
          && Reporting.isDocument(language, mention.head())
          && sentence.issuer(mention).equals(mention)) {
        continue;
      }
      if (says && mention.kind() != Mention.Kind.ADJECTIVE && sentence.isOblique(mention)) {
        sentence.offer(sentence.longest(k), 0, cue, true, SpeechRank.IMPERSONAL);
        return;
      }
    }
    sentence.offer(null, 0, cue, true, 0);
  }

  /** Returns whether a German report stands in the subjunctive, and so is reported itself. */
  private boolean isReportedItself(CueMatch cue) {
    if (language != Language.GERMAN) {
      return false;
    }
    for (int i = cue.end() - 1; i >= 0 && i >= cue.begin() - SpeechSentence.REACH_PASSIVE; i--) {
      if (i < cue.begin() && !tokens.isWord(i)) {
        break;
      }
      if (GERMAN_SUBJUNCTIVE.contains(tokens.form(i)) && !sentence.isForm(i - 1, "ich")) {
        return true;
      }
    }
    return false;
  }

  /** Returns the subject of ", army officials said": between a comma or quotation and the verb. */
  private Mention adjacentBefore(CueMatch cue) {
    Mention found = null;
    for (int k = sentence.firstFrom(cue.begin() - SpeechSentence.REACH_BEFORE);
        k < mentions.size();
        k++) {
      Mention mention = mentions.get(k);
      if (mention.first() >= cue.begin()) {
        break;
      }
      int gap = cue.begin() - mention.last();
      if (isHolder(mention, cue)) {
        return mention;
      }
      if (gap < 0 || gap > 2 || !SpeechSentence.isSpeaker(mention) || mention.first() == 0) {
        continue;
      }
      boolean open =
          sentence.isForm(mention.first() - 1, ",")
              || sentence.quoted(mention.first() - 1)
              || sentence.isMark(mention.first() - 1, SpeechSentence.MARKS);
      boolean adverbs = true;
      for (int i = mention.last(); i < cue.begin(); i++) {
        adverbs &= tokens.isWord(i) && !sentence.is(i, FunctionWord.OBLIQUE | CLAUSE);
      }
      // "Australia's ministry" begins as "Australia" does.
      boolean longer = found != null && found.first() == mention.first();
      if (open && adverbs && (found == null || longer)) {
        found = mention;
      }
    }
    return found;
  }

  /** Returns whether a mention is the name in "Labour's spokeswoman, Ann Smith, said". */
  private boolean isHolder(Mention mention, CueMatch cue) {
    boolean name =
        mention.last() == cue.begin() - 1
            && sentence.isForm(mention.last(), ",")
            && mention.name().indexOf(' ') > 0
            && (mention.noun() == null || mention.isPerson());
    if (!name) {
      return false;
    }
    // "The neighbour, retired baker Ann Smith, said"
    int from = mention.first();
    while (mention.noun() != null && from > mention.first() - 2 && sentence.isPlain(from - 1)) {
      from--;
    }
    return sentence.isForm(from - 1, ",");
  }

  /** Returns the first mention after a verb that is neither its object nor another's. */
  private Mention after(CueMatch cue, int reach) {
    Mention previous = null;
    int until = cue.end();
    for (int k = sentence.firstFrom(cue.begin() + 1); k < mentions.size(); k++) {
      Mention mention = mentions.get(k);
      if (mention.first() > cue.end() + reach) {
        break;
      }
      if (mention.first() < until && previous != null) {
        continue;
      }
      if (mention.kind() == Mention.Kind.ADJECTIVE) {
        continue;
      }
      if (reading.inQuotation(mention.first()) != reading.inQuotation(cue.end() - 1)) {
        return null;
      }
      if (blocked(Math.min(until, mention.first()), mention.first(), previous != null)) {
        return null;
      }
      boolean oblique = sentence.isOblique(mention);
      boolean apposition =
          previous != null
              && mention.first() == previous.last() + 1
              && ((sentence.actor(k) != null
                      && sentence.actor(k) == sentence.actor(previous.place()))
                  || sentence.isForm(mention.last(), ",")
                  || sentence.endsBefore(mention.last(), ","));
      if (!oblique && !apposition) {
        return sentence.longest(k);
      }
      previous = mention;
      until = mention.last();
    }
    return null;
  }

  /** Returns whether a new clause begins between two tokens. */
  private boolean blocked(int from, int to, boolean commaAllowed) {
    for (int i = from; i < to; i++) {
      if (!tokens.isWord(i)) {
        boolean title = sentence.isForm(i, ".") && sentence.is(i - 1, FunctionWord.TITLE.bit());
        if (!title && !(commaAllowed && sentence.isForm(i, ","))) {
          return true;
        }
      } else if (sentence.isForm(i, "that", "dat")
          || (sentence.is(i, FunctionWord.SUBORDINATOR.bit())
              && !sentence.is(i, FunctionWord.DETERMINER.bit()))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the subject before a verb: the first mention of its clause that is no object. */
  private Mention before(CueMatch cue, int reach) {
    Mention found = null;
    Mention oblique = null;
    int until = 0;
    for (int k = sentence.firstFrom(cue.begin() - reach); k < mentions.size(); k++) {
      Mention mention = mentions.get(k);
      if (mention.last() > cue.begin() || mention.first() >= cue.begin()) {
        if (mention.first() >= cue.begin()) {
          break;
        }
        continue;
      }
      if (!SpeechSentence.isSpeaker(mention) || sentence.isDateline(mention)) {
        continue;
      }
      if (found != null && mention.first() == found.first() && mention.last() > found.last()) {
        found = mention;
        until = mention.last();
        continue;
      }
      if (mention.first() < until) {
        continue;
      }
      if (sentence.isOblique(mention)) {
        oblique = mention;
        until = mention.last();
        continue;
      }
      boolean apposition =
          oblique != null
              && mention.first() == oblique.last() + 1
              && sentence.isForm(oblique.last(), ",")
              && (sentence.actor(k) == sentence.actor(oblique.place())
                  || mention.kind() == Mention.Kind.NAME);
      if (apposition) {
        oblique = mention;
        until = mention.last();
        continue;
      }
      if (found == null
          || isPlaceOf(found, mention)
          || clauseBreak(found.last(), mention.first())) {
        found = mention;
      }
      until = mention.last();
    }
    return found;
  }

  /** Returns whether a name only says where an office is: "Leeds High Court Judge Tom Barlow". */
  private static boolean isPlaceOf(Mention name, Mention office) {
    return name.kind() == Mention.Kind.NAME
        && name.noun() == null
        && office.kind() == Mention.Kind.NAMED_NOUN
        && office.first() == name.last();
  }

  private boolean clauseBreak(int from, int to) {
    if (to == from + 1) {
      // "A and B" are one subject or object.
      return sentence.isForm(from, ";") || sentence.isForm(from, ":");
    }
    for (int i = from; i < to; i++) {
      if (sentence.isForm(i, ";") || sentence.isForm(i, ":")) {
        return true;
      }
      // "X has a column and is paid for it" goes on about X.
      if (sentence.is(i, CLAUSE) && !sentence.is(i + 1, FunctionWord.VERB.bit())) {
        return true;
      }
    }
    return false;
  }

  /** Finds "Accusing the bank of blackmail, X walked out". */
  private void participle(CueMatch cue) {
    String form = tokens.form(0);
    boolean participle =
        (language == Language.ENGLISH && form.endsWith("ing"))
            || (language == Language.FRENCH
                && (form.endsWith("ant")
                    || (cue.cue() == Cue.REPLY && sentence.isParticiple(form))));
    if (!participle) {
      return;
    }
    int comma = cue.end();
    while (comma < tokens.size()
        && comma < SpeechSentence.REACH_BEFORE
        && !sentence.isForm(comma, ",")) {
      comma++;
    }
    for (int k = sentence.firstFrom(comma + 1); k < mentions.size(); k++) {
      Mention mention = mentions.get(k);
      if (mention.first() > comma + 3) {
        return;
      }
      if (SpeechSentence.isSpeaker(mention) && !sentence.isOblique(mention)) {
        sentence.offer(sentence.longest(k), 0, cue, false, SpeechRank.PARTICIPLE);
        return;
      }
    }
  }

  /** Offers the pronoun within a cue behind a quotation; returns whether there is one. */
  private boolean offeredPronoun(CueMatch cue) {
    long pronoun = sentence.pronounIn(cue);
    if (pronoun == 0) {
      return false;
    }
    if ((pronoun & FunctionWord.PRONOUN_WE.bit()) != 0) {
      impersonal(cue);
    } else {
      sentence.offer(null, pronoun, cue, true, SpeechRank.AFTER_QUOTATION);
    }
    return true;
  }

  /** Finds the French "« …, a assuré X, … »", which stands inside the quotation marks. */
  void interruption(CueMatch cue) {
    int first = cue.begin();
    boolean apart =
        sentence.isMark(first - 1, ",?!…") || sentence.isMark(first - 1, SpeechSentence.MARKS);
    if (!apart || reading.statement().quoted() == Quoted.NONE) {
      return;
    }
    if (offeredPronoun(cue)) {
      return;
    }
    for (int k = sentence.firstFrom(cue.end()); k < mentions.size(); k++) {
      Mention mention = mentions.get(k);
      if (mention.first() > cue.end() + 1) {
        return;
      }
      if (mention.kind() == Mention.Kind.ADJECTIVE || mention.kind() == Mention.Kind.PRONOUN) {
        continue;
      }
      Mention subject = sentence.longest(k);
      boolean ends =
          subject.last() >= tokens.size()
              || sentence.isMark(subject.last(), ",.»”\"")
              || sentence.endsBefore(subject.last(), ",.»”\"");
      if (ends && !sentence.isOblique(subject)) {
        sentence.offer(subject, 0, cue, true, SpeechRank.AFTER_QUOTATION);
        return;
      }
    }
  }
}
