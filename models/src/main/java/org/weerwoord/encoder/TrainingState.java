package org.weerwoord.encoder;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How far a training has come, kept in a file so that it survives being stopped. */
final class TrainingState {

  private static final int MAGIC = 0x57575431;

  private final Path file;
  private final SortedMap<String, INDArray> arrays;
  private int epochs;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private boolean worse;

  /**
   * @param file may be absent
   * @param arrays that make up the state
   */
  TrainingState(Path file, SortedMap<String, INDArray> arrays) {
    this.file = file;
    this.arrays = arrays;
  }

  /** Returns the number of epochs that are done. */
  int epochs() {
    return epochs;
  }

  /** Returns whether the loss of the last epoch was no better than the best one before. */
  boolean worse() {
    return worse;
  }

  /** Notes the end of an epoch; returns whether it was the best so far. */
  boolean finishEpoch(double loss) {
    epochs++;
    worse = !(loss < bestLoss);
    bestLoss = Math.min(loss, bestLoss);
    return !worse;
  }

  /**
   * Reads the file, if there is one, into the arrays.
   *
   * @throws EncoderException if it belongs to another training or is not whole
   */
  void read() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC || in.readInt() != arrays.size()) {
        throw foreign();
      }
      epochs = in.readInt();
      bestLoss = in.readDouble();
      worse = in.readBoolean();
      for (INDArray array : arrays.values()) {
        int length = in.readInt();
        if (length != array.length()) {
          throw foreign();
        }
        float[] values = EncoderFile.readFloats(in, length);
        array.assign(Nd4j.createFromArray(values).reshape(array.shape()));
      }
      if (in.read() >= 0) {
        throw foreign();
      }
    } catch (EOFException e) {
      throw new EncoderException(
          "The checkpoint "
              + file
              + " must be whole, but ends after "
              + Files.size(file)
              + " bytes; delete it to begin anew",
          e);
    }
  }

  /** Writes the file anew, whole or not at all. */
  void write() throws IOException {
    Path begun = file.resolveSibling(file.getFileName() + ".begun");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(begun)))) {
      out.writeInt(MAGIC);
      out.writeInt(arrays.size());
      out.writeInt(epochs);
      out.writeDouble(bestLoss);
      out.writeBoolean(worse);
      for (INDArray array : arrays.values()) {
        float[] values = array.reshape(array.length()).toFloatVector();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes.array());
      }
    }
    Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private EncoderException foreign() {
    return new EncoderException(
        "The checkpoint "
            + file
            + " must be of this training, with the same encoder and parameters, but is not; delete"
            + " it to begin anew");
  }
}
