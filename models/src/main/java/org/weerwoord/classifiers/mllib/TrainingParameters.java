package org.weerwoord.classifiers.mllib;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;

/**
 * What can be chosen in training.
 *
 * @param folds number of folds of the cross-validation, at least 2
 * @param seed decides which article belongs to which fold
 * @param leastFrequency number of statements that a feature must occur in, at least 1
 * @param balance how far rare labels are weighted up in the statement model, from 0 (as they come)
 *     to 1 (all alike)
 * @param contextBalance the same for the context model
 * @param actShare share of statements with an act in the texts to be labelled, in (0,1)
 * @param counterShare share of these acts that are counter-accusations, in (0,1)
 * @param statementRegularisation L2 penalty of the statement model, at least 0
 * @param contextRegularisation L2 penalty of the context model, at least 0
 * @param calibrationRegularisation L2 penalty of the calibration, at least 0
 * @param iterations of L-BFGS at most, at least 1
 * @param partitions of the training data, at least 1; sums over more than one partition come in any
 *     order, so only 1 gives the same bytes each time
 * @param parallelism number of folds fitted at a time, at least 1
 * @param families of features
 */
public record TrainingParameters(
    int folds,
    long seed,
    int leastFrequency,
    double balance,
    double contextBalance,
    double actShare,
    double counterShare,
    double statementRegularisation,
    double contextRegularisation,
    double calibrationRegularisation,
    int iterations,
    int partitions,
    int parallelism,
    Set<FeatureFamily> families)
    implements Serializable {

  /** Number of folds unless another is given. */
  public static final int DEFAULT_FOLDS = 4;

  /**
   * The seed unless another is given: it deals every fold some parts of the project's corpus in
   * each language.
   */
  public static final long DEFAULT_SEED = 234;

  /** Share of statements with an act in press articles. */
  public static final double DEFAULT_ACT_SHARE = 0.17;

  /** Share of the acts in press articles that are counter-accusations. */
  public static final double DEFAULT_COUNTER_SHARE = 0.08;

  /** Iterations of a fit unless another number is given. */
  public static final int DEFAULT_ITERATIONS = 60;

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public TrainingParameters {
    require(folds >= 2, "Folds must be at least 2", folds);
    require(leastFrequency >= 1, "Least frequency must be at least 1", leastFrequency);
    require(balance >= 0 && balance <= 1, "Balance must be between 0 and 1", balance);
    require(
        contextBalance >= 0 && contextBalance <= 1,
        "Context balance must be between 0 and 1",
        contextBalance);
    require(actShare > 0 && actShare < 1, "Act share must be between 0 and 1", actShare);
    require(
        counterShare > 0 && counterShare < 1,
        "Counter share must be between 0 and 1",
        counterShare);
    requirePenalty("Statement regularisation", statementRegularisation);
    requirePenalty("Context regularisation", contextRegularisation);
    requirePenalty("Calibration regularisation", calibrationRegularisation);
    require(iterations >= 1, "Iterations must be at least 1", iterations);
    require(partitions >= 1, "Training partitions must be at least 1", partitions);
    require(parallelism >= 1, "Parallelism must be at least 1", parallelism);
    families = Set.copyOf(families);
  }

  /** Returns the parameters of the released model. */
  public static TrainingParameters defaults() {
    return new TrainingParameters(
        DEFAULT_FOLDS,
        DEFAULT_SEED,
        2,
        0.5,
        0.5,
        DEFAULT_ACT_SHARE,
        DEFAULT_COUNTER_SHARE,
        2e-5,
        0.3,
        1e-4,
        DEFAULT_ITERATIONS,
        1,
        2,
        EnumSet.allOf(FeatureFamily.class));
  }

  /** Returns these parameters with what the command line offers. */
  public TrainingParameters with(
      int newFolds,
      long newSeed,
      double newActShare,
      double newCounterShare,
      int newIterations,
      int newPartitions) {
    return new TrainingParameters(
        newFolds,
        newSeed,
        leastFrequency,
        balance,
        contextBalance,
        newActShare,
        newCounterShare,
        statementRegularisation,
        contextRegularisation,
        calibrationRegularisation,
        newIterations,
        newPartitions,
        parallelism,
        families);
  }

  /** Returns these parameters with other families of features. */
  public TrainingParameters withFamilies(Set<FeatureFamily> newFamilies) {
    return new TrainingParameters(
        folds,
        seed,
        leastFrequency,
        balance,
        contextBalance,
        actShare,
        counterShare,
        statementRegularisation,
        contextRegularisation,
        calibrationRegularisation,
        iterations,
        partitions,
        parallelism,
        newFamilies);
  }

  /**
   * Returns the fold of an article, from 0 to {@code folds} exclusive; the same on every machine.
   * Articles whose identifiers differ only after the last hyphen ({@code nl-f-012}, {@code
   * nl-f-013}) were written together and share a fold, so that what is held out is by another hand,
   * as the press will be.
   */
  public int fold(String articleId) {
    int hyphen = articleId.lastIndexOf('-');
    String group = hyphen > 0 ? articleId.substring(0, hyphen) : articleId;
    return Math.floorMod((int) (hash(group) >>> 32), folds);
  }

  /**
   * Returns a number of an article in [0,1), the same on every machine, by which a share of the
   * articles is drawn.
   */
  public double draw(String articleId) {
    return (hash(articleId) >>> 11) * 0x1p-53;
  }

  private long hash(String id) {
    long hash = id.hashCode() * 0x9E3779B97F4A7C15L + seed;
    return (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
  }

  private static void requirePenalty(String name, double value) {
    require(value >= 0 && Double.isFinite(value), name + " must be finite and at least 0", value);
  }

  private static void require(boolean holds, String rule, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + value);
    }
  }
}
