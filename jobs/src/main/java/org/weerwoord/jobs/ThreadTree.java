package org.weerwoord.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.weerwoord.text.StatementLabel;

/** Exchanges as trees for a terminal: under each charge what answers it, and what answers that. */
final class ThreadTree {

  private static final String NOT_NAMED = "not named";
  private static final String INDENT = "  ";
  private static final String BRANCH = "└ ";

  private final Map<String, Row> exchanges = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  private ThreadTree(List<Row> rows) {
    for (Row row : rows) {
      exchanges.putIfAbsent(row.getAs(ExchangeSchema.EXCHANGE_ID), row);
    }
  }

  /** Returns the lines of the threads of exchanges that are sorted by article and position. */
  static List<String> lines(List<Row> exchanges) {
    ThreadTree tree = new ThreadTree(exchanges);
    tree.addThreads();
    return tree.lines;
  }

  private void addThreads() {
    String article = null;
    for (Row exchange : exchanges.values()) {
      if (exchange.<Integer>getAs(ExchangeSchema.DEPTH) > 0) {
        continue;
      }
      String id = exchange.getAs(ExchangeSchema.ARTICLE_ID);
      if (!id.equals(article)) {
        lines.add("");
        lines.add("[" + id + ", " + StatementSchema.printedDate(exchange).orElse("no date") + "]");
        article = id;
      }
      String kind = exchange.getAs(ExchangeSchema.CHARGE_KIND);
      lines.add(
          parties(exchange)
              + " · "
              + exchange.getAs(ExchangeSchema.CHARGE_LABEL)
              + (kind == null ? "" : " · " + kind));
      lines.add(INDENT + TerminalText.quoted(exchange.getAs(ExchangeSchema.CHARGE)));
      addAnswers(exchange, INDENT);
    }
  }

  private void addAnswers(Row exchange, String indent) {
    List<Row> denials = exchange.getList(exchange.fieldIndex(ExchangeSchema.DENIALS));
    List<Row> counters = exchange.getList(exchange.fieldIndex(ExchangeSchema.COUNTER_ACCUSATIONS));
    Stream.concat(denials.stream(), counters.stream())
        .sorted(Comparator.comparingInt(answer -> answer.<Integer>getAs("position")))
        .forEach(answer -> addAnswer(exchange, answer, denials.contains(answer), indent));
  }

  private void addAnswer(Row answered, Row answer, boolean denial, String indent) {
    String text = TerminalText.quoted(answer.getAs("text"));
    if (denial) {
      String source = party(answer.getAs("source"), answer.getAs("source_side"));
      lines.add(indent + BRANCH + source + " · " + StatementLabel.DENIAL.text() + ": " + text);
      return;
    }
    Row counter = exchanges.get(answer.<String>getAs("statement_id"));
    int depth = answered.<Integer>getAs(ExchangeSchema.DEPTH) + 1;
    // What answers in a circle is left out, and so is an article that came twice.
    if (counter == null || counter.<Integer>getAs(ExchangeSchema.DEPTH) != depth) {
      return;
    }
    lines.add(
        indent
            + BRANCH
            + parties(counter)
            + " · "
            + StatementLabel.COUNTER_ACCUSATION.text()
            + ": "
            + text);
    addAnswers(counter, indent + " ".repeat(BRANCH.length() + INDENT.length()));
  }

  private static String parties(Row exchange) {
    return party(
            exchange.getAs(ExchangeSchema.ACCUSER), exchange.getAs(ExchangeSchema.ACCUSER_SIDE))
        + " → "
        + party(
            exchange.getAs(ExchangeSchema.ACCUSED), exchange.getAs(ExchangeSchema.ACCUSED_SIDE));
  }

  private static String party(String name, String side) {
    if (name == null) {
      return NOT_NAMED;
    }
    String printed = TerminalText.shortened(name);
    return side == null || side.equals(name)
        ? printed
        : printed + " (" + TerminalText.shortened(side) + ")";
  }
}
