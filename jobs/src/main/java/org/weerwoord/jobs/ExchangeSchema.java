package org.weerwoord.jobs;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.weerwoord.text.StatementLabel;

/** The columns of {@code exchanges/}, and how they are made of the rows of charges. */
final class ExchangeSchema {

  static final String DATASET = "exchanges";
  static final String ARTICLE_ID = "article_id";
  static final String DATE = "date";
  static final String DATE_PRECISION = "date_precision";
  static final String EXCHANGE_ID = "exchange_id";
  static final String CHARGE = "charge";
  static final String CHARGE_POSITION = "charge_position";
  static final String CHARGE_LABEL = "charge_label";
  static final String CHARGE_KIND = "charge_kind";
  static final String ACCUSER = "accuser";
  static final String ACCUSER_SIDE = "accuser_side";
  static final String ACCUSED = "accused";
  static final String ACCUSED_SIDE = "accused_side";
  static final String THREAD_ID = "thread_id";
  static final String DEPTH = "depth";
  static final String DENIALS = "denials";
  static final String COUNTER_ACCUSATIONS = "counter_accusations";
  static final String DUPLICATE_OF = StatementSchema.DUPLICATE_OF;

  /** A denial or counter-accusation that answers a charge. */
  static final StructType ANSWER =
      new StructType()
          .add("statement_id", DataTypes.StringType, false)
          .add("position", DataTypes.IntegerType, false)
          .add("source", DataTypes.StringType, true)
          .add("source_actor", DataTypes.StringType, true)
          .add("source_side", DataTypes.StringType, true)
          .add("text", DataTypes.StringType, false);

  static final StructType SCHEMA =
      new StructType()
          .add(ARTICLE_ID, DataTypes.StringType, false)
          .add(DATE, DataTypes.DateType, true)
          .add(DATE_PRECISION, DataTypes.StringType, true)
          .add("lang", DataTypes.StringType, false)
          .add("source_name", DataTypes.StringType, true)
          .add("url", DataTypes.StringType, true)
          .add(EXCHANGE_ID, DataTypes.StringType, false)
          .add(CHARGE, DataTypes.StringType, false)
          .add(CHARGE_POSITION, DataTypes.IntegerType, false)
          .add(CHARGE_LABEL, DataTypes.StringType, false)
          .add(CHARGE_KIND, DataTypes.StringType, true)
          .add(ACCUSER, DataTypes.StringType, true)
          .add("accuser_actor", DataTypes.StringType, true)
          .add(ACCUSER_SIDE, DataTypes.StringType, true)
          .add(ACCUSED, DataTypes.StringType, true)
          .add("accused_actor", DataTypes.StringType, true)
          .add(ACCUSED_SIDE, DataTypes.StringType, true)
          .add("answers", DataTypes.StringType, true)
          .add(THREAD_ID, DataTypes.StringType, false)
          .add(DEPTH, DataTypes.IntegerType, false)
          .add(DENIALS, DataTypes.createArrayType(ANSWER, false), false)
          .add(COUNTER_ACCUSATIONS, DataTypes.createArrayType(ANSWER, false), false)
          .add("model_id", DataTypes.StringType, false)
          .add(DUPLICATE_OF, DataTypes.StringType, true);

  private ExchangeSchema() {}

  /** Returns one row a charge of labelled statements, each made of one row. */
  static Dataset<Row> of(Dataset<Row> statements) {
    return statements
        .where(
            col(StatementSchema.LABEL)
                .isin(StatementLabel.ACCUSATION.text(), StatementLabel.COUNTER_ACCUSATION.text()))
        .selectExpr(
            ARTICLE_ID,
            DATE,
            DATE_PRECISION,
            "lang",
            "source_name",
            "url",
            "statement_id AS " + EXCHANGE_ID,
            "text AS " + CHARGE,
            "position AS " + CHARGE_POSITION,
            "label AS " + CHARGE_LABEL,
            CHARGE_KIND,
            "source AS " + ACCUSER,
            "source_actor AS accuser_actor",
            "source_side AS " + ACCUSER_SIDE,
            "target AS " + ACCUSED,
            "target_actor AS accused_actor",
            "target_side AS " + ACCUSED_SIDE,
            "answers",
            THREAD_ID,
            DEPTH,
            answers(StatementLabel.DENIAL) + " AS " + DENIALS,
            answers(StatementLabel.COUNTER_ACCUSATION) + " AS " + COUNTER_ACCUSATIONS,
            "model_id",
            DUPLICATE_OF);
  }

  private static String answers(StatementLabel label) {
    return "transform(filter(replies, r -> r.label = '"
        + label.text()
        + "'), r -> named_struct('statement_id', r.statement_id, 'position', r.position, 'source',"
        + " r.source, 'source_actor', r.source_actor, 'source_side', r.source_side, 'text', r.text))";
  }
}
