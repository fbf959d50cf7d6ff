package org.weerwoord.jobs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;
import org.weerwoord.jobs.report.Bucket;
import org.weerwoord.jobs.report.Report.Breakdown;
import org.weerwoord.jobs.report.Report.Matrix;
import org.weerwoord.jobs.report.Report.Part;
import org.weerwoord.jobs.report.Report.Point;
import org.weerwoord.jobs.report.Report.Timeline;
import org.weerwoord.jobs.report.Tally;
import org.weerwoord.text.ArticleDate.Precision;
import org.weerwoord.text.StatementLabel;

/**
 * The figures of a report. The statements are read twice: once they are counted by language,
 * source, date and label, once by source and target; all else is made of these counts.
 */
final class ReportFigures implements AutoCloseable {

  /** Languages, or papers and agencies, that have a row of their own. */
  private static final int PARTS = 15;

  /** Actors that have a row and a column of their own. */
  private static final int ACTORS = 12;

  private static final String ARTICLES = "articles";
  private static final String STATEMENTS = "statements";
  private static final String COPIES = "copies";
  private static final String PRECISION = "date_precision";
  private static final String SOURCE_NAME = "source_name";
  private static final String SOURCE = "source";
  private static final String TARGET = "target";
  private static final String ACTOR = "actor";

  private final Dataset<Row> counts;
  private final Dataset<Row> acts;
  private final Tally total;

  ReportFigures(Dataset<Row> statements) {
    // Every article has one statement at the beginning.
    Column article = col(StatementSchema.POSITION).equalTo(0);
    counts =
        statements
            .groupBy(
                StatementSchema.LANG,
                SOURCE_NAME,
                StatementSchema.DATE,
                PRECISION,
                StatementSchema.LABEL)
            .agg(
                count(lit(1)).as(STATEMENTS),
                count(when(article, lit(1))).as(ARTICLES),
                count(when(article, col(StatementSchema.DUPLICATE_OF))).as(COPIES))
            .persist();
    acts =
        statements
            .where(col(StatementSchema.LABEL).notEqual(StatementLabel.NONE.text()))
            .groupBy(
                col(StatementSchema.LABEL).equalTo(StatementLabel.DENIAL.text()).as("denial"),
                party(SOURCE),
                party(TARGET))
            .agg(count(lit(1)).as(STATEMENTS))
            .persist();
    total = tally(counts);
  }

  private static Column party(String role) {
    return coalesce(col(role + "_side"), col(role + "_actor"), col(role)).as(role);
  }

  @Override
  public void close() {
    counts.unpersist();
    acts.unpersist();
  }

  Tally total() {
    return total;
  }

  /** Returns how many of the articles are copies of another. */
  long copies() {
    return counts.agg(coalesce(sum(COPIES), lit(0L))).first().getLong(0);
  }

  Breakdown languages() {
    return breakdown(StatementSchema.LANG);
  }

  Breakdown sources() {
    return breakdown(SOURCE_NAME);
  }

  private Breakdown breakdown(String column) {
    Dataset<Row> parts = tallied(counts.groupBy(column));
    List<Part> largest =
        parts
            .orderBy(col(STATEMENTS).desc(), col(column).asc_nulls_last())
            .limit(PARTS)
            .collectAsList()
            .stream()
            .map(row -> new Part(row.getAs(column), tally(row)))
            .toList();
    Tally rest = total;
    for (Part part : largest) {
      rest = rest.minus(part.tally());
    }
    return new Breakdown(largest, parts.count() - largest.size(), rest);
  }

  Timeline timeline() {
    Dataset<Row> dated = counts.where(col(StatementSchema.DATE).isNotNull());
    List<Bucket.Span> spans =
        dated
            .groupBy(PRECISION)
            .agg(
                min(StatementSchema.DATE).as("first"),
                max(StatementSchema.DATE).as("last"),
                sum(STATEMENTS).as(STATEMENTS))
            .collectAsList()
            .stream()
            .map(
                row ->
                    new Bucket.Span(
                        Precision.of(row.getAs(PRECISION)),
                        day(row, "first"),
                        day(row, "last"),
                        row.<Long>getAs(STATEMENTS)))
            .toList();
    Bucket bucket = Bucket.of(spans);
    Object[] precisions =
        Arrays.stream(Precision.values()).filter(bucket::holds).map(Precision::text).toArray();
    Column fits = col(PRECISION).isin(precisions);
    List<Point> points =
        tallied(dated.where(fits).groupBy(start(bucket).as("start")))
            .orderBy("start")
            .collectAsList()
            .stream()
            .map(row -> new Point(day(row, "start"), tally(row)))
            .toList();
    return new Timeline(
        bucket,
        points,
        tally(counts.where(col(StatementSchema.DATE).isNull())),
        tally(dated.where(fits.equalTo(false))));
  }

  private static Column start(Bucket bucket) {
    Column date = col(StatementSchema.DATE);
    return switch (bucket) {
      case DAY -> date;
      case MONTH, YEAR -> trunc(date, bucket.word());
      case DECADE -> expr("make_date(floor(year(date) / 10) * 10, 1, 1)");
      case CENTURY -> expr("make_date(floor(year(date) / 100) * 100, 1, 1)");
    };
  }

  private static LocalDate day(Row row, String column) {
    return LocalDate.parse(row.getAs(column).toString());
  }

  /** Returns who charges whom. */
  Matrix charges() {
    return matrix(acts.where("NOT denial"));
  }

  /** Returns who denies the charge of whom. */
  Matrix denials() {
    return matrix(acts.where("denial"));
  }

  private static Matrix matrix(Dataset<Row> acts) {
    Column isNamed = col(SOURCE).isNotNull().and(col(TARGET).isNotNull());
    Dataset<Row> named = acts.where(isNamed);
    Dataset<Row> actors =
        named
            .select(
                explode(array_distinct(array(col(SOURCE), col(TARGET)))).as(ACTOR), col(STATEMENTS))
            .groupBy(ACTOR)
            .agg(sum(STATEMENTS).as(STATEMENTS));
    List<String> first =
        actors
            .where(hasName())
            .orderBy(col(STATEMENTS).desc(), col(ACTOR))
            .limit(ACTORS)
            .collectAsList()
            .stream()
            .map(row -> row.<String>getAs(ACTOR))
            .toList();
    long[][] cells = new long[first.size() + 1][first.size() + 1];
    named
        .groupBy(among(first, SOURCE), among(first, TARGET))
        .agg(sum(STATEMENTS).as(STATEMENTS))
        .collectAsList()
        .forEach(
            row ->
                cells[index(first, row.getAs(SOURCE))][index(first, row.getAs(TARGET))] =
                    row.<Long>getAs(STATEMENTS));
    List<List<Long>> rows = new ArrayList<>();
    for (long[] row : cells) {
      rows.add(Arrays.stream(row).boxed().toList());
    }
    Long unnamed =
        acts.where(not(isNamed)).agg(coalesce(sum(STATEMENTS), lit(0L))).first().getAs(0);
    return new Matrix(first, actors.count() - first.size(), rows, unnamed);
  }

  /** What begins with a small letter is a noun: a government, which is another elsewhere. */
  private static Column hasName() {
    Column first = substring(col(ACTOR), 1, 1);
    return first.equalTo(upper(first));
  }

  private static Column among(List<String> actors, String role) {
    return when(col(role).isin(actors.toArray()), col(role)).as(role);
  }

  private static int index(List<String> actors, String actor) {
    return actor == null ? actors.size() : actors.indexOf(actor);
  }

  private static Dataset<Row> tallied(RelationalGroupedDataset groups) {
    List<Column> sums = new ArrayList<>();
    sums.add(sum(STATEMENTS).as(STATEMENTS));
    for (StatementLabel label : StatementLabel.values()) {
      sums.add(
          sum(when(col(StatementSchema.LABEL).equalTo(label.text()), col(STATEMENTS)).otherwise(0L))
              .as(label.text()));
    }
    return groups.agg(sum(ARTICLES).as(ARTICLES), sums.toArray(Column[]::new));
  }

  private static Tally tally(Dataset<Row> counts) {
    Row row = tallied(counts.groupBy()).first();
    return row.isNullAt(0) ? Tally.NONE : tally(row);
  }

  private static Tally tally(Row row) {
    Map<StatementLabel, Long> labels = new EnumMap<>(StatementLabel.class);
    for (StatementLabel label : StatementLabel.values()) {
      labels.put(label, row.<Long>getAs(label.text()));
    }
    return new Tally(row.<Long>getAs(ARTICLES), labels);
  }
}
