package org.weerwoord.jobs.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.weerwoord.text.StatementLabel;

/**
 * What a report says of an output: aggregates, and a bounded sample of its threads.
 *
 * @param name of the output
 * @param runs that wrote it, also if a later one wrote their rows again; the latest first
 * @param earlierRuns number of runs that wrote it too, before {@code runs}
 * @param total of all
 * @param copies number of the articles that are copies of another
 * @param languages the largest, and the rest
 * @param sources the papers and agencies with the most statements, and the rest
 * @param timeline of the acts
 * @param charges who blames whom
 * @param denials who denies whose charge
 * @param sample of the threads
 * @param quarantine what the latest run set aside
 */
public record Report(
    String name,
    List<Run> runs,
    int earlierRuns,
    Tally total,
    long copies,
    Breakdown languages,
    Breakdown sources,
    Timeline timeline,
    Matrix charges,
    Matrix denials,
    Sample sample,
    Quarantine quarantine) {

  /**
   * A labelling run, as its manifest tells it.
   *
   * @param started an instant in ISO form
   * @param read articles in its input, labelled or not
   * @param articles it labelled
   * @param statements it labelled
   * @param unreadableDates articles whose date could not be read
   * @param crossValidation F1 of the model on its own corpus, by label and {@code macro_f1}; empty
   *     where the manifest does not say
   * @param gold the same on articles labelled by hand
   */
  public record Run(
      String id,
      String started,
      String version,
      long read,
      long articles,
      long statements,
      long quarantined,
      long unreadableDates,
      String modelId,
      double threshold,
      Map<String, Double> crossValidation,
      Map<String, Double> gold) {}

  /**
   * The parts of a whole, the largest first.
   *
   * @param others number of parts that are not listed
   * @param rest these together
   */
  public record Breakdown(List<Part> parts, long others, Tally rest) {}

  /**
   * A part of a whole.
   *
   * @param name null for what has none
   */
  public record Part(String name, Tally tally) {}

  /**
   * Acts over time.
   *
   * @param points in order of time; buckets with nothing may be missing
   * @param undated what has no date
   * @param coarser what has a date too coarse for the bucket
   */
  public record Timeline(Bucket bucket, List<Point> points, Tally undated, Tally coarser) {}

  /**
   * A bucket of a timeline.
   *
   * @param start its first day
   */
  public record Point(LocalDate start, Tally tally) {}

  /**
   * How often who acts against whom.
   *
   * @param actors with the most acts, by or against them, of those that have a name
   * @param others number of other actors
   * @param cells acts by the row's actor against the column's; a last row and column for the others
   * @param unnamed acts without a source or target, which are in no cell
   */
  public record Matrix(List<String> actors, long others, List<List<Long>> cells, long unnamed) {}

  /**
   * Threads of articles that are no copies, those with the most answers first.
   *
   * @param total number of threads in the output
   * @param answered number of these that have an answer
   * @param copies number of these that only copies have
   */
  public record Sample(List<ArticleThread> threads, long total, long answered, long copies) {}

  /**
   * A charge and all that answers it.
   *
   * @param date null if unknown
   * @param precision of the date: {@code day}, {@code month} or {@code year}
   * @param charge the first
   * @param answers how many there are, shown or not
   * @param context statements of the article around the acts, by position, the article's first too
   */
  public record ArticleThread(
      String articleId,
      LocalDate date,
      String precision,
      String lang,
      String sourceName,
      String url,
      Act charge,
      long answers,
      List<Line> context) {}

  /**
   * A charge or denial.
   *
   * @param kind of a charge; else null
   * @param source null if not named
   * @param target null if not named; of a denial, whom it answers is its place in the thread
   */
  public record Act(
      int position,
      StatementLabel label,
      String kind,
      Actor source,
      Actor target,
      String text,
      List<Act> answers) {}

  /**
   * Who acts, or is acted against.
   *
   * @param name as it stands in the text
   * @param side normal form of the party that it belongs to
   */
  public record Actor(String name, String side) {}

  /** A statement of an article. */
  public record Line(int position, StatementLabel label, String text) {}

  /**
   * Records that are not articles.
   *
   * @param reasons how many for which
   * @param examples the first of them
   */
  public record Quarantine(Map<String, Long> reasons, List<SetAside> examples) {}

  /** A record that is not an article; its raw form may be cut. */
  public record SetAside(String file, String reason, String detail, String raw) {}
}
