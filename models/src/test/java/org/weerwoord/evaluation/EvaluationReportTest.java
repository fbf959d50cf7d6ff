package org.weerwoord.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.weerwoord.text.Span;
import org.weerwoord.text.StatementLabel;

final class EvaluationReportTest {

  private static final GoldArticle ARTICLE =
      new GoldArticle(
          "a",
          "fr",
          null,
          "Ils ont menti. Non. Il pleut.",
          List.of(new Span(0, 14), new Span(15, 19), new Span(20, 29)),
          List.of(
              new GoldLabel(
                  StatementLabel.ACCUSATION, null, "le maire", "", null, false, null, null, null),
              new GoldLabel(StatementLabel.DENIAL, null, "", "", 0, false, null, null, null),
              GoldLabel.UNMARKED));

  @Test
  void setsTheClassifierBesideTheBaselines() {
    assertThat(report().text())
        .startsWith(
            """
            fr (articles: 1, statements: 3)
                                                             mllib    majority   cue words
              accusation (n=1)             precision         1.000       0.000       0.000
                                           recall            1.000       0.000       0.000
                                           F1                1.000       0.000       0.000
                                           F1 *              1.000       0.000       0.000
              denial (n=1)                 precision         1.000       0.000       0.333
                                           recall            1.000       0.000       1.000
                                           F1                1.000       0.000       0.500
                                           F1 *              1.000       0.000       0.500
              counter-accusation (n=0)     precision         0.000       0.000       0.000
                                           recall            0.000       0.000       0.000
                                           F1                0.000       0.000       0.000
                                           F1 *              0.000       0.000       0.000
              none (n=1)                   precision         1.000       0.333       0.000
                                           recall            1.000       1.000       0.000
                                           F1                1.000       0.500       0.000
                                           F1 *              1.000       0.500       0.000
              macro-F1                                       0.750       0.125       0.125
              macro-F1 on clear cases                        0.750       0.125       0.125
              sentence boundaries as in gold                 0.667       0.000       0.000
              source, where the label is right               1.000       0.000       1.000
              source and label                               1.000       0.000       0.500
              source, whatever the label                     1.000       0.500       0.500
              target, where the label is right               1.000       0.000       1.000
              target and label                               1.000       0.000       0.500
              target, whatever the label                     1.000       1.000       1.000
              charge that a reply answers (n=1)              1.000       0.000       0.000
              expected calibration error                     0.250           -           -
              * a statement's second label counts as right
              gold (rows) as labelled by mllib (columns)
                                            accusation              denial  counter-accusation                none
              accusation                             1                   0                   0                   0
              denial                                 0                   1                   0                   0
              counter-accusation                     0                   0                   0                   0
              none                                   0                   0                   0                   1

            all (articles: 1, statements: 3)
            """);
  }

  @Test
  void rendersTheSameReportAsJson() {
    String json = report().json();

    assertThat(json)
        .startsWith(
            """
            {
              "mllib" : {
                "fr" : {
                  "articles" : 1,
                  "statements" : 3,
                  "accusation" : {
                    "precision" : 1.0,
                    "recall" : 1.0,
                    "f1" : 1.0,
                    "f1_second_label_allowed" : 1.0,
                    "support" : 1
                  },
            """)
        .contains("\"boundaries\" : 0.6666666666666666,\n")
        .contains(
            """
                  "calibration_error" : 0.25,
                  "confusion" : [ [ 1, 0, 0, 0 ], [ 0, 1, 0, 0 ], [ 0, 0, 0, 0 ], [ 0, 0, 0, 1 ] ]
            """)
        .contains("\"calibration_error\" : null")
        .endsWith("}\n");
    assertThat(json.indexOf("\"majority\"")).isLessThan(json.indexOf("\"cue words\""));
  }

  private static EvaluationReport report() {
    Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    evaluations.put(
        "mllib",
        evaluation(
            new Predicted(
                0,
                14,
                StatementLabel.ACCUSATION,
                "s0",
                "Maire",
                null,
                null,
                new double[] {0.75, 0, 0, 0.25},
                List.of()),
            new Predicted(15, 19, StatementLabel.DENIAL, "s1", null, null, "s0", null, List.of())));
    evaluations.put("majority", evaluation(Predicted.of(0, 29, StatementLabel.NONE)));
    evaluations.put("cue words", evaluation(Predicted.of(0, 29, StatementLabel.DENIAL)));
    return new EvaluationReport(evaluations);
  }

  private static Evaluation evaluation(Predicted... predicted) {
    Evaluation evaluation = new Evaluation();
    evaluation.add(ARTICLE, List.of(predicted));
    return evaluation;
  }
}
