package org.weerwoord.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.classifiers.ModelManifest;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.classifiers.StackedModelFile;
import org.weerwoord.classifiers.dl4j.DeepTraining;
import org.weerwoord.classifiers.dl4j.InputGroup;
import org.weerwoord.classifiers.dl4j.SequenceClassifier;
import org.weerwoord.classifiers.dl4j.SequenceModelFile;
import org.weerwoord.classifiers.mllib.CalibrationTrainer;
import org.weerwoord.classifiers.mllib.CrossValidation;
import org.weerwoord.classifiers.mllib.HeldOut;
import org.weerwoord.classifiers.mllib.StackedTrainer;
import org.weerwoord.classifiers.mllib.TrainingParameters;
import org.weerwoord.encoder.EncoderWeights;
import org.weerwoord.jobs.HeldOutMistakes.Unseen;
import org.weerwoord.text.Statement;

/**
 * Trains the dl4j classifier beyond the mllib one that it contains. Deeplearning4j trains on one
 * machine: the corpus, which people wrote, comes to the driver for it.
 */
final class DeepTrainingJob {

  private final SparkSession spark;
  private final TrainingParameters parameters;
  private final EncoderOptions options;
  private final List<LabelledArticle> articles;
  private final Set<String> calibrationIds;
  private final StackedTrainer.Result fast;
  private final RoleTrainingJob roleTraining;
  private final TrainingLog log;
  private DeepTraining training;
  private DeepTraining.Encoded encoded;
  private RoleTrainingJob.Result roles;

  DeepTrainingJob(
      SparkSession spark,
      TrainingParameters parameters,
      EncoderOptions options,
      JavaRDD<LabelledArticle> articles,
      Set<String> calibrationIds,
      StackedTrainer.Result fast,
      RoleTrainingJob roleTraining,
      TrainingLog log) {
    this.spark = spark;
    this.parameters = parameters;
    this.options = options;
    this.articles = articles.sortBy(LabelledArticle::id, true, 1).collect();
    this.calibrationIds = calibrationIds;
    this.fast = fast;
    this.roleTraining = roleTraining;
    this.log = log;
  }

  /** A trained classifier, and what its file {@code sequence.bin} is made of. */
  final class Result {
    private final DeepTraining.Sequenced sequenced;
    private final CalibrationTrainer.Result calibrated;

    Result(DeepTraining.Sequenced sequenced, CalibrationTrainer.Result calibrated) {
      this.sequenced = sequenced;
      this.calibrated = calibrated;
    }

    CrossValidation crossValidation() {
      return calibrated.scores();
    }

    SequenceClassifier classifier() {
      return SequenceModelFile.classifier(
          fast.classifier(parameters.families()),
          encoded,
          sequenced.model(),
          calibrated.calibration(),
          calibrated.scores().bestThreshold(),
          roles.network());
    }

    /** Returns the rankings that sources, targets and answers are found by. */
    AttributionModel attribution() {
      return roles.attribution();
    }

    /** Returns the articles that calibration rests on, as models saw them that had not before. */
    List<Unseen> unseen() {
      List<Unseen> unseen = new ArrayList<>();
      for (int i = 0; i < articles.size(); i++) {
        if (StackedTrainer.calibrates(articles.get(i), calibrationIds)) {
          List<double[]> probabilities = new ArrayList<>();
          for (double[] statement : sequenced.heldOut().get(i)) {
            probabilities.add(
                calibrated.calibration().probabilities(StackedClassifier.logarithms(statement)));
          }
          unseen.add(new Unseen(articles.get(i), probabilities));
        }
      }
      return unseen;
    }

    /** Returns the files of the model; their digests go into the manifest. */
    Map<String, byte[]> files(ModelManifest manifest) {
      Map<String, byte[]> files =
          SequenceModelFile.files(
              manifest,
              StackedModelFile.weights(
                  fast.vocabulary(),
                  fast.statementModel(),
                  fast.contextModel(),
                  fast.calibration(),
                  roles.attribution()),
              encoded.encoder(),
              SequenceModelFile.sequence(
                  encoded.frozenLayers(),
                  encoded.head(),
                  sequenced.model(),
                  calibrated.calibration()),
              SequenceModelFile.roles(roles.network()));
      files.put(TrainingLog.FILE, log.bytes());
      return files;
    }
  }

  /** Trains the classifier. */
  Result run() throws IOException {
    List<String> texts = new ArrayList<>();
    for (LabelledArticle article : articles) {
      article.statements().stream().map(Statement::text).forEach(texts::add);
    }
    EncoderWeights pretrained = options.encoder(texts);
    Path checkpoints = options.checkpoints();
    try {
      training =
          new DeepTraining(
              options.parameters(parameters.seed()), pretrained, checkpoints, log::note);
      encoded =
          training.encode(
              articles,
              parameters::fold,
              fold -> fast.classifierWithout(fold, parameters.families()));
    } finally {
      options.discard(checkpoints);
    }
    roles = roleTraining.run(encoded.encoder());
    return sequence(EnumSet.allOf(InputGroup.class));
  }

  /** Fits the sequence model to some of the inputs, after {@link #run}. */
  Result sequence(Set<InputGroup> read) throws IOException {
    log.note("fits the sequence model on " + read);
    DeepTraining.Sequenced sequenced =
        training.sequence(articles, encoded, parameters.folds(), parameters::fold, read);
    List<HeldOut> heldOut = new ArrayList<>();
    for (int i = 0; i < articles.size(); i++) {
      LabelledArticle article = articles.get(i);
      if (StackedTrainer.calibrates(article, calibrationIds)) {
        for (int j = 0; j < article.labels().size(); j++) {
          heldOut.add(
              new HeldOut(article.labels().get(j).ordinal(), sequenced.heldOut().get(i)[j]));
        }
      }
    }
    CalibrationTrainer.Result calibrated =
        new CalibrationTrainer(spark, parameters)
            .fit(JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(heldOut, 1));
    log.note("macro-F1 on held-out articles of the corpus: " + calibrated.scores().macroF1());
    return new Result(sequenced, calibrated);
  }
}
