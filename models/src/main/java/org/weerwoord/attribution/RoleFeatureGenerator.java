package org.weerwoord.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.weerwoord.attribution.Speakers.Speaker;
import org.weerwoord.reading.ActorNoun;
import org.weerwoord.reading.Cue;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.reading.StatementReading;
import org.weerwoord.reading.StatementReading.CueMatch;
import org.weerwoord.text.Language;
import org.weerwoord.text.StatementLabel;
import org.weerwoord.text.Tokens;

/**
 * Binary features of an actor as the source or the target of a labelled statement: how the
 * statement mentions it, who speaks, what was said of it before, and what it was in earlier acts.
 */
final class RoleFeatureGenerator {

  /** Number of features, which are hashed. */
  static final int DIMENSION = 1 << 17;

  private static final Set<Cue> CUES =
      EnumSet.of(
          Cue.ACCUSE,
          Cue.ACCUSED_PASSIVE,
          Cue.LEGAL_CHARGE,
          Cue.LEGAL_PROCEDURE,
          Cue.DENY,
          Cue.BASELESS,
          Cue.INNOCENCE,
          Cue.SAY,
          Cue.ACCORDING,
          Cue.CLAIM,
          Cue.REPLY,
          Cue.COUNTER,
          Cue.LIE,
          Cue.OMISSION,
          Cue.WRONG,
          Cue.HEARSAY,
          Cue.DEMAND,
          Cue.VERDICT,
          Cue.ADMIT,
          Cue.INDIGNATION,
          Cue.EVALUATION);

  private static final FunctionWord[] BEFORE = {
    FunctionWord.BY,
    FunctionWord.AGAINST,
    FunctionWord.OF,
    FunctionWord.TO,
    FunctionWord.FROM,
    FunctionWord.PREPOSITION,
    FunctionWord.AND,
    FunctionWord.SUBORDINATOR,
    FunctionWord.VERB,
    FunctionWord.ADVERB
  };

  /** Women and men are one: who acts must not depend on it. */
  private static final long[] PRONOUNS = {
    FunctionWord.bits(FunctionWord.PRONOUN_HE, FunctionWord.PRONOUN_SHE),
    FunctionWord.PRONOUN_SHE_OR_THEY.bit(),
    FunctionWord.PRONOUN_THEY.bit(),
    FunctionWord.PRONOUN_IT.bit(),
    FunctionWord.PRONOUN_WE.bit(),
    FunctionWord.PRONOUN_I.bit(),
    FunctionWord.PRONOUN_YOU.bit()
  };

  /** Words after a mention that tell what part of the sentence it is. */
  private static final FunctionWord[] AFTER = {
    FunctionWord.VERB,
    FunctionWord.PASSIVE,
    FunctionWord.OF,
    FunctionWord.AND,
    FunctionWord.SUBORDINATOR,
    FunctionWord.PREPOSITION,
    FunctionWord.ADVERB,
    FunctionWord.BY,
    FunctionWord.AGAINST
  };

  /** Cues of acts that may be done to somebody, in the passive. */
  private static final Set<Cue> VOICED =
      EnumSet.of(Cue.ACCUSE, Cue.ACCUSED_PASSIVE, Cue.LEGAL_CHARGE, Cue.WRONG, Cue.EPITHET);

  /** A part that an actor plays in a statement. */
  enum Role {
    SOURCE,
    TARGET
  }

  /** Actors of one statement that are candidates, mentions of each and cues that are looked at. */
  private static final int MOST_ACTORS = 48;

  private static final int MOST_MENTIONS = 12;
  private static final int MOST_CUES = 64;

  /** Statements within which an actor is a candidate wherever it stands among the others. */
  private static final int NEAR_BEFORE = 10;

  private static final int NEAR_AFTER = 3;

  /** Mentions before and after one that may cover the words beside it. */
  private static final int OVERLAPPING = 4;

  /** Bins of the logarithms of a scorer's probabilities: so many for each factor of e. */
  private static final int BINS_A_NAT = 2;

  private static final int MOST_BINS = 15;

  /**
   * The least probability with which a scorer outweighs who is quoted. In a fifth of the corpus
   * that it was not trained on, each threshold from 0.5 finds more sources than none does, and on
   * the press those from 0.8.
   */
  private static final double SURE = 0.8;

  /** From this place on, how many are scored higher does not matter. */
  private static final int LAST_RANK = 3;

  /** So many of the most mentioned actors are candidates everywhere. */
  private static final int SALIENT = 10;

  private final ArticleActors article;
  private final Language language;
  private final List<StatementReading> readings;
  private final List<Speaker> speakers;
  private final List<StatementLabel> labels;
  private final RoleScorer scorer;

  /** The act before and the act after each statement; -1 if there is none. */
  private final int[] previousActs;

  private final int[] nextActs;

  private final ActClauses.Reading[] clauses;

  /** The statements that mention each actor, ascending. */
  private final int[][] places;

  private final int[] salient;

  /** Who is mentioned in each statement: all but in one of monstrous length; ascending. */
  private final List<int[]> nearby = new ArrayList<>();

  /** What all candidates of the statement that was last asked for share. */
  private StatementContext context;

  /** What the scorer makes of each act, and of whom, ascending; null where it was not asked yet. */
  private final double[][][] scores;

  private final int[][] scored;

  /** What a first pass decided; null before it. */
  private Decided decided;

  private int[] features = new int[256];
  private int size;
  private int labelOrdinal;

  /**
   * @param scorer of the same article; null if there is none
   */
  RoleFeatureGenerator(ArticleActors article, List<StatementLabel> labels, RoleScorer scorer) {
    this.article = article;
    this.labels = labels;
    this.scorer = scorer;
    speakers = article.speakers();
    language = article.reading().language();
    readings = article.reading().readings();
    int statements = readings.size();
    int actors = article.actors().size();
    clauses = new ActClauses.Reading[statements];
    scores = new double[statements][][];
    scored = new int[statements][];
    previousActs = new int[statements];
    nextActs = new int[statements];
    for (int i = 0, last = -1; i < statements; i++) {
      previousActs[i] = last;
      last = labels.get(i) == StatementLabel.NONE ? last : i;
    }
    for (int i = statements - 1, last = -1; i >= 0; i--) {
      nextActs[i] = last;
      last = labels.get(i) == StatementLabel.NONE ? last : i;
    }
    int[] counts = new int[actors];
    List<int[]> mentioned = new ArrayList<>(statements);
    for (int i = 0; i < statements; i++) {
      List<Mention> mentions = article.mentions(i);
      int[] ids = new int[mentions.size()];
      int size = 0;
      for (int k = 0; k < ids.length; k++) {
        Actor actor = article.actor(i, k);
        if (actor != null) {
          ids[size++] = actor.id();
        }
      }
      int[] distinct = Arrays.stream(ids, 0, size).sorted().distinct().toArray();
      for (int id : distinct) {
        counts[id]++;
      }
      mentioned.add(distinct);
      nearby.add(
          distinct.length <= MOST_ACTORS
              ? distinct
              : Arrays.stream(ids, 0, MOST_ACTORS).sorted().distinct().toArray());
    }
    places = new int[actors][];
    Arrays.setAll(places, i -> new int[counts[i]]);
    int[] next = new int[actors];
    for (int i = 0; i < statements; i++) {
      for (int id : mentioned.get(i)) {
        places[id][next[id]++] = i;
      }
    }
    salient =
        IntStream.range(0, actors)
            .boxed()
            .sorted(Comparator.comparingInt(id -> -article.actors().get(id).mentions().size()))
            .limit(SALIENT)
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** Takes what was decided in a first pass. */
  void decide(Roles roles) {
    decided = new Decided(article, labels, roles);
  }

  /**
   * Returns who may be source or target of a statement, besides nobody: who is mentioned or speaks
   * near it, and the most mentioned actors of the article; ascending by {@link Actor#id}.
   */
  List<Actor> candidates(int statement) {
    IntStream.Builder ids = IntStream.builder();
    int last = Math.min(readings.size(), statement + NEAR_AFTER + 1);
    for (int i = Math.max(0, statement - NEAR_BEFORE); i < last; i++) {
      for (int id : nearby.get(i)) {
        ids.add(id);
      }
      Actor speaker = speakers.get(i).actor();
      if (speaker != null) {
        ids.add(speaker.id());
      }
    }
    for (int id : salient) {
      ids.add(id);
    }
    return ids.build().sorted().distinct().mapToObj(article.actors()::get).toList();
  }

  /** Returns the last statement with an act before a statement; -1 if there is none. */
  int previousAct(int statement) {
    return previousActs[statement];
  }

  /** What a statement says whoever the candidate is, so that it is read once for all of them. */
  private final class StatementContext {

    private final int statement;

    /** Cues and their voice: whether a cue of {@link #VOICED} is in the passive. */
    private final List<CueMatch> cues = new ArrayList<>();

    private final List<CueMatch> voiced = new ArrayList<>();
    private final List<Boolean> passive = new ArrayList<>();

    /** The set of classes of {@link #PRONOUNS} that occur. */
    private final int pronouns;

    /** For each mention: how many before it and itself are actors outside quotation. */
    private final int[] orders;

    /** For each mention: how many subordinate clauses begin before it. */
    private final int[] depths;

    /** The first mentions of each actor. */
    private final Map<Actor, List<Integer>> byActor = new HashMap<>();

    StatementContext(int statement) {
      this.statement = statement;
      StatementReading reading = readings.get(statement);
      Tokens tokens = reading.tokens();
      for (CueMatch cue : reading.cues()) {
        if (CUES.contains(cue.cue()) && cues.size() < MOST_CUES) {
          cues.add(cue);
        }
        if (VOICED.contains(cue.cue()) && voiced.size() < MOST_CUES) {
          voiced.add(cue);
          passive.add(ActClauses.isPassive(tokens, cue, language));
        }
      }
      pronouns = pronounSet(tokens);
      List<Mention> mentions = article.mentions(statement);
      orders = new int[mentions.size()];
      depths = new int[mentions.size()];
      int order = 0;
      int depth = 0;
      int token = 0;
      for (int k = 0; k < orders.length; k++) {
        Mention mention = mentions.get(k);
        Actor actor = article.actor(statement, k);
        if (actor != null) {
          order += mention.quoted() ? 0 : 1;
          List<Integer> own = byActor.computeIfAbsent(actor, key -> new ArrayList<>(2));
          if (own.size() < MOST_MENTIONS) {
            own.add(k);
          }
        }
        for (; token < mention.first(); token++) {
          depth += (classes(tokens, token) & FunctionWord.SUBORDINATOR.bit()) != 0 ? 1 : 0;
        }
        orders[k] = order;
        depths[k] = depth;
      }
    }
  }

  private StatementContext context(int statement) {
    if (context == null || context.statement != statement) {
      context = new StatementContext(statement);
    }
    return context;
  }

  /** Who did what in the whole article, as a first pass decided. */
  private static final class Decided {

    private final Actor[] sources;
    private final Actor[] targets;
    private final int[] answers;
    private final List<StatementLabel> labels;
    private final IdentityHashMap<Actor, int[]> byActor = new IdentityHashMap<>();
    private final Map<Object, int[]> bySide = new HashMap<>();
    private final Map<Object, Map<Actor, Integer>> accusersOfSide = new HashMap<>();

    private static final int ACCUSES = 0;
    private static final int ACCUSED = 1;
    private static final int REPLIES = 2;

    Decided(ArticleActors article, List<StatementLabel> labels, Roles roles) {
      this.labels = labels;
      sources = roles.sources().clone();
      targets = roles.targets().clone();
      answers = roles.answers().clone();
      for (int i = 0; i < article.reading().size(); i++) {
        count(i);
      }
    }

    private void count(int statement) {
      StatementLabel label = labels.get(statement);
      Actor source = sources[statement];
      Actor target = targets[statement];
      if (label == StatementLabel.DENIAL && source != null) {
        byActor.computeIfAbsent(source, key -> new int[3])[REPLIES]++;
      }
      if (!Exchange.isCharge(label)) {
        return;
      }
      if (source != null) {
        byActor.computeIfAbsent(source, key -> new int[3])[ACCUSES]++;
        bySide.computeIfAbsent(source.sideKey(), key -> new int[2])[ACCUSES]++;
      }
      if (target != null) {
        byActor.computeIfAbsent(target, key -> new int[3])[ACCUSED]++;
        bySide.computeIfAbsent(target.sideKey(), key -> new int[2])[ACCUSED]++;
        if (source != null) {
          accusersOfSide
              .computeIfAbsent(target.sideKey(), key -> new IdentityHashMap<>())
              .merge(source, 1, Integer::sum);
        }
      }
    }

    /** Returns how often an actor does something in the other statements. */
    int others(int what, int statement, Actor actor) {
      int[] counts = byActor.get(actor);
      int count = counts == null ? 0 : counts[what];
      StatementLabel label = labels.get(statement);
      boolean counted =
          switch (what) {
            case ACCUSES -> Exchange.isCharge(label) && sources[statement] == actor;
            case ACCUSED -> Exchange.isCharge(label) && targets[statement] == actor;
            default -> label == StatementLabel.DENIAL && sources[statement] == actor;
          };
      return counted ? count - 1 : count;
    }

    /** Returns how often an actor's side accuses or is accused in the other statements. */
    int othersOfSide(int what, int statement, Actor actor) {
      int[] counts = bySide.get(actor.sideKey());
      int count = counts == null ? 0 : counts[what];
      Actor own = what == ACCUSES ? sources[statement] : targets[statement];
      boolean counted =
          Exchange.isCharge(labels.get(statement)) && own != null && own.sameSide(actor);
      return counted ? count - 1 : count;
    }

    /** Returns how often an actor accuses another's side in the other statements. */
    int accuses(int statement, Actor actor, Actor other) {
      int count = accusersOfSide.getOrDefault(other.sideKey(), Map.of()).getOrDefault(actor, 0);
      boolean counted =
          Exchange.isCharge(labels.get(statement))
              && sources[statement] == actor
              && targets[statement] != null
              && targets[statement].sameSide(other);
      return counted ? count - 1 : count;
    }
  }

  /**
   * Returns the features of a candidate, in no order and perhaps twice.
   *
   * @param candidate an actor of the article, or null for nobody named
   */
  int[] features(Role role, int statement, Actor candidate) {
    begin(statement);
    int salt = salt(role);
    if (candidate == null) {
      nobody(salt, statement);
    } else {
      mentionsInStatement(salt, statement, candidate);
      clauses(salt, statement, candidate);
      speech(salt, statement, candidate);
      kind(salt, statement, candidate);
    }
    if (scorer != null) {
      scores(role, statement, candidate);
    }
    if (decided != null) {
      decisions(salt, statement, candidate);
    }
    return Arrays.copyOf(features, size);
  }

  /**
   * Returns those of {@link #features} that rest on the first pass; all others are the same before
   * and after it.
   */
  int[] featuresOfDecisions(Role role, int statement, Actor candidate) {
    begin(statement);
    decisions(salt(role), statement, candidate);
    return Arrays.copyOf(features, size);
  }

  private static int salt(Role role) {
    return role.ordinal() + 1;
  }

  private void decisions(int salt, int statement, Actor candidate) {
    if (candidate == null) {
      nobodyBefore(salt, statement);
    } else {
      history(salt, statement, candidate);
    }
  }

  /**
   * Returns what the features of a target have beside {@link #features} once the source is known.
   *
   * @param source an actor of the article, or null for nobody named
   */
  int[] featuresGiven(Actor source, int statement, Actor candidate) {
    begin(statement);
    int salt = salt(Role.TARGET);
    if (candidate == null) {
      add(salt, 7, source == null ? 1 : 0, 0);
      return Arrays.copyOf(features, size);
    }
    add(salt, 900, candidate == source ? 1 : 0, 0);
    add(salt, 901, source == null ? 2 : candidate.sameSide(source) ? 1 : 0, 0);
    if (decided != null && source != null) {
      add(salt, 88, Math.min(3, decided.accuses(statement, candidate, source)), 0);
      neighbourGiven(source, 82, salt, previousActs[statement], candidate);
      neighbourGiven(source, 112, salt, nextActs[statement], candidate);
    }
    return Arrays.copyOf(features, size);
  }

  private void begin(int statement) {
    size = 0;
    labelOrdinal = labels.get(statement).ordinal();
  }

  private void neighbourGiven(Actor source, int id, int salt, int other, Actor candidate) {
    if (other >= 0) {
      int how =
          (decided.sources[other] == source ? 1 : 0) + (decided.targets[other] == source ? 2 : 0);
      add(salt, id, roles(other, candidate) * 4 + how, labels.get(other).ordinal());
    }
  }

  /** Returns what a candidate is in another act, and whether anybody is. */
  private int roles(int other, Actor candidate) {
    return (decided.sources[other] == candidate ? 1 : 0)
        + (decided.targets[other] == candidate ? 2 : 0)
        + (decided.sources[other] == null ? 4 : 0)
        + (decided.targets[other] == null ? 8 : 0);
  }

  private void nobody(int salt, int statement) {
    StatementReading reading = readings.get(statement);
    Speaker speaker = speakers.get(statement);
    add(salt, 1, 0, 0);
    addByLanguage(salt, 2, 0);
    add(salt, 3, speaker.actor() != null ? 1 : speaker.cue() != null ? 2 : 0, 0);
    add(salt, 4, reading.statement().quoted().ordinal(), 0);
    add(salt, 5, statement == 0 ? 1 : 0, 0);
    add(salt, 6, Math.min(3, article.mentions(statement).size()), 0);
    StatementContext known = context(statement);
    for (CueMatch cue : known.cues) {
      add(salt, 8, cue.cue().ordinal(), 0);
    }
    for (boolean passive : known.passive) {
      add(salt, 13, passive ? 1 : 0, 0);
    }
    int before = previousActs[statement];
    add(salt, 12, before < 0 ? 0 : Math.min(4, statement - before), 0);
    add(salt, 10, known.pronouns, 0);
    ActClauses.Reading clause = clauses(statement);
    add(salt, 14, clause.passive() ? clause.blamer() == null ? 1 : 2 : 0, 0);
    add(salt, 15, clause.blamed() == null ? 0 : 1, clause.subject() == null ? 0 : 1);
  }

  private void nobodyBefore(int salt, int statement) {
    int before = previousActs[statement];
    add(
        salt,
        9,
        before < 0
            ? 0
            : (decided.sources[before] == null ? 1 : 2) + (decided.targets[before] == null ? 2 : 0),
        before < 0 ? 0 : labels.get(before).ordinal());
  }

  private void mentionsInStatement(int salt, int statement, Actor candidate) {
    StatementReading reading = readings.get(statement);
    Tokens tokens = reading.tokens();
    List<Mention> mentions = article.mentions(statement);
    StatementContext known = context(statement);
    List<Integer> own = known.byActor.getOrDefault(candidate, List.of());
    for (int k : own) {
      Mention mention = mentions.get(k);
      int order = known.orders[k];
      int quoted = mention.quoted() ? 1 : 0;
      add(salt, 20, quoted, mention.kind().ordinal());
      add(salt, 21, quoted, Math.min(4, order));
      add(salt, 22, mention.noun() == null ? 99 : mention.noun().ordinal(), quoted);
      int depth = Math.min(2, known.depths[k]);
      add(salt, 23, depth, quoted);
      addByLanguage(salt, 24, depth * 4 + Math.min(3, order));
      long before = classes(tokens, mention.first() - 1);
      for (int i = 0; i < BEFORE.length; i++) {
        if ((before & BEFORE[i].bit()) != 0) {
          add(salt, 25, i, quoted);
          addByLanguage(salt, 26, i);
        }
      }
      if (mention.first() == 0) {
        add(salt, 27, 0, quoted);
      }
      syntax(salt, known, mention, order, quoted);
      if (mention.first() > 0 && !isNamed(mentions, mention, mention.first() - 1)) {
        add(salt, 28, tokens.form(mention.first() - 1).hashCode(), 0);
      }
      if (mention.last() < tokens.size() && !isNamed(mentions, mention, mention.last())) {
        add(salt, 29, tokens.form(mention.last()).hashCode(), 0);
      }
      if (mention.last() >= tokens.size()) {
        add(salt, 30, 0, quoted);
      }
      for (CueMatch cue : known.cues) {
        boolean after = mention.first() >= cue.begin();
        int distance = after ? mention.first() - cue.end() : cue.begin() - mention.last();
        int bucket =
            distance <= 0 ? 0 : distance <= 2 ? 1 : distance <= 5 ? 2 : distance <= 10 ? 3 : 4;
        int place = (after ? 8 : 0) + bucket;
        int marks = quoted * 2 + (reading.inQuotation(cue.begin()) ? 1 : 0);
        add(salt, 31, cue.cue().ordinal() * 4 + marks, place);
        add(salt, 32, cue.cue().ordinal(), after ? 1 : 0);
        addByLanguage(salt, 33, cue.cue().ordinal() * 2 + (after ? 1 : 0));
        for (int i = 0; i < 4; i++) {
          if ((before & BEFORE[i].bit()) != 0) {
            add(salt, 34, cue.cue().ordinal(), i);
          }
        }
      }
    }
    add(salt, 35, Math.min(2, own.size()), 0);
  }

  /** Returns whether a token beside a mention names somebody or a country: who must not matter. */
  private static boolean isNamed(List<Mention> mentions, Mention beside, int token) {
    int last = Math.min(mentions.size(), beside.place() + OVERLAPPING + 1);
    for (int i = Math.max(0, beside.place() - OVERLAPPING); i < last; i++) {
      Mention mention = mentions.get(i);
      boolean covers = mention.first() <= token && token < mention.last();
      if (covers && (mention.hasName() || mention.country() != null)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the candidates of an act, as {@link #candidates} finds them, for a {@link RoleScorer}.
   */
  ActCandidates act(int statement, List<Actor> candidates) {
    return new ActCandidates(article, statement, labels.get(statement), candidates);
  }

  /** Returns whether the scorer is all but certain that the source of an act is another actor. */
  boolean isSurelyAnother(int statement, Actor actor) {
    if (scorer == null) {
      return false;
    }
    double[] logarithms = scores(statement)[Role.SOURCE.ordinal()];
    int best = Roles.argmax(logarithms);
    return best > 0
        && scored[statement][best - 1] != actor.id()
        && Math.exp(logarithms[best]) >= SURE;
  }

  private double[][] scores(int statement) {
    if (scored[statement] == null) {
      List<Actor> candidates = candidates(statement);
      scored[statement] = candidates.stream().mapToInt(Actor::id).toArray();
      scores[statement] = scorer.score(act(statement, candidates));
    }
    return scores[statement];
  }

  private void scores(Role role, int statement, Actor candidate) {
    double[] logarithms = scores(statement)[role.ordinal()];
    int nobody = candidate == null ? 1 : 0;
    int place = candidate == null ? 0 : Arrays.binarySearch(scored[statement], candidate.id()) + 1;
    if (place < 0 || (place == 0 && candidate != null)) {
      return;
    }
    double score = logarithms[place];
    int better = (int) Arrays.stream(logarithms).filter(other -> other > score).count();
    int rank = Math.min(LAST_RANK, better);
    int bin = (int) Math.min(MOST_BINS - 1, -score * BINS_A_NAT);
    int salt = salt(role);
    add(salt, 300, bin, nobody);
    add(salt, 301, rank, nobody);
    add(salt, 302, rank * MOST_BINS + bin, nobody);
  }

  /** Returns what the grammar of a statement says of who blames whom. */
  ActClauses.Reading clauses(int statement) {
    if (clauses[statement] == null) {
      clauses[statement] = ActClauses.of(article, statement);
    }
    return clauses[statement];
  }

  private void clauses(int salt, int statement, Actor candidate) {
    ActClauses.Reading clause = clauses(statement);
    int quoted = readings.get(statement).statement().quoted().ordinal();
    int passive = clause.passive() ? 1 : 0;
    if (clause.blamed() != null) {
      add(salt, 150, clause.blamed() == candidate ? 1 : 0, passive);
    }
    if (clause.blamer() != null) {
      add(salt, 151, clause.blamer() == candidate ? 1 : 0, 0);
    }
    if (clause.subject() != null) {
      int speaks = speakers.get(statement).actor() == null ? 0 : 1;
      add(salt, 152, clause.subject() == candidate ? 1 : 0, quoted * 2 + speaks);
      add(salt, 153, clause.subject() == candidate ? 1 : 0, clause.blamed() == null ? 0 : 1);
    }
    if (clause.pronoun()) {
      add(salt, 154, recency(statement, candidate), quoted);
    }
  }

  private void syntax(int salt, StatementContext known, Mention mention, int order, int quoted) {
    Tokens tokens = readings.get(known.statement).tokens();
    long before = classes(tokens, mention.first() - 1);
    long after = classes(tokens, mention.last());
    boolean oblique = (before & FunctionWord.OBLIQUE) != 0;
    for (int i = 0; i < AFTER.length; i++) {
      if ((after & AFTER[i].bit()) != 0) {
        add(salt, 140, i, quoted * 2 + (oblique ? 1 : 0));
      }
    }
    if (mention.last() < tokens.size() && !tokens.isWord(mention.last())) {
      add(salt, 141, tokens.form(mention.last()).charAt(0), quoted * 2 + (oblique ? 1 : 0));
    }
    int place = Math.min(3, order) * 2 + (oblique ? 1 : 0);
    boolean verb =
        (after & FunctionWord.VERB.bit()) != 0 || (before & FunctionWord.VERB.bit()) != 0;
    add(salt, 142, place * 2 + (verb ? 1 : 0), quoted);
    for (int i = 0; i < known.voiced.size(); i++) {
      CueMatch cue = known.voiced.get(i);
      boolean passive = cue.cue() == Cue.ACCUSED_PASSIVE || known.passive.get(i);
      int side = mention.first() >= cue.begin() ? 1 : 0;
      add(salt, 143, cue.cue().ordinal() * 2 + (passive ? 1 : 0), side * 16 + place);
      add(salt, 144, passive ? 1 : 0, side * 16 + place);
      addByLanguage(salt, 145, (passive ? 64 : 0) + side * 16 + place);
    }
  }

  private long classes(Tokens tokens, int token) {
    return token < 0 || token >= tokens.size() ? 0 : FunctionWord.classes(language, tokens, token);
  }

  private void speech(int salt, int statement, Actor candidate) {
    Speaker speaker = speakers.get(statement);
    int quoted = readings.get(statement).statement().quoted().ordinal();
    int how = speaker.mention() != null ? 1 : 0;
    int cue = speaker.cue() == null ? 0 : speaker.cue().cue().ordinal() + 1;
    if (speaker.actor() == candidate) {
      add(salt, 40, quoted, how);
      add(salt, 41, cue, how);
      addByLanguage(salt, 42, quoted);
    } else if (speaker.actor() != null) {
      add(salt, 43, speaker.actor().sameSide(candidate) ? 1 : 0, quoted);
    } else {
      add(salt, 44, quoted, cue == 0 ? 0 : 1);
    }
    if (statement > 0) {
      Actor before = speakers.get(statement - 1).actor();
      add(salt, 45, before == candidate ? 1 : before == null ? 2 : 0, quoted);
      int paragraph =
          readings.get(statement - 1).statement().paragraph()
                  == readings.get(statement).statement().paragraph()
              ? 1
              : 0;
      if (before == candidate) {
        add(salt, 46, paragraph, speaker.actor() == null ? 0 : 1);
      }
    }
    if (statement + 1 < readings.size()) {
      Actor after = speakers.get(statement + 1).actor();
      add(salt, 47, after == candidate ? 1 : after == null ? 2 : 0, quoted);
    }
    int pronouns = context(statement).pronouns;
    for (int i = 0; i < PRONOUNS.length; i++) {
      if ((pronouns & 1 << i) != 0) {
        int type = type(candidate);
        add(salt, 48, i, type);
        add(salt, 49, i, recency(statement, candidate));
        add(salt, 50, i * 16 + type, recency(statement, candidate));
        add(salt, 51, i * 4 + quoted, speaker.actor() == candidate ? 1 : 0);
      }
    }
  }

  private int pronounSet(Tokens tokens) {
    int set = 0;
    for (int i = 0; i < tokens.size(); i++) {
      long classes = Pronouns.classes(tokens, i, language);
      if (classes != 0) {
        for (int k = 0; k < PRONOUNS.length; k++) {
          if ((classes & PRONOUNS[k]) != 0) {
            set |= 1 << k;
          }
        }
      }
    }
    return set;
  }

  private static int type(Actor actor) {
    if (actor.isCountry()) {
      return 11;
    }
    ActorNoun noun = actor.noun();
    return noun == null ? 12 : noun.ordinal();
  }

  private int recency(int statement, Actor candidate) {
    int[] own = places[candidate.id()];
    int found = Arrays.binarySearch(own, statement);
    int before = (found < 0 ? -found - 1 : found) - 1;
    if (before < 0) {
      return 9;
    }
    int distance = statement - own[before];
    return distance <= 3 ? distance : distance <= 6 ? 4 : 5;
  }

  private void kind(int salt, int statement, Actor candidate) {
    add(salt, 63, recency(statement, candidate), 0);
    add(
        salt,
        64,
        recency(statement, candidate),
        readings.get(statement).statement().quoted().ordinal());
    add(salt, 65, type(candidate), candidate.plural() ? 1 : 0);
    addByLanguage(salt, 66, type(candidate));
    add(salt, 67, candidate.name().isEmpty() ? 0 : candidate.name().contains(" ") ? 2 : 1, 0);
    add(salt, 68, candidate.best().kind().ordinal(), 0);
    add(salt, 70, candidate.principal() == null ? 0 : 1, type(candidate));
  }

  private void history(int salt, int statement, Actor candidate) {
    neighbour(salt, 80, statement, previousActs[statement], candidate);
    neighbour(salt, 110, statement, nextActs[statement], candidate);
    int accused = decided.others(Decided.ACCUSED, statement, candidate);
    add(salt, 83, Math.min(3, decided.others(Decided.ACCUSES, statement, candidate)), 0);
    add(salt, 84, Math.min(3, accused), 0);
    add(
        salt,
        85,
        Math.min(2, decided.othersOfSide(Decided.ACCUSED, statement, candidate)),
        Math.min(2, decided.othersOfSide(Decided.ACCUSES, statement, candidate)));
    int replies = decided.others(Decided.REPLIES, statement, candidate);
    add(salt, 86, Math.min(2, replies), Math.min(2, accused));
    int link = decided.answers[statement];
    if (link >= 0) {
      Actor accuser = decided.sources[link];
      int role =
          (accuser == candidate ? 1 : 0)
              + (decided.targets[link] == candidate ? 2 : 0)
              + (accuser == null ? 4 : 0);
      add(salt, 130, role, 0);
      add(salt, 131, speakers.get(link).actor() == candidate ? 1 : 0, 0);
      if (accuser != null && accuser != candidate) {
        add(salt, 132, accuser.sameSide(candidate) ? 1 : 0, 0);
      }
    } else {
      add(salt, 133, 0, 0);
    }
    if (decided.sources[statement] != null) {
      add(salt, 120, decided.sources[statement] == candidate ? 1 : 0, 0);
    }
    if (decided.targets[statement] != null) {
      add(salt, 121, decided.targets[statement] == candidate ? 1 : 0, 0);
    }
  }

  private void neighbour(int salt, int id, int statement, int other, Actor candidate) {
    if (other < 0) {
      return;
    }
    int distance = Math.min(3, Math.abs(statement - other));
    int label = labels.get(other).ordinal();
    int what = roles(other, candidate);
    add(salt, id, what, label);
    add(salt, id + 1, what * 4 + distance, label);
    boolean sameQuotation =
        readings.get(other).statement().quotation() >= 0
            && readings.get(other).statement().quotation()
                == readings.get(statement).statement().quotation();
    if (sameQuotation) {
      add(salt, id + 3, what, label);
    }
  }

  private void add(int salt, int id, int value, int other) {

    put(mix(salt, id, value, other, 7));
    put(mix(salt, id, value, other, 10 + labelOrdinal));
  }

  private void addByLanguage(int salt, int id, int value) {

    put(mix(salt, id, value, 1000 + language.ordinal(), 10 + labelOrdinal));
  }

  private void put(int feature) {
    if (size == features.length) {
      features = Arrays.copyOf(features, size * 2);
    }
    features[size++] = feature;
  }

  private static int mix(int salt, int id, int value, int other, int group) {
    long hash = salt * 0x9e3779b97f4a7c15L;
    hash = (hash ^ id) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 32) ^ value) * 0xc4ceb9fe1a85ec53L;
    hash = (hash ^ (hash >>> 29) ^ other) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 32) ^ group) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 31;
    return (int) (hash & (DIMENSION - 1));
  }
}
