package org.weerwoord.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.weerwoord.attribution.AttributionModel.Ranking;
import org.weerwoord.attribution.RoleFeatureGenerator.Role;
import org.weerwoord.text.Statement.Quoted;
import org.weerwoord.text.StatementLabel;

/** Sources, targets and answered charges of the acts of one article, as rankings decide them. */
final class Roles {

  /** Sources that are tried with their best target. */
  private static final int SOURCES_TRIED = 4;

  private final ArticleActors article;
  private final List<StatementLabel> labels;
  private final Actor[] sources;
  private final Actor[] targets;
  private final int[] answers;

  /** The acts, with what of their scores does not depend on the first pass. */
  private final List<Candidates> undecided = new ArrayList<>();

  /** What the links rest on. */
  private Actor[] linkedSources;

  private Actor[] linkedTargets;

  Roles(ArticleActors article, List<StatementLabel> labels) {
    this.article = article;
    this.labels = labels;
    sources = new Actor[labels.size()];
    targets = new Actor[labels.size()];
    answers = new int[labels.size()];
    Arrays.fill(answers, LabelledRoles.NO_ANSWER);
  }

  /** Returns the source of each statement; null where nobody is named. */
  Actor[] sources() {
    return sources;
  }

  /** Returns the target of each statement; null where nobody is named. */
  Actor[] targets() {
    return targets;
  }

  /** Returns the position of the charge that each statement answers. */
  int[] answers() {
    return answers;
  }

  /**
   * What a pass ranks by.
   *
   * @param source ranks sources
   * @param target ranks targets, given the source
   */
  record Pass(Ranking source, Ranking target) {

    Ranking ranking(Role role) {
      return role == Role.SOURCE ? source : target;
    }
  }

  /** Who may be source and target of an act, as one pass scores them; null is nobody. */
  private static final class Candidates {

    private final int statement;
    private final List<Actor> actors;

    /** Place of who is surely the source, whose scores then don't matter; -1 if nobody is. */
    private final int known;

    private final Pass pass;
    private final double[] sources;
    private final double[] targets;

    Candidates(int statement, List<Actor> actors, int known, Pass pass) {
      this.statement = statement;
      this.actors = actors;
      this.known = known;
      this.pass = pass;
      sources = new double[actors.size()];
      targets = new double[actors.size()];
      Arrays.fill(sources, pass.source().intercept());
      Arrays.fill(targets, pass.target().intercept());
    }

    boolean isScored(Role role) {
      return role == Role.TARGET || known < 0;
    }

    void add(Role role, int candidate, int[] features) {
      double[] scores = role == Role.SOURCE ? sources : targets;
      scores[candidate] += pass.ranking(role).score(features);
    }
  }

  /**
   * Decides source and target of each act, without what was decided before. {@link #decideAgain}
   * then scores only what is new.
   *
   * @param next the pass of {@link #decideAgain}
   */
  void decide(RoleFeatureGenerator features, Pass pass, Pass next) {
    for (int statement = 0; statement < labels.size(); statement++) {
      if (labels.get(statement) == StatementLabel.NONE) {
        continue;
      }
      List<Actor> actors = new ArrayList<>();
      actors.add(null);
      actors.addAll(features.candidates(statement));
      Actor source = knownSource(features, statement);
      if (source != null && !actors.contains(source)) {
        // A statement of monstrous length has more actors than are candidates.
        actors.add(source);
      }
      int known = source == null ? -1 : actors.indexOf(source);
      Candidates now = new Candidates(statement, actors, known, pass);
      Candidates then = new Candidates(statement, actors, known, next);
      for (Role role : Role.values()) {
        for (int i = 0; now.isScored(role) && i < actors.size(); i++) {
          int[] found = features.features(role, statement, actors.get(i));
          now.add(role, i, found);
          then.add(role, i, found);
        }
      }
      undecided.add(then);
      choose(features, now);
    }
  }

  /** Decides anew, now by what {@link #decide} decided, which the generator has been told. */
  void decideAgain(RoleFeatureGenerator features) {
    for (Candidates act : undecided) {
      for (Role role : Role.values()) {
        for (int i = 0; act.isScored(role) && i < act.actors.size(); i++) {
          act.add(role, i, features.featuresOfDecisions(role, act.statement, act.actors.get(i)));
        }
      }
      choose(features, act);
    }
  }

  /**
   * Decides source and target together: the pair with the highest product of the source's
   * probability and that of the target given the source.
   */
  private void choose(RoleFeatureGenerator features, Candidates act) {
    int statement = act.statement;
    List<Actor> candidates = act.actors;
    double[] left = act.known < 0 ? logarithms(act.sources) : certain(act.known, candidates.size());
    double best = Double.NEGATIVE_INFINITY;
    for (int tried = 0; tried < Math.min(SOURCES_TRIED, left.length); tried++) {
      int source = argmax(left);
      double sourceScore = left[source];
      if (sourceScore == Double.NEGATIVE_INFINITY) {
        break;
      }
      left[source] = Double.NEGATIVE_INFINITY;
      double[] given = act.targets.clone();
      for (int i = 0; i < given.length; i++) {
        int[] more = features.featuresGiven(candidates.get(source), statement, candidates.get(i));
        given[i] += act.pass.target().score(more);
      }
      double[] targetScores = logarithms(given);
      exclude(targetScores, candidates, statement, candidates.get(source));
      int target = argmax(targetScores);
      double score = sourceScore + targetScores[target];
      if (score > best) {
        best = score;
        sources[statement] = candidates.get(source);
        targets[statement] = candidates.get(target);
      }
    }
    targetAccuser(statement);
  }

  /** Decides which charge each reply answers, in the order of the article. */
  void link(LinkFeatureGenerator features, Ranking ranking) {
    linkedSources = sources.clone();
    linkedTargets = targets.clone();
    int before = LabelledRoles.NO_ANSWER;
    for (int reply = 0; reply < labels.size(); reply++) {
      if (!isReply(labels.get(reply))) {
        continue;
      }
      int best = LabelledRoles.NO_ANSWER;
      double bestScore = ranking.score(features.features(reply, LabelledRoles.NO_ANSWER, before));
      for (int charge : features.charges(reply)) {
        double score = ranking.score(features.features(reply, charge, before));
        if (score > bestScore) {
          bestScore = score;
          best = charge;
        }
      }
      answers[reply] = best;
      before = best;
    }
  }

  static boolean isReply(StatementLabel label) {
    return label == StatementLabel.DENIAL || label == StatementLabel.COUNTER_ACCUSATION;
  }

  /**
   * Returns who is surely the source: whose accusation it is called, or who is quoted, unless a
   * scorer is sure that it is somebody else. What is quoted is the act of who says it; a ranking
   * learnt from invented articles, which have fewer actors than the press, would weigh that less
   * than it deserves.
   */
  private Actor knownSource(RoleFeatureGenerator features, int statement) {
    Actor accuser = features.clauses(statement).accuser();
    if (accuser != null && labels.get(statement) == StatementLabel.ACCUSATION) {
      return accuser;
    }
    if (article.reading().readings().get(statement).statement().quoted() == Quoted.NONE) {
      return null;
    }
    Actor quoted = article.speakers().get(statement).actor();
    return quoted == null || features.isSurelyAnother(statement, quoted) ? null : quoted;
  }

  private static double[] certain(int candidate, int size) {
    double[] scores = new double[size];
    Arrays.fill(scores, Double.NEGATIVE_INFINITY);
    scores[candidate] = 0;
    return scores;
  }

  /**
   * Takes out who can't be the target: the source itself, and for a reply whoever was blamed by the
   * charge that it answers.
   */
  private void exclude(double[] targetScores, List<Actor> candidates, int statement, Actor source) {
    int charge = answers[statement];
    Actor accused = charge == LabelledRoles.NO_ANSWER ? null : linkedTargets[charge];
    for (int i = 1; i < targetScores.length; i++) {
      Actor candidate = candidates.get(i);
      if (candidate == source || candidate == accused) {
        targetScores[i] = Double.NEGATIVE_INFINITY;
      }
    }
  }

  /** Makes who made the charge that a denial answers its target, where that is known. */
  private void targetAccuser(int statement) {
    int charge = answers[statement];
    if (labels.get(statement) == StatementLabel.DENIAL && charge != LabelledRoles.NO_ANSWER) {
      Actor accuser = linkedSources[charge];
      if (accuser != null && accuser != sources[statement]) {
        targets[statement] = accuser;
      }
    }
  }

  /** Returns the logarithms of the probabilities that scores stand for, of which one is right. */
  private static double[] logarithms(double[] scores) {
    double most = scores[argmax(scores)];
    double sum = 0;
    for (double score : scores) {
      sum += Math.exp(score - most);
    }
    double[] logarithms = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      logarithms[i] = scores[i] - most - Math.log(sum);
    }
    return logarithms;
  }

  /** Returns the place of the highest value, the first of several. */
  static int argmax(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
