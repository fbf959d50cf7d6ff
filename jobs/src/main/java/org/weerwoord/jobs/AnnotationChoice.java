package org.weerwoord.jobs;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Chooses articles for annotators, by what was labelled in them. Only the chosen ones come to the
 * driver; which they are does not depend on partitions.
 */
final class AnnotationChoice {

  /** An article counts by this many of its statements, those with the highest scores. */
  static final int STATEMENTS = 3;

  private static final List<String> PROBABILITIES =
      List.of("p_accusation", "p_denial", "p_counter_accusation", "p_none");

  private static final String ID = StatementSchema.ARTICLE_ID;
  private static final String SCORE = "score";
  private static final String PLACE = "place";
  private static final String MARKED = "marked";
  private static final String KEY = "key";

  /** By what articles are chosen. */
  enum By {
    /** The entropy of the probabilities. */
    UNCERTAINTY,
    /** The divergence between two models that give different labels. */
    DISAGREEMENT,
    /** Chance: a hash of seed and identifier. */
    RANDOM
  }

  /**
   * A chosen article.
   *
   * @param score how uncertain or disputed it is, in [0,1]; 0 if chosen at random
   * @param marked positions of the statements that it was chosen for, the foremost first
   */
  record Chosen(String articleId, double score, List<Integer> marked) {

    /** Keeps its own list. */
    Chosen {
      marked = List.copyOf(marked);
    }
  }

  private AnnotationChoice() {}

  /**
   * Chooses by uncertainty: of each statement the entropy of its four probabilities, from 0 (sure)
   * to 1 (all alike), of an article the mean of its {@value #STATEMENTS} highest.
   */
  static List<Chosen> uncertain(Dataset<Row> statements, int count) {
    return highest(
        statements.withColumn(SCORE, entropy(PROBABILITIES.stream().map(functions::col).toList())),
        count);
  }

  /**
   * Chooses by disagreement: of each statement with two different labels the Jensen–Shannon
   * divergence of the probabilities, from 0 (alike) to 1 (both sure), of an article the mean of its
   * {@value #STATEMENTS} highest.
   *
   * @throws BadInputException if both have no statement in common
   */
  static List<Chosen> disputed(Dataset<Row> statements, Dataset<Row> others, int count) {
    Dataset<Row> other =
        others.select(
            Stream.concat(
                    Stream.of(col("statement_id"), col(StatementSchema.LABEL).as("other_label")),
                    PROBABILITIES.stream().map(p -> col(p).as("other_" + p)))
                .toArray(Column[]::new));
    Dataset<Row> both = statements.join(other, "statement_id");
    if (both.isEmpty()) {
      throw new BadInputException(
          "--input and --other must be label's results of the same articles, but have no statement"
              + " in common: label the same files, with the same --field and --encoding");
    }
    List<Column> mean =
        PROBABILITIES.stream().map(p -> col(p).plus(col("other_" + p)).divide(2)).toList();
    Column divergence =
        entropy(mean)
            .minus(
                entropy(PROBABILITIES.stream().map(functions::col).toList())
                    .plus(entropy(PROBABILITIES.stream().map(p -> col("other_" + p)).toList()))
                    .divide(2))
            // The entropies are in units of two bits.
            .multiply(2);
    return highest(
        both.where(col(StatementSchema.LABEL).notEqual(col("other_label")))
            .withColumn(SCORE, divergence),
        count);
  }

  /** Chooses at random, the same articles from the same statements and seed. */
  static List<Chosen> random(Dataset<Row> statements, long seed, int count) {
    return statements
        .select(col(ID))
        .distinct()
        .withColumn(KEY, xxhash64(lit(seed), col(ID)))
        .orderBy(col(KEY), col(ID))
        .limit(count)
        .collectAsList()
        .stream()
        .map(row -> new Chosen(row.getAs(ID), 0, List.of()))
        .toList();
  }

  private static List<Chosen> highest(Dataset<Row> scored, int count) {
    // A set, since an output that was appended to may hold an article twice.
    Column top =
        slice(
            sort_array(
                collect_set(
                    struct(col(SCORE), col(StatementSchema.POSITION).multiply(-1).as(PLACE))),
                false),
            1,
            STATEMENTS);
    Column sum = aggregate(col(MARKED), lit(0.0), (all, one) -> all.plus(one.getField(SCORE)));
    List<Chosen> chosen = new ArrayList<>();
    for (Row row :
        scored
            .select(
                col(ID), col(StatementSchema.POSITION), functions.round(col(SCORE), 6).as(SCORE))
            .where(col(SCORE).gt(0))
            .groupBy(col(ID))
            .agg(top.as(MARKED))
            .withColumn(KEY, functions.round(sum.divide(STATEMENTS), 6))
            .orderBy(col(KEY).desc(), col(ID))
            .limit(count)
            .collectAsList()) {
      List<Row> marked = row.getList(row.fieldIndex(MARKED));
      chosen.add(
          new Chosen(
              row.getAs(ID),
              row.getAs(KEY),
              marked.stream().map(one -> -one.<Integer>getAs(PLACE)).toList()));
    }
    return chosen;
  }

  /**
   * Returns the rows of each chosen article, with the columns of a task, in the order of the choice
   * and of the text.
   */
  static Map<String, List<Row>> rows(Dataset<Row> statements, List<Chosen> chosen) {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    chosen.forEach(article -> rows.put(article.articleId(), new ArrayList<>()));
    Dataset<Row> ids =
        statements
            .sparkSession()
            .createDataset(List.copyOf(rows.keySet()), Encoders.STRING())
            .toDF(ID);
    List<Row> found =
        new ArrayList<>(
            statements
                .select(AnnotationTask.COLUMNS.stream().map(functions::col).toArray(Column[]::new))
                .join(broadcast(ids), ID)
                .collectAsList());
    found.sort(
        Comparator.comparingInt((Row row) -> row.<Integer>getAs(StatementSchema.POSITION))
            .thenComparing(row -> row.<String>getAs("statement_id"))
            .thenComparing(row -> row.<String>getAs("model_id")));
    found.forEach(row -> rows.get(row.<String>getAs(ID)).add(row));
    return rows;
  }

  /** Returns the entropy of four probabilities in units of two bits, so that it is at most 1. */
  private static Column entropy(List<Column> probabilities) {
    Column sum = lit(0.0);
    for (Column p : probabilities) {
      sum = sum.minus(when(p.gt(0), p.multiply(log(4.0, p))).otherwise(0.0));
    }
    return coalesce(sum, lit(0.0));
  }
}
