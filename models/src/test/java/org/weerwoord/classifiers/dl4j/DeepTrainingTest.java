package org.weerwoord.classifiers.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weerwoord.LocalSpark;
import org.weerwoord.attribution.ActCandidates;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.AttributionExamples;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.attribution.RoleScorer;
import org.weerwoord.classifiers.Classification;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.classifiers.LinearModel;
import org.weerwoord.classifiers.ModelFile;
import org.weerwoord.classifiers.ModelManifest;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.classifiers.StackedModelFile;
import org.weerwoord.classifiers.mllib.CalibrationTrainer;
import org.weerwoord.classifiers.mllib.HeldOut;
import org.weerwoord.classifiers.mllib.StackedTrainer;
import org.weerwoord.classifiers.mllib.TrainingParameters;
import org.weerwoord.encoder.Encoder;
import org.weerwoord.encoder.EncoderFile;
import org.weerwoord.encoder.EncoderWeights;
import org.weerwoord.encoder.QuantizedWeights;
import org.weerwoord.encoder.TokenStates;
import org.weerwoord.encoder.TuningParameters;
import org.weerwoord.encoder.WordPieces;
import org.weerwoord.evaluation.CorpusArticle;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;

/**
 * Trains the whole classifier on 60 Dutch articles of the corpus, with an encoder of random
 * weights: enough to learn something, not to learn it well.
 */
class DeepTrainingTest {

  private static final Path CORPUS = Path.of("..", "seeds", "corpus");

  /** What labelling everything as none reaches at best: an F1 of 1 for one label of four. */
  private static final double MAJORITY = 0.25;

  private static final TrainingParameters PARAMETERS =
      new TrainingParameters(
          2, 42, 2, 0, 0.5, 0.3, 0.3, 1e-3, 0.3, 1e-4, 20, 1, 2, Set.of(FeatureFamily.values()));

  private static final DeepParameters DEEP =
      new DeepParameters(
          new TuningParameters(1, 2, 0.003, 3, 0.01, 1, 0.1, 16, 42),
          new SequenceParameters(16, 12, 10, 0.01, 0.3, 1e-4, 0.5, 16, 32, 1),
          0.6);

  @TempDir private static Path checkpoints;

  private static final List<String> LOG = Collections.synchronizedList(new ArrayList<>());

  private static SparkSession spark;
  private static List<LabelledArticle> articles;
  private static StackedTrainer.Result fast;
  private static EncoderWeights pretrained;
  private static DeepTraining.Encoded encoded;
  private static DeepTraining.Sequenced sequenced;
  private static CalibrationTrainer.Result calibrated;
  private static RoleTraining.Trained roles;

  @BeforeAll
  static void train() throws IOException {
    spark = LocalSpark.start();
    List<String> lines = new ArrayList<>(Files.readAllLines(CORPUS.resolve("nl-a.jsonl")));
    lines.addAll(Files.readAllLines(CORPUS.resolve("nl-b.jsonl")).subList(0, 20));
    articles = lines.stream().map(line -> CorpusArticle.parse(line).toLabelled()).toList();
    fast =
        new StackedTrainer(spark, PARAMETERS)
            .fit(JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(articles, 1));
    pretrained =
        TinySequence.weights(
            articles.stream().flatMap(a -> a.statements().stream()).map(Statement::text).toList(),
            1500,
            32);
    encoded = encode(checkpoints);
    sequenced = sequence(encoded);
    calibrated = calibrate(sequenced);
    roles = roles();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void beatsTheMajorityOnHeldOutFolds() {
    assertThat(calibrated.scores().macroF1()).isGreaterThan(MAJORITY + 0.15);
    for (double f1 : calibrated.scores().f1()) {
      assertThat(f1).isGreaterThan(0.1);
    }
  }

  @Test
  void makesTheSameModelEachTime(@TempDir Path other) throws IOException {
    DeepTraining.Encoded again = encode(other);
    DeepTraining.Sequenced sequencedAgain = sequence(again);

    assertSameEncoding(again);
    assertThat(sequenceFile(again, sequencedAgain)).isEqualTo(sequenceFile(encoded, sequenced));
    for (int i = 0; i < articles.size(); i++) {
      assertThat(sequencedAgain.heldOut().get(i)).isDeepEqualTo(sequenced.heldOut().get(i));
    }
  }

  @Test
  void goesOnFromCheckpoints() throws IOException {
    LOG.clear();
    assertSameEncoding(encode(checkpoints));
    assertThat(LOG).isNotEmpty().noneMatch(line -> line.contains("epoch"));
  }

  private static void assertSameEncoding(DeepTraining.Encoded again) {
    assertThat(EncoderFile.digest(again.encoder()))
        .isEqualTo(EncoderFile.digest(encoded.encoder()));
    assertThat(again.head().kernel()).isEqualTo(encoded.head().kernel());
    assertThat(again.head().bias()).isEqualTo(encoded.head().bias());
    for (int i = 0; i < articles.size(); i++) {
      assertThat(again.inputs().get(i)).isDeepEqualTo(encoded.inputs().get(i));
    }
  }

  @Test
  void writesAModelThatLabelsAsTheTrainedOneDoes() {
    StackedClassifier whole = classifier(fast.statementModel(), fast.contextModel());
    SequenceClassifier trained =
        SequenceModelFile.classifier(
            whole,
            encoded,
            sequenced.model(),
            calibrated.calibration(),
            calibrated.scores().bestThreshold(),
            roles.network());
    ModelManifest manifest = ModelManifest.create(ModelManifest.DL4J_FORMAT);
    manifest.json().put("threshold", calibrated.scores().bestThreshold());
    manifest.json().put("role_weight", 1);
    PARAMETERS.families().forEach(f -> manifest.json().withArray("features").add(f.name()));
    Map<String, byte[]> files =
        SequenceModelFile.files(
            manifest,
            StackedModelFile.weights(
                fast.vocabulary(),
                fast.statementModel(),
                fast.contextModel(),
                fast.calibration(),
                AttributionModel.untrained()),
            encoded.encoder(),
            sequenceFile(encoded, sequenced),
            SequenceModelFile.roles(roles.network()));
    byte[] json = manifest.text().getBytes(StandardCharsets.UTF_8);
    SequenceClassifier read =
        SequenceModelFile.read(name -> name.equals(ModelFile.MANIFEST) ? json : files.get(name))
            .classifier();

    int right = 0;
    int acts = 0;
    for (LabelledArticle article : articles.subList(30, 50)) {
      ArticleActors actors =
          ArticleActors.of(ArticleReading.of(article.statements(), article.language()));
      List<Classification> found = read.classify(actors);
      assertThat(found).isEqualTo(trained.classify(actors));
      for (int i = 0; i < found.size(); i++) {
        if (article.labels().get(i) != StatementLabel.NONE) {
          acts++;
          right += found.get(i).label() == article.labels().get(i) ? 1 : 0;
        }
      }
    }
    assertThat(right / (double) acts).as("share of the acts it has seen").isGreaterThan(0.5);
  }

  @Test
  void learnsWhoActsBetterThanByChance() {
    Map<Role, Integer> right = new EnumMap<>(Role.class);
    Map<Role, Double> byChance = new EnumMap<>(Role.class);
    Map<Role, Integer> asked = new EnumMap<>(Role.class);
    for (LabelledArticle article : articles) {
      for (AttributionExamples.Act act : acts(article)) {
        double[][] scores = roles.heldOut().get(article.id())[act.candidates().statement()];
        for (Role role : Role.values()) {
          BitSet named = role == Role.SOURCE ? act.source() : act.target();
          double[] logarithms = scores[role.ordinal()];
          assertThat(Arrays.stream(logarithms).map(Math::exp).sum()).isCloseTo(1, within(1e-6));
          int best =
              IntStream.range(0, logarithms.length)
                  .boxed()
                  .max(Comparator.comparingDouble(i -> logarithms[i]))
                  .orElseThrow();
          asked.merge(role, 1, Integer::sum);
          right.merge(role, named.get(best) ? 1 : 0, Integer::sum);
          byChance.merge(role, named.cardinality() / (double) logarithms.length, Double::sum);
        }
      }
    }
    for (Role role : Role.values()) {
      assertThat(right.get(role) / (double) asked.get(role))
          .as(role.name())
          .isGreaterThan(2 * byChance.get(role) / asked.get(role));
    }
  }

  @Test
  void learnsTheSameRolesEachTime() throws IOException {
    RoleTraining.Trained again = roles();

    assertThat(SequenceModelFile.roles(again.network()))
        .isEqualTo(SequenceModelFile.roles(roles.network()));
    for (LabelledArticle article : articles) {
      assertThat(again.heldOut().get(article.id()))
          .isDeepEqualTo(roles.heldOut().get(article.id()));
    }
  }

  @Test
  void scoresInAnArticleAsInTraining() {
    SequenceClassifier classifier =
        SequenceModelFile.classifier(
            classifier(fast.statementModel(), fast.contextModel()),
            encoded,
            sequenced.model(),
            calibrated.calibration(),
            0.5,
            roles.network());
    LabelledArticle article = articles.get(3);
    ArticleActors actors =
        ArticleActors.of(ArticleReading.of(article.statements(), article.language()));
    RoleScorer read = classifier.read(actors).roles();
    RoleScorer alone = classifier.withRoles(null).read(actors).roles();

    for (AttributionExamples.Act act : acts(article)) {
      assertThat(Arrays.stream(read.score(act.candidates())[0]).map(Math::exp).sum())
          .isCloseTo(1, within(1e-6));
      double[][] scores = read.score(act.candidates());
      double[][] inTraining = scoreAsInTraining(article, actors, act.candidates());
      for (int role = 0; role < scores.length; role++) {
        // The states that training keeps are rounded.
        assertThat(scores[role]).containsExactly(inTraining[role], within(0.05));
      }
    }
    assertThat(alone).isNull();
  }

  private static double[][] scoreAsInTraining(
      LabelledArticle article, ArticleActors actors, ActCandidates act) {
    QuantizedWeights weights = EncoderFile.read(encoded.encoder());
    WordPieces vocabulary = WordPieces.of(weights.pieces());
    List<WordPieces.Encoded> pieces =
        article.statements().stream()
            .map(s -> vocabulary.encode(s.text(), weights.shape().positions() - 2))
            .toList();
    try (Encoder encoder = Encoder.open(weights, 1, weights.shape().layers())) {
      List<TokenStates> tokens = encoder.states(pieces.stream().map(vocabulary::input).toList());
      List<TokenStates> mentions = new ArrayList<>();
      for (int i = 0; i < act.mentions(); i++) {
        int statement = act.statementOf(i);
        float[][] means =
            RoleNetwork.mentionMeans(
                actors, statement, pieces.get(statement), tokens.get(statement).toFloats());
        mentions.add(new TokenStates(means[act.placeOf(i)]));
      }
      return roles.network().score(act, tokens.get(act.statement()), mentions);
    }
  }

  private enum Role {
    SOURCE,
    TARGET
  }

  private static List<AttributionExamples.Act> acts(LabelledArticle article) {
    ArticleActors actors =
        ArticleActors.of(ArticleReading.of(article.statements(), article.language()));
    return new AttributionExamples(actors, article.labels(), article.roles(), null).acts();
  }

  private static RoleTraining.Trained roles() throws IOException {
    return new RoleTraining(new RoleParameters(8, 3, 0.01, 0.1, 16, 42), LOG::add)
        .train(articles, EncoderFile.read(encoded.encoder()), PARAMETERS.folds(), PARAMETERS::fold);
  }

  private static DeepTraining.Encoded encode(Path folder) throws IOException {
    return new DeepTraining(DEEP, pretrained, folder, LOG::add)
        .encode(articles, PARAMETERS::fold, DeepTrainingTest::unseen);
  }

  private static DeepTraining.Sequenced sequence(DeepTraining.Encoded from) throws IOException {
    return new DeepTraining(DEEP, pretrained, checkpoints, LOG::add)
        .sequence(
            articles, from, PARAMETERS.folds(), PARAMETERS::fold, EnumSet.allOf(InputGroup.class));
  }

  private static byte[] sequenceFile(DeepTraining.Encoded from, DeepTraining.Sequenced result) {
    return SequenceModelFile.sequence(
        from.frozenLayers(), from.head(), result.model(), calibrated.calibration());
  }

  private static CalibrationTrainer.Result calibrate(DeepTraining.Sequenced result) {
    List<HeldOut> heldOut = new ArrayList<>();
    for (int i = 0; i < articles.size(); i++) {
      List<StatementLabel> labels = articles.get(i).labels();
      for (int j = 0; j < labels.size(); j++) {
        heldOut.add(new HeldOut(labels.get(j).ordinal(), result.heldOut().get(i)[j]));
      }
    }
    return new CalibrationTrainer(spark, PARAMETERS)
        .fit(JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(heldOut, 1));
  }

  /** Returns the fast classifier that has not seen a fold. */
  private static StackedClassifier unseen(int fold) {
    return classifier(fast.foldStatementModels().get(fold), fast.foldContextModels().get(fold));
  }

  private static StackedClassifier classifier(LinearModel statementModel, LinearModel context) {
    return new StackedClassifier(
        "test",
        PARAMETERS.families(),
        fast.vocabulary(),
        statementModel,
        context,
        fast.calibration(),
        fast.threshold());
  }
}
