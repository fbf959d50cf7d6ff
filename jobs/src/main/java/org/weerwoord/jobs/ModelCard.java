package org.weerwoord.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.classifiers.ModelManifest;
import org.weerwoord.text.StatementLabel;

/**
 * The card of a model, for people: what it is for and how well it does, from its manifest (after
 * Mitchell et al. 2019, Model cards for model reporting).
 */
final class ModelCard {

  static final String FILE = "MODEL_CARD.md";

  private static final String INTENDED =
      """
      ## What it is for
      It labels each statement (sentence) of a news article in Dutch, English, French or German as \
      `accusation`, `denial`, `counter-accusation` or `none`, and names who acts in it, against whom, \
      and which charge a reply answers; for researchers of conflict and diplomacy and for media \
      monitors who count and read such acts in many articles.

      **Not for** judging persons or claims: a label says which speech act the text reports, not \
      whether it is true. Not for other kinds of text (social media, transcripts), on which nothing \
      was measured.

      ## How it works
      """;

  private static final String FAST =
      """
      A multinomial logistic regression on sparse features of the statement; a second one on what the \
      first thinks of the whole article; a calibration of its probabilities. All fitted with Spark \
      MLlib. A statement is labelled with its likeliest act if the three acts together reach the \
      threshold.

      """;

  private static final String DEEP =
      """
      An encoder, multilingual BERT cut to its lower layers and to the word pieces of the four \
      languages, in 8 bits, reads each statement by itself; its uppermost layers were tuned on the \
      corpus with SameDiff. Recurrent networks of Deeplearning4j read the statements of the article in \
      their order: the mean state below the tuned layers, the logits above them, and what the mllib \
      classifier (a part of this model) makes of the statement and its place in the exchange. Their \
      probabilities are pooled and calibrated. A statement is labelled with its likeliest act if the \
      three acts together reach the threshold. The log of the training is in `training.log`.

      """;

  private static final String ROLES =
      """
      Given the labels, conditional logits choose among the actors of the article, found by rules and \
      lexicons, the source and target of each act, and among its charges what a reply answers; \
      then source and target are decided once more, in view of the other acts and answers. Pronouns, \
      short names and role words are resolved within the article only.
      """;

  private static final String ROLES_BY_WORDS =
      """

      These logits weigh, beside what grammar says, the probabilities of a small network that scores \
      every mention of every candidate by the encoder's states of its tokens and of the act's.
      """;

  private static final String DECIDED_BY_ROLES =
      """

      An act that looks like a counter-accusation keeps its odds only if an earlier charge by its \
      target's side hits its source's side; else the odds fall by the `role_weight` of the manifest, \
      and the labels and roles that change are found again.
      """;

  private static final String LIMITS =
      """
      ## Where models of this kind fail
      - Acts without any usual wording: irony, facts set against facts, a short reply that only the \
      article makes a denial.
      - Counter-accusation against plain accusation: it rests on the roles that were found, and many \
      of those are wrong.
      - Actors that only knowledge of the world ties together (a party and its leader, a firm and its \
      brand), pronouns far from their name, and accusers that the text leaves unnamed.
      - Criticism, moral words and hypocrisy in columns and interviews are taken for acts too often.
      - Long quotations whose sentences change from defence to attack.
      - Languages besides the four: labelled without a lexicon, and marked `language_supported=false`.
      """;

  private ModelCard() {}

  static String text(ModelManifest manifest) {
    JsonNode json = manifest.json();
    StringBuilder card = new StringBuilder();
    line(card, "# Model card: %s", json.get("model_id").asText());
    line(card, "");
    boolean deep = ModelManifest.DL4J_FORMAT.equals(json.get("format").asText());
    card.append(INTENDED).append(deep ? DEEP : FAST).append(ROLES);
    if (deep) {
      card.append(ROLES_BY_WORDS);
    }
    if (json.get("role_weight").asDouble() < Labeller.LEFT_TO_THE_CLASSIFIER) {
      card.append(DECIDED_BY_ROLES);
    }
    line(card, "");
    line(card, "## What it was trained on");
    JsonNode corpus = json.get("corpus");
    line(
        card,
        "%d articles, %d statements (%s); digest %s.",
        corpus.get("articles").asLong(),
        corpus.get("statements").asLong(),
        labelCounts(corpus.get("labels")),
        corpus.get("sha256_sum").asText());
    line(card, "");
    if (json.has("labels_from")) {
      line(
          card,
          "Its labels, and all that finds them, are those of `%s`; sources, targets and answers were"
              + " learnt later, from a corpus of digest %s.",
          json.get("labels_from").asText(),
          json.at("/attribution/corpus_sha256_sum").asText());
      line(card, "");
    }
    roles(card, json.get("attribution"));
    line(
        card,
        "Parameters: `%s`; threshold %s; features: %s.",
        json.get("parameters"),
        json.get("threshold"),
        json.get("features"));
    line(card, "");
    crossValidation(card, json);
    if (json.has("gold")) {
      gold(card, json.get("gold"));
      goldRoles(card, json.get("gold_roles"));
    }
    if (json.has("ablation")) {
      ablation(card, json.get("ablation"));
    }
    card.append(LIMITS);
    mistakes(card, json.get("mistakes"));
    return card.toString();
  }

  private static void roles(StringBuilder card, JsonNode roles) {
    line(
        card,
        "Attribution was fitted on %d acts of %d articles, of which %d name a source and %d a target,"
            + " and on %d answers to a charge.%s",
        roles.get("acts").asLong(),
        roles.get("articles").asLong(),
        roles.get("with_source").asLong(),
        roles.get("with_target").asLong(),
        roles.get("answers").asLong(),
        roles.has("role_corpus_sha256_sum")
            ? " Digest of the articles that taught nothing else: %s."
                .formatted(roles.get("role_corpus_sha256_sum").asText())
            : "");
    line(card, "");
  }

  private static void goldRoles(StringBuilder card, JsonNode groups) {
    line(card, "## Sources, targets and answers on the same articles");
    line(
        card,
        "Share found where the annotators' labels are given: of the sources and targets of all acts"
            + " (a name is right if it shares half of its words with an annotator's), and of the charges"
            + " that replies answer.");
    line(card, "");
    line(card, "| language | acts | source | target | replies | answered charge |");
    line(card, "|---|---|---|---|---|---|");
    groups
        .properties()
        .forEach(
            group ->
                line(
                    card,
                    "| %s | %d | **%.3f** | **%.3f** | %d | **%.3f** |",
                    group.getKey(),
                    group.getValue().get("acts").asLong(),
                    group.getValue().get("source").asDouble(),
                    group.getValue().get("target").asDouble(),
                    group.getValue().get("replies").asLong(),
                    group.getValue().get("answers").asDouble()));
    line(card, "");
  }

  private static String labelCounts(JsonNode labels) {
    StringBuilder counts = new StringBuilder();
    for (StatementLabel label : StatementLabel.values()) {
      counts
          .append(counts.isEmpty() ? "" : ", ")
          .append(labels.get(label.text()).asLong())
          .append(' ')
          .append(label.text());
    }
    return counts.toString();
  }

  private static void crossValidation(StringBuilder card, JsonNode json) {
    JsonNode scores = json.get("cross_validation");
    line(card, "## Scores on held-out articles of the corpus");
    line(
        card,
        "Cross-validation by article, acts weighted to a share of %s: macro-F1 %.3f.",
        json.get("parameters").get("act_share"),
        scores.get("macro_f1").asDouble());
    line(card, "");
    line(card, "| label | F1 |");
    line(card, "|---|---|");
    for (StatementLabel label : StatementLabel.values()) {
      line(card, "| %s | %.3f |", label.text(), scores.get(label.text()).asDouble());
    }
    line(card, "");
  }

  private static void gold(StringBuilder card, JsonNode gold) {
    line(card, "## Scores on real press articles labelled by hand");
    line(
        card,
        "Precision / recall / F1 (support). The models were not trained on these articles, and neither calibration nor threshold saw them.");
    line(card, "");
    line(
        card,
        "| | language | macro-F1 | accusation | denial | counter-accusation | none | calibration error |");
    line(card, "|---|---|---|---|---|---|---|---|");
    gold.properties()
        .forEach(
            classifier ->
                classifier
                    .getValue()
                    .properties()
                    .forEach(
                        group ->
                            goldRow(card, classifier.getKey(), group.getKey(), group.getValue())));
    line(card, "");
  }

  private static void goldRow(
      StringBuilder card, String classifier, String group, JsonNode scores) {
    StringBuilder cells = new StringBuilder();
    for (StatementLabel label : StatementLabel.values()) {
      JsonNode node = scores.get(label.text());
      cells.append(
          String.format(
              Locale.ROOT,
              " %.2f / %.2f / **%.3f** (%d) |",
              node.get("precision").asDouble(),
              node.get("recall").asDouble(),
              node.get("f1").asDouble(),
              node.get("support").asLong()));
    }
    String error =
        scores.has("calibration_error")
            ? String.format(Locale.ROOT, "%.3f", scores.get("calibration_error").asDouble())
            : "";
    line(
        card,
        "| %s | %s | **%.3f** |%s %s |",
        classifier,
        group,
        scores.get("macro_f1").asDouble(),
        cells,
        error);
  }

  private static void ablation(StringBuilder card, JsonNode rows) {
    line(card, "## What each part brings");
    line(
        card,
        "Macro-F1 of models trained without one of them, or on some inputs only. Without the context model a statement's own probabilities are all that the mllib classifier's second stage sees; of a sequence model's inputs, `vector` is the mean state, `logits` are those of the tuned layers, `fast` is what the mllib classifier makes of the statement.");
    line(card, "");
    line(card, "| model | cross-validation | gold, Dutch | gold, all |");
    line(card, "|---|---|---|---|");
    for (JsonNode row : rows) {
      line(
          card,
          "| %s | %.3f | %s | %s |",
          row.get("variant").asText(),
          row.get("cross_validation").asDouble(),
          row.path("gold").path("nl").asText("-"),
          row.path("gold").path("all").asText("-"));
    }
    line(card, "");
  }

  private static void mistakes(StringBuilder card, JsonNode mistakes) {
    line(card, "");
    line(
        card,
        "The wrong labels of each kind of which it was surest, on articles of the corpus that it had"
            + " not learnt from (the articles are invented; longer statements are left out, and some of"
            + " these are arguable):");
    line(card, "");
    line(card, "| statement | label | given | probability |");
    line(card, "|---|---|---|---|");
    for (JsonNode mistake : mistakes) {
      line(
          card,
          "| %s | %s | %s | %.2f |",
          mistake.get("text").asText().replace("|", "\\|"),
          mistake.get("label").asText(),
          mistake.get("given").asText(),
          mistake.get("probability").asDouble());
    }
  }

  private static void line(StringBuilder card, String format, Object... arguments) {
    card.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
