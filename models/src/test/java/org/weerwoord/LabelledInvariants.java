package org.weerwoord;

import java.util.List;
import org.weerwoord.attribution.AttributedActor;
import org.weerwoord.attribution.Attribution;
import org.weerwoord.attribution.Exchange;
import org.weerwoord.attribution.LabelledRoles;
import org.weerwoord.classifiers.Classification;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.classifiers.StackedModelFile;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;

/** What holds of a labelled article whatever its text is, by the released model. */
final class LabelledInvariants {

  /** The longest name that anybody may have in a row, in UTF-16 units. */
  private static final int LONGEST_NAME = 300;

  static final Labeller LABELLER = labeller();

  private LabelledInvariants() {}

  private static Labeller labeller() {
    StackedModelFile file = StackedModelFile.bundled();
    return file.labeller(file.classifier());
  }

  /** Labels an article, checks what was found, and returns its statements. */
  static List<Statement> check(String title, String text, Language language) {
    Article article = new Article("a", null, language.code(), null, null, title, text);
    String full = article.fullText();
    List<Statement> statements = StatementExtractor.extract(article);
    checkStatements(full, statements);
    Labeller.Labelled labelled = LABELLER.label(statements, language);
    require(labelled.classifications().size() == statements.size(), "a label each", full);
    require(labelled.attributions().size() == statements.size(), "an attribution each", full);
    for (int i = 0; i < statements.size(); i++) {
      check(labelled.classifications().get(i), full);
      check(labelled, i, full);
    }
    Exchange.of(
        labelled.classifications().stream().map(Classification::label).toList(),
        labelled.attributions());
    return statements;
  }

  private static void checkStatements(String full, List<Statement> statements) {
    int last = 0;
    for (int i = 0; i < statements.size(); i++) {
      Statement statement = statements.get(i);
      require(statement.position() == i, "statements in their order", full);
      require(statement.begin() >= last, "no overlap", full);
      require(statement.end() > statement.begin(), "no empty statement", full);
      require(
          full.substring(statement.begin(), statement.end()).equals(statement.text()),
          "offsets that reproduce the text",
          full);
      requireBlank(full, last, statement.begin());
      last = statement.end();
    }
    requireBlank(full, last, full.length());
  }

  private static void requireBlank(String full, int begin, int end) {
    for (int i = begin; i < end; i++) {
      char c = full.charAt(i);
      require(
          Character.isWhitespace(c) || Character.isSpaceChar(c),
          "every visible character in a statement",
          full);
    }
  }

  private static void check(Classification classification, String full) {
    double sum = 0;
    for (double probability : classification.probabilities()) {
      require(probability >= 0 && probability <= 1, "probabilities in [0,1]", full);
      sum += probability;
    }
    require(Math.abs(sum - 1) < 1e-9, "probabilities that sum to 1", full);
    for (String word : classification.evidence()) {
      require(full.contains(word), "evidence of the text", full);
    }
  }

  private static void check(Labeller.Labelled labelled, int statement, String full) {
    Attribution attribution = labelled.attributions().get(statement);
    check(attribution.speaker(), full);
    check(attribution.source(), full);
    check(attribution.target(), full);
    int answers = attribution.answers();
    require(
        answers == LabelledRoles.NO_ANSWER
            || (answers != statement
                && Exchange.isCharge(labelled.classifications().get(answers).label())),
        "answers to a charge",
        full);
  }

  private static void check(AttributedActor actor, String full) {
    if (actor == null) {
      return;
    }
    require(
        full.substring(actor.begin(), actor.end()).equals(actor.name()),
        "names as they stand in the text",
        full);
    for (String name : List.of(actor.name(), actor.actor(), actor.side())) {
      require(!name.isBlank() && name.length() <= LONGEST_NAME, "names of some length", full);
    }
  }

  /** Asserts without building a description for each of a million characters. */
  private static void require(boolean holds, String rule, String full) {
    if (!holds) {
      throw new AssertionError(
          "There must be "
              + rule
              + " in: "
              + (full.length() > 2_000 ? full.substring(0, 2_000) + "…" : full));
    }
  }
}
