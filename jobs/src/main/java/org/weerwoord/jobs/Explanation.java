package org.weerwoord.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.weerwoord.attribution.AttributedActor;
import org.weerwoord.attribution.Attribution;
import org.weerwoord.attribution.Exchange;
import org.weerwoord.attribution.LabelledRoles;
import org.weerwoord.classifiers.Classification;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.classifiers.WordWeight;
import org.weerwoord.evaluation.CorpusNeighbours.Neighbour;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;

/** What was found in an article and why, as lines for a terminal. */
final class Explanation {

  /** Words for and against a label that are printed. */
  private static final int WORDS = 6;

  /** Where a counter-accusation was less probable to begin with, its fall is not worth a line. */
  private static final double LEAST_COUNTER = 0.1;

  private static final int COUNTER = StatementLabel.COUNTER_ACCUSATION.ordinal();
  private static final int NONE = StatementLabel.NONE.ordinal();
  private static final List<StatementLabel> LABELS = List.of(StatementLabel.values());

  private final Article article;
  private final ArticleReading reading;
  private final Labeller.Labelled labelled;
  private final List<List<Neighbour>> nearest;
  private final LoadedModel model;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param labelled what was found
   * @param nearest similar statements of a corpus, of each statement
   */
  Explanation(
      Article article,
      ArticleReading reading,
      Labeller.Labelled labelled,
      List<List<Neighbour>> nearest,
      LoadedModel model) {
    this.article = article;
    this.reading = reading;
    this.labelled = labelled;
    this.nearest = nearest;
    this.model = model;
  }

  /** Returns the lines, each at most about 100 characters wide. */
  List<String> lines() {
    lines.add(
        TerminalText.printable(article.id())
            + " · "
            + article.lang()
            + " · "
            + ExplainCommand.printed(article.date())
            + " · "
            + reading.size()
            + (reading.size() == 1 ? " statement" : " statements"));
    lines.add(
        "model "
            + model.classifier().modelId()
            + " · an act if the three together reach "
            + decimal(model.classifier().threshold()));
    for (int i = 0; i < reading.size(); i++) {
      addStatement(i);
    }
    return lines;
  }

  private void addStatement(int i) {
    Statement statement = reading.readings().get(i).statement();
    Classification found = labelled.classifications().get(i);
    Attribution attribution = labelled.attributions().get(i);
    lines.add("");
    lines.add(
        String.format(Locale.ROOT, "%d  %s", i, found.label().text().toUpperCase(Locale.ROOT)));
    lines.addAll(TerminalText.wrapped("   ", statement.text()));
    add("labels", probabilities(found));
    add("words", words(i));
    if (statement.quoted() != Statement.Quoted.NONE) {
      add("quoted", statement.quoted().text() + quotation(i));
    }
    add("speaker", speaker(attribution));
    if (found.label() != StatementLabel.NONE) {
      add("source", party(attribution.source()));
      add("target", party(attribution.target()));
    }
    if (attribution.chargeKind() != null) {
      add("charge", attribution.chargeKind().text());
    }
    add("answers", answers(i));
    add("answered", answered(i));
    add("roles", decision(i));
    String name = "like";
    for (Neighbour neighbour : nearest.get(i)) {
      add(
          name,
          decimal(neighbour.similarity())
              + " "
              + neighbour.label().text()
              + " · "
              + neighbour.articleId()
              + "#"
              + neighbour.position()
              + " · "
              + TerminalText.shortened(neighbour.text()));
      name = "";
    }
  }

  private void add(String name, String text) {
    if (!text.isEmpty()) {
      lines.addAll(TerminalText.wrapped(String.format(Locale.ROOT, "   %-9s", name), text));
    }
  }

  private static String probabilities(Classification found) {
    return LABELS.stream()
        .map(label -> label.text() + " " + decimal(found.probabilities().get(label.ordinal())))
        .collect(Collectors.joining(" · "));
  }

  /**
   * Returns the words for and against the label, or the likeliest act of a statement without one.
   */
  private String words(int i) {
    Classification found = labelled.classifications().get(i);
    StatementLabel act =
        found.label() != StatementLabel.NONE
            ? found.label()
            : LABELS.subList(0, NONE).stream()
                .max(
                    Comparator.comparingDouble(label -> found.probabilities().get(label.ordinal())))
                .orElseThrow();
    List<WordWeight> weights = model.classifier().sparse().wordWeights(reading, i, act, WORDS);
    if (weights.isEmpty()) {
      return "";
    }
    return "for "
        + act.text()
        + ": "
        + weights.stream()
            .map(word -> String.format(Locale.ROOT, "%s %+.2f", word.word(), word.weight()))
            .collect(Collectors.joining(", "));
  }

  private String quotation(int i) {
    int quotation = reading.readings().get(i).statement().quotation();
    List<String> others = new ArrayList<>();
    for (int other = 0; other < reading.size(); other++) {
      if (other != i && reading.readings().get(other).statement().quotation() == quotation) {
        others.add(Integer.toString(other));
      }
    }
    return others.isEmpty() ? "" : ", one quotation with " + String.join(", ", others);
  }

  private String speaker(Attribution attribution) {
    if (attribution.speaker() == null && attribution.cue() == null) {
      return "";
    }
    return party(attribution.speaker())
        + (attribution.cue() == null
            ? ""
            : " (by “"
                + article.fullText().substring(attribution.cue().begin(), attribution.cue().end())
                + "”)");
  }

  private String answers(int i) {
    int charge = labelled.attributions().get(i).answers();
    return charge == LabelledRoles.NO_ANSWER ? "" : charge(charge, labelled.attributions());
  }

  private String answered(int i) {
    List<String> replies = new ArrayList<>();
    for (int reply = 0; reply < reading.size(); reply++) {
      if (labelled.attributions().get(reply).answers() == i) {
        replies.add(reply + " (" + labelled.classifications().get(reply).label().text() + ")");
      }
    }
    return replies.isEmpty() ? "" : "by " + String.join(", ", replies);
  }

  /** Returns how roles had a say in whether a charge is an accusation or a counter-accusation. */
  private String decision(int i) {
    Labeller.Basis basis = labelled.basis();
    Classification before = basis.classifications().get(i);
    Classification after = labelled.classifications().get(i);
    if (!Exchange.isCharge(before.label())) {
      return "";
    }
    int fitting = basis.fitting().get(i);
    if (fitting != LabelledRoles.NO_ANSWER) {
      return "may hit back at "
          + charge(fitting, basis.attributions())
          + ": "
          + after.label().text()
          + " as the classifier has it";
    }
    boolean turned = before.label() != after.label();
    if (!turned && before.probabilities().get(COUNTER) < LEAST_COUNTER) {
      return "";
    }
    String missing =
        basis.attributions().get(i).source() == null
            ? "nobody is named who could hit back"
            : "no earlier charge hits "
                + party(basis.attributions().get(i).source())
                + (basis.attributions().get(i).target() == null
                    ? ""
                    : " and comes from " + party(basis.attributions().get(i).target()));
    if (model.labeller().roleWeight() == Labeller.LEFT_TO_THE_CLASSIFIER) {
      return missing + ", but this model leaves the label to the classifier";
    }
    return missing
        + ": counter-accusation falls from "
        + decimal(before.probabilities().get(COUNTER))
        + " to "
        + decimal(after.probabilities().get(COUNTER))
        + (before.label() == after.label()
            ? ""
            : ", which turns it from " + before.label().text() + " into " + after.label().text());
  }

  private String charge(int position, List<Attribution> attributions) {
    Attribution charge = attributions.get(position);
    return position + ", where " + party(charge.source()) + " blames " + party(charge.target());
  }

  private static String party(AttributedActor actor) {
    if (actor == null) {
      return "somebody not named";
    }
    return actor.side().equals(actor.name())
        ? actor.name()
        : actor.name() + " [" + actor.side() + "]";
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
