package org.weerwoord.evaluation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.weerwoord.text.Language;
import org.weerwoord.text.Span;
import org.weerwoord.text.StatementLabel;

/**
 * Counts how labelled statements compare with gold. Evaluations of parts of a gold set merge into
 * that of the whole; all counts are integers, so that neither order nor partitioning shows in the
 * scores.
 *
 * <p>Not thread-safe.
 */
public final class Evaluation implements Serializable {

  /** The name of the group that holds all languages. */
  public static final String ALL = "all";

  /** How far a boundary may lie from gold and still count as the same, in UTF-16 units. */
  private static final int BOUNDARY_TOLERANCE = 1;

  private static final int LANGUAGES = Language.values().length;

  private final long[] counts;

  /** Creates an evaluation of no article. */
  public Evaluation() {
    this(new long[LANGUAGES * Scores.LENGTH]);
  }

  private Evaluation(long[] counts) {
    this.counts = counts;
  }

  /**
   * Creates an evaluation from what {@link #counts()} returned.
   *
   * @throws IllegalArgumentException if the array has another length
   */
  public static Evaluation ofCounts(long[] counts) {
    if (counts.length != LANGUAGES * Scores.LENGTH) {
      throw new IllegalArgumentException(
          "An evaluation has "
              + LANGUAGES * Scores.LENGTH
              + " counts, but "
              + counts.length
              + " were given; give what counts() returned");
    }
    return new Evaluation(counts.clone());
  }

  /** Returns all counts, in an order that only {@link #ofCounts} needs to know. */
  public long[] counts() {
    return counts.clone();
  }

  /**
   * Counts an article.
   *
   * @param predicted the article's labelled statements in the order of the text, with offsets in
   *     {@code gold.text()}; empty if none was found
   */
  public void add(GoldArticle gold, List<Predicted> predicted) {
    int base = base(gold.language());
    Alignment alignment = new Alignment(gold, predicted);
    counts[base + Scores.ARTICLES]++;
    for (int i = 0; i < gold.spans().size(); i++) {
      GoldLabel label = gold.labels().get(i);
      Predicted match = alignment.match(i);
      addLabel(base, label, Alignment.labelOf(match));
      if (match != null) {
        addBoundaries(base, gold.spans().get(i), match.span());
        addCalibration(base, label, match);
        addNames(base, label, match);
      }
      if (label.isLinkedReply()) {
        counts[base + Scores.REPLIES]++;
        if (alignment.answersRightly(match, label)) {
          counts[base + Scores.REPLIES_LINKED]++;
        }
      }
    }
  }

  private void addLabel(int base, GoldLabel gold, StatementLabel predicted) {
    StatementLabel lenient = predicted == gold.also() ? predicted : gold.label();
    counts[base + Scores.CONFUSION + Scores.cell(gold.label(), predicted)]++;
    counts[base + Scores.CONFUSION_LENIENT + Scores.cell(lenient, predicted)]++;
    if (!gold.hard()) {
      counts[base + Scores.CONFUSION_CLEAR + Scores.cell(gold.label(), predicted)]++;
    }
  }

  private void addBoundaries(int base, Span gold, Span predicted) {
    if (Math.abs(predicted.begin() - gold.begin()) <= BOUNDARY_TOLERANCE
        && Math.abs(predicted.end() - gold.end()) <= BOUNDARY_TOLERANCE) {
      counts[base + Scores.BOUNDARIES]++;
    }
  }

  private void addCalibration(int base, GoldLabel gold, Predicted match) {
    if (!match.hasProbabilities()) {
      return;
    }
    double probability = match.probability(match.label());
    int bin = base + Scores.BINS + Scores.BIN_LENGTH * Scores.bin(probability);
    counts[bin + Scores.BIN_STATEMENTS]++;
    counts[bin + Scores.BIN_BILLIONTHS] += Math.round(probability * Scores.BILLION);
    if (match.label() == gold.label()) {
      counts[bin + Scores.BIN_CORRECT]++;
    }
  }

  private void addNames(int base, GoldLabel gold, Predicted match) {
    if (!gold.isAct()) {
      return;
    }
    boolean labelRight = match.label() == gold.label();
    if (gold.hasSource(match.source())) {
      counts[base + Scores.SOURCE_ANY]++;
      counts[base + Scores.SOURCE_WITH_LABEL] += labelRight ? 1 : 0;
    }
    if (gold.hasTarget(match.target())) {
      counts[base + Scores.TARGET_ANY]++;
      counts[base + Scores.TARGET_WITH_LABEL] += labelRight ? 1 : 0;
    }
  }

  /** Adds the counts of an evaluation of other articles; that one stays as it is. */
  public void merge(Evaluation other) {
    for (int k = 0; k < counts.length; k++) {
      counts[k] += other.counts[k];
    }
  }

  // The counts live no longer than a job, so that the order of the constants may change.
  @SuppressWarnings("EnumOrdinal")
  private static int base(Language language) {
    return language.ordinal() * Scores.LENGTH;
  }

  /** Returns the scores on the articles of one language. */
  public Scores scores(Language language) {
    int base = base(language);
    return new Scores(Arrays.copyOfRange(counts, base, base + Scores.LENGTH));
  }

  /** Returns the scores on all articles, those in {@link Language#OTHER} included. */
  public Scores scores() {
    long[] sum = new long[Scores.LENGTH];
    for (int k = 0; k < counts.length; k++) {
      sum[k % Scores.LENGTH] += counts[k];
    }
    return new Scores(sum);
  }

  /**
   * Returns the scores of each language with a statement, in the order nl, en, fr, de, and last
   * those of {@link #ALL} articles.
   */
  public Map<String, Scores> groups() {
    Map<String, Scores> groups = new LinkedHashMap<>();
    for (Language language : Language.values()) {
      Scores scores = scores(language);
      if (language != Language.OTHER && scores.statements() > 0) {
        groups.put(language.code(), scores);
      }
    }
    groups.put(ALL, scores());
    return groups;
  }
}
