package org.weerwoord.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderTest {

  private static final EncoderShape SHAPE = new EncoderShape(2, 24, 3, 96, 40, 20);

  private final Random random = new Random(11);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 20})
  void agreesWithPlainJava(int length) {
    assertAgreement(PlainEncoder.random(SHAPE, length), statements(9, length, length));
  }

  @Test
  void bearsColumnsThatOutgrowTheOthers() {
    EncoderWeights weights = PlainEncoder.random(SHAPE, 3);
    for (int layer = 0; layer < SHAPE.layers(); layer++) {
      String name = EncoderShape.layer(layer);
      weights.tensor(name + "attention/output/LayerNorm/gamma")[5] = 3;
      weights.tensor(name + "attention/output/LayerNorm/beta")[5] = 60;
      fillRow(weights.tensor(name + "intermediate/dense/kernel"), 5, SHAPE.inner(), 0.01f);
      weights.tensor(name + "intermediate/dense/bias")[60] = 100;
      fillRow(weights.tensor(name + "output/dense/kernel"), 60, SHAPE.width(), 0.01f);
      weights.tensor(name + "output/dense/kernel")[60 * SHAPE.width() + 5] = 0.5f;
      weights.tensor(name + "output/dense/bias")[5] = -110;
    }
    QuantizedWeights quantized = weights.quantized();
    String outer = EncoderShape.layer(1) + "output/dense/kernel";

    assertThat(EncoderGraph.outlyingStates(quantized)).containsExactly(5);
    assertThat(EncoderGraph.outlyingInner(Kernel.of(quantized.matrix(outer)))).containsExactly(60);
    assertAgreement(weights, statements(9, 1, 20));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void encodesEachStatementAsIfAlone(int threads) {
    QuantizedWeights weights = PlainEncoder.random(SHAPE, 4).quantized();
    List<int[]> statements = statements(21, 1, 20);
    try (Encoder encoder = Encoder.open(weights, threads, 2)) {
      float[][] together = encoder.encode(statements);

      assertThat(together).hasNumberOfRows(statements.size());
      for (int i = 0; i < together.length; i++) {
        assertThat(encoder.encode(List.of(statements.get(i)))[0]).containsExactly(together[i]);
      }
      List<int[]> reversed = new ArrayList<>(statements);
      Collections.reverse(reversed);
      assertThat(encoder.encode(reversed)[0]).containsExactly(together[together.length - 1]);
    }
  }

  /** Some releases of ONNX Runtime err on some processors where many words are multiplied. */
  @ParameterizedTest
  @CsvSource({"24, 48", "64, 128", "256, 256"})
  void encodesManyWordsAsIfEachStatementWereAlone(int width, int inner) {
    EncoderShape shape = new EncoderShape(2, width, 2, inner, 40, 48);
    QuantizedWeights weights = PlainEncoder.random(shape, 1).quantized();
    PlainEncoder plain = new PlainEncoder(weights.toFloats());
    List<int[]> statements = statements(40, 3, 43);
    try (Encoder encoder = Encoder.open(weights, 1, 2)) {
      float[][] together = encoder.encode(statements);

      for (int i = 0; i < together.length; i++) {
        int[] ids = statements.get(i);
        assertThat(encoder.encode(List.of(ids))[0]).containsExactly(together[i]);
        assertClose(together[i], 0, plain.encode(ids), ids);
      }
    }
  }

  @Test
  void encodesForSeveralThreadsAtOnce() throws Exception {
    QuantizedWeights weights = PlainEncoder.random(SHAPE, 5).quantized();
    List<int[]> statements = statements(30, 1, 20);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Encoder encoder = Encoder.open(weights, 1, 2)) {
      float[][] expected = encoder.encode(statements);

      List<Future<float[][]>> results = new ArrayList<>();
      for (int call = 0; call < 40; call++) {
        results.add(threads.submit(() -> encoder.encode(statements)));
      }
      for (Future<float[][]> result : results) {
        assertThat(result.get()).isDeepEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void givesTheMeansAfterEachOfTheWantedLayers() {
    EncoderShape shape = new EncoderShape(3, 24, 3, 96, 40, 20);
    QuantizedWeights weights = PlainEncoder.random(shape, 12).quantized();
    PlainEncoder plain = new PlainEncoder(weights.toFloats());
    List<int[]> statements = statements(11, 1, 20);
    try (Encoder both = Encoder.open(weights, 1, 1, 3);
        Encoder first = Encoder.open(weights, 1, 1);
        Encoder second = Encoder.open(weights, 1, 2)) {
      float[][] means = both.encode(statements);

      float[][] firstMeans = first.encode(statements);
      float[][] secondMeans = second.encode(statements);
      for (int i = 0; i < means.length; i++) {
        int[] ids = statements.get(i);
        assertThat(means[i]).hasSize(2 * 24);
        assertClose(means[i], 0, PlainEncoder.mean(plain.states(ids, 1)), ids);
        assertClose(means[i], 24, plain.encode(ids), ids);
        assertThat(firstMeans[i]).containsExactly(Arrays.copyOf(means[i], 24));
        assertClose(secondMeans[i], 0, PlainEncoder.mean(plain.states(ids, 2)), ids);
      }
    }
  }

  @Test
  void givesTheStatesAfterTheLastOfTheWantedLayers() {
    QuantizedWeights weights = PlainEncoder.random(SHAPE, 13).quantized();
    PlainEncoder plain = new PlainEncoder(weights.toFloats());
    List<int[]> statements = statements(19, 1, 20);
    try (Encoder first = Encoder.open(weights, 1, 1);
        Encoder both = Encoder.open(weights, 1, 1, 2)) {
      assertThat(first.states(List.of())).isEmpty();
      List<TokenStates> firstStates = first.states(statements);
      List<TokenStates> bothStates = both.states(statements);

      assertThat(firstStates).hasSameSizeAs(statements);
      assertThat(bothStates).hasSameSizeAs(statements);
      for (int i = 0; i < statements.size(); i++) {
        int[] ids = statements.get(i);
        assertThat(firstStates.get(i).size()).isEqualTo(ids.length * SHAPE.width());
        assertClose(firstStates.get(i).toFloats(), 0, plain.joinedStates(ids, 1), ids);
        assertClose(bothStates.get(i).toFloats(), 0, plain.joinedStates(ids, 2), ids);
        assertThat(first.states(List.of(ids))).containsExactly(firstStates.get(i));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          none  | []
          0     | [0]
          3     | [3]
          1,3   | [1, 3]
          2,1   | [2, 1]
          1,1   | [1, 1]
          -1,2  | [-1, 2]
          """)
  void refusesLayersThatItHasNot(String layers, String given) {
    QuantizedWeights weights = PlainEncoder.random(SHAPE, 8).quantized();
    int[] numbers =
        layers == null
            ? new int[0]
            : Arrays.stream(layers.split(",")).mapToInt(Integer::parseInt).toArray();
    assertThatThrownBy(() -> Encoder.open(weights, 1, numbers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The layers whose states are wanted must ascend from 1 to at most 2, but are " + given);
  }

  @Test
  void encodesNoStatements() {
    try (Encoder encoder = Encoder.open(PlainEncoder.random(SHAPE, 6).quantized(), 1, 2)) {
      assertThat(encoder.encode(List.of())).isEmpty();
    }
  }

  @Test
  void refusesStatementsThatDoNotFit() {
    try (Encoder encoder = Encoder.open(PlainEncoder.random(SHAPE, 7).quantized(), 1, 2)) {
      int[] good = {1, 2};
      assertThatThrownBy(() -> encoder.encode(List.of(good, new int[0])))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "A statement must have between 1 and 20 word pieces, but number 1 has 0. Cut it or"
                  + " add [CLS] and [SEP]");
      assertThatThrownBy(() -> encoder.encode(List.of(new int[21])))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("number 0 has 21");
      for (int id : new int[] {-1, 40}) {
        assertThatThrownBy(() -> encoder.encode(List.of(good, good, new int[] {0, id})))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "The ids of word pieces must be between 0 and 39, but statement 2 has "
                    + id
                    + ". Use the encoder's own pieces");
      }
    }
  }

  @Test
  void refusesTooFewThreads() {
    QuantizedWeights weights = PlainEncoder.random(SHAPE, 8).quantized();
    assertThatThrownBy(() -> Encoder.open(weights, 0, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 thread, but is given 0");
  }

  @Test
  void refusesToEncodeWhenClosed() {
    Encoder encoder = Encoder.open(PlainEncoder.random(SHAPE, 9).quantized(), 1, 2);
    encoder.close();
    List<int[]> statements = statements(1, 3, 3);
    assertThatThrownBy(() -> encoder.encode(statements)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void saysWhereItsNativeCodeCanRun() throws Exception {
    String architecture = System.getProperty("os.arch");
    try (URLClassLoader fresh = freshClassLoader()) {
      Method load = fresh.loadClass(Encoder.class.getName()).getDeclaredMethod("environment");
      load.setAccessible(true);
      System.setProperty("os.arch", "pdp11");

      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> load.invoke(null))
            .isInstanceOf(InvocationTargetException.class)
            .cause()
            .hasMessageStartingWith("The encoder needs the native code of ONNX Runtime")
            .hasMessageContaining("could not be loaded on %s, pdp11", System.getProperty("os.name"))
            .hasMessageContaining("Use a classifier without an encoder there");
      }
    } finally {
      System.setProperty("os.arch", architecture);
    }
  }

  private static void fillRow(float[] matrix, int row, int columns, float value) {
    Arrays.fill(matrix, row * columns, (row + 1) * columns, value);
  }

  /** Rounding states to 8 bits costs about a hundredth. */
  private static void assertAgreement(EncoderWeights floats, List<int[]> statements) {
    QuantizedWeights weights = floats.quantized();
    PlainEncoder plain = new PlainEncoder(weights.toFloats());
    try (Encoder encoder = Encoder.open(weights, 1, 2)) {
      float[][] encoded = encoder.encode(statements);
      for (int i = 0; i < encoded.length; i++) {
        assertClose(encoded[i], 0, plain.encode(statements.get(i)), statements.get(i));
      }
    }
  }

  private static void assertClose(float[] encoded, int begin, float[] expected, int[] ids) {
    assertThat(encoded).hasSizeGreaterThanOrEqualTo(begin + expected.length);
    double error = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      error += Math.pow(encoded[begin + i] - expected[i], 2);
      size += Math.pow(expected[i], 2);
    }
    assertThat(Math.sqrt(error / size))
        .as("relative error of %s", Arrays.toString(ids))
        .isLessThan(0.02);
  }

  private List<int[]> statements(int count, int shortest, int longest) {
    List<int[]> statements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = shortest + random.nextInt(longest - shortest + 1);
      statements.add(random.ints(length, 0, SHAPE.pieces()).toArray());
    }
    return statements;
  }

  private static URLClassLoader freshClassLoader() {
    URL[] classPath =
        Stream.of(Encoder.class, OrtEnvironment.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .toArray(URL[]::new);
    return new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
  }
}
