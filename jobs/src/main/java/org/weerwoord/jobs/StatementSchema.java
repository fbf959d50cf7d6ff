package org.weerwoord.jobs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Date;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.weerwoord.classifiers.Classification;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;

/** The columns of {@code statements/}, and how a labelled statement becomes a row. */
final class StatementSchema {

  static final String DATASET = "statements";
  static final String ARTICLE_ID = "article_id";
  static final String DATE = "date";
  static final String LANG = "lang";
  static final String POSITION = "position";
  static final String TEXT = "text";
  static final String LABEL = "label";

  static final StructType SCHEMA =
      new StructType()
          .add(ARTICLE_ID, DataTypes.StringType, false)
          .add(DATE, DataTypes.DateType, true)
          .add("date_precision", DataTypes.StringType, true)
          .add(LANG, DataTypes.StringType, false)
          .add("language_supported", DataTypes.BooleanType, false)
          .add("source_name", DataTypes.StringType, true)
          .add("url", DataTypes.StringType, true)
          .add("statement_id", DataTypes.StringType, false)
          .add(POSITION, DataTypes.IntegerType, false)
          .add("begin", DataTypes.IntegerType, false)
          .add("end", DataTypes.IntegerType, false)
          .add(TEXT, DataTypes.StringType, false)
          .add("quoted", DataTypes.StringType, false)
          .add("quotation_id", DataTypes.StringType, true)
          .add(LABEL, DataTypes.StringType, false)
          .add("p_accusation", DataTypes.DoubleType, false)
          .add("p_denial", DataTypes.DoubleType, false)
          .add("p_counter_accusation", DataTypes.DoubleType, false)
          .add("p_none", DataTypes.DoubleType, false)
          .add("evidence", DataTypes.createArrayType(DataTypes.StringType, false), false)
          .add("model_id", DataTypes.StringType, false)
          .add("source", DataTypes.StringType, true)
          .add("target", DataTypes.StringType, true)
          .add("answers", DataTypes.StringType, true);

  /** Hexadecimal digits of an identifier: 80 bits, too many for two of 10^10 statements to meet. */
  private static final int ID_DIGITS = 20;

  /** Probabilities are kept to this many parts of 1, so that the last bits of a sum do not show. */
  private static final double PROBABILITY_STEPS = 1e6;

  private StatementSchema() {}

  /**
   * Returns the rows of an article, each with one more value at its end.
   *
   * @param marks of the rows, one a statement
   */
  static List<Row> rows(
      Article article,
      List<Statement> statements,
      List<Classification> classifications,
      String modelId,
      int[] marks) {
    boolean supported = article.language() != Language.OTHER;
    Date date = article.date() == null ? null : Date.valueOf(article.date().day());
    String precision = article.date() == null ? null : article.date().precision().text();
    MessageDigest digest = DigestUtils.getSha256Digest();
    List<Row> rows = new ArrayList<>(statements.size());
    List<String> quotations = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      Statement statement = statements.get(i);
      Classification classification = classifications.get(i);
      String id = id(digest, article.id(), statement);
      // A quotation goes by its first statement.
      while (quotations.size() <= statement.quotation()) {
        quotations.add(id);
      }
      rows.add(
          RowFactory.create(
              article.id(),
              date,
              precision,
              article.lang(),
              supported,
              article.sourceName(),
              article.url(),
              id,
              statement.position(),
              statement.begin(),
              statement.end(),
              statement.text(),
              statement.quoted().text(),
              statement.quotation() == Statement.NO_QUOTATION
                  ? null
                  : quotations.get(statement.quotation()),
              classification.label().text(),
              rounded(classification.probabilities().get(0)),
              rounded(classification.probabilities().get(1)),
              rounded(classification.probabilities().get(2)),
              rounded(classification.probabilities().get(3)),
              classification.evidence().toArray(String[]::new),
              modelId,
              null,
              null,
              null,
              marks[i]));
    }
    return rows;
  }

  private static double rounded(double probability) {
    return Math.rint(probability * PROBABILITY_STEPS) / PROBABILITY_STEPS;
  }

  private static String id(MessageDigest digest, String articleId, Statement statement) {
    digest.update(articleId.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(Integer.toString(statement.position()).getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(statement.text().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest()).substring(0, ID_DIGITS);
  }
}
