package org.weerwoord.jobs.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.weerwoord.text.StatementLabel;

/**
 * How much there is of something.
 *
 * @param articles that it holds
 * @param labels its statements by label
 */
public record Tally(long articles, Map<StatementLabel, Long> labels) {

  /** Nothing. */
  public static final Tally NONE = new Tally(0, Map.of());

  /** Labels that are missing count as 0. */
  public Tally {
    Map<StatementLabel, Long> all = new EnumMap<>(StatementLabel.class);
    for (StatementLabel label : StatementLabel.values()) {
      all.put(label, labels.getOrDefault(label, 0L));
    }
    labels = Collections.unmodifiableMap(all);
  }

  /** Returns the number of statements with a label. */
  public long of(StatementLabel label) {
    return labels.get(label);
  }

  /** Returns the number of statements. */
  public long statements() {
    return labels.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the number of statements that are an act. */
  public long acts() {
    return statements() - of(StatementLabel.NONE);
  }

  /** Returns what is left of this without a part of it. */
  public Tally minus(Tally part) {
    Map<StatementLabel, Long> left = new EnumMap<>(labels);
    part.labels.forEach((label, count) -> left.merge(label, -count, Long::sum));
    return new Tally(articles - part.articles, left);
  }
}
