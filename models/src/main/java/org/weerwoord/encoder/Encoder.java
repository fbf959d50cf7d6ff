package org.weerwoord.encoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Turns statements into vectors with a BERT (Devlin et al., <a
 * href="https://arxiv.org/abs/1810.04805">BERT: Pre-training of Deep Bidirectional
 * Transformers</a>, 2019) whose weights are 8-bit integers. ONNX Runtime computes, in native code;
 * {@link EncoderGraph} says how.
 *
 * <p>Several threads may encode at once with the same encoder.
 */
public final class Encoder implements AutoCloseable {

  /** Enough rows at once for the processor not to wait for weights from memory. */
  private static final int STATEMENTS_A_RUN = 8;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final EncoderShape shape;
  private final int outputs;
  private final QuantizedMatrix words;
  private final float[] positions;

  private Encoder(
      OrtEnvironment environment, OrtSession session, int outputs, QuantizedWeights weights) {
    this.environment = environment;
    this.session = session;
    this.outputs = outputs;
    this.shape = weights.shape();
    this.words = weights.matrix(EncoderShape.WORDS);
    this.positions = weights.matrix(EncoderShape.POSITIONS).toFloats();
    float[] segments = weights.matrix(EncoderShape.SEGMENT_TYPES).toFloats();
    for (int i = 0; i < positions.length; i++) {
      positions[i] += segments[i % shape.width()];
    }
  }

  /**
   * Loads an encoder. The first one of a Java process unpacks 22 MB of native code into a new
   * folder of {@code java.io.tmpdir}; an ordinary end of the process empties that folder but leaves
   * it.
   *
   * @param threads that compute for one call, at least 1; where calls already come from as many
   *     threads as there are cores, 1 is fastest
   * @param layers after which the states are wanted, ascending, from 1 to all; later layers are not
   *     computed
   * @throws EncoderException if ONNX Runtime can't be loaded here
   */
  public static Encoder open(QuantizedWeights weights, int threads, int... layers) {
    checkLayers(weights.shape(), layers);
    if (threads < 1) {
      throw new IllegalArgumentException(
          "An encoder must have at least 1 thread, but is given " + threads);
    }
    OrtEnvironment environment = environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      // A waiting thread leaves its core to others, such as another task.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      byte[] model = EncoderGraph.model(weights, STATEMENTS_A_RUN, layers);
      return new Encoder(
          environment, environment.createSession(model, options), layers.length, weights);
    } catch (OrtException e) {
      throw new EncoderException("ONNX Runtime could not load an encoder of " + weights.shape(), e);
    }
  }

  /** Returns the sizes. */
  public EncoderShape shape() {
    return shape;
  }

  private static void checkLayers(EncoderShape shape, int... layers) {
    boolean ascending = layers.length > 0 && layers[0] >= 1;
    for (int i = 1; i < layers.length; i++) {
      ascending &= layers[i] > layers[i - 1];
    }
    if (!ascending || layers[layers.length - 1] > shape.layers()) {
      throw new IllegalArgumentException(
          "The layers whose states are wanted must ascend from 1 to at most %d, but are %s"
              .formatted(shape.layers(), Arrays.toString(layers)));
    }
  }

  /**
   * Returns for each statement the means of its tokens' states after each of the wanted layers, one
   * behind the other, {@link EncoderShape#width()} values each. They do not depend on the other
   * statements.
   *
   * @param statements ids of word pieces, {@code [CLS]} first and {@code [SEP]} last; at least one
   *     and at most {@link EncoderShape#positions()} in each statement
   * @throws IllegalArgumentException if a statement is empty or too long, or an id is not one
   * @throws IllegalStateException if the encoder is closed
   */
  public float[][] encode(List<int[]> statements) {
    return encode(statements, (statement, states) -> {});
  }

  /** Takes the states of a statement's tokens, one behind the other, by its number. */
  @FunctionalInterface
  public interface TokenConsumer {
    void accept(int statement, float[] states);
  }

  /**
   * Does what {@link #encode(List)} does, and hands on the states of each statement's tokens after
   * the last of the wanted layers.
   */
  public float[][] encode(List<int[]> statements, TokenConsumer tokens) {
    int width = shape.width();
    float[][] means = new float[statements.size()][outputs * width];
    run(
        statements,
        (statement, output, states) -> {
          addMean(states, means[statement], output * width);
          if (output == outputs - 1) {
            tokens.accept(statement, states);
          }
        });
    return means;
  }

  /**
   * Returns the states of each statement's tokens after the last of the wanted layers.
   *
   * @param statements as for {@link #encode}
   */
  public List<TokenStates> states(List<int[]> statements) {
    TokenStates[] all = new TokenStates[statements.size()];
    run(
        statements,
        (statement, output, states) -> {
          if (output == outputs - 1) {
            all[statement] = new TokenStates(states);
          }
        });
    return List.of(all);
  }

  /** Gives the memory outside Java's heap back. No thread may be encoding. */
  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new EncoderException("ONNX Runtime could not close an encoder", e);
    }
  }

  private void check(int number, int[] ids) {
    if (ids.length < 1 || ids.length > shape.positions()) {
      throw new IllegalArgumentException(
          ("A statement must have between 1 and %d word pieces, but number %d has %d. Cut it or"
                  + " add [CLS] and [SEP]")
              .formatted(shape.positions(), number, ids.length));
    }
    for (int id : ids) {
      if (id < 0 || id >= shape.pieces()) {
        throw new IllegalArgumentException(
            ("The ids of word pieces must be between 0 and %d, but statement %d has %d."
                    + " Use the encoder's own pieces")
                .formatted(shape.pieces() - 1, number, id));
      }
    }
  }

  /** Takes the states of a statement's tokens after one of the wanted layers, by their numbers. */
  @FunctionalInterface
  private interface StatesConsumer {
    void accept(int statement, int output, float[] states);
  }

  private void run(List<int[]> statements, StatesConsumer consumer) {
    for (int i = 0; i < statements.size(); i++) {
      check(i, statements.get(i));
    }
    for (int from = 0; from < statements.size(); from += STATEMENTS_A_RUN) {
      int to = Math.min(statements.size(), from + STATEMENTS_A_RUN);
      run(statements.subList(from, to), from, consumer);
    }
  }

  private void run(List<int[]> statements, int from, StatesConsumer consumer) {
    // Every run has as many statements as the model: those that are missing have one row of zeros.
    long[] lengths = new long[STATEMENTS_A_RUN];
    Arrays.fill(lengths, 1);
    for (int i = 0; i < statements.size(); i++) {
      lengths[i] = statements.get(i).length;
    }
    int rows = (int) Arrays.stream(lengths).sum();
    float[] embedded = new float[rows * shape.width()];
    int row = 0;
    for (int[] statement : statements) {
      embed(statement, embedded, row);
      row += statement.length;
    }
    try (OnnxTensor rowTensor =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(embedded), new long[] {rows, shape.width()});
        OnnxTensor lengthTensor =
            OnnxTensor.createTensor(
                environment, LongBuffer.wrap(lengths), new long[] {lengths.length});
        OrtSession.Result result =
            session.run(
                Map.of(EncoderGraph.EMBEDDED, rowTensor, EncoderGraph.LENGTHS, lengthTensor))) {
      for (int output = 0; output < outputs; output++) {
        FloatBuffer buffer = ((OnnxTensor) result.get(output)).getFloatBuffer();
        for (int i = 0; i < statements.size(); i++) {
          float[] states = new float[(int) lengths[i] * shape.width()];
          buffer.get(states);
          consumer.accept(from + i, output, states);
        }
      }
    } catch (OrtException e) {
      throw new EncoderException(
          "ONNX Runtime could not encode statements of " + rows + " pieces", e);
    }
  }

  /** Writes the sums of embeddings, whose layer normalisation is part of the graph. */
  private void embed(int[] ids, float[] embedded, int firstRow) {
    int width = shape.width();
    byte[] integers = words.values();
    for (int position = 0; position < ids.length; position++) {
      int word = ids[position] * width;
      float scale = words.scales()[ids[position]];
      int to = (firstRow + position) * width;
      for (int i = 0; i < width; i++) {
        embedded[to + i] = integers[word + i] * scale + positions[position * width + i];
      }
    }
  }

  private void addMean(float[] states, float[] means, int begin) {
    int width = shape.width();
    int rows = states.length / width;
    for (int i = 0; i < states.length; i++) {
      means[begin + i % width] += states[i] / rows;
    }
  }

  private static OrtEnvironment environment() {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      environment.setTelemetry(false);
      return environment;
    } catch (LinkageError e) {
      throw new EncoderException(
          "The encoder needs the native code of ONNX Runtime, which there is for Linux and macOS on"
              + " x86-64 and ARM64 and for Windows on x86-64, but it could not be loaded on %s, %s: %s."
                  .formatted(
                      System.getProperty("os.name"),
                      System.getProperty("os.arch"),
                      e.getCause() == null ? e.getMessage() : e.getCause().getMessage())
              + " Use a classifier without an encoder there; on one of those systems, let"
              + " java.io.tmpdir be a folder with 50 MB of room from which code may be run",
          e);
    } catch (OrtException e) {
      throw new EncoderException("ONNX Runtime could not be set up", e);
    }
  }
}
