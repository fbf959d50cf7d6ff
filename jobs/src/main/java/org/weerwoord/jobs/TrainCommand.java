package org.weerwoord.jobs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.classifiers.mllib.TrainingParameters;
import org.weerwoord.jobs.ResultFolder.Earlier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a classifier on labelled articles. */
@Command(
    name = "train",
    showDefaultValues = true,
    sortOptions = false,
    description =
        "Trains a classifier on labelled articles and writes a model folder: weights.bin,"
            + " manifest.json and MODEL_CARD.md; for dl4j also sequence.bin, roles.bin, encoder-1.bin and so on,"
            + " and training.log.",
    footer = {
      "",
      "Example:",
      "  weerwoord train --corpus seeds/corpus --corpus my-articles --output my-model",
      "  weerwoord label --model my-model --input ... --output ...",
      "",
      "The format of the corpus is described in seeds/README.md."
    })
final class TrainCommand extends JobCommand {

  @Option(
      names = "--corpus",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description = "JSON lines of labelled articles: files, folders or globs of *.jsonl.")
  private List<String> corpus;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "The model folder to write.")
  private String output;

  @Option(
      names = "--overwrite",
      description = "Replace a model that the folder holds. Otherwise that ends with exit 4.")
  private boolean overwrite;

  @Option(
      names = "--classifier",
      defaultValue = "mllib",
      paramLabel = "NAME",
      description =
          "The classifier: mllib, or dl4j, which contains an mllib one and takes an hour or more.")
  private ClassifierKind classifier;

  @Option(
      names = "--gold",
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Gold articles to measure the model on, as for evaluate; the scores go into the manifest"
              + " and the card. Nothing is learnt or chosen from them.")
  private List<String> gold = List.of();

  @Option(
      names = "--role-corpus",
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "More articles, in the same format, of which only sources, targets and answers are learnt:"
              + " what an act is, is not.")
  private List<String> roleCorpus = List.of();

  @Option(
      names = "--calibration-corpus",
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "The part of the corpus that is most like the texts to be labelled: probabilities are"
              + " calibrated and the threshold is chosen on its held-out articles alone. All of the"
              + " corpus unless given.")
  private List<String> calibrationCorpus = List.of();

  @Option(
      names = "--corpus-share",
      defaultValue = "1",
      paramLabel = "SHARE",
      description =
          "Share of the corpus's articles to train on, over 0 and at most 1: what more articles would"
              + " bring shows in what fewer cost. The seed decides which; a larger share holds those"
              + " of a smaller one.")
  private double corpusShare;

  @Option(
      names = "--act-share",
      defaultValue = "" + TrainingParameters.DEFAULT_ACT_SHARE,
      paramLabel = "SHARE",
      description =
          "Share of statements with an act in the texts to be labelled, between 0 and 1, for"
              + " calibration and threshold. In press articles it is 0.16 to 0.19.")
  private double actShare;

  @Option(
      names = "--counter-share",
      defaultValue = "" + TrainingParameters.DEFAULT_COUNTER_SHARE,
      paramLabel = "SHARE",
      description = "Share of these acts that are counter-accusations.")
  private double counterShare;

  @Option(
      names = "--ablation",
      description =
          "Also train without each family of features, and put what it costs into the card. Takes"
              + " several times as long.")
  private boolean ablation;

  @Option(
      names = "--folds",
      defaultValue = "" + TrainingParameters.DEFAULT_FOLDS,
      paramLabel = "N",
      description =
          "Folds of the cross-validation, at least 2. Articles whose ids differ only after the last"
              + " hyphen share a fold.")
  private int folds;

  @Option(
      names = "--seed",
      defaultValue = "" + TrainingParameters.DEFAULT_SEED,
      paramLabel = "N",
      description = "Decides which articles belong to which fold.")
  private long seed;

  @Option(
      names = "--iterations",
      defaultValue = "" + TrainingParameters.DEFAULT_ITERATIONS,
      paramLabel = "N",
      description = "Iterations of each fit at most, at least 1.")
  private int iterations;

  @Option(
      names = "--training-partitions",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Partitions of the training data. With more than 1 a large corpus is spread over a cluster,"
              + " but sums come in any order, so that models differ in their last digits.")
  private int partitions;

  @Mixin private EncoderOptions encoderOptions;

  private TrainingParameters parameters;

  @Override
  void validate() {
    parameters =
        TrainingParameters.defaults()
            .with(folds, seed, actShare, counterShare, iterations, partitions);
    if (!(corpusShare > 0 && corpusShare <= 1)) {
      throw new IllegalArgumentException(
          "--corpus-share must be over 0 and at most 1, but is " + corpusShare);
    }
    if (output.isBlank()) {
      throw new IllegalArgumentException("--output must not be blank: name a folder for the model");
    }
    if (classifier != ClassifierKind.DL4J) {
      encoderOptions.refuse(this::given);
      return;
    }
    encoderOptions.validate(seed, this::given);
    if (encoderOptions.labelsFrom().isPresent()
        && (ablation
            || !calibrationCorpus.isEmpty()
            || given("--act-share")
            || given("--counter-share"))) {
      throw new IllegalArgumentException(
          "--labels-from keeps the labels of a model, so that there is nothing for --ablation to"
              + " compare, or to calibrate for --calibration-corpus, --act-share and --counter-share:"
              + " leave them out");
    }
  }

  @Override
  void run(SparkSession spark) throws IOException {
    try (ResultFolder folder =
        ResultFolder.open(
            spark.sparkContext().hadoopConfiguration(),
            output,
            overwrite ? Earlier.REPLACED : Earlier.FORBIDDEN)) {
      Optional<EncoderOptions> encoder =
          switch (classifier) {
            case MLLIB -> Optional.empty();
            case DL4J -> Optional.of(encoderOptions);
          };
      TrainJob job =
          new TrainJob(
              spark, corpus, roleCorpus, calibrationCorpus, gold, corpusShare, parameters, encoder);
      TrainJob.Result result = job.run();
      result.write(folder);
      if (ablation) {
        job.addAblation(result);
        result.writeDescription(folder);
      }
      print(result.card());
      print("written to " + output);
    }
  }
}
