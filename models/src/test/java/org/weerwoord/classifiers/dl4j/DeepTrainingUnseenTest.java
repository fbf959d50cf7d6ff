package org.weerwoord.classifiers.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weerwoord.attribution.LabelledRoles;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.classifiers.TinyModel;
import org.weerwoord.encoder.EncoderWeights;
import org.weerwoord.encoder.TuningParameters;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;

/** Trains on made-up articles whose statements tell their labels by a word each. */
class DeepTrainingUnseenTest {

  private static final int FOLDS = 4;
  private static final List<String> VERBS =
      List.of("beschuldigt", "ontkent", "verwijt", "bezoekt", "groet", "kent");
  private static final List<String> NAMES = List.of("Bakker", "Smit", "Visser", "Mulder", "Bos");

  @TempDir private static Path checkpoints;

  private static List<LabelledArticle> articles;
  private static EncoderWeights pretrained;
  private static DeepTraining.Encoded encoded;

  @BeforeAll
  static void encode() throws IOException {
    articles = articles();
    pretrained =
        TinySequence.weights(
            articles.stream().flatMap(a -> a.statements().stream()).map(Statement::text).toList(),
            200,
            24);
    encoded = encode(articles, new ArrayList<>());
  }

  @Test
  void theLogitsOfUnseenArticlesTellTheLabels() {
    int right = 0;
    int all = 0;
    for (int i = 0; i < articles.size(); i++) {
      List<StatementLabel> labels = articles.get(i).labels();
      for (int j = 0; j < labels.size(); j++) {
        float[] row = encoded.inputs().get(i)[j];
        int width = encoded.head().width();
        float most = Float.NEGATIVE_INFINITY;
        for (int label = 0; label < 4; label++) {
          most = Math.max(most, row[width + label]);
        }
        all++;
        right += row[width + labels.get(j).ordinal()] == most ? 1 : 0;
      }
    }

    assertThat(right / (double) all).isGreaterThan(0.9);
  }

  @Test
  void theSequenceModelReadsTheLogits() throws IOException {
    List<double[][]> heldOut = sequence(articles, EnumSet.of(InputGroup.LOGITS));
    int right = 0;
    int all = 0;
    for (int i = 0; i < articles.size(); i++) {
      List<StatementLabel> labels = articles.get(i).labels();
      for (int j = 0; j < labels.size(); j++) {
        double[] probabilities = heldOut.get(i)[j];
        all++;
        right += probabilities[labels.get(j).ordinal()] > 0.5 ? 1 : 0;
      }
    }

    assertThat(right / (double) all).isGreaterThan(0.9);
  }

  /** Fold 2 has none of the articles that decide when to stop, one in eight of the other half. */
  @Test
  void theEncoderIsNotTunedOnTheHalfThatItReads() throws IOException {
    DeepTraining.Encoded other = encode(relabelled(2), new ArrayList<>());

    for (int i = 0; i < articles.size(); i++) {
      assertThat(Arrays.deepEquals(other.inputs().get(i), encoded.inputs().get(i)))
          .as(articles.get(i).id())
          .isEqualTo(fold(articles.get(i).id()) % 2 == 0);
    }
  }

  @Test
  void theSequenceModelIsNotFittedToTheFoldThatItIsTriedOn() throws IOException {
    List<double[][]> expected = sequence(articles, EnumSet.of(InputGroup.FAST));
    List<double[][]> found = sequence(relabelled(1), EnumSet.of(InputGroup.FAST));

    for (int i = 0; i < articles.size(); i++) {
      assertThat(Arrays.deepEquals(found.get(i), expected.get(i)))
          .as(articles.get(i).id())
          .isEqualTo(fold(articles.get(i).id()) == 1);
    }
  }

  @Test
  void tunesOnAShareOfTheStatementsWithoutActAndOnAllActs() throws IOException {
    List<String> log = new ArrayList<>();
    encode(articles, log);
    long[] acts = new long[3];
    long[] none = new long[3];
    for (LabelledArticle article : articles) {
      int own = (int) article.labels().stream().filter(l -> l != StatementLabel.NONE).count();
      int without = article.labels().size() - own;
      for (int tuning = 0; tuning < 3; tuning++) {
        if (fold(article.id()) % 2 != tuning) {
          acts[tuning] += own;
          none[tuning] += without / 2;
        }
      }
    }

    assertThat(log)
        .contains(
            "tunes the encoder on " + (acts[0] + none[0]) + " statements (half0)",
            "tunes the encoder on " + (acts[1] + none[1]) + " statements (half1)",
            "tunes the encoder on " + (acts[2] + none[2]) + " statements (all)");
  }

  @Test
  void refusesToTuneNothing(@TempDir Path folder) {
    assertThatThrownBy(
            () ->
                new DeepTraining(parameters(2), pretrained, folder, line -> {})
                    .encode(articles, DeepTrainingUnseenTest::fold, fold -> TinySequence.FAST))
        .hasStackTraceContaining("At least one layer must be tuned");
  }

  private static DeepTraining.Encoded encode(List<LabelledArticle> labelled, List<String> log)
      throws IOException {
    return new DeepTraining(
            parameters(1), pretrained, checkpoints, Collections.synchronizedList(log)::add)
        .encode(labelled, DeepTrainingUnseenTest::fold, fold -> TinySequence.FAST);
  }

  /** Returns what models say of the folds that they have not seen. */
  private static List<double[][]> sequence(List<LabelledArticle> labelled, EnumSet<InputGroup> read)
      throws IOException {
    return new DeepTraining(parameters(1), pretrained, checkpoints, line -> {})
        .sequence(labelled, encoded, FOLDS, DeepTrainingUnseenTest::fold, read)
        .heldOut();
  }

  private static DeepParameters parameters(int frozenLayers) {
    return new DeepParameters(
        new TuningParameters(frozenLayers, 3, 0.01, 5, 0.01, 1, 0, 4, 1),
        new SequenceParameters(8, 6, 3, 0.05, 0, 0, 0.5, 8, 4, 1),
        0.5);
  }

  private static int fold(String id) {
    return Integer.parseInt(id) % FOLDS;
  }

  private static List<LabelledArticle> articles() {
    Random random = new Random(1);
    List<LabelledArticle> articles = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      StringBuilder text = new StringBuilder();
      List<StatementLabel> labels = new ArrayList<>();
      for (int j = 0; j < 4 + i % 5; j++) {
        int verb = random.nextInt(VERBS.size());
        text.append(NAMES.get(random.nextInt(NAMES.size())))
            .append(' ')
            .append(VERBS.get(verb))
            .append(' ')
            .append(NAMES.get(random.nextInt(NAMES.size())))
            .append(". ");
        labels.add(
            switch (verb) {
              case 0 -> StatementLabel.ACCUSATION;
              case 1 -> StatementLabel.DENIAL;
              case 2 -> StatementLabel.COUNTER_ACCUSATION;
              default -> StatementLabel.NONE;
            });
      }
      List<Statement> statements = TinyModel.statements(text.toString());
      articles.add(article(String.valueOf(i), statements, labels));
    }
    return articles;
  }

  /** Returns the articles, all labels of a fold moved on by one. */
  private static List<LabelledArticle> relabelled(int fold) {
    return articles.stream()
        .map(
            article ->
                fold(article.id()) == fold
                    ? article(
                        article.id(),
                        article.statements(),
                        article.labels().stream()
                            .map(label -> StatementLabel.values()[(label.ordinal() + 1) % 4])
                            .toList())
                    : article)
        .toList();
  }

  private static LabelledArticle article(
      String id, List<Statement> statements, List<StatementLabel> labels) {
    return new LabelledArticle(
        id,
        Language.DUTCH,
        statements,
        labels,
        Collections.nCopies(labels.size(), LabelledRoles.NONE));
  }
}
