package org.weerwoord.jobs.report;

import static org.weerwoord.jobs.report.Html.count;
import static org.weerwoord.jobs.report.Html.escape;
import static org.weerwoord.jobs.report.Html.name;
import static org.weerwoord.jobs.report.Html.number;
import static org.weerwoord.jobs.report.Html.share;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.weerwoord.jobs.report.Report.Breakdown;
import org.weerwoord.jobs.report.Report.Matrix;
import org.weerwoord.jobs.report.Report.Part;
import org.weerwoord.jobs.report.Report.Point;
import org.weerwoord.jobs.report.Report.Timeline;
import org.weerwoord.text.StatementLabel;

/** The tables and the chart of a report. */
final class FigureSections {

  /** Shades of a matrix. */
  private static final int SHADES = 6;

  private FigureSections() {}

  /** Returns the table of labels. */
  static String labels(Tally total) {
    StringBuilder rows = new StringBuilder();
    for (StatementLabel label : StatementLabel.values()) {
      double percent = total.statements() == 0 ? 0 : 100.0 * total.of(label) / total.statements();
      rows.append(
          """
          <tr><th scope="row">%1$s</th><td>%2$s</td><td>%3$s</td><td class="bar"><svg height="12" aria-hidden="true"><rect class="%4$s" width="%5$s%%" height="12"/></svg></td></tr>
          """
              .formatted(
                  tag(label),
                  number(total.of(label)),
                  share(total.of(label), total.statements()),
                  label.text(),
                  String.format(Locale.ROOT, "%.2f", percent)));
    }
    return table(
        "labels",
        "Statements by label",
        "<tr><th scope=\"col\">Label</th><th scope=\"col\">Statements</th><th scope=\"col\">Share</th>"
            + "<td></td></tr>",
        rows.toString());
  }

  /** Returns the table of a breakdown. */
  static String breakdown(String caption, String heading, String unnamed, Breakdown breakdown) {
    StringBuilder rows = new StringBuilder();
    for (Part part : breakdown.parts()) {
      rows.append(
          row(part.name() == null ? "<i>" + unnamed + "</i>" : name(part.name()), part.tally()));
    }
    if (breakdown.others() > 0) {
      rows.append(row("<i>" + count(breakdown.others(), "other") + "</i>", breakdown.rest()));
    }
    return table("parts", caption, head(heading), rows.toString());
  }

  private static String head(String heading) {
    return "<tr><th scope=\"col\">"
        + heading
        + "</th><th scope=\"col\">Articles</th><th scope=\"col\">Statements</th>"
        + "<th scope=\"col\">Accusations</th><th scope=\"col\">Denials</th>"
        + "<th scope=\"col\">Counter-accusations</th></tr>";
  }

  private static String row(String heading, Tally tally) {
    StringBuilder row = new StringBuilder("<tr><th scope=\"row\">").append(heading).append("</th>");
    row.append(cell(number(tally.articles()))).append(cell(number(tally.statements())));
    for (StatementLabel act : TimeChart.ACTS) {
      row.append(
          cell(
              number(tally.of(act))
                  + " <small>"
                  + share(tally.of(act), tally.statements())
                  + "</small>"));
    }
    return row.append("</tr>\n").toString();
  }

  private static String cell(String content) {
    return "<td>" + content + "</td>";
  }

  /** Returns the chart of acts over time, with its figures and what it leaves out. */
  static String timeline(Timeline timeline) {
    StringBuilder html = new StringBuilder();
    if (timeline.points().isEmpty()) {
      html.append("<p>No article has a date that could be shown.</p>\n");
    } else {
      html.append(
          """
          <figure>
          <figcaption>Acts by the %1$s of the article’s date <span class="key">%2$s</span></figcaption>
          %3$s</figure>
          """
              .formatted(timeline.bucket().word(), key(), TimeChart.svg(timeline)));
      StringBuilder rows = new StringBuilder();
      for (Point point : timeline.points()) {
        rows.append(row(timeline.bucket().name(point.start()), point.tally()));
      }
      html.append(
          """
          <details><summary>The figures of the chart</summary>
          %s</details>
          """
              .formatted(
                  table(
                      "parts",
                      "Statements and acts by "
                          + timeline.bucket().word()
                          + ", with shares of the statements",
                      head(capital(timeline.bucket().word())),
                      rows.toString())));
    }
    if (timeline.coarser().articles() > 0) {
      html.append(
          "<p>Not in the chart: %s whose date is too imprecise for a %s, with %s.</p>\n"
              .formatted(
                  count(timeline.coarser().articles(), "article"),
                  timeline.bucket().word(),
                  count(timeline.coarser().acts(), "act")));
    }
    if (timeline.undated().articles() > 0) {
      html.append(
          "<p>Not in the chart: %s without a date, with %s.</p>\n"
              .formatted(
                  count(timeline.undated().articles(), "article"),
                  count(timeline.undated().acts(), "act")));
    }
    return html.toString();
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static String key() {
    StringBuilder key = new StringBuilder();
    TimeChart.ACTS.forEach(act -> key.append(tag(act)).append(' '));
    return key.toString().strip();
  }

  /** Returns a label with its colour. */
  static String tag(StatementLabel label) {
    return "<span class=\"tag %1$s\">%1$s</span>".formatted(label.text());
  }

  /**
   * Returns the table of a matrix.
   *
   * @param by whose acts the rows are, such as {@code Accuser}
   * @param against whom the columns are
   */
  static String matrix(String caption, String by, String against, Matrix matrix) {
    if (matrix.actors().isEmpty()) {
      return "<p>" + caption + ": no actor in them is called by a name.</p>\n";
    }
    int named = matrix.actors().size();
    boolean others = matrix.others() > 0;
    long most =
        matrix.cells().stream()
            .limit(named)
            .flatMap(row -> row.stream().limit(named))
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    StringBuilder head =
        new StringBuilder(
            "<tr><td class=\"corner\">%s ↓ <span>%s →</span></td>".formatted(by, against));
    matrix.actors().forEach(actor -> head.append(columnHead(name(actor))));
    if (others) {
      head.append(columnHead("<i>others</i>"));
    }
    head.append(columnHead("<i>all</i>")).append("</tr>");
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < named + (others ? 1 : 0); i++) {
      List<Long> cells = matrix.cells().get(i);
      rows.append("<tr><th scope=\"row\">")
          .append(i < named ? name(matrix.actors().get(i)) : "<i>others</i>")
          .append("</th>");
      for (int j = 0; j < named + (others ? 1 : 0); j++) {
        rows.append(matrixCell(cells.get(j), i < named && j < named ? most : 0));
      }
      rows.append("<td class=\"sum\">").append(number(sum(cells.stream()))).append("</td></tr>\n");
    }
    rows.append("<tr class=\"sum\"><th scope=\"row\"><i>all</i></th>");
    for (int j = 0; j < named + (others ? 1 : 0); j++) {
      int column = j;
      rows.append(cell(number(sum(matrix.cells().stream().map(row -> row.get(column))))));
    }
    rows.append(cell(number(sum(matrix.cells().stream().flatMap(List::stream))))).append("</tr>\n");
    return table("matrix", caption, head.toString(), rows.toString());
  }

  private static long sum(Stream<Long> counts) {
    return counts.mapToLong(Long::longValue).sum();
  }

  private static String columnHead(String heading) {
    return "<th scope=\"col\"><span>" + heading + "</span></th>";
  }

  private static String matrixCell(long count, long most) {
    if (count == 0) {
      return "<td class=\"none\">·</td>";
    }
    int shade = most == 0 ? 0 : (int) Math.ceil((double) SHADES * count / most);
    return "<td class=\"h" + shade + "\">" + number(count) + "</td>";
  }

  /** Returns a table that scrolls by itself where it is wider than the page. */
  static String table(String kind, String caption, String head, String rows) {
    return """
        <div class="wide" role="region" aria-label="%2$s" tabindex="0"><table class="%1$s">
        <caption>%2$s</caption>
        <thead>%3$s</thead>
        <tbody>
        %4$s</tbody>
        </table></div>
        """
        .formatted(kind, escape(caption), head, rows);
  }
}
