package org.weerwoord.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.weerwoord.jobs.report.Report.Act;
import org.weerwoord.jobs.report.Report.Actor;
import org.weerwoord.jobs.report.Report.ArticleThread;
import org.weerwoord.jobs.report.Report.Breakdown;
import org.weerwoord.jobs.report.Report.Line;
import org.weerwoord.jobs.report.Report.Matrix;
import org.weerwoord.jobs.report.Report.Part;
import org.weerwoord.jobs.report.Report.Point;
import org.weerwoord.jobs.report.Report.Quarantine;
import org.weerwoord.jobs.report.Report.Run;
import org.weerwoord.jobs.report.Report.Sample;
import org.weerwoord.jobs.report.Report.SetAside;
import org.weerwoord.jobs.report.Report.Timeline;
import org.weerwoord.text.StatementLabel;

class ReportPageTest {

  private static final String HOSTILE =
      "</script><script>alert(1)</script>\" onload='alert(2)' \u2028 <!-- ]]> \u202e %s %1$s";

  private static final Tally TALLY =
      new Tally(2, Map.of(StatementLabel.ACCUSATION, 3L, StatementLabel.NONE, 7L));

  @Test
  void escapesWhateverComesFromData() {
    String page = ReportPage.html(report(HOSTILE, HOSTILE));

    assertThat(page).doesNotContain("<script>alert", "onload='", "\u2028", "\u202e");
    assertThat(page.split("<script", -1)).as("scripts").hasSize(2);
    assertThat(page.split("</script", -1)).as("ends of scripts").hasSize(2);
    // The name twice, a language, a source, an actor twice, charge, answer, context and so on.
    assertThat(page.split("&lt;script&gt;alert\\(1\\)&lt;/script&gt;", -1).length)
        .isGreaterThan(15);
  }

  @Test
  void allowsItsOwnStyleAndScriptAndNothingElse() throws NoSuchAlgorithmException {
    String page = ReportPage.html(report("Bakker", "https://news.example/1"));

    assertThat(page)
        .contains(
            "content=\"default-src 'none'; style-src 'sha256-"
                + digest(page, "style")
                + "'; script-src 'sha256-"
                + digest(page, "script")
                + "'; base-uri 'none'; form-action 'none'\"");
    assertThat(page).doesNotContainPattern("\\s(src|style|on[a-z]+)=");
    assertThat(page.replaceAll("<a rel=\"noreferrer\" href=\"https://news.example/1\">", ""))
        .as("addresses")
        .doesNotContain("://", "href=\"//");
  }

  private static String digest(String page, String element) throws NoSuchAlgorithmException {
    Matcher matcher =
        Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL).matcher(page);
    assertThat(matcher.find()).isTrue();
    return Base64.getEncoder()
        .encodeToString(
            MessageDigest.getInstance("SHA-256")
                .digest(matcher.group(1).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void linksToTheWebOnly() {
    assertThat(ReportPage.html(report("a", "https://news.example/?a=1&b=2")))
        .contains("href=\"https://news.example/?a=1&amp;b=2\"");
    assertThat(ReportPage.html(report("a", "javascript:alert(1)"))).doesNotContain("javascript:");
  }

  @Test
  void saysWhatTheThreadsAreASampleOf() {
    assertThat(ReportPage.html(report("a", null)))
        .contains(
            "1 of the output’s 40 threads, of which 12 are answered: those with the most answers,"
                + " so no fair sample")
        .contains("Not shown: 1 more answer.");
  }

  @Test
  void saysWhoseRecordsTheShareSetAsideIsOf() {
    // The run labelled two of the three articles that it read.
    assertThat(ReportPage.html(report("a", null)))
        .contains(
            "<dt>set aside by the latest run</dt><dd>1</dd><dd class=\"note\">25.0% of its records");
  }

  @Test
  void saysHowMuchOfARecordIsKept() {
    assertThat(ReportPage.html(report("a", null)))
        .contains("the first 10,000 characters of each are in <code>_quarantine</code>");
  }

  @Test
  void givesAThreadTheDaysThatItsDateMayMean() {
    assertThat(ReportPage.html(report("a", null)))
        .contains("data-from=\"2024-02-01\" data-to=\"2024-02-29\"");
  }

  @Test
  void drawsTheAxesOfTheChart() {
    String page = ReportPage.html(report("a", null));

    assertThat(page)
        .contains("<title>2024-02, 3 accusations, 0 denials, 0 counter-accusations</title>")
        .contains("text-anchor=\"start\">2024-02</text>")
        .contains("text-anchor=\"end\">2024-04</text>")
        .contains("Not in the chart: 2 articles without a date, with 3 acts.");
  }

  @Test
  void saysWhatIsNotThere() {
    Report empty =
        new Report(
            "empty",
            report("a", null).runs(),
            0,
            Tally.NONE,
            0,
            new Breakdown(List.of(), 0, Tally.NONE),
            new Breakdown(List.of(), 0, Tally.NONE),
            new Timeline(Bucket.DAY, List.of(), Tally.NONE, Tally.NONE),
            new Matrix(List.of(), 0, List.of(List.of(0L)), 0),
            new Matrix(List.of(), 0, List.of(List.of(0L)), 0),
            new Sample(List.of(), 0, 0, 0),
            new Quarantine(Map.of(), List.of()));

    assertThat(ReportPage.html(empty))
        .contains("No article has a date that could be shown.")
        .contains("No statement makes a charge, so there is no thread.")
        .contains("The latest run could read every record as an article.")
        .doesNotContain("NaN", "null", "id=\"filters\"");
  }

  private static Report report(String text, String url) {
    Breakdown breakdown = new Breakdown(List.of(new Part(text, TALLY)), 1, TALLY);
    Matrix matrix = new Matrix(List.of(text), 3, List.of(List.of(1L, 2L), List.of(0L, 4L)), 5);
    Act denial =
        new Act(3, StatementLabel.DENIAL, null, new Actor(text, null), null, text, List.of());
    Act charge =
        new Act(
            1,
            StatementLabel.ACCUSATION,
            text,
            new Actor(text, "BE"),
            new Actor(text, text),
            text,
            List.of(denial));
    ArticleThread thread =
        new ArticleThread(
            text,
            LocalDate.of(2024, 2, 1),
            "month",
            text,
            text,
            url,
            charge,
            2,
            List.of(
                new Line(0, StatementLabel.NONE, text), new Line(3, StatementLabel.DENIAL, text)));
    return new Report(
        text,
        List.of(
            new Run("run-1", "2024-03-01", text, 3, 2, 10, 1, 0, text, 0.45, Map.of(), Map.of())),
        0,
        TALLY,
        0,
        breakdown,
        breakdown,
        new Timeline(
            Bucket.MONTH,
            List.of(
                new Point(LocalDate.of(2024, 2, 1), TALLY),
                new Point(LocalDate.of(2024, 4, 1), TALLY)),
            TALLY,
            Tally.NONE),
        matrix,
        matrix,
        new Sample(List.of(thread), 40, 12, 0),
        new Quarantine(Map.of(text, 1L), List.of(new SetAside(text, text, text, text))));
  }
}
