package org.weerwoord.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.weerwoord.evaluation.Agreement;
import org.weerwoord.evaluation.CorpusArticle;
import org.weerwoord.jobs.Annotation.TaskArticle;
import org.weerwoord.jobs.AnnotationCheck.Checked;
import org.weerwoord.jobs.AnnotationProblem.Kind;
import org.weerwoord.text.StatementLabel;

/**
 * What annotators made of the tasks, checked and brought together: one annotation an article. Of
 * several it is the one marked as ground truth; else that of the annotator preferred most; else the
 * one changed last.
 */
final class AnnotationImport {

  private static final String ALL = "all";

  private final AnnotationFormat format;
  private final List<String> preferred;
  private final List<AnnotationProblem> problems = new ArrayList<>();
  private final List<JsonNode> setAside = new ArrayList<>();
  private final List<CorpusArticle> articles = new ArrayList<>();
  private final ArrayNode disagreements = JsonNodeFactory.instance.arrayNode();
  private int annotations;

  /** By pair of annotators, then by language. */
  private final Map<String, Map<String, Agreement>> agreements = new TreeMap<>();

  /**
   * @param preferred annotators whose word counts, the foremost first
   */
  AnnotationImport(AnnotationFormat format, List<String> preferred) {
    this.format = format;
    this.preferred = preferred;
  }

  /**
   * Brings the contents of files together.
   *
   * @param exported the articles that were given to annotators; empty if unknown
   */
  void add(AnnotationFiles files, List<TaskArticle> exported) {
    problems.addAll(files.problems());
    setAside.addAll(files.setAside());
    annotations = files.annotations().size();
    Map<String, String> texts = new TreeMap<>();
    exported.forEach(article -> texts.put(article.id(), article.text()));
    compareWithExported(files, texts);
    Map<String, List<Checked>> byArticle = new TreeMap<>();
    for (Annotation annotation : files.annotations()) {
      TaskArticle article = annotation.article();
      Checked checked = AnnotationCheck.of(format, annotation);
      problems.addAll(checked.problems());
      String text = texts.putIfAbsent(article.id(), article.text());
      boolean otherText = text != null && !text.equals(article.text());
      if (otherText) {
        problem(annotation, Kind.OTHER_TEXT, "the text is not that of the same article elsewhere");
      }
      if (checked.corpus() == null || otherText) {
        setAside.add(annotation.task());
      } else {
        byArticle.computeIfAbsent(article.id(), id -> new ArrayList<>()).add(checked);
      }
    }
    byArticle.values().forEach(this::settle);
  }

  private void compareWithExported(AnnotationFiles files, Map<String, String> exported) {
    if (exported.isEmpty()) {
      return;
    }
    Map<String, Boolean> back = new TreeMap<>();
    exported.keySet().forEach(id -> back.put(id, false));
    for (TaskArticle article : files.articles()) {
      if (back.put(article.id(), true) == null) {
        problems.add(
            new AnnotationProblem(
                article.id(), "", Kind.NOT_EXPORTED, "the article is not among --tasks"));
      }
    }
    back.forEach(
        (id, came) -> {
          if (!came) {
            problems.add(
                new AnnotationProblem(
                    id, "", Kind.MISSING_ARTICLE, "the article of --tasks did not come back"));
          }
        });
  }

  private void settle(List<Checked> checked) {
    Map<String, Checked> byAnnotator = new TreeMap<>();
    for (Checked one : checked) {
      byAnnotator.merge(one.annotation().annotator(), one, this::later);
    }
    List<Checked> latest = List.copyOf(byAnnotator.values());
    for (int i = 0; i < latest.size(); i++) {
      for (int other = i + 1; other < latest.size(); other++) {
        compare(latest.get(i), latest.get(other));
      }
    }
    Checked winner =
        latest.stream()
            .min(
                Comparator.comparing((Checked one) -> !one.annotation().settled())
                    .thenComparingInt(one -> rank(one.annotation().annotator()))
                    .thenComparing(one -> one.annotation().updated(), Comparator.reverseOrder())
                    .thenComparing(one -> one.annotation().annotator()))
            .orElseThrow();
    articles.add(winner.corpus());
  }

  private Checked later(Checked some, Checked other) {
    boolean otherIsLater =
        some.annotation().settled() == other.annotation().settled()
            ? other.annotation().updated().compareTo(some.annotation().updated()) >= 0
            : other.annotation().settled();
    Checked kept = otherIsLater ? other : some;
    problem(
        kept.annotation(),
        Kind.SUPERSEDED,
        "an earlier annotation of the same annotator is left out");
    return kept;
  }

  private int rank(String annotator) {
    int rank = preferred.indexOf(annotator);
    return rank < 0 ? preferred.size() : rank;
  }

  private void compare(Checked some, Checked other) {
    String first = some.annotation().annotator();
    String second = other.annotation().annotator();
    List<StatementLabel> labels = some.corpus().labels();
    List<StatementLabel> others = other.corpus().labels();
    if (labels.size() != others.size()) {
      return;
    }
    Map<String, Agreement> pair =
        agreements.computeIfAbsent(first + " and " + second, key -> new TreeMap<>());
    for (int i = 0; i < labels.size(); i++) {
      for (String group : List.of(ALL, some.corpus().lang())) {
        pair.computeIfAbsent(group, key -> new Agreement()).add(labels.get(i), others.get(i));
      }
      if (labels.get(i) != others.get(i)) {
        ObjectNode disagreement = disagreements.addObject();
        disagreement.put("article_id", some.corpus().id());
        disagreement.put("position", i);
        disagreement.put("text", statement(some.annotation().article(), i));
        disagreement
            .putObject("labels")
            .put(first, labels.get(i).text())
            .put(second, others.get(i).text());
      }
    }
  }

  private static String statement(TaskArticle article, int i) {
    return article
        .text()
        .substring(article.statements().get(i).begin(), article.statements().get(i).end());
  }

  private void problem(Annotation annotation, Kind kind, String detail) {
    problems.add(
        new AnnotationProblem(annotation.article().id(), annotation.annotator(), kind, detail));
  }

  /** Returns the articles that came of it, by identifier. */
  List<CorpusArticle> articles() {
    return articles;
  }

  /** Returns the tasks whose annotation could not be used, as they were. */
  List<JsonNode> setAside() {
    return setAside;
  }

  /** Returns the report for a reader. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("annotations", annotations));
    lines.add(line("  set aside", setAside.size()));
    lines.add(line("articles", articles.size()));
    lines.add(
        line("statements", articles.stream().mapToInt(article -> article.labels().size()).sum()));
    labels().forEach((label, count) -> lines.add(line("  " + label.text(), count)));
    Map<Kind, List<AnnotationProblem>> byKind = new EnumMap<>(Kind.class);
    problems.forEach(
        problem -> byKind.computeIfAbsent(problem.kind(), kind -> new ArrayList<>()).add(problem));
    byKind.forEach(
        (kind, some) -> {
          lines.add(
              line((kind.setsAside() ? "set aside: " : "noted: ") + kind.text(), some.size()));
          some.stream().limit(3).forEach(problem -> lines.addAll(shown(problem)));
        });
    agreements.forEach(
        (pair, groups) -> {
          lines.add("agreement of " + pair);
          groups.forEach((group, agreement) -> lines.add("  " + shown(group, agreement)));
        });
    return lines;
  }

  private static List<String> shown(AnnotationProblem problem) {
    String who = problem.annotator().isEmpty() ? "" : " by " + problem.annotator();
    return TerminalText.wrapped("    ", problem.articleId() + who + ": " + problem.detail());
  }

  private static String shown(String group, Agreement agreement) {
    OptionalDouble kappa = agreement.kappa();
    return String.format(
        Locale.ROOT,
        "%-4s kappa %s, %d of %d statements alike",
        group,
        kappa.isPresent() ? String.format(Locale.ROOT, "%.3f", kappa.getAsDouble()) : "undefined",
        agreement.agreed(),
        agreement.statements());
  }

  private static String line(String name, long count) {
    return String.format(Locale.ROOT, "%-32s %,8d", name, count);
  }

  private Map<StatementLabel, Integer> labels() {
    Map<StatementLabel, Integer> counts = new LinkedHashMap<>();
    for (StatementLabel label : StatementLabel.values()) {
      counts.put(
          label,
          articles.stream()
              .mapToInt(
                  article -> (int) article.labels().stream().filter(one -> one == label).count())
              .sum());
    }
    return counts;
  }

  /** Returns the report as JSON: counts, agreement, every disagreement and every problem. */
  String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("annotations", annotations);
    json.put("set_aside", setAside.size());
    json.put("articles", articles.size());
    ObjectNode labels = json.putObject("labels");
    labels().forEach((label, count) -> labels.put(label.text(), count));
    ObjectNode pairs = json.putObject("agreement");
    agreements.forEach(
        (pair, groups) -> {
          ObjectNode byGroup = pairs.putObject(pair);
          groups.forEach(
              (group, agreement) -> {
                ObjectNode one = byGroup.putObject(group);
                one.put("statements", agreement.statements());
                one.put("agreed", agreement.agreed());
                one.put(
                    "kappa",
                    agreement.kappa().isPresent() ? agreement.kappa().getAsDouble() : null);
              });
        });
    json.set("disagreements", disagreements);
    ArrayNode all = json.putArray("problems");
    problems.forEach(
        problem ->
            all.addObject()
                .put("article_id", problem.articleId())
                .put("annotator", problem.annotator())
                .put("problem", problem.kind().text())
                .put("set_aside", problem.kind().setsAside())
                .put("detail", problem.detail()));
    return json.toPrettyString() + "\n";
  }
}
