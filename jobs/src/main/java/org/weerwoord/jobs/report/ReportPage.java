package org.weerwoord.jobs.report;

import static org.weerwoord.jobs.report.Html.count;
import static org.weerwoord.jobs.report.Html.escape;
import static org.weerwoord.jobs.report.Html.name;
import static org.weerwoord.jobs.report.Html.number;
import static org.weerwoord.jobs.report.Html.share;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.weerwoord.jobs.report.Report.Matrix;
import org.weerwoord.jobs.report.Report.Quarantine;
import org.weerwoord.jobs.report.Report.Run;
import org.weerwoord.jobs.report.Report.SetAside;
import org.weerwoord.text.StatementLabel;

/**
 * A report as one HTML file that needs nothing else. Its content security policy allows its own
 * style sheet and script and nothing more, so that nothing in an article could run, or load
 * anything.
 */
public final class ReportPage {

  private ReportPage() {}

  /** Returns the page, the same for the same report. */
  public static String html(Report report) {
    String style = resource("report.css");
    String script = resource("report.js");
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '%1$s'; script-src '%2$s'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>Accusations and answers: %3$s</title>
        <style>%4$s</style>
        </head>
        <body>
        <header>
        <p class="kicker">Weerwoord report</p>
        <h1>Accusations and answers <small>in %5$s</small></h1>
        %6$s<nav aria-label="Sections"><a href="#counts">Counts</a> <a href="#time">Over time</a> <a href="#matrix">Who blames whom</a> <a href="#threads">Threads</a> <a href="#set-aside">Set aside</a> <a href="#model">Model and runs</a> <a href="#limits">Limits</a></nav>
        </header>
        <main>
        %7$s</main>
        <script>%8$s</script>
        </body>
        </html>
        """
        .formatted(
            hash(style),
            hash(script),
            escape(report.name()),
            style,
            name(report.name()),
            keyFigures(report),
            sections(report),
            script);
  }

  private static String sections(Report report) {
    StringBuilder html = new StringBuilder();
    section(
        html,
        "counts",
        "Counts",
        FigureSections.labels(report.total())
            + copies(report)
            + FigureSections.breakdown(
                "By language, with shares of its statements",
                "Language",
                "unknown",
                report.languages())
            + FigureSections.breakdown(
                "By paper or agency, with shares of its statements",
                "Source",
                "not given",
                report.sources()));
    section(html, "time", "Acts over time", FigureSections.timeline(report.timeline()));
    section(html, "matrix", "Who blames whom", matrices(report));
    section(html, "threads", "Threads", ThreadSection.html(report.sample()));
    section(html, "set-aside", "Set aside", quarantine(report.quarantine()));
    section(html, "model", "Model and runs", model(report));
    section(html, "limits", "What this page can’t tell", LIMITS);
    return html.toString();
  }

  private static void section(StringBuilder html, String id, String heading, String content) {
    html.append(
        """
        <section aria-labelledby="%1$s">
        <h2 id="%1$s">%2$s</h2>
        %3$s</section>
        """
            .formatted(id, heading, content));
  }

  private static String keyFigures(Report report) {
    Tally total = report.total();
    StringBuilder figures = new StringBuilder("<dl class=\"figures\">\n");
    figure(figures, "articles", number(total.articles()), "");
    figure(figures, "statements", number(total.statements()), "");
    figure(
        figures,
        "acts",
        number(total.acts()),
        share(total.acts(), total.statements()) + " of statements");
    figure(
        figures,
        "threads",
        number(report.sample().total()),
        share(report.sample().answered(), report.sample().total()) + " answered");
    Run latest = report.runs().get(0);
    figure(
        figures,
        "set aside by the latest run",
        number(latest.quarantined()),
        share(latest.quarantined(), latest.quarantined() + latest.read()) + " of its records");
    return figures.append("</dl>\n").toString();
  }

  private static String copies(Report report) {
    return report.copies() == 0
        ? ""
        : "<p>%s of the %s %s of another, such as one agency’s story in several papers; the figures count each, the threads below are of the first alone.</p>\n"
            .formatted(
                number(report.copies()),
                count(report.total().articles(), "article"),
                report.copies() == 1 ? "is a copy" : "are copies");
  }

  private static void figure(StringBuilder html, String name, String value, String note) {
    html.append(
        "<div><dt>%s</dt><dd>%s</dd>%s</div>\n"
            .formatted(name, value, note.isEmpty() ? "" : "<dd class=\"note\">" + note + "</dd>"));
  }

  private static String matrices(Report report) {
    return """
        <p>Actors by the normal form of their side (of a spokesman his organisation, of an embassy its country; countries by their ISO 3166 code). The names in most acts have a row and a column. Others are the rest, and all that are called by a common noun, such as <i>the government</i>: that is somebody else in another article. The stronger the colour, the more. Acts that name only one side are in no cell.</p>
        %s<p>%s</p>
        <details><summary>Who denies whose charge</summary>
        %s<p>%s</p>
        </details>
        """
        .formatted(
            FigureSections.matrix(
                "Accusations and counter-accusations", "accuser", "accused", report.charges()),
            unnamed(report.charges(), "charge"),
            FigureSections.matrix("Denials", "denies", "charge by", report.denials()),
            unnamed(report.denials(), "denial"));
  }

  private static String unnamed(Matrix matrix, String noun) {
    return matrix.unnamed() == 0
        ? "Every " + noun + " names both sides."
        : count(matrix.unnamed(), "more " + noun) + " without a name for both sides.";
  }

  private static String quarantine(Quarantine quarantine) {
    if (quarantine.reasons().isEmpty()) {
      return "<p>The latest run could read every record as an article.</p>\n" + EACH_RUN;
    }
    StringBuilder rows = new StringBuilder();
    quarantine
        .reasons()
        .forEach(
            (reason, records) ->
                rows.append(
                    "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n"
                        .formatted(escape(reason), number(records))));
    StringBuilder examples = new StringBuilder();
    for (SetAside record : quarantine.examples()) {
      examples.append(
          "<tr><th scope=\"row\">%s</th><td>%s%s</td><td class=\"raw\" dir=\"auto\">%s</td></tr>\n"
              .formatted(
                  name(record.file()),
                  escape(record.reason()),
                  record.detail() == null ? "" : ": " + escape(record.detail()),
                  record.raw() == null ? "" : "<code>" + escape(record.raw()) + "</code>"));
    }
    return "<p>Records that are not articles are in no count above; the first 10,000 characters of each are in <code>_quarantine</code> beside the data.</p>\n"
        + EACH_RUN
        + FigureSections.table(
            "reasons",
            "Records that the latest run set aside, by reason",
            "<tr><th scope=\"col\">Reason</th><th scope=\"col\">Records</th></tr>",
            rows.toString())
        + (quarantine.examples().isEmpty()
            ? ""
            : FigureSections.table(
                "records",
                "The first of them",
                "<tr><th scope=\"col\">File</th><th scope=\"col\">Why</th><th scope=\"col\">Record</th></tr>",
                examples.toString()));
  }

  private static final String EACH_RUN =
      "<p>How many each run set aside is under <a href=\"#model\">Model and runs</a>: runs that read the same files set the same records aside.</p>\n";

  private static String model(Report report) {
    StringBuilder rows = new StringBuilder();
    for (Run run : report.runs()) {
      rows.append(
          "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n"
              .formatted(
                  escape(run.id()),
                  escape(minute(run.started())),
                  escape(run.modelId()),
                  String.format(Locale.ROOT, "%.2f", run.threshold()),
                  number(run.articles()),
                  number(run.statements()),
                  number(run.quarantined()),
                  escape(run.version())));
    }
    Run latest = report.runs().get(0);
    return """
        <p>The latest run labelled with the model <code>%s</code>. It labels a statement as the likeliest of the three acts if these together have a probability of at least %s.</p>
        %s%s%s"""
        .formatted(
            escape(latest.modelId()),
            String.format(Locale.ROOT, "%.2f", latest.threshold()),
            scores(latest),
            FigureSections.table(
                "runs",
                "Runs that wrote this output, the latest first",
                "<tr><th scope=\"col\">Run</th><th scope=\"col\">Started (UTC)</th><th scope=\"col\">Model</th>"
                    + "<th scope=\"col\">Threshold</th><th scope=\"col\">Articles</th>"
                    + "<th scope=\"col\">Statements</th><th scope=\"col\">Set aside</th>"
                    + "<th scope=\"col\">Weerwoord</th></tr>",
                rows.toString()),
            report.earlierRuns() == 0
                ? ""
                : "<p>And " + count(report.earlierRuns(), "earlier run") + ".</p>\n");
  }

  /** Returns an instant in ISO form without its seconds. */
  private static String minute(String instant) {
    return instant.replaceFirst("^(.{10})T(.{5}).*$", "$1 $2");
  }

  private static String scores(Run run) {
    if (run.crossValidation().isEmpty() && run.gold().isEmpty()) {
      return "<p>The run’s manifest does not say how well the model does.</p>\n";
    }
    StringBuilder rows = new StringBuilder();
    score(rows, "All four labels (macro-F1)", "macro_f1", run);
    for (StatementLabel label : StatementLabel.values()) {
      score(rows, FigureSections.tag(label), label.text(), run);
    }
    return FigureSections.table(
        "scores",
        "How well the model does: F1, from 0 to 1",
        "<tr><th scope=\"col\">Label</th><th scope=\"col\">On press articles labelled by hand</th>"
            + "<th scope=\"col\">In cross-validation on its own corpus</th></tr>",
        rows.toString());
  }

  private static void score(StringBuilder rows, String heading, String key, Run run) {
    rows.append(
        "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td></tr>\n"
            .formatted(heading, score(run.gold(), key), score(run.crossValidation(), key)));
  }

  private static String score(Map<String, Double> scores, String key) {
    return scores.containsKey(key) ? String.format(Locale.ROOT, "%.2f", scores.get(key)) : "–";
  }

  private static final String LIMITS =
      """
      <ul>
      <li><strong>Labels are speech acts that a text reports, not truths.</strong> An accusation is counted because somebody is said to have made it; a denial because somebody rejects it. Nothing here says who is right.</li>
      <li>A model found the labels, who acts against whom, and what answers what. It errs: how often is under <a href="#model">Model and runs</a>. Read the article before you quote a thread.</li>
      <li>Counts follow the collection: who is accused here is accused in these texts. An article that came twice counts twice.</li>
      <li>Names are brought to one form within an article. Across articles two forms may be one actor, and one form two actors.</li>
      <li>Threads stay within an article: an answer in the next day’s paper is not under its charge.</li>
      </ul>
      """;

  private static String hash(String content) {
    return "sha256-" + Base64.getEncoder().encodeToString(DigestUtils.sha256(content));
  }

  private static String resource(String file) {
    try (InputStream stream = ReportPage.class.getResourceAsStream(file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read " + file + " of the report", e);
    }
  }
}
