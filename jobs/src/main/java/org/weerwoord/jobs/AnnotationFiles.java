package org.weerwoord.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.weerwoord.jobs.Annotation.Link;
import org.weerwoord.jobs.Annotation.Region;
import org.weerwoord.jobs.Annotation.TaskArticle;
import org.weerwoord.jobs.AnnotationProblem.Kind;
import org.weerwoord.text.Span;

/**
 * Reads the files that annotation tools write: Label Studio's JSON (not JSON-MIN), a list of tasks
 * with {@code data} and {@code annotations}; doccano's JSONL, a task a line with {@code label} or
 * {@code entities}, a file an annotator.
 */
final class AnnotationFiles {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> SPAN_TYPES = Set.of("labels", "textarea", "relation");

  private final AnnotationFormat format;
  private final List<TaskArticle> articles = new ArrayList<>();
  private final List<Annotation> annotations = new ArrayList<>();
  private final List<AnnotationProblem> problems = new ArrayList<>();
  private final List<JsonNode> setAside = new ArrayList<>();

  AnnotationFiles(AnnotationFormat format) {
    this.format = format;
  }

  /**
   * Reads a file.
   *
   * @param name of the file; for doccano, which does not say who annotated, without its extension
   *     the annotator
   * @throws BadInputException if it is not of the format
   */
  void read(String name, String text) {
    switch (format) {
      case LABEL_STUDIO -> {
        JsonNode tasks = parsed(name, text);
        if (!tasks.isArray()) {
          throw wrongFormat(name, "a JSON list of tasks");
        }
        tasks.forEach(task -> readLabelStudio(name, task));
      }
      case DOCCANO -> {
        String annotator =
            name.substring(name.lastIndexOf('/') + 1).replaceFirst("\\.jsonl?(\\.\\w+)?$", "");
        text.lines()
            .filter(line -> !line.isBlank())
            .forEach(line -> readDoccano(name, annotator, parsed(name, line)));
      }
    }
  }

  /** Returns the article of each task that has one, in their order. */
  List<TaskArticle> articles() {
    return articles;
  }

  /** Returns what annotators finished, in the order of the files. */
  List<Annotation> annotations() {
    return annotations;
  }

  /** Returns what was wrong. */
  List<AnnotationProblem> problems() {
    return problems;
  }

  /** Returns the tasks that no annotation could be read of, though there is one. */
  List<JsonNode> setAside() {
    return setAside;
  }

  private static JsonNode parsed(String name, String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new BadInputException(name + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private BadInputException wrongFormat(String name, String expected) {
    return new BadInputException(
        name
            + " must be "
            + expected
            + ", as "
            + format
            + " exports it, but is not: check --format, and export "
            + (format == AnnotationFormat.LABEL_STUDIO ? "as JSON, not JSON-MIN" : "as JSONL"));
  }

  private void readLabelStudio(String name, JsonNode task) {
    if (!task.path("data").isObject()) {
      throw wrongFormat(name, "a JSON list of tasks with data and annotations");
    }
    TaskArticle article = article(task.get("data"), task);
    if (article == null) {
      return;
    }
    int finished = 0;
    for (JsonNode annotation : task.path("annotations")) {
      String annotator = annotator(annotation.path("completed_by"));
      if (annotation.path("was_cancelled").asBoolean()) {
        problem(article.id(), annotator, Kind.CANCELLED, "the annotator skipped the task");
        continue;
      }
      finished++;
      JsonNode result = annotation.path("result");
      ObjectNode alone = task.deepCopy();
      alone.putArray("annotations").add(annotation);
      annotations.add(
          new Annotation(
              article,
              annotator,
              annotation.path("ground_truth").asBoolean(),
              annotation.path("updated_at").asText(annotation.path("created_at").asText("")),
              regions(article, annotator, result),
              links(result),
              false,
              alone));
    }
    if (finished == 0) {
      problem(article.id(), "", Kind.NOT_ANNOTATED, "the task has no finished annotation");
    }
  }

  private List<Region> regions(TaskArticle article, String annotator, JsonNode result) {
    Map<String, JsonNode> spans = new LinkedHashMap<>();
    Map<String, String> names = new HashMap<>();
    for (JsonNode one : result) {
      String id = one.path("id").asText();
      String type = one.path("type").asText();
      if (type.equals("labels")) {
        spans.put(id, one.path("value"));
      } else if (type.equals("textarea")) {
        names.put(one.path("from_name").asText() + " " + id, words(one.path("value").path("text")));
      } else if (!SPAN_TYPES.contains(type)) {
        problem(article.id(), annotator, Kind.IGNORED_RESULT, "a result of type '" + type + "'");
      }
    }
    List<Region> regions = new ArrayList<>();
    spans.forEach(
        (id, value) ->
            regions.add(
                new Region(
                    id,
                    value.path("start").asInt(-1),
                    value.path("end").asInt(-1),
                    value.path("text").isTextual() ? value.path("text").asText() : null,
                    texts(value.path("labels")),
                    names.getOrDefault(LabellingConfig.SOURCE + " " + id, ""),
                    names.getOrDefault(LabellingConfig.TARGET + " " + id, ""))));
    return regions;
  }

  private static List<Link> links(JsonNode result) {
    List<Link> links = new ArrayList<>();
    for (JsonNode one : result) {
      if (one.path("type").asText().equals("relation")) {
        String from = one.path("from_id").asText();
        String to = one.path("to_id").asText();
        boolean turned = one.path("direction").asText().equals("left");
        links.add(turned ? new Link(to, from) : new Link(from, to));
      }
    }
    return links;
  }

  private void readDoccano(String name, String annotator, JsonNode task) {
    if (!task.isObject() || !(task.has("text") || task.has("data"))) {
      throw wrongFormat(name, "JSON lines with text and label");
    }
    TaskArticle article = article(task, task);
    if (article == null) {
      return;
    }
    List<Region> regions = new ArrayList<>();
    for (String field : List.of("label", "labels")) {
      for (JsonNode span : task.path(field)) {
        regions.add(doccano(regions.size(), span.path(0), span.path(1), span.path(2)));
      }
    }
    for (JsonNode span : task.path("entities")) {
      regions.add(
          doccano(
              regions.size(),
              span.path("start_offset"),
              span.path("end_offset"),
              span.path("label")));
    }
    if (regions.isEmpty()) {
      problem(article.id(), annotator, Kind.NOT_ANNOTATED, "the task has no span");
      return;
    }
    annotations.add(new Annotation(article, annotator, false, "", regions, List.of(), true, task));
  }

  private static Region doccano(int number, JsonNode begin, JsonNode end, JsonNode label) {
    return new Region(
        Integer.toString(number),
        begin.asInt(-1),
        end.asInt(-1),
        null,
        List.of(label.asText()),
        "",
        "");
  }

  /** Returns the article of a task; null if it is not whole, which is noted. */
  private TaskArticle article(JsonNode data, JsonNode task) {
    String id = data.path("article_id").asText();
    String text = data.path("text").asText(data.path("data").asText());
    if (id.isEmpty() || !data.path("statements").isArray()) {
      setAside(task);
      problem(
          id,
          "",
          Kind.NO_ARTICLE,
          "a task needs article_id and statements, as export-annotations writes them");
      return null;
    }
    if (text.isBlank()) {
      setAside(task);
      problem(id, "", Kind.EMPTY_TEXT, "the task has no text");
      return null;
    }
    List<Span> statements = new ArrayList<>();
    int last = 0;
    for (JsonNode pair : data.path("statements")) {
      Span span = format.fromFormat(text, pair.path(0).asInt(-1), pair.path(1).asInt(-1));
      if (span == null || span.begin() < last) {
        setAside(task);
        problem(
            id,
            "",
            Kind.BAD_OFFSETS,
            "statement " + statements.size() + " is at " + pair + ", out of the text or of order");
        return null;
      }
      last = span.end();
      statements.add(span);
    }
    String date = data.path("date").asText();
    TaskArticle article =
        new TaskArticle(
            id,
            data.path("lang").asText("und"),
            date.isEmpty() ? null : date,
            text,
            List.copyOf(statements));
    articles.add(article);
    return article;
  }

  private void setAside(JsonNode task) {
    boolean annotated = format == AnnotationFormat.DOCCANO || !task.path("annotations").isEmpty();
    if (annotated) {
      setAside.add(task);
    }
  }

  private void problem(String articleId, String annotator, Kind kind, String detail) {
    problems.add(new AnnotationProblem(articleId, annotator, kind, detail));
  }

  /** Returns who annotated: an e-mail address if the export has it, else a number. */
  private static String annotator(JsonNode completedBy) {
    String name =
        completedBy.isObject()
            ? completedBy.path("email").asText(completedBy.path("id").asText())
            : completedBy.asText();
    return name.isEmpty() ? "unknown" : name;
  }

  private static String words(JsonNode text) {
    return text.isTextual()
        ? text.asText().strip()
        : String.join(", ", texts(text).stream().map(String::strip).toList());
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toUnmodifiableList());
  }

  /** Returns tasks as a file that the tool imports. */
  static String written(List<JsonNode> tasks) {
    ArrayNode array = JSON.createArrayNode();
    tasks.forEach(array::add);
    return array.toPrettyString() + "\n";
  }
}
