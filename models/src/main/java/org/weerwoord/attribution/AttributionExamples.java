package org.weerwoord.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.weerwoord.attribution.AttributionModel.Ranking;
import org.weerwoord.attribution.RoleFeatureGenerator.Role;
import org.weerwoord.text.StatementLabel;

/**
 * What an article that annotators labelled teaches an {@link AttributionModel}. The methods are
 * called in the order of the passes.
 */
public final class AttributionExamples {

  /**
   * How often an example counts in which nobody is named: the press leaves out the source about
   * four times as often as the corpus does.
   */
  private static final double UNNAMED_WEIGHT = 4;

  /**
   * How often an act counts that goes on from one of its kind: in the press half of the denials
   * follow a denial, in the corpus three in ten, and so it is with charges.
   */
  private static final double CONTINUING_WEIGHT = 2.5;

  private final ArticleActors article;
  private final List<StatementLabel> labels;
  private final List<LabelledRoles> annotated;
  private final Roles roles;
  private final RoleFeatureGenerator features;

  /**
   * @param labels of the article's statements
   * @param annotated who acts in them
   * @param scorer of the article, which was not trained on it; null if there is none
   */
  public AttributionExamples(
      ArticleActors article,
      List<StatementLabel> labels,
      List<LabelledRoles> annotated,
      RoleScorer scorer) {
    this.article = article;
    this.labels = labels;
    this.annotated = annotated;
    roles = new Roles(article, labels);
    features = new RoleFeatureGenerator(article, labels, scorer);
  }

  /**
   * An act to learn from: which of its candidates an annotator named.
   *
   * @param source whether each candidate is called like the annotated source; none is where that
   *     can't be told
   * @param target likewise of the target
   * @param sourceWeight how often the source counts
   */
  public record Act(ActCandidates candidates, BitSet source, BitSet target, double sourceWeight) {}

  /** Returns the acts, without any decision on them. */
  public List<Act> acts() {
    List<Act> acts = new ArrayList<>();
    for (int statement = 0; statement < labels.size(); statement++) {
      if (labels.get(statement) != StatementLabel.NONE) {
        LabelledRoles names = annotated.get(statement);
        BitSet source = right(statement, names.source());
        acts.add(
            new Act(
                features.act(statement, features.candidates(statement)),
                source,
                right(statement, names.target()),
                source.get(0) ? UNNAMED_WEIGHT : 1));
      }
    }
    return acts;
  }

  /** Returns how often an act counts in learning a role, of which some candidates are right. */
  private double weight(Role role, int statement, BitSet right) {
    boolean unnamed = role == Role.SOURCE && right.get(0);
    int before = features.previousAct(statement);
    boolean continuing = before >= 0 && labels.get(before) == labels.get(statement);
    return (unnamed ? UNNAMED_WEIGHT : 1) * (continuing ? CONTINUING_WEIGHT : 1);
  }

  /** Returns which of an act's candidates, nobody first, a name means. */
  private BitSet right(int statement, String name) {
    BitSet right = new BitSet();
    boolean[] matches = matches(statement, name);
    if (matches != null) {
      List<Actor> actors = features.candidates(statement);
      right.set(0, matches[0]);
      for (int i = 0; i < actors.size(); i++) {
        right.set(i + 1, matches[actors.get(i).id() + 1]);
      }
    }
    return right;
  }

  /** A decision between candidates, of which a ranking should put a right one first. */
  public static final class Choice {

    private final List<int[]> candidates;
    private final BitSet right;
    private final double weight;

    private Choice(List<int[]> candidates, BitSet right, double weight) {
      this.candidates = candidates;
      this.right = right;
      this.weight = weight;
    }

    /** Returns how many candidates there are. */
    public int size() {
      return candidates.size();
    }

    /** Returns the indices of a candidate's features, in no order; one may come twice. */
    public int[] features(int candidate) {
      return candidates.get(candidate).clone();
    }

    /** Returns whether a candidate is what the annotator named; at least one is. */
    public boolean isRight(int candidate) {
      return right.get(candidate);
    }

    /** Returns how often the decision counts. */
    public double weight() {
      return weight;
    }
  }

  /** Returns the decisions on the sources of all acts; nobody is a candidate too. */
  public List<Choice> sources() {
    return choices(Role.SOURCE);
  }

  /** Returns the decisions on the targets of all acts, given their annotated sources. */
  public List<Choice> targets() {
    return choices(Role.TARGET);
  }

  /** Runs the first pass, by rankings that were not trained on this article. */
  public void decideRoles(Ranking source, Ranking target) {
    Roles.Pass pass = new Roles.Pass(source, target);
    roles.decide(features, pass, pass);
  }

  /**
   * Returns the decisions on which charge each reply answers, or none. Where several statements
   * make the same charge, the corpus's annotators pointed to the first, those of the press as often
   * to the last before the reply: both are right.
   */
  public List<Choice> links() {
    LinkFeatureGenerator links = new LinkFeatureGenerator(article, labels, roles);
    List<Choice> choices = new ArrayList<>();
    int before = LabelledRoles.NO_ANSWER;
    for (int reply = 0; reply < labels.size(); reply++) {
      if (!Roles.isReply(labels.get(reply))) {
        continue;
      }
      int answers = annotated.get(reply).answers();
      if (answers == LabelledRoles.NOT_ASKED) {
        continue;
      }
      int[] charges = links.charges(reply);
      BitSet right = new BitSet();
      List<int[]> candidates = new ArrayList<>(charges.length + 1);
      int latest = latestLike(answers, reply, charges);
      right.set(0, answers == LabelledRoles.NO_ANSWER);
      candidates.add(links.features(reply, LabelledRoles.NO_ANSWER, before));
      for (int i = 0; i < charges.length; i++) {
        right.set(i + 1, charges[i] == answers || charges[i] == latest);
        candidates.add(links.features(reply, charges[i], before));
      }
      add(choices, candidates, right, 1);
      before = answers;
    }
    return choices;
  }

  /**
   * Returns the last of some charges before a reply that is the same as the one it answers; {@link
   * LabelledRoles#NO_ANSWER} if none is, or it answers none.
   */
  private int latestLike(int answers, int reply, int[] charges) {
    return answers == LabelledRoles.NO_ANSWER
        ? LabelledRoles.NO_ANSWER
        : Arrays.stream(charges)
            .filter(charge -> charge < reply && isSameCharge(answers, charge))
            .max()
            .orElse(LabelledRoles.NO_ANSWER);
  }

  private boolean isSameCharge(int one, int other) {
    LabelledRoles roles = annotated.get(one);
    LabelledRoles others = annotated.get(other);
    return Names.match(roles.source(), others.source())
        && Names.match(roles.target(), others.target());
  }

  /** Links replies, by a ranking that was not trained on this article. */
  public void decideLinks(Ranking link) {
    roles.link(new LinkFeatureGenerator(article, labels, roles), link);
    features.decide(roles);
  }

  private List<Choice> choices(Role role) {
    List<Choice> choices = new ArrayList<>();
    for (int statement = 0; statement < labels.size(); statement++) {
      if (labels.get(statement) == StatementLabel.NONE) {
        continue;
      }
      LabelledRoles names = annotated.get(statement);
      String name = role == Role.SOURCE ? names.source() : names.target();
      Actor source = role == Role.TARGET ? best(statement, names.source()) : null;
      BitSet right = right(statement, name);
      List<int[]> candidates = new ArrayList<>();
      candidates.add(found(role, statement, null, source));
      for (Actor actor : features.candidates(statement)) {
        candidates.add(found(role, statement, actor, source));
      }
      add(choices, candidates, right, weight(role, statement, right));
    }
    return choices;
  }

  /** Adds a decision if there is something to decide, and a right candidate. */
  private static void add(
      List<Choice> choices, List<int[]> candidates, BitSet right, double weight) {
    if (!right.isEmpty() && candidates.size() > 1) {
      choices.add(new Choice(candidates, right, weight));
    }
  }

  private int[] found(Role role, int statement, Actor candidate, Actor source) {
    int[] alone = features.features(role, statement, candidate);
    if (role == Role.SOURCE) {
      return alone;
    }
    int[] given = features.featuresGiven(source, statement, candidate);
    return IntStream.concat(Arrays.stream(alone), Arrays.stream(given)).toArray();
  }

  /**
   * Returns which of nobody and the actors a name means; null if none of them is called so, or no
   * annotator was asked, which nothing can be learnt from.
   */
  private boolean[] matches(int statement, String name) {
    List<Actor> actors = article.actors();
    if (name == null) {
      return null;
    }
    boolean[] matches = new boolean[actors.size() + 1];
    if (name.isEmpty()) {
      matches[0] = true;
      return matches;
    }
    boolean any = false;
    for (int i = 0; i < actors.size(); i++) {
      String text = article.naming(statement, actors.get(i)).shortText();
      matches[i + 1] = Names.match(name, text);
      any |= matches[i + 1];
    }
    for (int i = 0; i < actors.size() && !any; i++) {
      for (Mention mention : actors.get(i).mentions()) {
        matches[i + 1] |= Names.match(name, mention.shortText());
      }
      any = matches[i + 1];
    }
    return any ? matches : null;
  }

  private Actor best(int statement, String name) {
    boolean[] matches = matches(statement, name);
    Actor best = null;
    for (Actor actor : article.actors()) {
      if (matches != null
          && matches[actor.id() + 1]
          && (best == null || actor.mentions().size() > best.mentions().size())) {
        best = actor;
      }
    }
    return best;
  }
}
