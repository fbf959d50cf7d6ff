package org.weerwoord.jobs.report;

import static org.weerwoord.jobs.report.Html.count;
import static org.weerwoord.jobs.report.Html.escape;
import static org.weerwoord.jobs.report.Html.name;
import static org.weerwoord.jobs.report.Html.number;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.weerwoord.jobs.report.Report.Act;
import org.weerwoord.jobs.report.Report.Actor;
import org.weerwoord.jobs.report.Report.ArticleThread;
import org.weerwoord.jobs.report.Report.Line;
import org.weerwoord.jobs.report.Report.Sample;
import org.weerwoord.text.ArticleDate.Precision;
import org.weerwoord.text.StatementLabel;

/**
 * The threads of a report: a charge, under it what answers it, and folded the statements around
 * them. Attributes say of each thread what the page's script filters by.
 */
final class ThreadSection {

  private static final String NOT_NAMED = "<i>not named</i>";

  private ThreadSection() {}

  /** Returns the filters and the threads of a sample. */
  static String html(Sample sample) {
    if (sample.threads().isEmpty()) {
      return sample.total() == 0
          ? "<p>No statement makes a charge, so there is no thread.</p>\n"
          : "<p>Of %s none is shown (%s).</p>\n"
              .formatted(
                  count(sample.total(), "thread"),
                  sample.copies() == sample.total()
                      ? "all are of copies"
                      : "<code>--report-threads 0</code>");
    }
    StringBuilder html = new StringBuilder();
    html.append(
        "<p>%s. A thread is a charge with all that answers it, and with what answers that.</p>\n"
            .formatted(whichOf(sample)));
    html.append(filters(sample.threads()));
    sample.threads().forEach(thread -> addThread(html, thread));
    return html.toString();
  }

  private static String whichOf(Sample sample) {
    int shown = sample.threads().size();
    String choice =
        shown == sample.total() - sample.copies()
            ? "all but those of copies"
            : "those with the most answers"
                + (sample.copies() == 0 ? "" : " but those of copies")
                + ", so no fair sample";
    String answered =
        " of which %s %s answered"
            .formatted(number(sample.answered()), sample.answered() == 1 ? "is" : "are");
    return shown == sample.total()
        ? "All " + count(shown, "thread") + " of the output," + answered
        : "%s of the output’s %s,%s: %s"
            .formatted(number(shown), count(sample.total(), "thread"), answered, choice);
  }

  private static String filters(List<ArticleThread> threads) {
    StringBuilder actors = new StringBuilder();
    actorsByThreads(threads)
        .forEach(actor -> actors.append("<option value=\"").append(escape(actor)).append("\">"));
    StringBuilder languages = new StringBuilder();
    threads.stream()
        .map(ArticleThread::lang)
        .collect(Collectors.toCollection(TreeSet::new))
        .forEach(lang -> languages.append("<option>").append(escape(lang)).append("</option>"));
    return """
        <form id="filters" hidden>
        <p><label for="by-actor">Actor</label><input id="by-actor" type="search" list="actors" autocomplete="off" placeholder="any"><datalist id="actors">%s</datalist></p>
        <p><label for="by-label">Holds a</label><select id="by-label"><option value="">any label</option><option>accusation</option><option>denial</option><option>counter-accusation</option></select></p>
        <p><label for="by-lang">Language</label><select id="by-lang"><option value="">any</option>%s</select></p>
        <p><label for="from">From</label><input id="from" type="date"></p>
        <p><label for="to">To</label><input id="to" type="date"></p>
        <p><button type="reset">Show all</button></p>
        </form>
        <p id="shown" role="status" hidden></p>
        """
        .formatted(actors, languages);
  }

  /** Returns the names and sides of actors, those in most threads first. */
  private static List<String> actorsByThreads(List<ArticleThread> threads) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    threads.forEach(
        thread -> actors(thread).forEach(actor -> counts.merge(actor, 1, Integer::sum)));
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Set<String> actors(ArticleThread thread) {
    return acts(thread.charge())
        .flatMap(act -> Stream.of(act.source(), act.target()))
        .filter(Objects::nonNull)
        .flatMap(actor -> Stream.of(actor.side(), actor.name()))
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Returns an act and all that answer it. */
  private static Stream<Act> acts(Act act) {
    return Stream.concat(Stream.of(act), act.answers().stream().flatMap(ThreadSection::acts));
  }

  private static void addThread(StringBuilder html, ArticleThread thread) {
    List<Act> acts = acts(thread.charge()).toList();
    html.append(
        """
        <article class="thread" data-lang="%s" data-labels="%s" data-actors="%s"%s>
        <header>
        <h3>%s</h3>
        <p class="meta">%s</p>
        </header>
        """
            .formatted(
                escape(thread.lang()),
                acts.stream().map(act -> act.label().text()).collect(Collectors.joining(" ")),
                escape(String.join("\n", actors(thread))),
                dates(thread),
                parties(thread.charge()),
                meta(thread)));
    String lang = thread.lang().equals("und") ? "" : escape(thread.lang());
    html.append("<div lang=\"").append(lang).append("\">\n");
    addText(html, thread.charge());
    addAnswers(html, thread.charge());
    html.append("</div>\n");
    long hidden = thread.answers() - (acts.size() - 1);
    if (hidden > 0) {
      html.append("<p>Not shown: ").append(count(hidden, "more answer")).append(".</p>\n");
    }
    addContext(html, thread, lang, acts);
    html.append("</article>\n");
  }

  /** Returns the first and last day that the date may mean. */
  private static String dates(ArticleThread thread) {
    LocalDate first = thread.date();
    if (first == null) {
      return "";
    }
    LocalDate last =
        switch (thread.precision()) {
          case "year" -> first.plusYears(1).minusDays(1);
          case "month" -> first.plusMonths(1).minusDays(1);
          default -> first;
        };
    return " data-from=\"" + first + "\" data-to=\"" + last + "\"";
  }

  private static String meta(ArticleThread thread) {
    List<String> parts = new ArrayList<>();
    String kind = thread.charge().kind();
    parts.add(
        FigureSections.tag(thread.charge().label()) + (kind == null ? "" : ": " + escape(kind)));
    parts.add(thread.answers() == 0 ? "not answered" : count(thread.answers(), "answer"));
    parts.add(
        thread.date() == null ? "no date" : Precision.of(thread.precision()).print(thread.date()));
    if (thread.sourceName() != null) {
      parts.add(name(thread.sourceName()));
    }
    parts.add(escape(thread.lang()));
    String article = "article " + name(thread.articleId());
    parts.add(
        isLink(thread.url())
            ? "<a rel=\"noreferrer\" href=\"" + escape(thread.url()) + "\">" + article + "</a>"
            : article);
    return String.join(" · ", parts);
  }

  /** Only links to the web: a script could be one, too. */
  private static boolean isLink(String url) {
    return url != null && (url.startsWith("https://") || url.startsWith("http://"));
  }

  private static String parties(Act act) {
    return party(act.source()) + " → " + party(act.target());
  }

  private static String party(Actor actor) {
    if (actor == null) {
      return NOT_NAMED;
    }
    return actor.side() == null || actor.side().equals(actor.name())
        ? name(actor.name())
        : name(actor.name()) + " <small>(" + name(actor.side()) + ")</small>";
  }

  private static void addText(StringBuilder html, Act act) {
    html.append("<p class=\"act %s\" dir=\"auto\">".formatted(act.label().text()))
        .append(escape(act.text()))
        .append("</p>\n");
  }

  private static void addAnswers(StringBuilder html, Act act) {
    if (act.answers().isEmpty()) {
      return;
    }
    html.append("<ul class=\"answers\">\n");
    for (Act answer : act.answers()) {
      html.append("<li><p class=\"who\" lang=\"en\">")
          .append(FigureSections.tag(answer.label()))
          .append(answer.label() == StatementLabel.DENIAL ? " by " : ": ")
          .append(
              answer.label() == StatementLabel.DENIAL ? party(answer.source()) : parties(answer))
          .append("</p>\n");
      addText(html, answer);
      addAnswers(html, answer);
      html.append("</li>\n");
    }
    html.append("</ul>\n");
  }

  private static void addContext(
      StringBuilder html, ArticleThread thread, String lang, List<Act> acts) {
    Set<Integer> positions = acts.stream().map(Act::position).collect(Collectors.toSet());
    html.append(
        "<details><summary>In the article: %s around it</summary>\n<ol class=\"context\" lang=\"%s\">\n"
            .formatted(
                count(
                    thread.context().stream()
                        .filter(line -> !positions.contains(line.position()))
                        .count(),
                    "statement"),
                lang));
    int expected = 0;
    for (Line line :
        thread.context().stream().sorted(Comparator.comparingInt(Line::position)).toList()) {
      if (line.position() > expected) {
        html.append("<li class=\"gap\" lang=\"en\">")
            .append(count(line.position() - expected, "statement"))
            .append(" left out</li>\n");
      }
      expected = line.position() + 1;
      html.append(
          "<li class=\"%s%s\" dir=\"auto\">%s%s</li>\n"
              .formatted(
                  line.label().text(),
                  positions.contains(line.position()) ? " here" : "",
                  escape(line.text()),
                  line.label() == StatementLabel.NONE
                      ? ""
                      : " <span lang=\"en\">" + FigureSections.tag(line.label()) + "</span>"));
    }
    html.append("</ol></details>\n");
  }
}
