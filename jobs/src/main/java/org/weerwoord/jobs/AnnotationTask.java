package org.weerwoord.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.weerwoord.jobs.AnnotationChoice.Chosen;
import org.weerwoord.text.Span;

/**
 * A whole article for an annotator, rebuilt of its labelled statements: these stand in it as they
 * were printed, with a blank line between them where there were two or more characters of white
 * space, and a space where there was one.
 */
final class AnnotationTask {

  /** The columns of {@code statements/} that a task is made of. */
  static final List<String> COLUMNS =
      List.of(
          StatementSchema.ARTICLE_ID,
          StatementSchema.DATE,
          StatementSchema.DATE_PRECISION,
          StatementSchema.LANG,
          "source_name",
          "url",
          "statement_id",
          StatementSchema.POSITION,
          "begin",
          "end",
          StatementSchema.TEXT,
          StatementSchema.LABEL,
          "p_accusation",
          "p_denial",
          "p_counter_accusation",
          "p_none",
          "model_id",
          LabellingConfig.SOURCE,
          LabellingConfig.TARGET,
          "answers");

  private static final double SCORE_STEPS = 1e6;
  private static final String BLANK_LINE = "\n\n";

  private final Chosen chosen;
  private final List<Row> rows;
  private final String text;
  private final List<Span> spans;

  private AnnotationTask(Chosen chosen, List<Row> rows, String text, List<Span> spans) {
    this.chosen = chosen;
    this.rows = rows;
    this.text = text;
    this.spans = spans;
  }

  /**
   * Rebuilds an article.
   *
   * @param rows its rows, sorted by position; rows that come twice count once
   * @throws IllegalArgumentException if they are of several articles, or not all of one
   */
  static AnnotationTask of(Chosen chosen, List<Row> rows) {
    List<Row> statements = distinct(rows);
    StringBuilder text = new StringBuilder();
    List<Span> spans = new ArrayList<>();
    int end = 0;
    for (int i = 0; i < statements.size(); i++) {
      Row row = statements.get(i);
      int position = row.getAs(StatementSchema.POSITION);
      int begin = row.getAs("begin");
      String statement = row.getAs(StatementSchema.TEXT);
      if (position != i || begin < end) {
        throw new IllegalArgumentException(
            "statement "
                + i
                + " is missing or comes more than once: two articles may share this id, or one was"
                + " labelled in different forms");
      }
      if (i > 0) {
        int gap = begin - end;
        text.append(gap > 1 ? BLANK_LINE : " ".repeat(gap));
      }
      spans.add(new Span(text.length(), text.length() + statement.length()));
      text.append(statement);
      end = row.getAs("end");
    }
    return new AnnotationTask(chosen, statements, text.toString(), spans);
  }

  /** An output that was appended to may hold an article twice, perhaps labelled by two models. */
  private static List<Row> distinct(List<Row> rows) {
    Map<String, Row> byId = new LinkedHashMap<>();
    rows.forEach(row -> byId.putIfAbsent(row.getAs("statement_id"), row));
    return List.copyOf(byId.values());
  }

  /** Returns the text of the article. */
  String text() {
    return text;
  }

  /** Returns the places of its statements in {@link #text()}, in UTF-16 units. */
  List<Span> spans() {
    return spans;
  }

  /**
   * Returns the task as Label Studio imports it, with each model's labels as a prediction.
   *
   * @param others rows of a second model, or none
   */
  ObjectNode labelStudio(List<Row> others) {
    ObjectNode task = JsonNodeFactory.instance.objectNode();
    ObjectNode data = task.putObject("data");
    data.put("text", text);
    addOrigin(data, AnnotationFormat.LABEL_STUDIO);
    ArrayNode predictions = task.putArray("predictions");
    addPrediction(predictions.addObject(), rows);
    if (!others.isEmpty()) {
      addPrediction(predictions.addObject(), distinct(others));
    }
    return task;
  }

  /** Returns the task as doccano imports it; a line of its file. */
  ObjectNode doccano() {
    ObjectNode task = JsonNodeFactory.instance.objectNode();
    task.put("text", text);
    ArrayNode labels = task.putArray("label");
    for (int i = 0; i < rows.size(); i++) {
      Span span = AnnotationFormat.DOCCANO.toFormat(text, spans.get(i));
      labels
          .addArray()
          .add(span.begin())
          .add(span.end())
          .add(rows.get(i).<String>getAs(StatementSchema.LABEL));
    }
    addOrigin(task, AnnotationFormat.DOCCANO);
    return task;
  }

  /** Adds what the tools hand back as it is. Nothing is null, which doccano would make a number. */
  private void addOrigin(ObjectNode data, AnnotationFormat format) {
    Row first = rows.get(0);
    data.put("article_id", chosen.articleId());
    data.put("lang", first.<String>getAs(StatementSchema.LANG));
    data.put("date", StatementSchema.printedDate(first).orElse(""));
    data.put("source_name", orEmpty(first.getAs("source_name")));
    data.put("url", orEmpty(first.getAs("url")));
    ArrayNode statements = data.putArray("statements");
    for (Span span : spans) {
      Span counted = format.toFormat(text, span);
      statements.addArray().add(counted.begin()).add(counted.end());
    }
    ArrayNode marked = data.putArray("marked");
    chosen.marked().forEach(marked::add);
    data.put("look_at", lookAt());
  }

  /** Returns the statements that the article was chosen for, for the annotator to begin with. */
  private String lookAt() {
    return chosen.marked().isEmpty()
        ? "Label every statement."
        : "Label every statement. Look first at: "
            + chosen.marked().stream()
                .map(position -> TerminalText.quoted(rows.get(position).getAs("text")))
                .collect(Collectors.joining("  ·  "));
  }

  private void addPrediction(ObjectNode prediction, List<Row> labelled) {
    prediction.put("model_version", labelled.get(0).<String>getAs("model_id"));
    // Label Studio sorts by it, the lowest first.
    prediction.put("score", Math.rint((1 - chosen.score()) * SCORE_STEPS) / SCORE_STEPS);
    ArrayNode result = prediction.putArray("result");
    Map<String, Span> places = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      places.put(
          rows.get(i).getAs("statement_id"),
          AnnotationFormat.LABEL_STUDIO.toFormat(text, spans.get(i)));
    }
    for (Row row : labelled) {
      // A second model may have been run on a text that was split elsewhere.
      Span span = places.get(row.<String>getAs("statement_id"));
      if (span != null) {
        addStatement(result, row, span);
      }
    }
    for (Row row : labelled) {
      String answers = row.getAs("answers");
      if (places.containsKey(row.<String>getAs("statement_id")) && places.containsKey(answers)) {
        result
            .addObject()
            .put("type", "relation")
            .put("from_id", row.<String>getAs("statement_id"))
            .put("to_id", answers)
            .put("direction", "right")
            .putArray("labels")
            .add(LabellingConfig.ANSWERS);
      }
    }
  }

  private static void addStatement(ArrayNode result, Row row, Span span) {
    String id = row.getAs("statement_id");
    String label = row.getAs(StatementSchema.LABEL);
    ObjectNode region = region(result, id, LabellingConfig.LABEL, "labels", span);
    region.put("score", row.<Double>getAs("p_" + label.replace('-', '_')));
    ((ObjectNode) region.get("value"))
        .put("text", row.<String>getAs(StatementSchema.TEXT))
        .putArray("labels")
        .add(label);
    for (String role : List.of(LabellingConfig.SOURCE, LabellingConfig.TARGET)) {
      String name = row.getAs(role);
      if (name != null) {
        ((ObjectNode) region(result, id, role, "textarea", span).get("value"))
            .putArray("text")
            .add(name);
      }
    }
  }

  private static ObjectNode region(
      ArrayNode result, String id, String control, String type, Span span) {
    ObjectNode region = result.addObject();
    region.put("id", id);
    region.put("from_name", control);
    region.put("to_name", LabellingConfig.TEXT);
    region.put("type", type);
    region.putObject("value").put("start", span.begin()).put("end", span.end());
    return region;
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
