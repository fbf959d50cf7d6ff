package org.weerwoord.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.weerwoord.evaluation.CorpusArticle;
import org.weerwoord.evaluation.GoldLabel;
import org.weerwoord.jobs.Annotation.Link;
import org.weerwoord.jobs.Annotation.Region;
import org.weerwoord.jobs.Annotation.TaskArticle;
import org.weerwoord.jobs.AnnotationProblem.Kind;
import org.weerwoord.text.Span;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;
import org.weerwoord.text.StatementLabel;
import org.weerwoord.text.TextCharacters;

/** Turns an annotation into labels of statements, and notes what is wrong with it. */
final class AnnotationCheck {

  private static final int SHOWN_CHARACTERS = 60;

  private final AnnotationFormat format;
  private final Annotation annotation;
  private final TaskArticle article;
  private final List<AnnotationProblem> problems = new ArrayList<>();
  private final Region[] regions;
  private final Map<String, Integer> statementOf = new HashMap<>();

  private AnnotationCheck(AnnotationFormat format, Annotation annotation) {
    this.format = format;
    this.annotation = annotation;
    this.article = annotation.article();
    this.regions = new Region[article.statements().size()];
  }

  /**
   * What came of an annotation.
   *
   * @param corpus the article in the corpus format; null if the annotation is set aside
   */
  record Checked(Annotation annotation, CorpusArticle corpus, List<AnnotationProblem> problems) {}

  /** Checks an annotation. */
  static Checked of(AnnotationFormat format, Annotation annotation) {
    AnnotationCheck check = new AnnotationCheck(format, annotation);
    annotation.regions().forEach(check::place);
    CorpusArticle corpus = check.isSetAside() ? null : check.corpus();
    return new Checked(annotation, corpus, check.problems);
  }

  private boolean isSetAside() {
    return problems.stream().anyMatch(problem -> problem.kind().setsAside());
  }

  /** Finds the statement of a region. */
  private void place(Region region) {
    Span span = format.fromFormat(article.text(), region.begin(), region.end());
    if (span == null) {
      problem(Kind.BAD_OFFSETS, at(region) + " is not in the text");
      return;
    }
    String covered = article.text().substring(span.begin(), span.end());
    if (region.printed() != null && !sameWords(covered, region.printed())) {
      problem(
          Kind.BAD_OFFSETS,
          at(region)
              + " covers “"
              + shortened(covered)
              + "”, but is said to cover “"
              + shortened(region.printed())
              + "”");
      return;
    }
    if (!labelsFit(region.labels())) {
      problem(
          Kind.UNKNOWN_LABEL,
          at(region)
              + " has the labels "
              + region.labels()
              + ": one or two of accusation, denial and counter-accusation, or none alone");
      return;
    }
    int first = -1;
    int last = -1;
    for (int i = 0; i < regions.length; i++) {
      Span statement = article.statements().get(i);
      int begin = Math.max(span.begin(), statement.begin());
      int end = Math.min(span.end(), statement.end());
      if (begin < end && !article.text().substring(begin, end).isBlank()) {
        first = first < 0 ? i : first;
        last = i;
      }
    }
    if (first < 0) {
      problem(Kind.BAD_OFFSETS, at(region) + " covers no statement");
    } else if (first < last) {
      problem(
          Kind.CROSSES_STATEMENTS,
          at(region)
              + " reaches from statement "
              + first
              + " to "
              + last
              + ": label each by itself");
    } else {
      take(region, first, covered);
    }
  }

  private void take(Region region, int statement, String covered) {
    Span whole = article.statements().get(statement);
    if (!sameWords(covered, article.text().substring(whole.begin(), whole.end()))) {
      problem(
          Kind.PART_OF_STATEMENT,
          at(region) + " covers “" + shortened(covered) + "” of statement " + statement);
    }
    Region earlier = regions[statement];
    if (earlier == null) {
      regions[statement] = region;
    } else if (earlier.labels().equals(region.labels())) {
      problem(
          Kind.SAME_SPAN_TWICE,
          at(earlier) + " and " + at(region) + " label statement " + statement);
      if (earlier.source().isEmpty() && earlier.target().isEmpty()) {
        regions[statement] = region;
      }
    } else {
      problem(
          Kind.OVERLAPPING_SPANS,
          at(earlier)
              + " "
              + earlier.labels()
              + " and "
              + at(region)
              + " "
              + region.labels()
              + " label statement "
              + statement);
    }
    statementOf.put(region.id(), statement);
  }

  private CorpusArticle corpus() {
    Integer[] answers = answers();
    List<GoldLabel> labels = new ArrayList<>(regions.length);
    for (int i = 0; i < regions.length; i++) {
      labels.add(label(regions[i], answers[i]));
    }
    List<Statement> statements = StatementExtractor.annotate(article.text(), article.statements());
    List<List<String>> paragraphs = new ArrayList<>();
    int paragraph = -1;
    for (Statement statement :
        statements.subList(Math.min(1, statements.size()), statements.size())) {
      if (paragraphs.isEmpty() || statement.paragraph() != paragraph) {
        paragraphs.add(new ArrayList<>());
        paragraph = statement.paragraph();
      }
      paragraphs.get(paragraphs.size() - 1).add(statement.text());
    }
    try {
      CorpusArticle corpus =
          new CorpusArticle(
              article.id(),
              article.lang(),
              article.date(),
              "",
              "",
              statements.isEmpty() ? "" : statements.get(0).text(),
              paragraphs,
              labels,
              annotation.labelsOnly());
      // As train will read it.
      return CorpusArticle.parse(corpus.toJsonLine());
    } catch (IllegalArgumentException e) {
      problem(Kind.NOT_WRITABLE, e.getMessage());
      return null;
    }
  }

  private static GoldLabel label(Region region, Integer answers) {
    if (region == null || region.labels().contains(StatementLabel.NONE.text())) {
      return GoldLabel.UNMARKED;
    }
    List<StatementLabel> labels = region.labels().stream().map(StatementLabel::parse).toList();
    return new GoldLabel(
        labels.get(0),
        labels.size() > 1 ? labels.get(1) : null,
        region.source(),
        region.target(),
        answers,
        false,
        null,
        null,
        null);
  }

  private Integer[] answers() {
    Integer[] answers = new Integer[regions.length];
    for (Link link : annotation.links()) {
      Integer reply = statementOf.get(link.reply());
      Integer charge = statementOf.get(link.charge());
      boolean fits =
          reply != null
              && charge != null
              && !reply.equals(charge)
              && answers[reply] == null
              && isOf(reply, StatementLabel.DENIAL, StatementLabel.COUNTER_ACCUSATION)
              && isOf(charge, StatementLabel.ACCUSATION, StatementLabel.COUNTER_ACCUSATION);
      if (fits) {
        answers[reply] = charge;
      } else {
        problem(
            Kind.BAD_ANSWER,
            "statement "
                + (reply == null ? "?" : reply)
                + " is said to answer "
                + (charge == null ? "?" : charge)
                + ": a denial or counter-accusation answers one accusation or counter-accusation");
      }
    }
    return answers;
  }

  private boolean isOf(int statement, StatementLabel... labels) {
    for (StatementLabel label : labels) {
      if (regions[statement].labels().contains(label.text())) {
        return true;
      }
    }
    return false;
  }

  private static boolean labelsFit(List<String> labels) {
    if (labels.isEmpty()
        || labels.size() > 2
        || labels.size() != labels.stream().distinct().count()) {
      return false;
    }
    for (String label : labels) {
      boolean known = false;
      for (StatementLabel one : StatementLabel.values()) {
        known |= one.text().equals(label);
      }
      if (!known) {
        return false;
      }
    }
    return labels.size() == 1 || !labels.contains(StatementLabel.NONE.text());
  }

  /** White space is compared loosely: Label Studio writes a line break as two characters, \\n. */
  private static boolean sameWords(String some, String others) {
    return words(some).equals(words(others));
  }

  private static String words(String text) {
    return text.replace("\\n", " ").replaceAll("[\\s\\h]+", "");
  }

  private static String at(Region region) {
    return "span " + region.begin() + ".." + region.end();
  }

  private static String shortened(String text) {
    return TextCharacters.shortened(text, SHOWN_CHARACTERS);
  }

  private void problem(Kind kind, String detail) {
    problems.add(new AnnotationProblem(article.id(), annotation.annotator(), kind, detail));
  }
}
