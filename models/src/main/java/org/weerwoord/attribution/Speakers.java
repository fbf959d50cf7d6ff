package org.weerwoord.attribution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.weerwoord.attribution.SpeechClauses.SpeechClause;
import org.weerwoord.reading.ActorNoun;
import org.weerwoord.reading.Cue;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.reading.StatementReading;
import org.weerwoord.reading.StatementReading.CueMatch;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.Statement.Quoted;
import org.weerwoord.text.Tokens;

/**
 * Who speaks in each statement of an article, by the reporting verb or phrase where there is one,
 * and by the quotation or reported speech that goes on where there is none.
 */
final class Speakers {

  /** Statements to go back for whom a pronoun means. */
  private static final int PRONOUN_REACH = 6;

  /** Tokens between a German, Dutch or French auxiliary and its participle. */
  private static final int REACH_OF_AUXILIARY = 8;

  /** Cues of verbs whose subject acts, and may go on speaking in the same sentence. */
  private static final Set<Cue> ACTS = EnumSet.of(Cue.ACCUSE, Cue.DENY, Cue.SAY, Cue.REPLY);

  /** Pronouns of a statement that are tried for its subject. */
  private static final int MOST_PRONOUNS = 8;

  /** Persons of an article of whom one may be interviewed. */
  private static final int MOST_PERSONS = 16;

  /** The most tokens of a line that only names who said the quotation before it. */
  private static final int LONGEST_SIGNATURE = 16;

  private static final long PERSON =
      FunctionWord.bits(
          FunctionWord.PRONOUN_HE, FunctionWord.PRONOUN_SHE, FunctionWord.PRONOUN_SHE_OR_THEY);
  private static final long PLURAL =
      FunctionWord.bits(FunctionWord.PRONOUN_SHE_OR_THEY, FunctionWord.PRONOUN_THEY);

  /**
   * Verb forms that mark a sentence as what the last speaker goes on to say: the German
   * subjunctive, the French conditional, Dutch <i>zou</i>. English only shifts its tenses back.
   */
  private static final Map<Language, Set<String>> REPORTED =
      Map.of(
          Language.DUTCH,
          Set.of("zou", "zouden"),
          Language.ENGLISH,
          Set.of("had", "would"),
          Language.FRENCH,
          Set.of(
              "aurait",
              "auraient",
              "serait",
              "seraient",
              "pourrait",
              "pourraient",
              "devrait",
              "devraient",
              "ferait",
              "feraient",
              "voudrait",
              "voudraient"),
          Language.GERMAN,
          Set.of(
              "sei", "seien", "habe", "hätten", "hätte", "werde", "würden", "würde", "könne",
              "könnten", "müsse", "müssten", "solle", "sollen", "soll", "sollten", "dürfe",
              "dürften", "wolle", "wollten", "wäre", "wären", "gebe", "gäbe", "gehe", "komme",
              "stehe", "stünden", "wisse", "liege", "handle", "bleibe", "lasse", "mache", "sehe",
              "sage", "brauche", "nehme", "halte", "finde"));

  /** Words for whoever is spoken to, which news uses outside quotations in interviews only. */
  private static final Map<Language, Set<String>> ADDRESSED =
      Map.of(
          Language.DUTCH, Set.of("u", "uw", "jij", "jouw"),
          Language.ENGLISH, Set.of("you", "your"),
          Language.FRENCH, Set.of("vous", "votre", "vos"),
          Language.GERMAN, Set.of("sie", "ihnen", "ihr", "ihre", "ihrem", "ihren", "ihrer"));

  private static final String CLOSING_MARKS = "\"“”«»’";

  /** German pronouns whose verb ends in <i>e</i> in the subjunctive only. */
  private static final Set<String> SUBJECTS = Set.of("er", "man", "es");

  /** German present stems in <i>t</i>, whose subjunctive looks like a past tense. */
  private static final Set<String> PRESENT_IN_TE =
      Set.of(
          "achte",
          "arbeite",
          "behaupte",
          "bedeute",
          "berichte",
          "biete",
          "bitte",
          "bestreite",
          "erwarte",
          "fürchte",
          "halte",
          "erhalte",
          "leiste",
          "leite",
          "rate",
          "trete",
          "vertrete",
          "verbreite",
          "verrate",
          "verzichte",
          "warte",
          "enthalte",
          "gelte",
          "hüte",
          "streite");

  private final ArticleActors article;
  private final Language language;
  private final List<StatementReading> readings;
  private final List<SpeechClause> clauses = new ArrayList<>();
  private final List<Speaker> speakers = new ArrayList<>();

  /** The last statement of each quotation that has a reporting clause with a subject. */
  private final Map<Integer, Integer> reportedAt = new HashMap<>();

  /** Who was last found to speak in each quotation. */
  private final Map<Integer, Actor> byQuotation = new HashMap<>();

  /** The persons who are mentioned most; null until asked for. */
  private List<Actor> persons;

  /** Whether each actor without a noun that was asked for is always a place. */
  private final IdentityHashMap<Actor, Boolean> places = new IdentityHashMap<>();

  /**
   * Who speaks in a statement.
   *
   * @param actor who it is; null if nobody speaks or a pronoun could not be resolved
   * @param mention the mention in that statement; null if the speaker is carried from elsewhere
   * @param cue the reporting verb or phrase in that statement; null without one
   */
  record Speaker(Actor actor, Mention mention, CueMatch cue) {
    static final Speaker NOBODY = new Speaker(null, null, null);
  }

  private Speakers(ArticleActors article) {
    this.article = article;
    language = article.reading().language();
    readings = article.reading().readings();
  }

  /** Returns who speaks in each statement. */
  static List<Speaker> of(ArticleActors article) {
    Speakers speakers = new Speakers(article);
    speakers.find();
    return List.copyOf(speakers.speakers);
  }

  private void find() {
    for (int i = 0; i < readings.size(); i++) {
      SpeechClause clause = SpeechClauses.of(article, i);
      clauses.add(clause);
      int quotation = quotation(i);
      if (quotation != Statement.NO_QUOTATION && clause != null && clause.hasSubject()) {
        reportedAt.put(quotation, i);
      }
    }
    for (int i = 0; i < readings.size(); i++) {
      Speaker speaker = explicit(i);
      if (speaker.actor() == null) {
        speaker = continued(i, speaker);
      }
      speakers.add(speaker);
      note(i);
    }
    // What follows may tell whose a quotation was.
    for (int i = readings.size() - 1; i >= 0; i--) {
      if (speakers.get(i).actor() == null && isSpeech(i)) {
        Actor actor = announced(i);
        if (actor != null) {
          speakers.set(i, new Speaker(actor, null, speakers.get(i).cue()));
          note(i);
        }
      }
    }
  }

  private void note(int statement) {
    Actor actor = speakers.get(statement).actor();
    int quotation = quotation(statement);
    if (actor != null && quotation != Statement.NO_QUOTATION) {
      byQuotation.put(quotation, actor);
    }
  }

  private int quotation(int statement) {
    return readings.get(statement).statement().quotation();
  }

  private int paragraph(int statement) {
    return readings.get(statement).statement().paragraph();
  }

  // ------------------------------------------------------------------ said so

  private Speaker explicit(int statement) {
    SpeechClause clause = clauses.get(statement);
    if (clause == null) {
      return Speaker.NOBODY;
    }
    if (clause.isIndirect() && clause.hasSubject() && goesOn(statement)) {
      return Speaker.NOBODY;
    }
    Actor actor = null;
    Mention subject = clause.subject();
    if (subject != null && subject.kind() != Mention.Kind.PRONOUN) {
      actor = introduced(statement, subject);
    } else if (clause.hasSubject()) {
      int before = subject == null ? Integer.MAX_VALUE : subject.first();
      long pronoun = subject == null ? clause.pronoun() : subject.possessor();
      boolean inSpeech = clause.inserted() && !isReportedBefore(statement, clause.cue());
      if (inSpeech) {
        actor = subjectBefore(statement, clause.cue(), pronoun, before);
      }
      if (actor == null) {
        actor = resolve(statement, pronoun, before, inSpeech);
      }
    }
    return new Speaker(actor, subject, clause.cue());
  }

  /**
   * Returns whether a statement says who acts before a pronoun takes that up: "X rejects the
   * charge, which is, he says, absurd".
   */
  private boolean isReportedBefore(int statement, CueMatch cue) {
    StatementReading reading = readings.get(statement);
    if (cue == null || reading.statement().quoted() == Quoted.WHOLLY) {
      return false;
    }
    for (CueMatch other : reading.cues()) {
      if (other.end() <= cue.begin()
          && ACTS.contains(other.cue())
          && !reading.inQuotation(other.begin())
          && !isReportedItself(reading.tokens(), other)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the subject of the sentence into whose later part a reporting clause is put: "X shrugs:
   * the plan, she says, is old", "X dismisses the plan, which according to her is old".
   */
  private Actor subjectBefore(int statement, CueMatch cue, long pronoun, int token) {
    StatementReading reading = readings.get(statement);
    if (cue == null || reading.statement().quoted() == Quoted.WHOLLY) {
      return null;
    }
    Tokens tokens = reading.tokens();
    int end = Math.min(token, cue.begin());
    // "…, because X, he said" is all his speech.
    boolean apart =
        cue.cue() != Cue.ACCORDING
            && tokens.form(Math.max(0, end - 1)).equals(",")
            && !tokens.form(cue.begin()).equals("wie");
    int from = 0;
    for (int i = end - 1; i > 0 && from == 0; i--) {
      if (reading.inQuotation(i)) {
        return null;
      }
      boolean clause =
          !apart
              && tokens.form(i).equals(",")
              && i + 1 < end
              && (FunctionWord.classes(language, tokens, i + 1) & FunctionWord.SUBORDINATOR.bit())
                  != 0;
      if (tokens.form(i).equals(":") || clause) {
        from = i;
      }
    }
    boolean person = (pronoun & PERSON) != 0;
    boolean plural = (pronoun & PLURAL) != 0;
    return from == 0 ? null : firstFitting(statement, from, person, plural);
  }

  /** Returns whether a verb is a part of what is said: "er habe gesagt". */
  private boolean isReportedItself(Tokens tokens, CueMatch cue) {
    if (language == Language.ENGLISH) {
      return false;
    }
    Set<String> marks = REPORTED.getOrDefault(language, Set.of());
    for (int i = Math.max(0, cue.begin() - REACH_OF_AUXILIARY); i < cue.end(); i++) {
      if (marks.contains(tokens.form(i))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the actor of a mention, by the name that follows it: "the registrar, Jan Peeters". */
  private Actor introduced(int statement, Mention mention) {
    Actor actor = article.actor(statement, mention.place());
    if (mention.hasName() || mention.plural() || !mention.isPerson()) {
      return actor;
    }
    Tokens tokens = readings.get(statement).tokens();
    if (mention.last() >= tokens.size() || !tokens.form(mention.last()).equals(",")) {
      return actor;
    }
    List<Mention> mentions = article.mentions(statement);
    for (int i = 0; i < mentions.size(); i++) {
      Mention name = mentions.get(i);
      if (name.first() == mention.last() + 1
          && name.kind() == Mention.Kind.NAME
          && name.noun() == null
          && (name.last() >= tokens.size() || !tokens.isWord(name.last()))) {
        return article.actor(statement, i);
      }
    }
    return actor;
  }

  /**
   * Returns whom a pronoun means.
   *
   * @param pronoun its classes
   * @param token where it stands in its statement
   * @param inserted whether its clause is put after or into what is said, so that names there are
   *     those of whom the speaker speaks
   */
  private Actor resolve(int statement, long pronoun, int token, boolean inserted) {
    boolean person = (pronoun & PERSON) != 0;
    boolean plural = (pronoun & PLURAL) != 0;
    if ((pronoun & FunctionWord.PRONOUN_IT.bit()) != 0) {
      return lastInstitution(statement);
    }
    if (!person && !plural) {
      return null;
    }
    if (!inserted) {
      Actor same = firstFitting(statement, token, person, plural);
      if (same != null) {
        return same;
      }
    }
    Actor governed = null;
    for (int i = statement - 1; i >= 0 && i >= statement - PRONOUN_REACH; i--) {
      Actor speaker = speakers.get(i).actor();
      if (speaker != null && fits(speaker, person, plural)) {
        return speaker;
      }
      Actor found = firstFitting(i, Integer.MAX_VALUE, person, plural);
      if (found != null) {
        return found;
      }
      governed =
          governed != null ? governed : firstFitting(i, Integer.MAX_VALUE, person, plural, true);
    }
    if (governed != null) {
      return governed;
    }
    Actor same = inserted ? firstFitting(statement, token, person, plural) : null;
    if (same != null || statement == 0) {
      return same;
    }
    // Grammatical gender: "la société … elle", "die Firma … sie".
    boolean gendered =
        language == Language.FRENCH
            || language == Language.GERMAN
            || plural
            || (language == Language.DUTCH && (pronoun & FunctionWord.PRONOUN_SHE.bit()) != 0);
    return gendered ? lastInstitution(statement) : null;
  }

  /** Returns who spoke last or else was the subject, if that is no person. */
  private Actor lastInstitution(int statement) {
    for (int i = statement - 1; i >= 0 && i >= statement - PRONOUN_REACH; i--) {
      Actor speaker = speakers.get(i).actor();
      if (speaker != null && isInstitution(speaker)) {
        return speaker;
      }
      Actor subject = firstNamed(i);
      if (subject != null && isInstitution(subject)) {
        return subject;
      }
    }
    return null;
  }

  private static boolean isInstitution(Actor actor) {
    return actor.isCountry() || (!actor.person() && !actor.plural());
  }

  private Actor firstNamed(int statement) {
    List<Mention> mentions = article.mentions(statement);
    for (int i = 0; i < mentions.size(); i++) {
      if (!mentions.get(i).quoted()
          && mentions.get(i).kind() != Mention.Kind.ADJECTIVE
          && article.actor(statement, i) != null
          && !isOblique(statement, mentions.get(i))) {
        return article.actor(statement, i);
      }
    }
    return null;
  }

  /** Returns whether a name stands for a place: each time after a preposition of place. */
  private boolean isPlace(Actor actor) {
    return actor.noun() == null && places.computeIfAbsent(actor, this::isAlwaysPlace);
  }

  private boolean isAlwaysPlace(Actor actor) {
    for (Mention mention : actor.mentions()) {
      Tokens tokens = readings.get(mention.statement()).tokens();
      int before = mention.first() - 1;
      if (before < 0
          || (FunctionWord.classes(language, tokens, before) & FunctionWord.LOCATIVE.bit()) == 0) {
        return false;
      }
    }
    return true;
  }

  private boolean isOblique(int statement, Mention mention) {
    return Prepositions.govern(language, readings.get(statement).tokens(), mention);
  }

  /** Returns the first actor before a token that a pronoun may mean; its subject, mostly. */
  private Actor firstFitting(int statement, int token, boolean person, boolean plural) {
    return firstFitting(statement, token, person, plural, false);
  }

  private Actor firstFitting(
      int statement, int token, boolean person, boolean plural, boolean governed) {
    List<Mention> mentions = article.mentions(statement);
    for (int i = 0; i < mentions.size() && mentions.get(i).first() < token; i++) {
      Actor actor = article.actor(statement, i);
      if (actor != null
          && !mentions.get(i).quoted()
          && fits(actor, person, plural)
          && (governed || !isOblique(statement, mentions.get(i)))) {
        return actor;
      }
    }
    return null;
  }

  private boolean fits(Actor actor, boolean person, boolean plural) {
    boolean isPerson =
        actor.person()
            && !actor.plural()
            && !actor.isCountry()
            && actor.noun() != ActorNoun.GROUP
            && !isPlace(actor);
    return (person && isPerson) || (plural && (actor.plural() || actor.isCountry()));
  }

  // ------------------------------------------------------------------ goes on

  /**
   * Returns whether a statement is quoted, or begins with a quotation that has to be somebody's.
   */
  private boolean isSpeech(int statement) {
    return switch (readings.get(statement).statement().quoted()) {
      case WHOLLY -> true;
      case PARTLY -> startsQuoted(statement) && !isTitle(statement);
      case NONE -> false;
    };
  }

  private boolean startsQuoted(int statement) {
    StatementReading reading = readings.get(statement);
    for (int i = 0; i < Math.min(2, reading.tokens().size()); i++) {
      if (reading.inQuotation(i)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a quotation at the beginning is the subject: «Title» tells of …. */
  private boolean isTitle(int statement) {
    StatementReading reading = readings.get(statement);
    Tokens tokens = reading.tokens();
    int end = 0;
    while (end < tokens.size() && (reading.inQuotation(end) || end == 0)) {
      end++;
    }
    boolean mark = end < tokens.size() && tokens.isWord(Math.min(tokens.size() - 1, end + 1));
    boolean comma = end < tokens.size() && tokens.form(end).equals(",");
    boolean closed = end > 1 && ",!?.".contains(tokens.form(end - 1));
    return clauses.get(statement) == null && mark && !comma && !closed;
  }

  /** Finds who goes on speaking, by what came before. */
  private Speaker continued(int statement, Speaker without) {
    Actor actor = null;
    if (statement > 0) {
      if (isSpeech(statement)) {
        actor = byQuotation.get(quotation(statement));
        boolean reportFollows = reportedAt.getOrDefault(quotation(statement), -1) > statement;
        if (actor == null && !reportFollows && !isSigned(statement)) {
          actor = lastToSpeak(statement);
        }
      } else if (clauses.get(statement) == null
          && quotation(statement) != Statement.NO_QUOTATION
          && byQuotation.containsKey(quotation(statement))) {
        actor = byQuotation.get(quotation(statement));
      } else if (endsQuotation(statement) || goesOn(statement)) {
        return new Speaker(speakers.get(statement - 1).actor(), null, null);
      }
    }
    return actor == null ? without : new Speaker(actor, null, without.cue());
  }

  /**
   * Returns whether a statement has only the closing mark of a quotation: its opening mark stands a
   * paragraph before, and is not repeated.
   */
  private boolean endsQuotation(int statement) {
    StatementReading reading = readings.get(statement);
    StatementReading before = readings.get(statement - 1);
    Tokens tokens = reading.tokens();
    return reading.statement().quoted() == Quoted.NONE
        && before.statement().quoted() != Quoted.NONE
        && tokens.size() > 1
        && CLOSING_MARKS.contains(tokens.form(tokens.size() - 1))
        && before.tokens().size() > 0
        && before.inQuotation(before.tokens().size() - 1);
  }

  private Actor lastToSpeak(int statement) {
    boolean whole = readings.get(statement).statement().quoted() == Quoted.WHOLLY;
    if (statement > 1 && whole && isQuestion(statement - 1)) {
      // An interview: whoever answers answered the question before too.
      Actor answering = quotedLast(statement - 2);
      if (answering != null && fits(answering, true, false)) {
        return answering;
      }
    }
    Actor before = speakers.get(statement - 1).actor();
    if (whole && isAddressed(statement - 1)) {
      return interviewed(statement, before);
    }
    if (before != null) {
      return before;
    }
    if (statement > 1 && whole && paragraph(statement) == paragraph(statement - 1)) {
      Actor subject = firstNamed(statement - 1);
      boolean turns = subject != null && fits(subject, true, false) && !subject.name().isEmpty();
      return turns ? subject : speakers.get(statement - 2).actor();
    }
    return null;
  }

  /** Returns whether a statement asks, or puts a charge to whoever is interviewed. */
  private boolean isQuestion(int statement) {
    StatementReading reading = readings.get(statement);
    Tokens tokens = reading.tokens();
    if (reading.statement().quoted() != Quoted.NONE || tokens.size() == 0) {
      return false;
    }
    return (clauses.get(statement) == null && tokens.form(tokens.size() - 1).equals("?"))
        || isAddressed(statement);
  }

  /** Returns whether a statement outside quotation speaks to somebody. */
  private boolean isAddressed(int statement) {
    StatementReading reading = readings.get(statement);
    Tokens tokens = reading.tokens();
    if (reading.statement().quoted() != Quoted.NONE) {
      return false;
    }
    Set<String> forms = ADDRESSED.getOrDefault(language, Set.of());
    for (int i = 0; i < tokens.size(); i++) {
      // "Sie" with a capital, which any word has where a sentence begins.
      boolean polite = language != Language.GERMAN || (i > 0 && tokens.isCapitalised(i));
      if (polite && forms.contains(tokens.form(i))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the person who is mentioned most before a statement, but for who is spoken of. */
  private Actor interviewed(int statement, Actor spokenOf) {
    if (persons == null) {
      persons =
          article.actors().stream()
              .filter(actor -> fits(actor, true, false))
              .sorted(Comparator.comparingInt(actor -> -actor.mentions().size()))
              .limit(MOST_PERSONS)
              .toList();
    }
    Actor most = null;
    int mostMentions = 0;
    for (Actor actor : persons) {
      if (actor == spokenOf) {
        continue;
      }
      int mentions = actor.mentionsBefore(statement);
      if (mentions > mostMentions) {
        most = actor;
        mostMentions = mentions;
      }
    }
    return most;
  }

  /** Returns who was quoted last, up to a statement. */
  private Actor quotedLast(int statement) {
    for (int i = statement; i >= Math.max(0, statement - PRONOUN_REACH); i--) {
      if (readings.get(i).statement().quoted() != Quoted.NONE) {
        return speakers.get(i).actor();
      }
    }
    return null;
  }

  /** Returns whether a statement has the marks of reported speech and follows somebody's. */
  private boolean goesOn(int statement) {
    if (statement == 0 || speakers.get(statement - 1).actor() == null) {
      return false;
    }
    boolean english = language == Language.ENGLISH;
    Speaker before = speakers.get(statement - 1);
    if (english && (before.cue() == null || paragraph(statement) != paragraph(statement - 1))) {
      return false;
    }
    Set<String> marks = REPORTED.getOrDefault(language, Set.of());
    StatementReading reading = readings.get(statement);
    Tokens tokens = reading.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      if (reading.inQuotation(i)) {
        continue;
      }
      String form = tokens.form(i);
      if (marks.contains(form) && !(i > 0 && tokens.form(i - 1).equals("ich"))) {
        return true;
      }
      if (language == Language.GERMAN
          && SUBJECTS.contains(form)
          && (isSubjunctive(tokens, i + 1) || isSubjunctive(tokens, i - 1))) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a German word beside a third person pronoun is a verb in the subjunctive. */
  private static boolean isSubjunctive(Tokens tokens, int token) {
    if (token < 0 || token >= tokens.size() || tokens.isCapitalised(token)) {
      return false;
    }
    String form = tokens.form(token);
    return form.length() > 3
        && form.endsWith("e")
        && (!form.endsWith("te") || PRESENT_IN_TE.contains(form))
        && !form.equals("wurde")
        && (FunctionWord.classes(Language.GERMAN, form) & ~SentenceGrammar.PLAIN) == 0;
  }

  // ------------------------------------------------------------------ is yet to be told

  /** Finds whose a quotation is by what follows, or by whom the statement before is about. */
  private Actor announced(int statement) {
    Actor actor = byQuotation.get(quotation(statement));
    int next = statement + 1;
    if (actor == null && next < readings.size()) {
      if (isSigned(statement)) {
        actor = subjectOf(next);
      } else if (paragraph(statement) == paragraph(next) && isSpeech(next)) {
        actor = speakers.get(next).actor();
      }
    }
    if (actor == null && statement > 0) {
      actor = subjectOf(statement - 1);
    }
    if (actor == null && next < readings.size() && paragraph(statement) == paragraph(next)) {
      actor = speakers.get(next).actor();
    }
    return actor;
  }

  /** Returns whether the next statement is a line such as "– X, baker". */
  private boolean isSigned(int statement) {
    int next = statement + 1;
    if (next >= readings.size() || readings.get(next).statement().quoted() != Quoted.NONE) {
      return false;
    }
    Tokens tokens = readings.get(next).tokens();
    List<Mention> mentions = article.mentions(next);
    return tokens.size() > 1
        && tokens.size() <= LONGEST_SIGNATURE
        && "–—-".contains(tokens.form(0))
        && !mentions.isEmpty()
        && mentions.get(0).first() == 1
        && (mentions.get(0).last() >= tokens.size() || !tokens.isWord(mentions.get(0).last()));
  }

  /** Returns whom a statement is about: its first actor outside quotation, mostly its subject. */
  private Actor subjectOf(int statement) {
    Actor subject = subjectOf(statement, false);
    return subject != null ? subject : subjectOf(statement, true);
  }

  private Actor subjectOf(int statement, boolean oblique) {
    int pronouns = 0;
    List<Mention> mentions = article.mentions(statement);
    for (int i = 0; i < mentions.size(); i++) {
      Mention mention = mentions.get(i);
      if (mention.quoted() || mention.kind() == Mention.Kind.ADJECTIVE) {
        continue;
      }
      if (!oblique && isOblique(statement, mention)) {
        continue;
      }
      boolean pronoun = mention.kind() == Mention.Kind.PRONOUN;
      if (pronoun && ++pronouns > MOST_PRONOUNS) {
        return null;
      }
      Actor actor =
          pronoun
              ? resolve(statement, mention.possessor(), mention.first(), false)
              : introduced(statement, mention);
      if (actor != null) {
        return actor;
      }
    }
    return null;
  }
}
