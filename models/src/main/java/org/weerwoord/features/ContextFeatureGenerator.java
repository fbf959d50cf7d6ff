package org.weerwoord.features;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.reading.Cue;
import org.weerwoord.reading.StatementReading;
import org.weerwoord.text.Statement;
import org.weerwoord.text.Statement.Quoted;
import org.weerwoord.text.StatementLabel;

/**
 * Dense features of a statement in its article, made from what a first classifier thinks of every
 * statement: what the neighbours and the rest of the quotation say, what was charged before, and
 * whether the party that speaks now was charged before.
 */
public final class ContextFeatureGenerator implements Serializable {

  private static final int ACTS = StatementLabel.COUNT - 1;
  private static final int ACCUSATION = StatementLabel.ACCUSATION.ordinal();
  private static final int DENIAL = StatementLabel.DENIAL.ordinal();
  private static final int COUNTER = StatementLabel.COUNTER_ACCUSATION.ordinal();
  private static final int NONE = StatementLabel.NONE.ordinal();
  private static final double DECAY = 0.7;

  private static final Cue[] CUES = {
    Cue.ACCUSE,
    Cue.DENY,
    Cue.BASELESS,
    Cue.INNOCENCE,
    Cue.COUNTER,
    Cue.LIE,
    Cue.REPLY,
    Cue.LAWYER,
    Cue.SPOKESPERSON,
    Cue.PROSECUTION,
    Cue.CRITIC,
    Cue.FIRST_PERSON,
    Cue.THIRD_PLURAL,
    Cue.SECOND_PERSON,
    Cue.NEGATION
  };

  /** Number of features, the first ones, that tell of the statement itself only. */
  public static final int OWN = StatementLabel.COUNT;

  /** Number of features of a statement. */
  public static final int DIMENSION = 49 + 2 * CUES.length;

  /**
   * Returns the features of each statement.
   *
   * @param probabilities of the four labels for each statement, in the order of {@link
   *     StatementLabel}, each in (0,1)
   * @return one array of {@link #DIMENSION} values a statement
   */
  public List<double[]> generate(ArticleActors article, double[][] probabilities) {
    List<StatementReading> readings = article.reading().readings();
    int count = readings.size();
    double[] sum = new double[ACTS];
    for (double[] p : probabilities) {
      for (int act = 0; act < ACTS; act++) {
        sum[act] += p[act];
      }
    }
    Quotations quotations = new Quotations(readings, probabilities);
    Roles roles = new Roles();
    double[] maximumBefore = new double[ACTS];
    double[] decayed = new double[ACTS];
    List<double[]> result = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      StatementReading reading = readings.get(i);
      Statement statement = reading.statement();
      Row row = new Row();
      double[] own = probabilities[i];
      for (int label = 0; label < StatementLabel.COUNT; label++) {
        row.add(Math.log(own[label]));
      }
      for (int act = 0; act < ACTS; act++) {
        row.add(own[act]);
        row.add((sum[act] - own[act]) / Math.max(1, count - 1));
        row.add(decayed[act]);
        row.add(i > 0 ? probabilities[i - 1][act] : 0);
        row.add(i > 1 ? probabilities[i - 2][act] : 0);
        row.add(i + 1 < count ? probabilities[i + 1][act] : 0);
        row.add(i + 2 < count ? probabilities[i + 2][act] : 0);
        row.add(i > 0 ? probabilities[0][act] : 0);
      }
      row.add(i == 0 ? 1 : 0);
      row.add(statement.paragraph() <= 1 ? 1 : 0);
      row.add(
          i > 0 && readings.get(i - 1).statement().paragraph() == statement.paragraph() ? 1 : 0);
      row.add(statement.quoted() == Quoted.PARTLY ? 1 : 0);
      row.add(statement.quoted() == Quoted.WHOLLY ? 1 : 0);
      quotations.add(i, own, row);
      Object speaking = article.speakingSide(i);
      Set<Object> mentioned = article.mentionedSides(i);
      roles.add(own, maximumBefore[ACCUSATION], speaking, mentioned, row);
      for (Cue cue : CUES) {
        double present = reading.has(cue) ? 1 : 0;
        row.add(present);
        row.add(present * maximumBefore[ACCUSATION]);
      }
      result.add(row.values());
      roles.follow(own, speaking, mentioned);
      for (int act = 0; act < ACTS; act++) {
        maximumBefore[act] = Math.max(maximumBefore[act], own[act]);
        decayed[act] = decayed[act] * DECAY + own[act];
      }
    }
    return result;
  }

  /** Sums of the probabilities over the statements of each quotation that stand together. */
  private static final class Quotations {
    private final int[] run;
    private final List<double[]> sums = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();

    Quotations(List<StatementReading> readings, double[][] probabilities) {
      run = new int[readings.size()];
      int previous = Statement.NO_QUOTATION;
      for (int i = 0; i < run.length; i++) {
        int quotation = readings.get(i).statement().quotation();
        if (i == 0 || quotation == Statement.NO_QUOTATION || quotation != previous) {
          sums.add(new double[ACTS]);
          sizes.add(0);
        }
        run[i] = sums.size() - 1;
        sizes.set(run[i], sizes.get(run[i]) + 1);
        for (int act = 0; act < ACTS; act++) {
          sums.get(run[i])[act] += probabilities[i][act];
        }
        previous = quotation;
      }
    }

    /** Adds the mean probabilities of the other statements of a statement's quotation. */
    void add(int position, double[] own, Row row) {
      int others = sizes.get(run[position]) - 1;
      double[] sum = sums.get(run[position]);
      for (int act = 0; act < ACTS; act++) {
        row.add(others > 0 ? (sum[act] - own[act]) / others : 0);
      }
      row.add(others > 0 ? 1 : 0);
    }
  }

  /** Which parties were charged, charged others and replied so far. */
  private static final class Roles {
    private final Map<Object, Double> charged = new HashMap<>();
    private final Map<Object, Double> accusing = new HashMap<>();
    private final Map<Object, Double> replying = new HashMap<>();

    void add(double[] own, double before, Object speaking, Set<Object> mentioned, Row row) {
      double speakerCharged = charged.getOrDefault(speaking, 0.0);
      double speakerAccused = accusing.getOrDefault(speaking, 0.0);
      double speakerReplied = replying.getOrDefault(speaking, 0.0);
      double accuserMentioned = 0;
      for (Object party : mentioned) {
        if (!party.equals(speaking)) {
          accuserMentioned = Math.max(accuserMentioned, accusing.getOrDefault(party, 0.0));
        }
      }
      row.add(speakerCharged);
      row.add(accuserMentioned);
      row.add(speakerAccused);
      row.add(speakerReplied);
      row.add(speakerCharged * accuserMentioned);
      row.add(speaking == null ? 1 : 0);
      row.add(own[ACCUSATION] * speakerCharged);
      row.add(own[ACCUSATION] * speakerReplied);
      row.add(own[ACCUSATION] * before);
      row.add(own[COUNTER] * before);
      row.add(own[DENIAL] * before);
      row.add((1 - own[NONE]) * speakerCharged);
    }

    void follow(double[] own, Object speaking, Set<Object> mentioned) {
      if (speaking != null) {
        accusing.merge(speaking, own[ACCUSATION], Math::max);
        replying.merge(speaking, own[DENIAL] + own[COUNTER], Math::max);
      }
      for (Object party : mentioned) {
        if (!party.equals(speaking)) {
          charged.merge(party, own[ACCUSATION], Math::max);
        }
      }
    }
  }

  /** A row under construction, that fails if the number of features is not the declared one. */
  private static final class Row {
    private final double[] values = new double[DIMENSION];
    private int size;

    void add(double value) {
      values[size++] = value;
    }

    double[] values() {
      if (size != DIMENSION) {
        throw new IllegalStateException(
            "A statement must have " + DIMENSION + " context features, but has " + size);
      }
      return values;
    }
  }
}
