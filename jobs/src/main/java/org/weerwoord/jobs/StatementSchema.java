package org.weerwoord.jobs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Date;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.weerwoord.attribution.AttributedActor;
import org.weerwoord.attribution.Attribution;
import org.weerwoord.attribution.Exchange;
import org.weerwoord.attribution.LabelledRoles;
import org.weerwoord.classifiers.Classification;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.text.Article;
import org.weerwoord.text.ArticleDate.Precision;
import org.weerwoord.text.Language;
import org.weerwoord.text.Span;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;

/** The columns of {@code statements/}, and how a labelled statement becomes a row. */
final class StatementSchema {

  static final String DATASET = "statements";
  static final String ARTICLE_ID = "article_id";
  static final String ARTICLE_DIGEST = "article_digest";
  static final String DUPLICATE_OF = "duplicate_of";
  static final String DATE = "date";
  static final String DATE_PRECISION = "date_precision";
  static final String LANG = "lang";
  static final String POSITION = "position";
  static final String TEXT = "text";
  static final String LABEL = "label";

  /** A statement that answers a charge, as an element of {@code replies}. */
  static final StructType REPLY =
      new StructType()
          .add("statement_id", DataTypes.StringType, false)
          .add(POSITION, DataTypes.IntegerType, false)
          .add(LABEL, DataTypes.StringType, false)
          .add("source", DataTypes.StringType, true)
          .add("source_actor", DataTypes.StringType, true)
          .add("source_side", DataTypes.StringType, true)
          .add(TEXT, DataTypes.StringType, false);

  static final StructType SCHEMA = schema();

  /** Hexadecimal digits of an identifier: 80 bits, too many for two of 10^10 statements to meet. */
  private static final int ID_DIGITS = 20;

  /** Probabilities are kept to this many parts of 1, so that the last bits of a sum do not show. */
  private static final double PROBABILITY_STEPS = 1e6;

  private StatementSchema() {}

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add(ARTICLE_ID, DataTypes.StringType, false)
            .add(DATE, DataTypes.DateType, true)
            .add(DATE_PRECISION, DataTypes.StringType, true)
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
            .add("model_id", DataTypes.StringType, false);
    schema = addText(addActor(schema, "speaker"), "speaker_cue");
    return addActor(addActor(schema, "source"), "target")
        .add("charge_kind", DataTypes.StringType, true)
        .add("answers", DataTypes.StringType, true)
        .add("thread_id", DataTypes.StringType, true)
        .add("depth", DataTypes.IntegerType, true)
        .add("replies", DataTypes.createArrayType(REPLY, false), false)
        .add(ARTICLE_DIGEST, DataTypes.StringType, false)
        .add(DUPLICATE_OF, DataTypes.StringType, true);
  }

  /** Returns as much of a row's date as its source gave; nothing without a date. */
  static Optional<String> printedDate(Row row) {
    Date date = row.getAs(DATE);
    return Optional.ofNullable(date)
        .map(day -> Precision.of(row.getAs(DATE_PRECISION)).print(day.toLocalDate()));
  }

  private static StructType addActor(StructType schema, String role) {
    return addText(schema, role)
        .add(role + "_actor", DataTypes.StringType, true)
        .add(role + "_side", DataTypes.StringType, true);
  }

  private static StructType addText(StructType schema, String name) {
    return schema
        .add(name, DataTypes.StringType, true)
        .add(name + "_begin", DataTypes.IntegerType, true)
        .add(name + "_end", DataTypes.IntegerType, true);
  }

  /**
   * Returns the rows of an article, each with one more value at its end.
   *
   * @param labelled what was found in it
   * @param digest of the article: see {@link ArticleDigest}
   * @param duplicateOf the article whose copy it is, or null
   * @param marks of the rows, one a statement
   */
  static List<Row> rows(
      Article article,
      List<Statement> statements,
      Labeller.Labelled labelled,
      String modelId,
      String digest,
      String duplicateOf,
      int[] marks) {
    boolean supported = article.language() != Language.OTHER;
    Date date = article.date() == null ? null : Date.valueOf(article.date().day());
    String precision = article.date() == null ? null : article.date().precision().text();
    String fullText = article.fullText();
    String[] ids = ids(article.id(), statements);
    String[] quotations = quotations(statements, ids);
    Exchange[] exchanges = exchanges(labelled, statements.size());
    List<Row> rows = new ArrayList<>(statements.size());
    for (int i = 0; i < ids.length; i++) {
      Statement statement = statements.get(i);
      Classification classification = labelled.classifications().get(i);
      Attribution attribution = labelled.attributions().get(i);
      List<Object> values = new ArrayList<>(SCHEMA.size() + 1);
      values.add(article.id());
      values.add(date);
      values.add(precision);
      values.add(article.lang());
      values.add(supported);
      values.add(article.sourceName());
      values.add(article.url());
      values.add(ids[i]);
      values.add(statement.position());
      values.add(statement.begin());
      values.add(statement.end());
      values.add(statement.text());
      values.add(statement.quoted().text());
      values.add(quotations[i]);
      values.add(classification.label().text());
      classification.probabilities().forEach(p -> values.add(rounded(p)));
      values.add(classification.evidence().toArray(String[]::new));
      values.add(modelId);
      addActor(values, attribution.speaker());
      addCue(values, attribution.cue(), fullText);
      addActor(values, attribution.source());
      addActor(values, attribution.target());
      values.add(attribution.chargeKind() == null ? null : attribution.chargeKind().text());
      values.add(
          attribution.answers() == LabelledRoles.NO_ANSWER ? null : ids[attribution.answers()]);
      Exchange exchange = exchanges[i];
      values.add(exchange == null ? null : ids[exchange.first()]);
      values.add(exchange == null ? null : exchange.depth());
      values.add(replies(exchange, statements, labelled, ids));
      values.add(digest);
      values.add(duplicateOf);
      values.add(marks[i]);
      rows.add(RowFactory.create(values.toArray()));
    }
    return rows;
  }

  private static String[] ids(String articleId, List<Statement> statements) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    return statements.stream()
        .map(statement -> id(digest, articleId, statement))
        .toArray(String[]::new);
  }

  private static String id(MessageDigest digest, String articleId, Statement statement) {
    digest.update(articleId.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(Integer.toString(statement.position()).getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(statement.text().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest()).substring(0, ID_DIGITS);
  }

  /** Returns the identifier of each statement's quotation, which is that of its first statement. */
  private static String[] quotations(List<Statement> statements, String[] ids) {
    String[] quotations = new String[ids.length];
    List<String> byNumber = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      int quotation = statements.get(i).quotation();
      while (byNumber.size() <= quotation) {
        byNumber.add(ids[i]);
      }
      quotations[i] = quotation == Statement.NO_QUOTATION ? null : byNumber.get(quotation);
    }
    return quotations;
  }

  /** Returns the exchange of each statement; null where it makes no charge. */
  private static Exchange[] exchanges(Labeller.Labelled labelled, int statements) {
    List<StatementLabel> labels =
        labelled.classifications().stream().map(Classification::label).toList();
    Exchange[] exchanges = new Exchange[statements];
    Exchange.of(labels, labelled.attributions())
        .forEach(exchange -> exchanges[exchange.charge()] = exchange);
    return exchanges;
  }

  private static Row[] replies(
      Exchange exchange, List<Statement> statements, Labeller.Labelled labelled, String[] ids) {
    if (exchange == null) {
      return new Row[0];
    }
    return Stream.concat(exchange.denials().stream(), exchange.counterAccusations().stream())
        .sorted()
        .map(
            i -> {
              AttributedActor source = labelled.attributions().get(i).source();
              return RowFactory.create(
                  ids[i],
                  i,
                  labelled.classifications().get(i).label().text(),
                  source == null ? null : source.name(),
                  source == null ? null : source.actor(),
                  source == null ? null : source.side(),
                  statements.get(i).text());
            })
        .toArray(Row[]::new);
  }

  private static void addActor(List<Object> values, AttributedActor actor) {
    values.add(actor == null ? null : actor.name());
    values.add(actor == null ? null : actor.begin());
    values.add(actor == null ? null : actor.end());
    values.add(actor == null ? null : actor.actor());
    values.add(actor == null ? null : actor.side());
  }

  private static void addCue(List<Object> values, Span cue, String fullText) {
    values.add(cue == null ? null : fullText.substring(cue.begin(), cue.end()));
    values.add(cue == null ? null : cue.begin());
    values.add(cue == null ? null : cue.end());
  }

  private static double rounded(double probability) {
    return Math.rint(probability * PROBABILITY_STEPS) / PROBABILITY_STEPS;
  }
}
