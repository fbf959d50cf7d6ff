package org.weerwoord.classifiers;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.AttributedActor;
import org.weerwoord.attribution.Attribution;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.attribution.Attributor;
import org.weerwoord.attribution.Exchange;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
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

  /** Returns a labeller that names nobody: of a baseline, or of a model of labels alone. */
  public static Labeller withoutAttribution(StatementClassifier classifier) {
    return new Labeller(
        classifier, new Attributor(AttributionModel.untrained()), LEFT_TO_THE_CLASSIFIER);
  }

  /**
   * What was found in an article.
   *
   * @param classifications one a statement
   * @param attributions one a statement
   */
  public record Labelled(List<Classification> classifications, List<Attribution> attributions) {

    /** Keeps its own lists. */
    public Labelled {
      classifications = List.copyOf(classifications);
      attributions = List.copyOf(attributions);
    }
  }

  /** Labels the statements of an article, given in their order. */
  public Labelled label(List<Statement> statements, Language language) {
    ArticleActors article = ArticleActors.of(ArticleReading.of(statements, language));
    List<Classification> classifications = classifier.classify(article);
    List<StatementLabel> first = labels(classifications);
    List<Attribution> attributions = attributor.attribute(article, first);
    List<Classification> decided = decide(classifications, attributions);
    List<StatementLabel> second = labels(decided);
    return new Labelled(
        decided, second.equals(first) ? attributions : attributor.attribute(article, second));
  }

  private static List<StatementLabel> labels(List<Classification> classifications) {
    return classifications.stream().map(Classification::label).toList();
  }

  private List<Classification> decide(
      List<Classification> classifications, List<Attribution> attributions) {
    List<Classification> decided = new ArrayList<>(classifications);
    Map<String, Set<String>> accusers = new HashMap<>();
    for (int i = 0; i < decided.size(); i++) {
      StatementLabel label = classifications.get(i).label();
      if (!Exchange.isCharge(label)) {
        continue;
      }
      Attribution attribution = attributions.get(i);
      if (roleWeight < 1 && !answersACharge(attribution, accusers)) {
        decided.set(i, weighted(classifications.get(i)));
      }
      if (attribution.target() != null) {
        accusers
            .computeIfAbsent(attribution.target().side(), side -> new HashSet<>())
            .add(attribution.source() == null ? null : attribution.source().side());
      }
    }
    return decided;
  }

  /**
   * Returns whether a charge hits an attribution's source and comes from its target.
   *
   * @param accusers the sides that charged each side so far; null among them where it is not known
   */
  private static boolean answersACharge(
      Attribution attribution, Map<String, Set<String>> accusers) {
    if (attribution.source() == null) {
      return false;
    }
    Set<String> ofSource = accusers.get(attribution.source().side());
    AttributedActor target = attribution.target();
    return ofSource != null
        && (target == null || ofSource.contains(null) || ofSource.contains(target.side()));
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
