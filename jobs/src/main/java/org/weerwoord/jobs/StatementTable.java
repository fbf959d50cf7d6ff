package org.weerwoord.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;

/** Labelled statements as a table for a terminal: an article's rows under its name. */
final class StatementTable {

  private StatementTable() {}

  /** Returns the lines of a table of rows that are sorted by article and position. */
  static List<String> lines(List<Row> rows) {
    List<String> lines = new ArrayList<>();
    String article = null;
    for (Row row : rows) {
      String id = row.getAs(StatementSchema.ARTICLE_ID);
      if (!id.equals(article)) {
        lines.add("");
        lines.add(
            id
                + " ("
                + row.getAs(StatementSchema.LANG)
                + ", "
                + StatementSchema.printedDate(row).orElse("no date")
                + ")");
        article = id;
      }
      lines.add(
          String.format(
              Locale.ROOT,
              "%4d  %-19s %.2f  %s",
              row.<Integer>getAs(StatementSchema.POSITION),
              row.getAs(StatementSchema.LABEL),
              probability(row),
              TerminalText.shortened(row.getAs(StatementSchema.TEXT))));
    }
    return lines;
  }

  private static double probability(Row row) {
    String label = row.getAs(StatementSchema.LABEL);
    return row.getAs("p_" + label.replace('-', '_'));
  }
}
