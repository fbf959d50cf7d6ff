package org.weerwoord.jobs.input;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_seconds;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of a Parquet table as the strings that {@link RecordParser} reads. */
final class ParquetColumns {

  private static final int SECONDS_A_DAY = 86_400;

  private ParquetColumns() {}

  /**
   * Returns a string column for each field, null where the table has none.
   *
   * @throws InputException if a column has a type that can't hold its field
   */
  static Column[] select(StructType schema, InputOptions options) {
    Column[] columns = new Column[ArticleField.COUNT];
    for (ArticleField field : ArticleField.values()) {
      String name = options.column(field);
      Column column = find(schema, null, name, field);
      columns[field.index()] = column == null ? lit(null).cast(DataTypes.StringType) : column;
    }
    return columns;
  }

  private static Column find(StructType schema, Column parent, String name, ArticleField field) {
    for (StructField candidate : schema.fields()) {
      if (candidate.name().equalsIgnoreCase(name)) {
        return string(child(parent, candidate), candidate, field);
      }
    }
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
      for (StructField candidate : schema.fields()) {
        if (candidate.dataType() instanceof StructType nested
            && candidate.name().equalsIgnoreCase(name.substring(0, dot))) {
          return find(nested, child(parent, candidate), name.substring(dot + 1), field);
        }
      }
    }
    return null;
  }

  private static Column child(Column parent, StructField field) {
    return parent == null
        ? col("`" + field.name().replace("`", "``") + "`")
        : parent.getField(field.name());
  }

  private static Column string(Column column, StructField candidate, ArticleField field) {
    DataType type = candidate.dataType();
    if (type.equals(DataTypes.TimestampType)) {
      // The day in UTC, whatever the session's time zone is.
      Column days = floor(unix_seconds(column).divide(lit(SECONDS_A_DAY))).cast("int");
      return date_add(lit("1970-01-01").cast("date"), days).cast(DataTypes.StringType);
    }
    if (type.equals(DataTypes.TimestampNTZType)) {
      return column.cast(DataTypes.DateType).cast(DataTypes.StringType);
    }
    boolean fits =
        type.equals(DataTypes.StringType)
            || type.equals(DataTypes.BinaryType)
            || type.equals(DataTypes.DateType)
            || (type instanceof NumericType && field != ArticleField.TEXT);
    if (!fits) {
      throw new InputException(
          "Parquet column '"
              + candidate.name()
              + "' must be a string"
              + (field == ArticleField.TEXT ? "" : ", number, date or timestamp")
              + " to hold the field '"
              + field.text()
              + "', but is "
              + type.simpleString()
              + ": name another column with --field "
              + field.text()
              + "=...");
    }
    return column.cast(DataTypes.StringType);
  }
}
