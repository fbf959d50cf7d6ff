package org.weerwoord.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.weerwoord.attribution.AttributionModel.Ranking;
import org.weerwoord.attribution.RoleFeatureGenerator.Role;
import org.weerwoord.reading.ArticleReading;
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

  private final ArticleActors article;
  private final List<StatementLabel> labels;
  private final List<LabelledRoles> annotated;
  private final Roles roles;
  private final RoleFeatureGenerator features;

  /**
   * @param labels of the article's statements
   * @param annotated who acts in them
   */
  public AttributionExamples(
      ArticleReading article, List<StatementLabel> labels, List<LabelledRoles> annotated) {
    this.article = ArticleActors.of(article);
    this.labels = labels;
    this.annotated = annotated;
    roles = new Roles(this.article, labels);
    features = new RoleFeatureGenerator(this.article, labels);
  }

  /**
   * What a binary classifier learns from: a candidate, or two charges of which a reply answers one.
   */
  public static final class Example {

    private final int[] features;
    private final double[] values;
    private final boolean right;
    private final double weight;

    private Example(int[] features, double[] values, boolean right, double weight) {
      this.features = features;
      this.values = values;
      this.right = right;
      this.weight = weight;
    }

    /** Returns the indices of the features that are not 0, ascending. */
    public int[] features() {
      return features;
    }

    /** Returns how often each is found, minus how often the second of two charges has it. */
    public double[] values() {
      return values;
    }

    /** Returns whether the candidate is who the annotator named, or the first charge answered. */
    public boolean right() {
      return right;
    }

    /** Returns a weight by which each reply counts alike, however many charges there are. */
    public double weight() {
      return weight;
    }
  }

  /** Returns the candidates for the sources of all acts; nobody is a candidate too. */
  public List<Example> sources() {
    return candidates(Role.SOURCE);
  }

  /** Returns the candidates for the targets of all acts, given their annotated sources. */
  public List<Example> targets() {
    return candidates(Role.TARGET);
  }

  /** Runs the first pass, by rankings that were not trained on this article. */
  public void decideRoles(Ranking source, Ranking target) {
    roles.decide(features, source, target);
  }

  /** Returns the preferences between charges. */
  public List<Example> links() {
    LinkFeatureGenerator links = new LinkFeatureGenerator(article, labels, roles);
    List<Example> preferences = new ArrayList<>();
    int before = LabelledRoles.NO_ANSWER;
    for (int reply = 0; reply < labels.size(); reply++) {
      if (!Roles.isReply(labels.get(reply))) {
        continue;
      }
      int answers = annotated.get(reply).answers();
      boolean known = answers < 0 || (answers != reply && links.isCharge(answers));
      if (known) {
        int[] right = links.features(reply, answers, before);
        List<int[]> wrong = new ArrayList<>();
        if (answers >= 0) {
          wrong.add(links.features(reply, LabelledRoles.NO_ANSWER, before));
        }
        for (int charge : links.charges(reply)) {
          if (charge != answers) {
            wrong.add(links.features(reply, charge, before));
          }
        }
        for (int[] other : wrong) {
          // Every other pair is turned round, so that there are examples of both classes.
          boolean turned = preferences.size() % 2 == 1;
          preferences.add(preference(right, other, turned, 1 / Math.sqrt(wrong.size())));
        }
      }
      before = answers;
    }
    return preferences;
  }

  /** Links replies, by a ranking that was not trained on this article. */
  public void decideLinks(Ranking link) {
    roles.link(new LinkFeatureGenerator(article, labels, roles), link);
    features.decide(roles);
  }

  private List<Example> candidates(Role role) {
    List<Example> candidates = new ArrayList<>();
    for (int statement = 0; statement < labels.size(); statement++) {
      if (labels.get(statement) == StatementLabel.NONE) {
        continue;
      }
      LabelledRoles names = annotated.get(statement);
      boolean[] right = matches(statement, role == Role.SOURCE ? names.source() : names.target());
      if (right == null) {
        continue;
      }
      Actor source = role == Role.TARGET ? best(statement, names.source()) : null;
      double weight = right[0] ? UNNAMED_WEIGHT : 1;
      candidates.add(candidate(found(role, statement, null, source), right[0], weight));
      for (Actor actor : features.candidates(statement)) {
        candidates.add(
            candidate(found(role, statement, actor, source), right[actor.id() + 1], weight));
      }
    }
    return candidates;
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
   * Returns which of nobody and the actors a name means; null if none of them is called so, which
   * nothing can be learnt from.
   */
  private boolean[] matches(int statement, String name) {
    List<Actor> actors = article.actors();
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

  private static Example candidate(int[] found, boolean right, double weight) {
    return example(counts(found, 1), right, weight);
  }

  private static Example preference(int[] right, int[] wrong, boolean turned, double weight) {
    SortedMap<Integer, Double> difference = counts(right, turned ? -1 : 1);
    counts(wrong, turned ? 1 : -1)
        .forEach((feature, count) -> difference.merge(feature, count, Double::sum));
    difference.values().removeIf(value -> value == 0);
    return example(difference, !turned, weight);
  }

  /** Returns how often each feature was found, times a sign. */
  private static SortedMap<Integer, Double> counts(int[] found, double sign) {
    SortedMap<Integer, Double> counts = new TreeMap<>();
    for (int feature : found) {
      counts.merge(feature, sign, Double::sum);
    }
    return counts;
  }

  private static Example example(SortedMap<Integer, Double> values, boolean right, double weight) {
    return new Example(
        values.keySet().stream().mapToInt(i -> i).toArray(),
        values.values().stream().mapToDouble(v -> v).toArray(),
        right,
        weight);
  }
}
