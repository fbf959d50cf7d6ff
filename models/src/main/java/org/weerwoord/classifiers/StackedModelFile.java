package org.weerwoord.classifiers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.commons.codec.digest.DigestUtils;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.attribution.Attributor;
import org.weerwoord.features.ContextFeatureGenerator;
import org.weerwoord.features.SparseFeatures;
import org.weerwoord.text.StatementLabel;

/**
 * The two files of a {@link StackedClassifier}: {@code manifest.json} and {@code weights.bin}. The
 * weights are big-endian integers, floats and doubles without any class name, so that a file from
 * elsewhere can do no more than be refused.
 *
 * @param manifest what the model says of itself
 * @param classifier ready to use
 * @param attribution weights of an {@link Attributor}
 * @param roleWeight see {@link Labeller}
 */
public record StackedModelFile(
    ModelManifest manifest,
    StackedClassifier classifier,
    AttributionModel attribution,
    double roleWeight)
    implements ModelFile {

  /** Name of the weights in a model folder. */
  public static final String WEIGHTS = "weights.bin";

  private static final String BUNDLED = "/org/weerwoord/model/mllib/";
  private static final int MAGIC = 0x57574d32;
  private static final int DIGEST_IN_ID = 12;

  /** Reads the released model from the class path. */
  public static StackedModelFile bundled() {
    return read(bundled(MANIFEST), bundled(WEIGHTS));
  }

  @Override
  public String weightsDigest() {
    return manifest.required("weights_sha256");
  }

  /**
   * Reads a model from the contents of its two files.
   *
   * @throws ModelException if they do not fit together or are damaged
   */
  public static StackedModelFile read(byte[] manifestJson, byte[] weights) {
    return read(ModelManifest.parse(manifestJson, ModelManifest.MLLIB_FORMAT), weights);
  }

  /**
   * Reads a model from its manifest, or that of a model it is a part of, and its weights.
   *
   * @throws ModelException if they do not fit together or are damaged
   */
  public static StackedModelFile read(ModelManifest manifest, byte[] weights) {
    ModelFile.checked(WEIGHTS, manifest.required("weights_sha256"), weights);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(weights))) {
      if (in.readInt() != MAGIC) {
        throw new ModelException(
            "The model's weights.bin does not begin as weights do" + ModelManifest.AGAIN);
      }
      Vocabulary vocabulary = readVocabulary(in);
      LinearModel statementModel = readLinear(in, vocabulary.size());
      LinearModel contextModel = readLinear(in, ContextFeatureGenerator.DIMENSION);
      LinearModel calibration = readLinear(in, StatementLabel.COUNT);
      AttributionModel attribution = readAttribution(in);
      if (in.read() >= 0) {
        throw new ModelException(
            "The model's weights.bin goes on after its end" + ModelManifest.AGAIN);
      }
      StackedClassifier classifier =
          new StackedClassifier(
              manifest.required("model_id"),
              manifest.families(),
              vocabulary,
              statementModel,
              contextModel,
              calibration,
              manifest.threshold());
      return new StackedModelFile(manifest, classifier, attribution, manifest.roleWeight());
    } catch (IOException e) {
      throw new ModelException("The model's weights.bin ends too early" + ModelManifest.AGAIN, e);
    }
  }

  /** Returns the contents of {@code weights.bin}. */
  public static byte[] weights(
      Vocabulary vocabulary,
      LinearModel statementModel,
      LinearModel contextModel,
      LinearModel calibration,
      AttributionModel attribution) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(vocabulary.size());
      for (int index : vocabulary.indices()) {
        out.writeInt(index);
      }
      for (float rarity : vocabulary.rarities()) {
        out.writeFloat(rarity);
      }
      write(statementModel, out);
      write(contextModel, out);
      write(calibration, out);
      attribution.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing weights to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Returns the contents of a {@code weights.bin} with another attribution.
   *
   * @param weights with their own attribution
   * @param own that attribution
   */
  public static byte[] withAttribution(
      byte[] weights, AttributionModel own, AttributionModel other) {
    byte[] before = Arrays.copyOf(weights, weights.length - bytes(own).length);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(before);
    all.writeBytes(bytes(other));
    return all.toByteArray();
  }

  private static byte[] bytes(AttributionModel attribution) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      attribution.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing weights to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /** Returns the identifier of the model with the given weights. */
  public static String modelId(byte[] weights) {
    return "mllib-" + sha256(weights).substring(0, DIGEST_IN_ID);
  }

  /** Returns the SHA-256 digest of some bytes, in hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    return DigestUtils.sha256Hex(bytes);
  }

  private static Vocabulary readVocabulary(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size < 1 || size > SparseFeatures.DIMENSION) {
      throw new ModelException(
          "The model's weights.bin must have between 1 and "
              + SparseFeatures.DIMENSION
              + " features, but has "
              + size
              + ModelManifest.AGAIN);
    }
    int[] indices = ModelFile.integers(in, size);
    for (int i = 0; i < size; i++) {
      if (indices[i] < 0
          || indices[i] >= SparseFeatures.DIMENSION
          || (i > 0 && indices[i] <= indices[i - 1])) {
        throw new ModelException(
            "The model's weights.bin must have its features in ascending order, but number "
                + i
                + " is "
                + indices[i]
                + ModelManifest.AGAIN);
      }
    }
    return new Vocabulary(indices, ModelFile.floats(in, size));
  }

  private static AttributionModel readAttribution(DataInputStream in) throws IOException {
    try {
      return AttributionModel.read(in);
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          "The rankings in the model's weights.bin "
              + e.getMessage()
              + ". Train the model with this version",
          e);
    }
  }

  private static LinearModel readLinear(DataInputStream in, int features) throws IOException {
    int size = in.readInt();
    if (size != features) {
      throw new ModelException(
          "The model's weights.bin must have weights for "
              + features
              + " features, but has them for "
              + size
              + ". Train the model with this version");
    }
    float[] weights = ModelFile.floats(in, size * StatementLabel.COUNT);
    double[] intercepts = new double[StatementLabel.COUNT];
    for (int i = 0; i < intercepts.length; i++) {
      intercepts[i] = in.readDouble();
    }
    return new LinearModel(weights, intercepts);
  }

  private static void write(LinearModel model, DataOutputStream out) throws IOException {
    out.writeInt(model.features());
    for (float weight : model.weights()) {
      out.writeFloat(weight);
    }
    for (double intercept : model.intercepts()) {
      out.writeDouble(intercept);
    }
  }

  private static byte[] bundled(String name) {
    return ModelFile.bundled(BUNDLED + name);
  }
}
