package org.weerwoord.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import java.util.List;
import org.apache.spark.ml.feature.MinHashLSH;
import org.apache.spark.ml.feature.MinHashLSHModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Finds articles with near-identical texts, and the first of each group: the earliest, without a
 * date the last, then the smallest id.
 *
 * <p>Texts with the same words are one text from here on. MLlib's MinHash signs each; a signature
 * is cut into bands, and texts that share a whole band meet. MLlib's own join lets texts meet that
 * share one hash, which unrelated news does often enough to make pairs by the square. In a band
 * each text is compared with the first only, so that a thousand near-copies are a thousand pairs.
 * What is found is then compared run by run, and a text becomes a copy if its first is no copy
 * itself: a row of texts, each near the next, is not drawn into one.
 */
final class WireCopies {

  static final String FIRST_ID = "first_id";
  static final String FIRST_DIGEST = "first_digest";

  /** Least share of the runs of three words of two texts that both have. */
  static final double LEAST_SIMILARITY = 0.8;

  // Of texts with a similarity of 0.8 a pair in a hundred does not meet, with 0.9 one in 45,000;
  // with 0.1 one in 8,000 meets for nothing.
  private static final int BANDS = 12;
  private static final int HASHES_OF_A_BAND = 5;
  private static final long SEED = 234;

  private WireCopies() {}

  /**
   * Adds the first of its group to each article that is a copy: its id and digest; null for the
   * others.
   *
   * @param articles rows of {@link ArticleKeys}, no two with the same id and digest
   */
  static Dataset<Row> of(Dataset<Row> articles) {
    Column rank =
        struct(
            col(StatementSchema.DATE).isNull().as("undated"),
            col(StatementSchema.DATE),
            col(StatementSchema.ARTICLE_ID),
            col(StatementSchema.ARTICLE_DIGEST),
            col(ArticleKeys.WORDS));
    Dataset<Row> texts =
        articles
            .groupBy(ArticleKeys.WORDS)
            .agg(min(rank).as("rank"), first(ArticleKeys.SHINGLES).as(ArticleKeys.SHINGLES));
    Dataset<Row> copies = copies(texts);
    Dataset<Row> firsts =
        texts
            .join(copies, col(ArticleKeys.WORDS).equalTo(col("copy")), "left")
            .selectExpr(ArticleKeys.WORDS + " AS text", "coalesce(first, rank) AS first")
            .selectExpr(
                "text",
                "first.article_id AS " + FIRST_ID,
                "first.article_digest AS " + FIRST_DIGEST);
    Column itself =
        col(FIRST_ID)
            .equalTo(col(StatementSchema.ARTICLE_ID))
            .and(col(FIRST_DIGEST).equalTo(col(StatementSchema.ARTICLE_DIGEST)));
    return articles
        .join(firsts, col(ArticleKeys.WORDS).equalTo(col("text")))
        .withColumn("itself", itself)
        .withColumn(FIRST_ID, expr("if(itself, null, first_id)"))
        .withColumn(FIRST_DIGEST, expr("if(itself, null, first_digest)"))
        .drop("text", "itself", ArticleKeys.WORDS, ArticleKeys.SHINGLES);
  }

  /** Returns the texts that are copies of another, and the rank of that. */
  private static Dataset<Row> copies(Dataset<Row> texts) {
    String band =
        String.format(
            "transform(sequence(0, %d), i -> xxhash64(i, slice(hashes, i * %d + 1, %<d)))",
            BANDS - 1, HASHES_OF_A_BAND);
    Dataset<Row> pairs =
        minHash(texts.sparkSession())
            .transform(texts.where(col(ArticleKeys.SHINGLES).isNotNull()))
            .select(col("rank"), explode(expr(band)).as("band"))
            .withColumn("first", min("rank").over(Window.partitionBy("band")))
            .where("first < rank")
            .selectExpr("rank.words AS copy", "first", "first.words AS original")
            .distinct();
    UDF2<Vector, Vector, Double> similarity = WordShingles::similarity;
    UserDefinedFunction compared = udf(similarity, DataTypes.DoubleType);
    Dataset<Row> near =
        pairs
            .join(texts.selectExpr("words AS copy", "shingles AS of_copy"), "copy")
            .join(texts.selectExpr("words AS original", "shingles AS of_original"), "original")
            .where(compared.apply(col("of_copy"), col("of_original")).geq(LEAST_SIMILARITY))
            .groupBy("copy")
            .agg(min("first").as("first"));
    return near.join(
        near.select(col("copy").as("other")), expr("first.words = other"), "left_anti");
  }

  private static MinHashLSHModel minHash(SparkSession spark) {
    // Nothing is learnt: MLlib draws the hash functions, and wants to see the vectors' length.
    Vector any = Vectors.sparse(WordShingles.DIMENSION, new int[] {0}, new double[] {1});
    return new MinHashLSH()
        .setInputCol(ArticleKeys.SHINGLES)
        .setOutputCol("hashes")
        .setNumHashTables(BANDS * HASHES_OF_A_BAND)
        .setSeed(SEED)
        .fit(
            spark.createDataFrame(
                List.of(RowFactory.create(any)),
                new StructType().add(ArticleKeys.SHINGLES, SQLDataTypes.VectorType())));
  }
}
