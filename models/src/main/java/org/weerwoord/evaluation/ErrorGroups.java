package org.weerwoord.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement.Quoted;
import org.weerwoord.text.StatementLabel;

/**
 * Counts mistakes by their kind and by where they stand: with or without a cue word, quoted or not,
 * in short or long statements, in each language. Counts of parts of a gold set merge into that of
 * the whole.
 *
 * <p>Not thread-safe.
 */
public final class ErrorGroups implements Serializable {

  private static final int CELLS = StatementLabel.COUNT * StatementLabel.COUNT;
  private static final int SHORT = 10;
  private static final int MEDIUM = 20;
  private static final int LONG = 35;

  private static final int NAME_WIDTH = 34;
  private static final int MIN_COLUMN_WIDTH = 7;

  private static final List<Group> GROUPS = groups();

  private final long[] counts = new long[GROUPS.size() * CELLS];

  /** Statements that are counted together. */
  private record Group(String by, String name, Predicate<ComparedStatement> holds) {}

  private static List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    groups.add(new Group("all", "all", s -> true));
    groups.add(new Group("cue", "cue", s -> s.cueLabel() != StatementLabel.NONE));
    groups.add(new Group("cue", "no cue", s -> s.cueLabel() == StatementLabel.NONE));
    groups.add(new Group("quoted", "unquoted", s -> s.statement().quoted() == Quoted.NONE));
    groups.add(new Group("quoted", "partly", s -> s.statement().quoted() == Quoted.PARTLY));
    groups.add(new Group("quoted", "wholly", s -> s.statement().quoted() == Quoted.WHOLLY));
    groups.add(words("0-" + SHORT, 0, SHORT));
    groups.add(words(SHORT + 1 + "-" + MEDIUM, SHORT + 1, MEDIUM));
    groups.add(words(MEDIUM + 1 + "-" + LONG, MEDIUM + 1, LONG));
    groups.add(words(LONG + 1 + "+", LONG + 1, Integer.MAX_VALUE));
    for (Language language : Language.values()) {
      groups.add(new Group("lang", language.code(), s -> s.language() == language));
    }
    return List.copyOf(groups);
  }

  private static Group words(String name, int from, int to) {
    return new Group("words", name, s -> s.words() >= from && s.words() <= to);
  }

  /** Counts the statements of an article. */
  public void add(List<ComparedStatement> statements) {
    for (ComparedStatement statement : statements) {
      int cell = Scores.cell(statement.gold().label(), statement.predictedLabel());
      for (int group = 0; group < GROUPS.size(); group++) {
        if (GROUPS.get(group).holds().test(statement)) {
          counts[group * CELLS + cell]++;
        }
      }
    }
  }

  /** Adds the counts of other articles; those stay as they are. */
  public void merge(ErrorGroups other) {
    Arrays.setAll(counts, k -> counts[k] + other.counts[k]);
  }

  /**
   * Returns a table of fixed width, its lines ended by {@code \n}: a row a kind of mistake, a
   * column a group that has statements. A denial taken for {@code none}, or the other way round, is
   * counted among the missed and the false acts and once more by itself.
   */
  public String text() {
    List<Integer> shown = shown();
    StringBuilder out = new StringBuilder();
    String by = "";
    out.append(" ".repeat(NAME_WIDTH));
    for (int group : shown) {
      String of = GROUPS.get(group).by();
      EvaluationReport.appendRight(
          out, of.equals(by) || of.equals("all") ? "" : of + ":", width(group));
      by = of;
    }
    out.append('\n').append(" ".repeat(NAME_WIDTH));
    shown.forEach(
        group -> EvaluationReport.appendRight(out, GROUPS.get(group).name(), width(group)));
    out.append('\n');
    appendRow(out, shown, "statements", (gold, predicted) -> true);
    appendRow(out, shown, "with an act in gold", (gold, predicted) -> isAct(gold));
    appendRow(out, shown, "labelled as an act", (gold, predicted) -> isAct(predicted));
    appendRow(out, shown, "act with the right label", (gold, p) -> isAct(gold) && gold == p);
    for (Mistake kind : Mistake.values()) {
      appendRow(out, shown, kind.text(), (gold, predicted) -> is(kind, gold, predicted));
      if (kind == Mistake.MISSED_ACT || kind == Mistake.FALSE_ACT) {
        for (StatementLabel act : StatementLabel.values()) {
          if (isAct(act)) {
            appendRow(
                out,
                shown,
                "  " + act.text(),
                (gold, predicted) ->
                    is(kind, gold, predicted) && (gold == act || predicted == act));
          }
        }
      }
    }
    appendRow(out, shown, "denial and none exchanged", ErrorGroups::isDenialNone);
    return out.toString();
  }

  private static boolean isAct(StatementLabel label) {
    return label != StatementLabel.NONE;
  }

  private static boolean is(Mistake kind, StatementLabel gold, StatementLabel predicted) {
    return gold != predicted && Mistake.of(gold, predicted) == kind;
  }

  private static boolean isDenialNone(StatementLabel gold, StatementLabel predicted) {
    return isAct(gold) != isAct(predicted)
        && (gold == StatementLabel.DENIAL || predicted == StatementLabel.DENIAL);
  }

  private List<Integer> shown() {
    List<Integer> shown = new ArrayList<>();
    for (int group = 0; group < GROUPS.size(); group++) {
      if (count(group, (gold, predicted) -> true) > 0) {
        shown.add(group);
      }
    }
    return shown;
  }

  private long count(int group, BiPredicate<StatementLabel, StatementLabel> counted) {
    long sum = 0;
    for (StatementLabel gold : StatementLabel.values()) {
      for (StatementLabel predicted : StatementLabel.values()) {
        if (counted.test(gold, predicted)) {
          sum += counts[group * CELLS + Scores.cell(gold, predicted)];
        }
      }
    }
    return sum;
  }

  private void appendRow(
      StringBuilder out,
      List<Integer> shown,
      String name,
      BiPredicate<StatementLabel, StatementLabel> counted) {
    out.append(String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s", "  " + name));
    for (int group : shown) {
      EvaluationReport.appendRight(out, Long.toString(count(group, counted)), width(group));
    }
    out.append('\n');
  }

  private static int width(int group) {
    return 2 + Math.max(MIN_COLUMN_WIDTH, GROUPS.get(group).name().length());
  }

  /**
   * Returns the counts as an indented JSON array, ended by {@code \n}, of an object a group that
   * has statements: {@code by}, {@code group}, and {@code confusion} with a row a gold label and a
   * column a predicted one, in the order of {@link StatementLabel}.
   */
  public String json() {
    ArrayNode root = JsonNodeFactory.instance.arrayNode();
    for (int group : shown()) {
      ObjectNode node = root.addObject();
      node.put("by", GROUPS.get(group).by());
      node.put("group", GROUPS.get(group).name());
      ArrayNode confusion = node.putArray("confusion");
      for (StatementLabel gold : StatementLabel.values()) {
        ArrayNode row = confusion.addArray();
        for (StatementLabel predicted : StatementLabel.values()) {
          row.add(counts[group * CELLS + Scores.cell(gold, predicted)]);
        }
      }
    }
    return root.toPrettyString().replace(System.lineSeparator(), "\n") + "\n";
  }
}
