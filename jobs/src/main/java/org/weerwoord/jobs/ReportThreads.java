package org.weerwoord.jobs;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.weerwoord.jobs.report.Report.Act;
import org.weerwoord.jobs.report.Report.Actor;
import org.weerwoord.jobs.report.Report.ArticleThread;
import org.weerwoord.jobs.report.Report.Line;
import org.weerwoord.jobs.report.Report.Sample;
import org.weerwoord.text.StatementLabel;

/** The threads that a report shows, and the statements around them. */
final class ReportThreads implements AutoCloseable {

  /** Charges of a thread, and answers to a charge, that are shown. */
  private static final int MOST_ACTS = 50;

  /** Characters of a text that are shown. */
  private static final int MOST_CHARACTERS = 1_000;

  /** Statements before and after an act that are shown. */
  private static final int AROUND = 2;

  private static final String ANSWERS = "number_of_answers";
  private static final String FIRST = "first_position";
  private static final String COPY = "copy";

  private static final StructType PLACE =
      new StructType()
          .add(StatementSchema.ARTICLE_ID, DataTypes.StringType, false)
          .add(StatementSchema.POSITION, DataTypes.IntegerType, false);

  private final SparkSession spark;
  private final Dataset<Row> originals;
  private final Dataset<Row> statements;
  private final Dataset<Row> threads;

  ReportThreads(SparkSession spark, Dataset<Row> exchanges, Dataset<Row> statements) {
    this.spark = spark;
    // Copies have the threads of their first, which stands for all.
    originals = exchanges.where(col(ExchangeSchema.DUPLICATE_OF).isNull());
    this.statements = statements;
    // A charge of an article that came twice counts once.
    threads =
        exchanges
            .groupBy(
                ExchangeSchema.ARTICLE_ID, ExchangeSchema.THREAD_ID, ExchangeSchema.EXCHANGE_ID)
            .agg(
                max(expr(
                        "size("
                            + ExchangeSchema.DENIALS
                            + ") + size("
                            + ExchangeSchema.COUNTER_ACCUSATIONS
                            + ")"))
                    .as(ANSWERS),
                min(ExchangeSchema.CHARGE_POSITION).as(FIRST),
                min(col(ExchangeSchema.DUPLICATE_OF).isNotNull()).as(COPY))
            .groupBy(ExchangeSchema.ARTICLE_ID, ExchangeSchema.THREAD_ID)
            .agg(sum(ANSWERS).as(ANSWERS), min(FIRST).as(FIRST), min(COPY).as(COPY))
            .persist();
  }

  @Override
  public void close() {
    threads.unpersist();
  }

  /**
   * Returns at most so many threads of articles that are no copies, those with the most answers
   * first, then by article.
   */
  Sample sample(int most) {
    Row totals =
        threads
            .agg(
                count(lit(1)),
                count(when(col(ANSWERS).gt(0), lit(1))),
                count(when(col(COPY), lit(1))))
            .first();
    Map<String, Long> answers = new LinkedHashMap<>();
    threads
        .where(not(col(COPY)))
        .orderBy(
            col(ANSWERS).desc(),
            col(ExchangeSchema.ARTICLE_ID),
            col(FIRST),
            col(ExchangeSchema.THREAD_ID))
        .limit(most)
        .collectAsList()
        .forEach(row -> answers.put(row.getAs(ExchangeSchema.THREAD_ID), row.<Long>getAs(ANSWERS)));
    Map<String, Map<String, Row>> charges = charges(answers.keySet().toArray());
    List<ArticleThread> bare = new ArrayList<>();
    answers.forEach((id, number) -> bare.add(thread(charges.get(id), id, number)));
    Map<String, Map<Integer, Line>> lines = around(bare);
    return new Sample(
        bare.stream().map(thread -> withContext(thread, lines)).toList(),
        totals.getLong(0),
        totals.getLong(1),
        totals.getLong(2));
  }

  /** Returns the charges of some threads, by thread and then by id; the first of a thread first. */
  private Map<String, Map<String, Row>> charges(Object[] threadIds) {
    Map<String, Map<String, Row>> charges = new LinkedHashMap<>();
    originals
        .where(col(ExchangeSchema.THREAD_ID).isin(threadIds))
        .withColumn(ExchangeSchema.CHARGE, expr(cut(ExchangeSchema.CHARGE)))
        .withColumn(ExchangeSchema.DENIALS, expr(someAnswers(ExchangeSchema.DENIALS)))
        .withColumn(
            ExchangeSchema.COUNTER_ACCUSATIONS,
            expr(someAnswers(ExchangeSchema.COUNTER_ACCUSATIONS)))
        .withColumn(
            "place",
            row_number()
                .over(
                    Window.partitionBy(ExchangeSchema.THREAD_ID)
                        .orderBy(
                            ExchangeSchema.DEPTH,
                            ExchangeSchema.CHARGE_POSITION,
                            ExchangeSchema.EXCHANGE_ID,
                            ExchangeSchema.DATE,
                            "source_name",
                            "url")))
        .where(col("place").leq(MOST_ACTS))
        .orderBy(ExchangeSchema.THREAD_ID, "place")
        .collectAsList()
        .forEach(
            row ->
                charges
                    .computeIfAbsent(
                        row.getAs(ExchangeSchema.THREAD_ID), id -> new LinkedHashMap<>())
                    .putIfAbsent(row.getAs(ExchangeSchema.EXCHANGE_ID), row));
    return charges;
  }

  private static String cut(String column) {
    return "if(length(%1$s) > %2$d, concat(left(%1$s, %2$d), '…'), %1$s)"
        .formatted(column, MOST_CHARACTERS);
  }

  private static String someAnswers(String column) {
    return "transform(slice(%s, 1, %d), a -> named_struct('statement_id', a.statement_id, 'position', a.position, 'source', a.source, 'source_side', a.source_side, 'text', %s))"
        .formatted(column, MOST_ACTS, cut("a.text"));
  }

  private static ArticleThread thread(Map<String, Row> charges, String id, long answers) {
    Row first = charges.get(id);
    Object date = first.getAs(ExchangeSchema.DATE);
    return new ArticleThread(
        first.getAs(ExchangeSchema.ARTICLE_ID),
        date == null ? null : LocalDate.parse(date.toString()),
        first.getAs(ExchangeSchema.DATE_PRECISION),
        first.getAs("lang"),
        first.getAs("source_name"),
        first.getAs("url"),
        charge(charges, first),
        answers,
        List.of());
  }

  private static Act charge(Map<String, Row> charges, Row row) {
    List<Act> answers = new ArrayList<>();
    for (Row denial : row.<Row>getList(row.fieldIndex(ExchangeSchema.DENIALS))) {
      answers.add(answer(denial, StatementLabel.DENIAL));
    }
    int depth = row.<Integer>getAs(ExchangeSchema.DEPTH) + 1;
    for (Row counter : row.<Row>getList(row.fieldIndex(ExchangeSchema.COUNTER_ACCUSATIONS))) {
      Row charge = charges.get(counter.<String>getAs("statement_id"));
      if (charge == null) {
        // Beyond the bound: it is shown, but not what answers it.
        answers.add(answer(counter, StatementLabel.COUNTER_ACCUSATION));
      } else if (charge.<Integer>getAs(ExchangeSchema.DEPTH) == depth) {
        // Else it answers in a circle, and stands where it is met first.
        answers.add(charge(charges, charge));
      }
    }
    answers.sort(Comparator.comparingInt(Act::position));
    return new Act(
        row.getAs(ExchangeSchema.CHARGE_POSITION),
        StatementLabel.parse(row.getAs(ExchangeSchema.CHARGE_LABEL)),
        row.getAs(ExchangeSchema.CHARGE_KIND),
        actor(row, ExchangeSchema.ACCUSER, ExchangeSchema.ACCUSER_SIDE),
        actor(row, ExchangeSchema.ACCUSED, ExchangeSchema.ACCUSED_SIDE),
        row.getAs(ExchangeSchema.CHARGE),
        answers);
  }

  private static Act answer(Row row, StatementLabel label) {
    return new Act(
        row.getAs(StatementSchema.POSITION),
        label,
        null,
        actor(row, "source", "source_side"),
        null,
        row.getAs(StatementSchema.TEXT),
        List.of());
  }

  private static Actor actor(Row row, String name, String side) {
    return row.getAs(name) == null ? null : new Actor(row.getAs(name), row.getAs(side));
  }

  /** Returns the statements around the acts of threads, by article and position. */
  private Map<String, Map<Integer, Line>> around(List<ArticleThread> threads) {
    Map<String, Set<Integer>> places = new TreeMap<>();
    for (ArticleThread thread : threads) {
      places.computeIfAbsent(thread.articleId(), id -> new TreeSet<>()).addAll(positions(thread));
    }
    List<Row> wanted = new ArrayList<>();
    places.forEach(
        (article, positions) ->
            positions.forEach(position -> wanted.add(RowFactory.create(article, position))));
    Map<String, Map<Integer, Line>> lines = new TreeMap<>();
    if (wanted.isEmpty()) {
      return lines;
    }
    statements
        .join(broadcast(spark.createDataFrame(wanted, PLACE)), PLACE.fieldNames(), "inner")
        .withColumn(StatementSchema.TEXT, expr(cut(StatementSchema.TEXT)))
        .select(
            StatementSchema.ARTICLE_ID,
            StatementSchema.POSITION,
            StatementSchema.LABEL,
            StatementSchema.TEXT)
        .distinct()
        .orderBy(
            StatementSchema.ARTICLE_ID,
            StatementSchema.POSITION,
            StatementSchema.TEXT,
            StatementSchema.LABEL)
        .collectAsList()
        .forEach(row -> addLine(lines, row));
    return lines;
  }

  /** Returns where the statements that a thread shows stand in its article, in their order. */
  private static Set<Integer> positions(ArticleThread thread) {
    Set<Integer> positions = new TreeSet<>();
    positions.add(0);
    addAround(positions, thread.charge());
    return positions;
  }

  private static void addAround(Set<Integer> positions, Act act) {
    for (int i = Math.max(0, act.position() - AROUND); i <= act.position() + AROUND; i++) {
      positions.add(i);
    }
    act.answers().forEach(answer -> addAround(positions, answer));
  }

  private static void addLine(Map<String, Map<Integer, Line>> lines, Row row) {
    int position = row.getAs(StatementSchema.POSITION);
    lines
        .computeIfAbsent(row.getAs(StatementSchema.ARTICLE_ID), id -> new TreeMap<>())
        .putIfAbsent(
            position,
            new Line(
                position,
                StatementLabel.parse(row.getAs(StatementSchema.LABEL)),
                row.getAs(StatementSchema.TEXT)));
  }

  private static ArticleThread withContext(
      ArticleThread thread, Map<String, Map<Integer, Line>> lines) {
    Map<Integer, Line> article = lines.getOrDefault(thread.articleId(), Map.of());
    return new ArticleThread(
        thread.articleId(),
        thread.date(),
        thread.precision(),
        thread.lang(),
        thread.sourceName(),
        thread.url(),
        thread.charge(),
        thread.answers(),
        positions(thread).stream().filter(article::containsKey).map(article::get).toList());
  }
}
