package org.weerwoord.evaluation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.weerwoord.attribution.AttributedActor;
import org.weerwoord.attribution.Attribution;
import org.weerwoord.attribution.LabelledRoles;
import org.weerwoord.classifiers.Classification;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.text.Span;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;

/** A statement as a classifier labelled it: what is needed to compare it with gold. */
public final class Predicted implements Serializable {

  /** Leaves room for the rounding of probabilities that are averages or quotients. */
  private static final double ROUNDING = 1e-9;

  private final Span span;
  private final StatementLabel label;
  private final String statementId;
  private final String source;
  private final String target;
  private final String answers;
  private final double[] probabilities;
  private final List<String> evidence;

  /**
   * Creates a labelled statement.
   *
   * @param begin offset of the first character in the article's text, in UTF-16 units
   * @param end offset after the last character, in UTF-16 units
   * @param label the label; never null
   * @param statementId identifier, unique in the article, or null if unknown
   * @param source who accuses, denies or counters, or null if unknown
   * @param target who is blamed or made the denied charge, or null if unknown
   * @param answers {@code statementId} of the charge that this statement answers, or null
   * @param probabilities one probability a label, in the order of {@link StatementLabel}, or null
   *     if unknown
   * @param evidence the words that weighed most for the label; may be empty
   * @throws IllegalArgumentException if the offsets are out of order, or the probabilities are not
   *     four numbers from 0 to 1
   */
  public Predicted(
      int begin,
      int end,
      StatementLabel label,
      String statementId,
      String source,
      String target,
      String answers,
      double[] probabilities,
      List<String> evidence) {
    this.span = new Span(begin, end);
    this.label = label;
    this.statementId = statementId;
    this.source = source;
    this.target = target;
    this.answers = answers;
    this.probabilities = probabilities == null ? null : checked(probabilities.clone());
    this.evidence = List.copyOf(evidence);
  }

  /** Creates a statement of which only place and label are known. */
  public static Predicted of(int begin, int end, StatementLabel label) {
    return new Predicted(begin, end, label, null, null, null, null, null, List.of());
  }

  /**
   * Creates a statement as it was labelled and attributed; its position is its identifier.
   *
   * @param probabilities see the constructor
   */
  public static Predicted of(
      Statement statement,
      StatementLabel label,
      Attribution attribution,
      double[] probabilities,
      List<String> evidence) {
    return new Predicted(
        statement.begin(),
        statement.end(),
        label,
        Integer.toString(statement.position()),
        name(attribution.source()),
        name(attribution.target()),
        attribution.answers() == LabelledRoles.NO_ANSWER
            ? null
            : Integer.toString(attribution.answers()),
        probabilities,
        evidence);
  }

  /** Returns the statements of an article as a classifier labelled them. */
  public static List<Predicted> all(Labeller.Labelled labelled) {
    List<Predicted> predicted = new ArrayList<>(labelled.statements().size());
    for (int i = 0; i < labelled.statements().size(); i++) {
      Classification classification = labelled.classifications().get(i);
      predicted.add(
          of(
              labelled.statements().get(i),
              classification.label(),
              labelled.attributions().get(i),
              classification.probabilities().stream().mapToDouble(p -> p).toArray(),
              classification.evidence()));
    }
    return predicted;
  }

  private static String name(AttributedActor actor) {
    return actor == null ? null : actor.name();
  }

  private static double[] checked(double[] probabilities) {
    boolean valid = probabilities.length == StatementLabel.COUNT;
    for (double probability : probabilities) {
      valid &= probability >= 0 && probability <= 1 + ROUNDING;
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "Probabilities must be "
              + StatementLabel.COUNT
              + " numbers from 0 to 1, one a label, but are "
              + Arrays.toString(probabilities));
    }
    return probabilities;
  }

  /** Returns the place in the article's text, in UTF-16 units. */
  public Span span() {
    return span;
  }

  /** Returns the label. */
  public StatementLabel label() {
    return label;
  }

  /** Returns the identifier, or null if unknown. */
  public String statementId() {
    return statementId;
  }

  /** Returns who accuses, denies or counters, or null if unknown. */
  public String source() {
    return source;
  }

  /** Returns who is blamed or made the denied charge, or null if unknown. */
  public String target() {
    return target;
  }

  /** Returns the identifier of the charge that this statement answers, or null. */
  public String answers() {
    return answers;
  }

  /** Returns the words that weighed most for the label, strongest first; may be empty. */
  public List<String> evidence() {
    return evidence;
  }

  /** Returns whether the probabilities of the labels are known. */
  public boolean hasProbabilities() {
    return probabilities != null;
  }

  /**
   * Returns the probability of a label, from 0 to 1.
   *
   * @throws IllegalStateException if the probabilities are not known
   */
  // StatementLabel fixes the order of its constants as the order of such arrays.
  @SuppressWarnings("EnumOrdinal")
  public double probability(StatementLabel of) {
    if (probabilities == null) {
      throw new IllegalStateException(
          "Statement at "
              + span.begin()
              + " has no probabilities; ask hasProbabilities() before asking for one");
    }
    return probabilities[of.ordinal()];
  }
}
