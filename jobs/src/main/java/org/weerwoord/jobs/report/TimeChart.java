package org.weerwoord.jobs.report;

import static org.weerwoord.jobs.report.Html.count;
import static org.weerwoord.jobs.report.Html.number;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.weerwoord.jobs.report.Report.Point;
import org.weerwoord.jobs.report.Report.Timeline;
import org.weerwoord.text.StatementLabel;

/**
 * Acts over time as stacked columns. Widths are shares of the page's, heights and letters have
 * fixed sizes, so that the chart is as legible on a phone.
 */
final class TimeChart {

  /** The acts, from the bottom of a column up. */
  static final List<StatementLabel> ACTS =
      List.of(StatementLabel.ACCUSATION, StatementLabel.DENIAL, StatementLabel.COUNTER_ACCUSATION);

  private static final double TOP = 12;
  private static final double PLOT = 190;
  private static final double FOOT = 24;
  private static final int GRID_LINES = 4;
  private static final int DATES = 4;

  private final Bucket bucket;
  private final List<Point> points;
  private final long step;

  private TimeChart(Timeline timeline) {
    bucket = timeline.bucket();
    points = withEmpty(timeline);
    step = step(points.stream().mapToLong(point -> point.tally().acts()).max().orElse(0));
  }

  /** Returns the chart of a timeline that has points. */
  static String svg(Timeline timeline) {
    return new TimeChart(timeline).svg();
  }

  /** Returns the points with those in which nothing was said. */
  private static List<Point> withEmpty(Timeline timeline) {
    Map<LocalDate, Tally> tallies =
        timeline.points().stream().collect(Collectors.toMap(Point::start, Point::tally));
    LocalDate last = timeline.points().get(timeline.points().size() - 1).start();
    List<Point> all = new ArrayList<>();
    for (LocalDate start = timeline.points().get(0).start();
        !start.isAfter(last);
        start = timeline.bucket().next(start)) {
      all.add(new Point(start, tallies.getOrDefault(start, Tally.NONE)));
    }
    return all;
  }

  /** Returns a round distance of grid lines with which a maximum has at most four of them. */
  private static long step(long most) {
    for (long power = 1; ; power *= 10) {
      for (long digit : new long[] {1, 2, 5}) {
        if (digit * power * GRID_LINES >= most) {
          return digit * power;
        }
      }
    }
  }

  private String svg() {
    String first = bucket.name(points.get(0).start());
    String last = bucket.name(points.get(points.size() - 1).start());
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <div class="chart">
        <svg class="axis" width="52" height="%1$s" aria-hidden="true">%2$s</svg>
        <svg class="plot" height="%1$s" role="img" aria-label="Columns: acts by %3$s, from %4$s to %5$s; the figures are in the table below.">
        """
            .formatted(px(TOP + PLOT + FOOT), scale(), bucket.word(), first, last));
    for (int line = 0; line <= GRID_LINES; line++) {
      svg.append(
          "<line x1=\"0\" x2=\"100%%\" y1=\"%1$s\" y2=\"%1$s\"/>\n".formatted(px(y(line * step))));
    }
    for (int i = 0; i < points.size(); i++) {
      addColumn(svg, i);
    }
    addDates(svg);
    return svg.append("</svg>\n</div>\n").toString();
  }

  private String scale() {
    StringBuilder scale = new StringBuilder();
    for (int line = 0; line <= GRID_LINES; line++) {
      scale.append(
          "<text x=\"46\" y=\"%s\">%s</text>"
              .formatted(px(y(line * step) + 4), number(line * step)));
    }
    return scale.toString();
  }

  private void addColumn(StringBuilder svg, int index) {
    Tally tally = points.get(index).tally();
    if (tally.acts() == 0) {
      return;
    }
    double width = 100.0 / points.size();
    svg.append("<g><title>").append(bucket.name(points.get(index).start()));
    ACTS.forEach(act -> svg.append(", ").append(count(tally.of(act), act.text())));
    svg.append("</title>");
    long below = 0;
    for (StatementLabel act : ACTS) {
      long acts = tally.of(act);
      if (acts > 0) {
        svg.append(
            "<rect class=\"%s\" x=\"%s%%\" width=\"%s%%\" y=\"%s\" height=\"%s\"/>"
                .formatted(
                    act.text(),
                    percent((index + 0.08) * width),
                    percent(0.84 * width),
                    px(y(below + acts)),
                    px(y(below) - y(below + acts))));
      }
      below += acts;
    }
    svg.append("</g>\n");
  }

  /** Adds the names of a few buckets, evenly, among them the first and the last. */
  private void addDates(StringBuilder svg) {
    int gaps = Math.min(DATES, points.size()) - 1;
    for (int i = 0; i <= gaps; i++) {
      int index = gaps == 0 ? 0 : (int) Math.round((double) i * (points.size() - 1) / gaps);
      String anchor = gaps == 0 || (i > 0 && i < gaps) ? "middle" : i == 0 ? "start" : "end";
      double x =
          switch (anchor) {
            case "start" -> 0;
            case "end" -> 100;
            default -> 100 * (index + 0.5) / points.size();
          };
      svg.append(
          "<text x=\"%s%%\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
              .formatted(
                  percent(x),
                  px(TOP + PLOT + FOOT - 6),
                  anchor,
                  bucket.name(points.get(index).start())));
    }
  }

  private double y(long acts) {
    return TOP + PLOT - PLOT * acts / (step * GRID_LINES);
  }

  private static String px(double length) {
    return String.format(Locale.ROOT, "%.1f", length);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f", share);
  }
}
