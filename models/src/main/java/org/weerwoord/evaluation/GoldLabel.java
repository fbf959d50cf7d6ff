package org.weerwoord.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.weerwoord.attribution.LabelledRoles;
import org.weerwoord.attribution.Names;
import org.weerwoord.text.StatementLabel;

/**
 * The label that annotators gave a statement, with what they noted about it.
 *
 * @param label the label; never null
 * @param also a second act in the statement, or null
 * @param source who accuses, denies or counters, empty if the text does not say; never null
 * @param target who is blamed or made the denied charge, empty if the text does not say; never null
 * @param answers index of the statement with the charge that this one answers, or null
 * @param hard whether an annotator found the label arguable
 * @param secondSource the second annotator's source, or null if only one annotator named it
 * @param secondTarget the second annotator's target, or null if only one annotator named it
 * @param secondAnswers the second annotator's index of the charge, or null
 */
public record GoldLabel(
    StatementLabel label,
    StatementLabel also,
    String source,
    String target,
    Integer answers,
    boolean hard,
    String secondSource,
    String secondTarget,
    Integer secondAnswers) {

  /** The label of a statement that annotators did not mark. */
  public static final GoldLabel UNMARKED =
      new GoldLabel(StatementLabel.NONE, null, "", "", null, false, null, null, null);

  /** Returns who acts in the statement, as the first annotator has it. */
  public LabelledRoles roles() {
    return isAct()
        ? new LabelledRoles(source, target, answers == null ? LabelledRoles.NO_ANSWER : answers)
        : LabelledRoles.NONE;
  }

  /** Reads one element of {@code labels}; indices must lie below {@code statements}. */
  static GoldLabel of(JsonObject json, int statements) {
    return new GoldLabel(
        json.requiredLabel("label"),
        json.label("also"),
        json.text("source", ""),
        json.text("target", ""),
        json.index("answers", statements),
        json.flag("hard"),
        json.has("source_b") ? json.text("source_b", "") : null,
        json.has("target_b") ? json.text("target_b", "") : null,
        json.index("answers_b", statements));
  }

  /**
   * Reads the array {@code labels} into one label a statement.
   *
   * @throws IllegalArgumentException if an index is out of range or labelled twice
   */
  static List<GoldLabel> list(JsonObject article, int statements) {
    GoldLabel[] labels = new GoldLabel[statements];
    for (JsonObject json : article.objects("labels")) {
      int i = json.requiredIndex("i", statements);
      if (labels[i] != null) {
        throw json.ruleBroken("i", "must name each statement once, but " + i + " comes again");
      }
      labels[i] = of(json, statements);
    }
    List<GoldLabel> list = new ArrayList<>(statements);
    for (GoldLabel label : labels) {
      list.add(label == null ? UNMARKED : label);
    }
    return list;
  }

  /** Returns whether the statement is an accusation, denial or counter-accusation. */
  public boolean isAct() {
    return label != StatementLabel.NONE;
  }

  /** Returns whether the statement is a reply to a charge that an annotator pointed out. */
  boolean isLinkedReply() {
    boolean reply = label == StatementLabel.DENIAL || label == StatementLabel.COUNTER_ACCUSATION;
    return reply && (answers != null || secondAnswers != null);
  }

  /** Returns whether either annotator linked the statement to the charge with this index. */
  boolean isAnswerTo(int index) {
    return (answers != null && answers == index)
        || (secondAnswers != null && secondAnswers == index);
  }

  /** Returns whether a name means the source of either annotator; null counts as empty. */
  boolean hasSource(String name) {
    return Names.match(source, name) || (secondSource != null && Names.match(secondSource, name));
  }

  /** Returns whether a name means the target of either annotator; null counts as empty. */
  boolean hasTarget(String name) {
    return Names.match(target, name) || (secondTarget != null && Names.match(secondTarget, name));
  }
}
