package org.weerwoord.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.weerwoord.text.StatementLabel;

/**
 * The scores of a classifier beside those of baselines on the same gold articles, as text and as
 * JSON.
 */
public final class EvaluationReport {

  private static final int NAME_WIDTH = 42;
  private static final int LABEL_WITH_SUPPORT_WIDTH = 29;
  private static final int COLUMN_GAP = 2;
  private static final int MIN_COLUMN_WIDTH = 10;
  private static final int LABEL_WIDTH = 20;
  private static final String ABSENT = "-";

  private final Map<String, Map<String, Scores>> groupsByName = new LinkedHashMap<>();
  private final String classifier;

  /**
   * Creates a report.
   *
   * @param evaluations name → evaluation in the order of the columns, the classifier first
   * @throws IllegalArgumentException if there is none, or they counted different gold statements
   */
  public EvaluationReport(Map<String, Evaluation> evaluations) {
    if (evaluations.isEmpty()) {
      throw new IllegalArgumentException(
          "A report needs at least one evaluation, but none was given");
    }
    evaluations.forEach((name, evaluation) -> groupsByName.put(name, evaluation.groups()));
    classifier = groupsByName.keySet().iterator().next();
    Map<String, Long> expected = statements(classifier);
    for (String name : groupsByName.keySet()) {
      if (!statements(name).equals(expected)) {
        throw new IllegalArgumentException(
            "The evaluations of a report must be of the same gold articles, but '"
                + classifier
                + "' has statements "
                + expected
                + " and '"
                + name
                + "' has "
                + statements(name));
      }
    }
  }

  private Map<String, Long> statements(String name) {
    Map<String, Long> statements = new LinkedHashMap<>();
    groupsByName.get(name).forEach((group, scores) -> statements.put(group, scores.statements()));
    return statements;
  }

  /**
   * Returns the report as lines of fixed-width text, ended by {@code \n}: for each language and for
   * all a table with one column a classifier or baseline, and how the first confuses the labels.
   */
  public String text() {
    StringBuilder out = new StringBuilder();
    groupsByName.get(classifier).forEach((group, scores) -> appendGroup(out, group, scores));
    return out.toString();
  }

  private void appendGroup(StringBuilder out, String group, Scores first) {
    if (out.length() > 0) {
      out.append('\n');
    }
    out.append(
        String.format(
            Locale.ROOT,
            "%s (articles: %d, statements: %d)\n",
            group,
            first.articles(),
            first.statements()));
    out.append(" ".repeat(NAME_WIDTH));
    groupsByName.keySet().forEach(name -> appendRight(out, name, width(name)));
    out.append('\n');
    for (StatementLabel label : StatementLabel.values()) {
      String name = padded(label.text() + " (n=" + first.support(label) + ")");
      appendRow(out, group, name + "precision", scores -> scores.precision(label));
      appendRow(out, group, padded("") + "recall", scores -> scores.recall(label));
      appendRow(out, group, padded("") + "F1", scores -> scores.f1(label));
      appendRow(out, group, padded("") + "F1 *", scores -> scores.f1SecondLabelAllowed(label));
    }
    appendRow(out, group, "macro-F1", Scores::macroF1);
    appendRow(out, group, "macro-F1 on clear cases", Scores::macroF1Clear);
    appendRow(out, group, "sentence boundaries as in gold", Scores::boundaries);
    appendRow(out, group, "source, where the label is right", s -> s.source().givenLabel());
    appendRow(out, group, "source and label", s -> s.source().endToEnd());
    appendRow(out, group, "source, whatever the label", s -> s.source().any());
    appendRow(out, group, "target, where the label is right", s -> s.target().givenLabel());
    appendRow(out, group, "target and label", s -> s.target().endToEnd());
    appendRow(out, group, "target, whatever the label", s -> s.target().any());
    String replies = "charge that a reply answers (n=" + first.answersSupport() + ")";
    appendRow(out, group, replies, Scores::answers);
    appendRow(
        out, group, "expected calibration error", s -> s.calibrationError().orElse(Double.NaN));
    out.append("  * a statement's second label counts as right\n");
    appendConfusion(out, first);
  }

  private static String padded(String name) {
    return String.format(Locale.ROOT, "%-" + LABEL_WITH_SUPPORT_WIDTH + "s", name);
  }

  private void appendRow(
      StringBuilder out, String group, String name, ToDoubleFunction<Scores> score) {
    out.append(String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s", "  " + name));
    for (Map.Entry<String, Map<String, Scores>> column : groupsByName.entrySet()) {
      double value = score.applyAsDouble(column.getValue().get(group));
      String cell = Double.isNaN(value) ? ABSENT : String.format(Locale.ROOT, "%.3f", value);
      appendRight(out, cell, width(column.getKey()));
    }
    out.append('\n');
  }

  private void appendConfusion(StringBuilder out, Scores scores) {
    out.append("  gold (rows) as labelled by ").append(classifier).append(" (columns)\n");
    out.append(" ".repeat(LABEL_WIDTH + COLUMN_GAP));
    for (StatementLabel predicted : StatementLabel.values()) {
      appendRight(out, predicted.text(), LABEL_WIDTH);
    }
    out.append('\n');
    for (StatementLabel gold : StatementLabel.values()) {
      out.append(String.format(Locale.ROOT, "  %-" + LABEL_WIDTH + "s", gold.text()));
      for (StatementLabel predicted : StatementLabel.values()) {
        appendRight(out, Long.toString(scores.confusion(gold, predicted)), LABEL_WIDTH);
      }
      out.append('\n');
    }
  }

  private static int width(String name) {
    return COLUMN_GAP + Math.max(MIN_COLUMN_WIDTH, name.length());
  }

  /** Appends a cell, filled up on its left. */
  static void appendRight(StringBuilder out, String cell, int width) {
    out.append(" ".repeat(Math.max(0, width - cell.length()))).append(cell);
  }

  /**
   * Returns the report as an indented JSON object, ended by {@code \n}: name → language or {@code
   * all} → scores at full precision. {@code confusion} holds a row a gold label and a column a
   * predicted one, in the order of {@link StatementLabel}; {@code calibration_error} is null where
   * no probability is known.
   */
  public String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    groupsByName.forEach(
        (name, groups) -> {
          ObjectNode node = root.putObject(name);
          groups.forEach((group, scores) -> node.set(group, json(scores)));
        });
    return root.toPrettyString().replace(System.lineSeparator(), "\n") + "\n";
  }

  private static ObjectNode json(Scores scores) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("articles", scores.articles());
    json.put("statements", scores.statements());
    for (StatementLabel label : StatementLabel.values()) {
      ObjectNode node = json.putObject(label.text());
      node.put("precision", scores.precision(label));
      node.put("recall", scores.recall(label));
      node.put("f1", scores.f1(label));
      node.put("f1_second_label_allowed", scores.f1SecondLabelAllowed(label));
      node.put("support", scores.support(label));
    }
    json.put("macro_f1", scores.macroF1());
    json.put("macro_f1_clear", scores.macroF1Clear());
    json.put("boundaries", scores.boundaries());
    putNames(json, "source", scores.source());
    putNames(json, "target", scores.target());
    json.put("answers_end_to_end", scores.answers());
    json.put("answers_support", scores.answersSupport());
    OptionalDouble calibration = scores.calibrationError();
    if (calibration.isPresent()) {
      json.put("calibration_error", calibration.getAsDouble());
    } else {
      json.putNull("calibration_error");
    }
    ArrayNode confusion = json.putArray("confusion");
    for (StatementLabel gold : StatementLabel.values()) {
      ArrayNode row = confusion.addArray();
      for (StatementLabel predicted : StatementLabel.values()) {
        row.add(scores.confusion(gold, predicted));
      }
    }
    return json;
  }

  private static void putNames(ObjectNode json, String role, Scores.NameScores scores) {
    json.put(role + "_given_label", scores.givenLabel());
    json.put(role + "_end_to_end", scores.endToEnd());
    json.put(role + "_any", scores.any());
  }
}
