package org.weerwoord.jobs;

import java.io.Serializable;
import java.sql.Date;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.weerwoord.jobs.input.InputRecord;
import org.weerwoord.jobs.input.RecordParser;
import org.weerwoord.text.Article;
import org.weerwoord.text.ArticleDate;
import org.weerwoord.text.ArticleDate.Precision;

/**
 * What is to be known of a record to decide whether it is labelled, without its text: one row a
 * record. A row holds either an article or, alone, the reason why the record is none.
 */
final class ArticleKeys implements MapPartitionsFunction<Row, Row>, Serializable {

  static final String DATE_UNREADABLE = "date_unreadable";
  static final String REASON = "reason";
  static final String WORDS = "words";
  static final String SHINGLES = "shingles";

  /** An article but for its text and language. */
  static final StructType ARTICLE =
      new StructType()
          .add(StatementSchema.ARTICLE_ID, DataTypes.StringType, true)
          .add(StatementSchema.ARTICLE_DIGEST, DataTypes.StringType, true)
          .add(StatementSchema.DATE, DataTypes.DateType, true)
          .add("date_precision", DataTypes.StringType, true)
          .add("source_name", DataTypes.StringType, true)
          .add("url", DataTypes.StringType, true)
          .add(DATE_UNREADABLE, DataTypes.BooleanType, true);

  /**
   * Beside the article: the ordinal of a {@link org.weerwoord.jobs.input.QuarantineReason}, and its
   * {@link WordShingles}.
   */
  static final StructType SCHEMA =
      ARTICLE
          .add(REASON, DataTypes.IntegerType, true)
          .add(WORDS, DataTypes.StringType, true)
          .add(SHINGLES, SQLDataTypes.VectorType(), true);

  private final RecordParser parser;
  private final ArticleDigest digest;
  private final boolean shingles;

  /**
   * @param shingles whether to find the columns {@link #WORDS} and {@link #SHINGLES}, too
   */
  ArticleKeys(RecordParser parser, ArticleDigest digest, boolean shingles) {
    this.parser = parser;
    this.digest = digest;
    this.shingles = shingles;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> records) {
    return new Flattened(records, record -> List.of(row(parser.parse(record))));
  }

  /**
   * An article that gets the rows of a text.
   *
   * @param digest of the article
   * @param dateUnreadable whether it has a date that no known form fits
   */
  record Member(
      String id,
      String digest,
      ArticleDate date,
      String sourceName,
      String url,
      boolean dateUnreadable) {

    /** Returns this article with the language, title and text of another. */
    Article of(Article other) {
      return new Article(id, date, other.lang(), sourceName, url, other.title(), other.text());
    }
  }

  /** Returns the article of a row of {@link #ARTICLE}. */
  static Member member(Row row) {
    ArticleDate date = null;
    if (!row.isNullAt(2)) {
      Precision precision = Precision.of(row.getString(3));
      date = new ArticleDate(row.getDate(2).toLocalDate(), precision);
    }
    return new Member(
        row.getString(0),
        row.getString(1),
        date,
        row.getString(4),
        row.getString(5),
        row.getBoolean(6));
  }

  private Row row(InputRecord record) {
    if (record.article() == null) {
      Object[] values = new Object[SCHEMA.size()];
      values[SCHEMA.fieldIndex(REASON)] = record.reason().ordinal();
      return RowFactory.create(values);
    }
    Article article = record.article();
    WordShingles words =
        shingles ? WordShingles.of(article.fullText()) : new WordShingles(null, null);
    return RowFactory.create(
        article.id(),
        digest.of(article),
        article.date() == null ? null : Date.valueOf(article.date().day()),
        article.date() == null ? null : article.date().precision().text(),
        article.sourceName(),
        article.url(),
        record.dateUnreadable(),
        null,
        words.digest(),
        words.set());
  }
}
