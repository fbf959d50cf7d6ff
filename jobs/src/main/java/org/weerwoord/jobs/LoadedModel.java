package org.weerwoord.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.classifiers.ModelException;
import org.weerwoord.classifiers.ModelFile;
import org.weerwoord.classifiers.ModelManifest;
import org.weerwoord.classifiers.StackedModelFile;
import org.weerwoord.classifiers.TrainedClassifier;
import org.weerwoord.classifiers.dl4j.SequenceModelFile;

/**
 * A model and where it came from.
 *
 * @param classifier finds the labels
 * @param labeller labels with it, and attributes
 * @param manifest what it says of itself
 * @param location the model folder, or {@code bundled}
 * @param weightsDigest SHA-256 of its weights, in hexadecimal digits
 */
record LoadedModel(
    TrainedClassifier classifier,
    Labeller labeller,
    ModelManifest manifest,
    String location,
    String weightsDigest) {

  static final String BUNDLED = "bundled";

  /**
   * Reads a model.
   *
   * @param kind what to read
   * @param folder Hadoop path of a model folder; the released model if empty
   * @param threshold least probability of the three acts together, instead of the model's own
   * @throws ModelException if there is no model, or it is damaged
   */
  static LoadedModel load(
      ClassifierKind kind,
      Configuration hadoop,
      Optional<String> folder,
      OptionalDouble threshold) {
    ModelFile file =
        switch (kind) {
          case MLLIB ->
              folder
                  .map(
                      path ->
                          StackedModelFile.read(
                              bytes(hadoop, path, ModelFile.MANIFEST),
                              bytes(hadoop, path, StackedModelFile.WEIGHTS)))
                  .orElseGet(StackedModelFile::bundled);
          case DL4J ->
              folder
                  .map(path -> SequenceModelFile.read(name -> bytes(hadoop, path, name)))
                  .orElseGet(SequenceModelFile::bundled);
        };
    TrainedClassifier classifier = file.classifier();
    if (threshold.isPresent()) {
      classifier = classifier.withThreshold(threshold.getAsDouble());
    }
    return new LoadedModel(
        classifier,
        file.labeller(classifier),
        file.manifest(),
        folder.orElse(BUNDLED),
        file.weightsDigest());
  }

  /**
   * Reads a file of a model folder.
   *
   * @throws ModelException if there is none, or it can't be read
   */
  static byte[] bytes(Configuration hadoop, String folder, String name) {
    Path path = new Path(folder, name);
    try {
      FileSystem files = path.getFileSystem(hadoop);
      try (InputStream stream = files.open(path)) {
        return stream.readAllBytes();
      }
    } catch (FileNotFoundException e) {
      throw new ModelException(
          "Model "
              + folder
              + " must be a folder with "
              + name
              + ", but has none. Make one with train",
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelException("Model " + folder + " can't be read: " + e.getMessage(), e);
    }
  }
}
