package org.weerwoord.classifiers;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.attribution.Attributor;

/** A model as read from its files. */
public interface ModelFile {

  /** Name of the manifest in a model folder. */
  String MANIFEST = "manifest.json";

  /**
   * Reads a file of a released model from the class path.
   *
   * @throws ModelException if it is not there
   */
  static byte[] bundled(String resource) {
    try (InputStream stream = ModelFile.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new ModelException(
            "The released model is not in this jar (" + resource + "). Name one with --model");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read " + resource + " of the released model", e);
    }
  }

  /**
   * Returns the contents of a file of a model, if they are what its manifest says.
   *
   * @param expected SHA-256 digest, in hexadecimal digits
   * @throws ModelException if the digest is another
   */
  static byte[] checked(String name, String expected, byte[] bytes) {
    String actual = StackedModelFile.sha256(bytes);
    if (!expected.equals(actual)) {
      throw new ModelException(
          "The model's "
              + name
              + " must have the SHA-256 digest of its manifest, "
              + expected
              + ", but has "
              + actual
              + ". The file is damaged or belongs to another model: copy or train it again");
    }
    return bytes;
  }

  /** Reads big-endian numbers at once: a model has millions of them. */
  static float[] floats(DataInputStream in, int length) throws IOException {
    float[] floats = new float[length];
    ByteBuffer.wrap(bytes(in, length, Float.BYTES)).asFloatBuffer().get(floats);
    return floats;
  }

  /** Reads big-endian numbers, as {@link #floats} does. */
  static int[] integers(DataInputStream in, int length) throws IOException {
    int[] integers = new int[length];
    ByteBuffer.wrap(bytes(in, length, Integer.BYTES)).asIntBuffer().get(integers);
    return integers;
  }

  private static byte[] bytes(DataInputStream in, int length, int each) throws IOException {
    byte[] bytes = new byte[Math.multiplyExact(length, each)];
    in.readFully(bytes);
    return bytes;
  }

  /** Returns what the model says of itself. */
  ModelManifest manifest();

  /** Returns what finds the labels, ready to use. */
  TrainedClassifier classifier();

  /** Returns the weights of an {@link Attributor}. */
  AttributionModel attribution();

  /** Returns what a counter-accusation keeps without its role: see {@link Labeller}. */
  double roleWeight();

  /** Returns the SHA-256 digest of all weights, in hexadecimal digits. */
  String weightsDigest();

  /** Returns what labels and attributes statements with this model. */
  default Labeller labeller() {
    return labeller(classifier());
  }

  /**
   * Returns what labels and attributes statements with this model.
   *
   * @param classifier this model's, perhaps with another threshold
   */
  default Labeller labeller(TrainedClassifier classifier) {
    return new Labeller(classifier, new Attributor(attribution()), roleWeight());
  }
}
