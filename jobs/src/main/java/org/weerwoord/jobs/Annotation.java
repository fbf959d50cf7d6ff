package org.weerwoord.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.weerwoord.text.Span;

/**
 * What one annotator made of one task, as the annotation tool wrote it.
 *
 * @param article the article of the task
 * @param annotator who; never empty
 * @param settled whether it was marked as the truth, which ends disputes
 * @param updated when it was changed last, in ISO form; empty if unknown
 * @param regions labelled stretches of the text
 * @param links from replies to the charges that they answer, by ids of regions
 * @param labelsOnly whether the tool knows no sources, targets and answers
 * @param task the task with this annotation alone, in the tool's format
 */
record Annotation(
    TaskArticle article,
    String annotator,
    boolean settled,
    String updated,
    List<Region> regions,
    List<Link> links,
    boolean labelsOnly,
    JsonNode task) {

  /**
   * The article of a task.
   *
   * @param lang ISO 639-1 code, or {@code und}
   * @param date as printed, or null
   * @param statements places of its statements in {@code text}, in UTF-16 units; the annotator is
   *     to label each
   */
  record TaskArticle(String id, String lang, String date, String text, List<Span> statements) {}

  /**
   * A labelled stretch.
   *
   * @param id as links name it
   * @param begin offset in units of the format
   * @param end offset after the last character, likewise
   * @param printed the text that it covers according to the tool; null if it does not say
   * @param labels as written
   * @param source who acts, or empty
   * @param target against whom, or empty
   */
  record Region(
      String id,
      int begin,
      int end,
      String printed,
      List<String> labels,
      String source,
      String target) {}

  /** A reply, and the charge that it answers. */
  record Link(String reply, String charge) {}
}
