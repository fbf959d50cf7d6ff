package org.weerwoord.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.weerwoord.jobs.input.QuarantineReason;
import org.weerwoord.text.Language;
import org.weerwoord.text.StatementLabel;

/**
 * What a labelling run counted, in the pass that wrote the rows.
 *
 * @param articles labelled
 * @param statements labelled
 * @param unreadableDates articles whose date could not be read, and is therefore null
 * @param undated articles that have no date in the input
 * @param labels statements by label
 * @param languages articles by language code, {@code other} for those without a lexicon
 * @param quarantined records by the reason why they are not articles
 * @param selected what was counted before; empty without {@code --incremental} and {@code
 *     --deduplicate}
 */
record LabelCounts(
    long articles,
    long statements,
    long unreadableDates,
    long undated,
    Map<String, Long> labels,
    Map<String, Long> languages,
    Map<String, Long> quarantined,
    Optional<Selected> selected) {

  /**
   * What was counted of articles before any was labelled.
   *
   * @param read articles in the input
   * @param repeated articles left out as the input has them already, in all fields
   * @param skipped as the output has them
   * @param added under ids that the output does not have
   * @param replaced under ids that it has
   * @param copies among those added or replaced
   * @param quarantined records by the reason why they are not articles
   */
  record Selected(
      long read,
      long repeated,
      long skipped,
      long added,
      long replaced,
      long copies,
      Map<String, Long> quarantined) {}

  /** The column that marks what a row stands for; it is not written. */
  static final String MARK = "mark";

  /** The mark of a statement that is not the first of its article. */
  static final int STATEMENT = 0;

  /** The mark of an article's first statement. */
  static final int ARTICLE = 1;

  /** The mark of the first statement of an article whose date could not be read. */
  static final int ARTICLE_OF_UNREADABLE_DATE = 2;

  /** The mark of a record set aside for a reason is this and more, by the reason's ordinal. */
  static final int QUARANTINED = 16;

  /** Returns the aggregates to observe on the rows. */
  static List<Column> aggregates() {
    Column mark = col(MARK);
    Column article = mark.equalTo(ARTICLE).or(mark.equalTo(ARTICLE_OF_UNREADABLE_DATE));
    List<Column> columns = new ArrayList<>();
    columns.add(number(article, "articles"));
    columns.add(number(mark.lt(QUARANTINED), "statements"));
    columns.add(number(mark.equalTo(ARTICLE_OF_UNREADABLE_DATE), "unreadable_dates"));
    columns.add(number(mark.equalTo(ARTICLE).and(col(StatementSchema.DATE).isNull()), "undated"));
    for (StatementLabel label : StatementLabel.values()) {
      columns.add(
          number(
              mark.lt(QUARANTINED).and(col(StatementSchema.LABEL).equalTo(label.text())),
              label.text()));
    }
    for (Language language : Language.values()) {
      columns.add(number(article.and(is(language)), languageName(language)));
    }
    for (QuarantineReason reason : QuarantineReason.values()) {
      columns.add(number(mark.equalTo(QUARANTINED + reason.ordinal()), reason.text()));
    }
    return columns;
  }

  /** Returns the counts of the observed aggregates; 0 for those that are not there. */
  static LabelCounts of(Map<String, Object> observed) {
    Map<String, Long> labels = new LinkedHashMap<>();
    for (StatementLabel label : StatementLabel.values()) {
      labels.put(label.text(), value(observed, label.text()));
    }
    Map<String, Long> languages = new LinkedHashMap<>();
    for (Language language : Language.values()) {
      languages.put(languageName(language), value(observed, languageName(language)));
    }
    Map<String, Long> quarantined = new LinkedHashMap<>();
    for (QuarantineReason reason : QuarantineReason.values()) {
      quarantined.put(reason.text(), value(observed, reason.text()));
    }
    return new LabelCounts(
        value(observed, "articles"),
        value(observed, "statements"),
        value(observed, "unreadable_dates"),
        value(observed, "undated"),
        labels,
        languages,
        quarantined,
        Optional.empty());
  }

  /** Returns these counts with what was counted before. */
  LabelCounts with(Selected before) {
    return new LabelCounts(
        articles,
        statements,
        unreadableDates,
        undated,
        labels,
        languages,
        before.quarantined(),
        Optional.of(before));
  }

  /** Returns the number of statements that make a charge. */
  long charges() {
    return labels.get(StatementLabel.ACCUSATION.text())
        + labels.get(StatementLabel.COUNTER_ACCUSATION.text());
  }

  /** Returns the number of articles in the input. */
  long read() {
    return selected.map(Selected::read).orElse(articles);
  }

  /** Returns the number of records that are not articles. */
  long bad() {
    return quarantined.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the share of records that are not articles, in [0,1]; 0 if there was no record. */
  double badRate() {
    long records = read() + bad();
    return records == 0 ? 0 : (double) bad() / records;
  }

  private static Column is(Language language) {
    return language == Language.OTHER
        ? col("language_supported").equalTo(false)
        : col(StatementSchema.LANG).equalTo(language.code());
  }

  private static String languageName(Language language) {
    return language == Language.OTHER ? "other" : language.code();
  }

  private static Column number(Column condition, String name) {
    return count(when(condition, lit(1))).as(name);
  }

  private static long value(Map<String, Object> observed, String name) {
    return (Long) observed.getOrDefault(name, 0L);
  }
}
