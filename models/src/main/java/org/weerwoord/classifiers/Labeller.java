package org.weerwoord.classifiers;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.Attribution;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.attribution.Attributor;
import org.weerwoord.attribution.Exchange;
import org.weerwoord.attribution.LabelledRoles;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;
import org.weerwoord.text.StatementLabel;

/**
 * Labels and attributes the statements of an article after one reading of it. Ready to be
 * broadcast.
 *
 * <p>A counter-accusation is an accusation by somebody who was blamed, against who blamed him.
 * Whether that is so is known only once sources and targets are: so what the classifier takes for a
 * charge keeps its odds of being a counter-accusation only where an earlier charge by its target's
 * side hits its source's side; else they fall.
 *
 * @param classifier finds the labels
 * @param attributor finds, given the labels, who acts against whom and what is answered
 * @param roleWeight share of the probability that a counter-accusation keeps where no earlier
 *     charge fits, in [0,1]; 1 leaves the labels to the classifier
 */
public record Labeller(StatementClassifier classifier, Attributor attributor, double roleWeight)
    implements Serializable {

  /** The weight that leaves the labels to the classifier. */
  public static final double LEFT_TO_THE_CLASSIFIER = 1;

  /**
   * The weight beside the fast classifier. Held-out articles of the corpus, where roles are surer
   * and counter-accusations more frequent, would have it near 1, press articles near 0.05. A
   * classifier that reads the article's statements in their order does not need it: beside the
   * sequence model this weight loses most of the counter-accusations.
   */
  public static final double FAST_ROLE_WEIGHT = 0.135;

  private static final int ACCUSATION = StatementLabel.ACCUSATION.ordinal();
  private static final int COUNTER = StatementLabel.COUNTER_ACCUSATION.ordinal();

  /**
   * @throws IllegalArgumentException if the weight is not in [0,1]
   */
  public Labeller {
    if (!(roleWeight >= 0 && roleWeight <= 1)) {
      throw new IllegalArgumentException(
          "The weight of roles must be between 0 and 1, but is " + roleWeight);
    }
  }

  /**
   * Returns a labeller that was not taught whom to name, and names only whom rules know, such as
   * whoever is quoted: of a baseline, or of a model of labels alone.
   */
  public static Labeller withoutAttribution(StatementClassifier classifier) {
    return new Labeller(
        classifier, new Attributor(AttributionModel.untrained()), LEFT_TO_THE_CLASSIFIER);
  }

  /**
   * What was found in an article.
   *
   * @param statements in their order
   * @param classifications one a statement
   * @param attributions one a statement
   * @param basis what both were decided from
   */
  public record Labelled(
      List<Statement> statements,
      List<Classification> classifications,
      List<Attribution> attributions,
      Basis basis) {

    /** Keeps its own lists. */
    public Labelled {
      statements = List.copyOf(statements);
      classifications = List.copyOf(classifications);
      attributions = List.copyOf(attributions);
    }

    /** Returns the label of each statement. */
    public List<StatementLabel> labels() {
      return Labeller.labels(classifications);
    }

    /** Returns each charge with what answers it, in the order of the charges. */
    public List<Exchange> exchanges() {
      return Exchange.of(labels(), attributions);
    }
  }

  /** Splits an article into statements and labels them. */
  public Labelled label(Article article) {
    return label(StatementExtractor.extract(article), article.language());
  }

  /**
   * What labels are decided from where roles have a say, to explain them by.
   *
   * @param classifications one a statement, as the classifier alone has them
   * @param attributions one a statement, on these labels
   * @param fitting of each statement that the classifier takes for a charge, the position of the
   *     earliest charge before it that fits: it hits this one's source and comes from its target;
   *     {@link LabelledRoles#NO_ANSWER} if none does, and for other statements
   */
  public record Basis(
      List<Classification> classifications, List<Attribution> attributions, List<Integer> fitting) {

    /** Keeps its own lists. */
    public Basis {
      classifications = List.copyOf(classifications);
      attributions = List.copyOf(attributions);
      fitting = List.copyOf(fitting);
    }
  }

  /** Labels the statements of an article, given in their order. */
  public Labelled label(List<Statement> statements, Language language) {
    ArticleActors article = ArticleActors.of(ArticleReading.of(statements, language));
    StatementClassifier.Read read = classifier.read(article);
    List<Classification> classifications = read.classifications();
    List<StatementLabel> first = labels(classifications);
    List<Attribution> attributions = attributor.attribute(article, first, read.roles());
    List<Integer> fitting = fitting(first, attributions);
    List<Classification> decided = decide(classifications, fitting);
    List<StatementLabel> second = labels(decided);
    return new Labelled(
        statements,
        decided,
        second.equals(first) ? attributions : attributor.attribute(article, second, read.roles()),
        new Basis(classifications, attributions, fitting));
  }

  /** Attributes statements whose labels are known, given in their order. */
  public List<Attribution> attribute(
      List<Statement> statements, Language language, List<StatementLabel> labels) {
    ArticleActors article = ArticleActors.of(ArticleReading.of(statements, language));
    return attributor.attribute(article, labels, classifier.read(article).roles());
  }

  private static List<StatementLabel> labels(List<Classification> classifications) {
    return classifications.stream().map(Classification::label).toList();
  }

  private List<Classification> decide(List<Classification> classifications, List<Integer> fitting) {
    List<Classification> decided = new ArrayList<>(classifications);
    for (int i = 0; i < decided.size(); i++) {
      if (roleWeight < 1
          && Exchange.isCharge(decided.get(i).label())
          && fitting.get(i) == LabelledRoles.NO_ANSWER) {
        decided.set(i, weighted(decided.get(i)));
      }
    }
    return decided;
  }

  private static List<Integer> fitting(
      List<StatementLabel> labels, List<Attribution> attributions) {
    List<Integer> fitting = new ArrayList<>(labels.size());
    // Of each side that is charged, the first charge by each side; null where that is not known.
    Map<String, Map<String, Integer>> charges = new HashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      if (!Exchange.isCharge(labels.get(i))) {
        fitting.add(LabelledRoles.NO_ANSWER);
        continue;
      }
      Attribution attribution = attributions.get(i);
      fitting.add(fitting(attribution, charges));
      if (attribution.target() != null) {
        charges
            .computeIfAbsent(attribution.target().side(), side -> new LinkedHashMap<>())
            .putIfAbsent(attribution.source() == null ? null : attribution.source().side(), i);
      }
    }
    return fitting;
  }

  /** Returns the first charge that hits an attribution's source and may come from its target. */
  private static int fitting(Attribution attribution, Map<String, Map<String, Integer>> charges) {
    Map<String, Integer> hits =
        attribution.source() == null ? null : charges.get(attribution.source().side());
    if (hits == null) {
      return LabelledRoles.NO_ANSWER;
    }
    if (attribution.target() == null) {
      return hits.values().iterator().next();
    }
    int first =
        Math.min(
            hits.getOrDefault(attribution.target().side(), Integer.MAX_VALUE),
            hits.getOrDefault(null, Integer.MAX_VALUE));
    return first == Integer.MAX_VALUE ? LabelledRoles.NO_ANSWER : first;
  }

  private Classification weighted(Classification classification) {
    List<Double> probabilities = new ArrayList<>(classification.probabilities());
    double charge = probabilities.get(ACCUSATION) + probabilities.get(COUNTER);
    double counter = probabilities.get(COUNTER) * roleWeight;
    double share = counter / Math.max(probabilities.get(ACCUSATION) + counter, Double.MIN_NORMAL);
    probabilities.set(COUNTER, charge * share);
    probabilities.set(ACCUSATION, charge * (1 - share));
    StatementLabel label =
        share > 0.5 ? StatementLabel.COUNTER_ACCUSATION : StatementLabel.ACCUSATION;
    return new Classification(label, List.copyOf(probabilities), classification.evidence());
  }
}
