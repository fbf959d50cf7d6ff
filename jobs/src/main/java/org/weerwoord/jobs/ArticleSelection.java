package org.weerwoord.jobs;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.struct;

import java.io.Serializable;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.weerwoord.jobs.input.ArticleReader;
import org.weerwoord.jobs.input.QuarantineReason;
import org.weerwoord.jobs.input.RecordParser;
import org.weerwoord.text.Article;

/**
 * Which articles of an input are labelled: with {@code --incremental} those whose rows the output
 * does not hold yet, with {@code --deduplicate} the first of each group of copies, in the place of
 * all. Decided in passes of their own over keys without texts; only then are records of the
 * articles that are needed looked up in the input again.
 *
 * <p>An article is an id and a digest: records that share both are one. If an id comes with several
 * digests all of these are labelled, and the output holds the same articles of an id as the last
 * input that had the id, so that they do not take turns.
 */
final class ArticleSelection implements AutoCloseable {

  /**
   * Column of a selected record: the articles that get its rows, as {@link ArticleKeys#ARTICLE}.
   */
  static final String MEMBERS = "members";

  private static final String STATE = "state";
  private static final String SKIPPED = "skipped";
  private static final String LEADER_ID = "leader_id";
  private static final String LEADER_DIGEST = "leader_digest";

  /**
   * So many keys, some 100 bytes each, are sent to where the records are, not these to the keys.
   */
  private static final int KEYS_TO_BROADCAST = 100_000;

  private final LabelOptions options;
  private final ArticleReader reader;
  private final ArticleDigest digest;
  private final Dataset<Row> keys;
  private final Dataset<Row> articles;
  private final Dataset<Row> decided;
  private final Dataset<Row> groups;

  /**
   * @param earlier what the output holds, with {@code --incremental}
   */
  ArticleSelection(
      LabelOptions options,
      ArticleReader reader,
      ArticleDigest digest,
      Optional<EarlierArticles> earlier) {
    this.options = options;
    this.reader = reader;
    this.digest = digest;
    keys =
        kept(
            reader
                .raw()
                .mapPartitions(
                    new ArticleKeys(reader.parser(), digest, options.deduplicate()),
                    Encoders.row(ArticleKeys.SCHEMA)));
    Dataset<Row> distinct =
        keys.where(col(ArticleKeys.REASON).isNull())
            .dropDuplicates(StatementSchema.ARTICLE_ID, StatementSchema.ARTICLE_DIGEST);
    articles =
        kept(
            options.deduplicate()
                ? WireCopies.of(distinct)
                : distinct
                    .withColumn(WireCopies.FIRST_ID, lit(null).cast(DataTypes.StringType))
                    .withColumn(WireCopies.FIRST_DIGEST, lit(null).cast(DataTypes.StringType)));
    decided =
        kept(
            earlier
                .map(output -> decided(output.labelled()))
                .orElseGet(() -> articles.withColumn(STATE, lit("new"))));
    groups =
        kept(
            decided
                .where(col(STATE).notEqual(SKIPPED))
                .groupBy(
                    expr("coalesce(first_id, article_id)").as(LEADER_ID),
                    expr("coalesce(first_digest, article_digest)").as(LEADER_DIGEST))
                .agg(
                    array_sort(
                            collect_list(
                                struct(
                                    Arrays.stream(ArticleKeys.ARTICLE.fieldNames())
                                        .map(name -> col(name))
                                        .toArray(Column[]::new))))
                        .as(MEMBERS)));
  }

  /** Keeps rows, with a plan of their own: plans that build on them several times stay small. */
  private static Dataset<Row> kept(Dataset<Row> rows) {
    return rows.sparkSession()
        .createDataFrame(rows.toJavaRDD(), rows.schema())
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /**
   * Adds to each article whether its id is new, replaced or skipped. A copy is labelled again if
   * its first is; but one whose first is not in this input stays what an earlier run found it to
   * be, as the input may be a part of what that run had.
   */
  private Dataset<Row> decided(Dataset<Row> labelled) {
    Dataset<Row> stored =
        labelled.selectExpr(
            "article_id AS stored_id",
            "article_digest AS stored_digest",
            EarlierArticles.ROWS,
            StatementSchema.DUPLICATE_OF);
    Dataset<Row> firsts = labelled.selectExpr("article_id AS known", "article_digest AS known_as");
    Dataset<Row> present = articles.selectExpr("article_id AS present").distinct();
    String asFound =
        "(duplicate_of <=> first_id AND (first_id IS NULL OR known IS NOT NULL))"
            + (options.deduplicate() ? " OR (first_id IS NULL AND present IS NULL)" : "");
    Dataset<Row> states =
        articles
            .join(stored, expr("article_id = stored_id AND article_digest = stored_digest"), "left")
            .join(firsts, expr("first_id = known AND first_digest = known_as"), "left")
            .join(present, expr("duplicate_of = present"), "left")
            .groupBy(StatementSchema.ARTICLE_ID)
            .agg(
                expr("bool_and(coalesce(rows = 1 AND (" + asFound + "), false))").as("same"),
                expr("count(*)").as("articles"))
            .join(
                stored.groupBy("stored_id").agg(expr("sum(rows)").as("earlier")),
                expr("article_id = stored_id"),
                "left")
            .selectExpr(
                "article_id AS id",
                "CASE WHEN earlier IS NULL THEN 'new' WHEN same AND articles = earlier THEN"
                    + " 'skipped' ELSE 'replaced' END AS state");
    return articles.join(states, expr("article_id = id")).drop("id");
  }

  /** Returns what was counted of the input, beside what is labelled. */
  LabelCounts.Selected counts() {
    long read = 0;
    Map<String, Long> quarantined = new LinkedHashMap<>();
    for (QuarantineReason reason : QuarantineReason.values()) {
      quarantined.put(reason.text(), 0L);
    }
    for (Row row : keys.groupBy(ArticleKeys.REASON).count().collectAsList()) {
      if (row.isNullAt(0)) {
        read = row.getLong(1);
      } else {
        quarantined.put(QuarantineReason.values()[row.getInt(0)].text(), row.getLong(1));
      }
    }
    Map<String, Long> states = new LinkedHashMap<>();
    long copies = 0;
    for (Row row :
        decided
            .groupBy(col(STATE), col(WireCopies.FIRST_ID).isNotNull().as("copy"))
            .count()
            .collectAsList()) {
      states.merge(row.getString(0), row.getLong(2), Long::sum);
      if (row.getBoolean(1) && !row.getString(0).equals(SKIPPED)) {
        copies += row.getLong(2);
      }
    }
    long articles = states.values().stream().mapToLong(Long::longValue).sum();
    return new LabelCounts.Selected(
        read,
        read - articles,
        states.getOrDefault(SKIPPED, 0L),
        states.getOrDefault("new", 0L),
        states.getOrDefault("replaced", 0L),
        copies,
        quarantined);
  }

  /** Returns the ids of articles whose earlier rows are to go. */
  Dataset<Row> replaced() {
    return decided
        .where(col(STATE).equalTo("replaced"))
        .select(StatementSchema.ARTICLE_ID)
        .distinct();
  }

  /**
   * Returns the raw records that are labelled, with {@link #MEMBERS} after the columns of {@link
   * ArticleReader#raw()}.
   */
  Dataset<Row> records() {
    StructType schema = reader.raw().schema();
    Dataset<Row> named =
        reader
            .raw()
            .mapPartitions(
                new Naming(reader.parser(), digest),
                Encoders.row(
                    schema
                        .add(StatementSchema.ARTICLE_ID, DataTypes.StringType)
                        .add(StatementSchema.ARTICLE_DIGEST, DataTypes.StringType)
                        .add("day", DataTypes.DateType)));
    Dataset<Row> wanted = groups.count() <= KEYS_TO_BROADCAST ? broadcast(groups) : groups;
    Dataset<Row> found =
        named.join(wanted, expr("article_id = leader_id AND article_digest = leader_digest"));
    List<String> same =
        new ArrayList<>(List.of(StatementSchema.ARTICLE_ID, StatementSchema.ARTICLE_DIGEST));
    if (options.partitioning() == Partitioning.DATE) {
      // Each task writes a file for every day it has, so a day goes to as few tasks as keep all
      // busy.
      found =
          found
              .withColumn("part", pmod(hash(col(StatementSchema.ARTICLE_ID)), lit(partsOfADay())))
              .repartition(col("day"), col("part"));
      same.addAll(List.of("day", "part"));
    }
    return found
        .dropDuplicates(same.toArray(String[]::new))
        .select(
            Stream.concat(Arrays.stream(schema.fieldNames()), Stream.of(MEMBERS))
                .map(name -> col(name))
                .toArray(Column[]::new));
  }

  private int partsOfADay() {
    long days =
        decided
                .where(col(STATE).notEqual(SKIPPED))
                .agg(count_distinct(col(StatementSchema.DATE)))
                .first()
                .getLong(0)
            + 1;
    int tasks = keys.sparkSession().sparkContext().defaultParallelism();
    return (int) Math.max(1, tasks / days);
  }

  @Override
  public void close() {
    Stream.of(groups, decided, articles, keys).forEach(Dataset::unpersist);
  }

  /** Adds to the record of an article its id, digest and day. */
  private static final class Naming implements MapPartitionsFunction<Row, Row>, Serializable {
    private final RecordParser parser;
    private final ArticleDigest digest;

    Naming(RecordParser parser, ArticleDigest digest) {
      this.parser = parser;
      this.digest = digest;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> records) {
      return new Flattened(records, this::named);
    }

    private List<Row> named(Row record) {
      Article article = parser.parse(record).article();
      if (article == null) {
        return List.of();
      }
      Object[] values = new Object[record.size() + 3];
      for (int i = 0; i < record.size(); i++) {
        values[i] = record.get(i);
      }
      values[record.size()] = article.id();
      values[record.size() + 1] = digest.of(article);
      values[record.size() + 2] =
          article.date() == null ? null : Date.valueOf(article.date().day());
      return List.of(RowFactory.create(values));
    }
  }
}
