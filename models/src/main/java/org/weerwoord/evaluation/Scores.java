package org.weerwoord.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.weerwoord.text.StatementLabel;

/**
 * The scores on a group of gold articles. All rates lie between 0 and 1; a rate of nothing is 0.
 */
public final class Scores {

  static final double BILLION = 1e9;

  private static final int CALIBRATION_BINS = 10;
  private static final int CELLS = StatementLabel.COUNT * StatementLabel.COUNT;

  // Places of the counts. Confusion matrices lie row by row: gold label, then predicted label.
  static final int CONFUSION = 0;
  static final int CONFUSION_LENIENT = CONFUSION + CELLS;
  static final int CONFUSION_CLEAR = CONFUSION_LENIENT + CELLS;
  static final int ARTICLES = CONFUSION_CLEAR + CELLS;
  static final int BOUNDARIES = ARTICLES + 1;
  static final int SOURCE_WITH_LABEL = BOUNDARIES + 1;
  static final int SOURCE_ANY = SOURCE_WITH_LABEL + 1;
  static final int TARGET_WITH_LABEL = SOURCE_ANY + 1;
  static final int TARGET_ANY = TARGET_WITH_LABEL + 1;
  static final int REPLIES = TARGET_ANY + 1;
  static final int REPLIES_LINKED = REPLIES + 1;
  static final int BINS = REPLIES_LINKED + 1;

  // Places in a calibration bin. Probabilities are summed in billionths: sums of integers do not
  // depend on the order in which partitions arrive, sums of doubles do.
  static final int BIN_STATEMENTS = 0;
  static final int BIN_CORRECT = 1;
  static final int BIN_BILLIONTHS = 2;
  static final int BIN_LENGTH = 3;

  static final int LENGTH = BINS + CALIBRATION_BINS * BIN_LENGTH;

  private final long[] counts;

  Scores(long[] counts) {
    this.counts = counts;
  }

  // The counts live no longer than a job, so that the order of the constants may change.
  @SuppressWarnings("EnumOrdinal")
  static int cell(StatementLabel gold, StatementLabel predicted) {
    return gold.ordinal() * StatementLabel.COUNT + predicted.ordinal();
  }

  static int bin(double probability) {
    return Math.min(CALIBRATION_BINS - 1, (int) (probability * CALIBRATION_BINS));
  }

  /** How well a kind of name, the source or the target, was found in accusations and replies. */
  public record NameScores(double givenLabel, double endToEnd, double any) {}

  /**
   * Statements whose predicted label has about the same probability.
   *
   * @param statements number of them
   * @param probability mean probability of the predicted label
   * @param right share of them whose predicted label is right
   */
  public record CalibrationBin(long statements, double probability, double right) {}

  /** Returns the number of articles. */
  public long articles() {
    return counts[ARTICLES];
  }

  /** Returns the number of gold statements. */
  public long statements() {
    long sum = 0;
    for (int k = 0; k < CELLS; k++) {
      sum += counts[CONFUSION + k];
    }
    return sum;
  }

  /** Returns the number of gold statements with one label that were given another. */
  public long confusion(StatementLabel gold, StatementLabel predicted) {
    return counts[CONFUSION + cell(gold, predicted)];
  }

  /** Returns the number of gold statements with a label. */
  public long support(StatementLabel label) {
    return goldTotal(CONFUSION, label);
  }

  /** Returns the share of a label's predictions that are right. */
  public double precision(StatementLabel label) {
    return ratio(counts[CONFUSION + cell(label, label)], predictedTotal(CONFUSION, label));
  }

  /** Returns the share of a label's gold statements that were found. */
  public double recall(StatementLabel label) {
    return ratio(counts[CONFUSION + cell(label, label)], goldTotal(CONFUSION, label));
  }

  /** Returns the harmonic mean of precision and recall of a label. */
  public double f1(StatementLabel label) {
    return f1(CONFUSION, label);
  }

  /** Returns F1 where a prediction that equals the statement's second label counts as right. */
  public double f1SecondLabelAllowed(StatementLabel label) {
    return f1(CONFUSION_LENIENT, label);
  }

  /** Returns the mean F1 of the four labels. */
  public double macroF1() {
    return macroF1(CONFUSION);
  }

  /** Returns the mean F1 of the four labels on statements that no annotator found arguable. */
  public double macroF1Clear() {
    return macroF1(CONFUSION_CLEAR);
  }

  /** Returns the share of gold statements that were delimited as in gold. */
  public double boundaries() {
    return ratio(counts[BOUNDARIES], statements());
  }

  /**
   * Returns how well sources were found: the share of right sources among the acts with the right
   * label, the share of acts with label and source right, and that with the source right whatever
   * the label.
   */
  public NameScores source() {
    return names(SOURCE_WITH_LABEL, SOURCE_ANY);
  }

  /** Returns how well targets were found, in the same shares as {@link #source()}. */
  public NameScores target() {
    return names(TARGET_WITH_LABEL, TARGET_ANY);
  }

  private NameScores names(int withLabel, int any) {
    long acts = 0;
    long labelRight = 0;
    for (StatementLabel label : StatementLabel.values()) {
      if (label != StatementLabel.NONE) {
        acts += support(label);
        labelRight += confusion(label, label);
      }
    }
    return new NameScores(
        ratio(counts[withLabel], labelRight),
        ratio(counts[withLabel], acts),
        ratio(counts[any], acts));
  }

  /** Returns the share of replies that were linked to the charge they answer. */
  public double answers() {
    return ratio(counts[REPLIES_LINKED], counts[REPLIES]);
  }

  /** Returns the number of denials and counter-accusations that an annotator linked to a charge. */
  public long answersSupport() {
    return counts[REPLIES];
  }

  /**
   * Returns the expected calibration error: the mean distance between the probability of the
   * predicted label and the share of right labels, over ten bins of equal width weighted by their
   * statements; empty if no statement came with probabilities.
   */
  public OptionalDouble calibrationError() {
    long statements = 0;
    double distance = 0;
    for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
      int at = BINS + bin * BIN_LENGTH;
      statements += counts[at + BIN_STATEMENTS];
      distance += Math.abs(counts[at + BIN_CORRECT] - counts[at + BIN_BILLIONTHS] / BILLION);
    }
    return statements == 0 ? OptionalDouble.empty() : OptionalDouble.of(distance / statements);
  }

  /**
   * Returns what {@link #calibrationError} sums up, the lowest probabilities first: the bins of a
   * tenth of the probabilities each that have statements. With probabilities that can be relied on,
   * {@code probability} and {@code right} of a bin are alike.
   */
  public List<CalibrationBin> calibration() {
    List<CalibrationBin> bins = new ArrayList<>(CALIBRATION_BINS);
    for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
      int at = BINS + bin * BIN_LENGTH;
      long statements = counts[at + BIN_STATEMENTS];
      if (statements > 0) {
        bins.add(
            new CalibrationBin(
                statements,
                counts[at + BIN_BILLIONTHS] / BILLION / statements,
                ratio(counts[at + BIN_CORRECT], statements)));
      }
    }
    return bins;
  }

  private double macroF1(int matrix) {
    double sum = 0;
    for (StatementLabel label : StatementLabel.values()) {
      sum += f1(matrix, label);
    }
    return sum / StatementLabel.COUNT;
  }

  private double f1(int matrix, StatementLabel label) {
    return ratio(
        2 * counts[matrix + cell(label, label)],
        goldTotal(matrix, label) + predictedTotal(matrix, label));
  }

  private long goldTotal(int matrix, StatementLabel label) {
    long sum = 0;
    for (StatementLabel predicted : StatementLabel.values()) {
      sum += counts[matrix + cell(label, predicted)];
    }
    return sum;
  }

  private long predictedTotal(int matrix, StatementLabel label) {
    long sum = 0;
    for (StatementLabel gold : StatementLabel.values()) {
      sum += counts[matrix + cell(gold, label)];
    }
    return sum;
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
