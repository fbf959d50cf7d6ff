package org.weerwoord.classifiers.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.weerwoord.classifiers.TinyModel;
import org.weerwoord.encoder.Encoder;
import org.weerwoord.encoder.EncoderException;
import org.weerwoord.encoder.EncoderFile;
import org.weerwoord.encoder.EncoderShape;
import org.weerwoord.encoder.EncoderWeights;
import org.weerwoord.encoder.QuantizedWeights;
import org.weerwoord.encoder.WordPieces;
import org.weerwoord.text.Statement;

class SharedEncoderTest {

  private static final List<Statement> STATEMENTS = TinyModel.STATEMENTS;
  private static final int WIDTH = TinySequence.WEIGHTS.shape().width();

  /** Openings of {@link CountedParts} in this process. */
  private static final AtomicInteger OPENINGS = new AtomicInteger();

  private static final class CountedParts implements SharedEncoder.Source {
    @Override
    public List<byte[]> parts() {
      OPENINGS.incrementAndGet();
      return TinySequence.ENCODER;
    }
  }

  @Test
  void opensOneEncoderForManyCopiesAndThreads() throws Exception {
    SharedEncoder encoder = new SharedEncoder("many copies", 1, new CountedParts());
    List<Callable<float[][]>> tasks = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      SharedEncoder copy = copy(encoder);
      tasks.add(() -> copy.encode(STATEMENTS, TinySequence.NOBODY));
    }
    int before = OPENINGS.get();
    List<float[][]> found = inThreads(tasks);

    assertThat(OPENINGS.get() - before).isEqualTo(1);
    for (float[][] vectors : found) {
      assertThat(vectors).isDeepEqualTo(found.get(0));
    }
    assertThat(copy(encoder).encode(STATEMENTS, TinySequence.NOBODY)).isDeepEqualTo(found.get(0));
    assertThat(OPENINGS.get() - before).isEqualTo(1);
  }

  @Test
  void opensNoneUntilOneIsNeeded() throws Exception {
    int before = OPENINGS.get();
    copy(new SharedEncoder("not needed", 1, new CountedParts()));

    assertThat(OPENINGS.get()).isEqualTo(before);
  }

  @Test
  void givesTheMeansAfterTheUntouchedLayersAndAfterTheLast() {
    QuantizedWeights weights = TinySequence.WEIGHTS.quantized();
    WordPieces pieces = WordPieces.of(weights.pieces());
    List<int[]> ids = STATEMENTS.stream().map(s -> pieces.input(s.text(), 48)).toList();
    float[][] found = shared("means", 1).encode(STATEMENTS, TinySequence.NOBODY);

    try (Encoder first = Encoder.open(weights, 1, 1);
        Encoder last = Encoder.open(weights, 1, 2)) {
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).hasSize(2 * WIDTH);
        assertThat(Arrays.copyOf(found[i], WIDTH))
            .containsExactly(first.encode(ids)[i], within(1e-6f));
        assertThat(Arrays.copyOfRange(found[i], WIDTH, 2 * WIDTH))
            .containsExactly(last.encode(ids)[i], within(1e-6f));
      }
    }
  }

  @Test
  void cutsStatementsThatAreTooLong() {
    List<Statement> statements =
        TinyModel.statements("Bakker, Smit, " + "en, ".repeat(200) + "Bakker.");

    assertThat(statements).hasSize(1);
    assertThat(shared("long", 1).encode(statements, TinySequence.NOBODY)[0])
        .hasSize(2 * WIDTH)
        .doesNotContain(Float.NaN);
  }

  @Test
  void encodesNoStatements() {
    assertThat(shared("none", 1).encode(List.of(), TinySequence.NOBODY)).isEmpty();
  }

  @Test
  void tellsOneEncoderFromAnother() {
    float[][] one = shared("digest", 1).encode(STATEMENTS, TinySequence.NOBODY);
    SharedEncoder otherWeights =
        new SharedEncoder("other digest", 1, () -> EncoderFile.write(other().quantized()));

    assertThat(Arrays.deepEquals(otherWeights.encode(STATEMENTS, TinySequence.NOBODY), one))
        .isFalse();
    assertThat(shared("digest", 1).encode(STATEMENTS, TinySequence.NOBODY)).isDeepEqualTo(one);
  }

  /** Returns weights that differ in one bias of the first layer. */
  private static EncoderWeights other() {
    EncoderWeights weights = TinySequence.WEIGHTS.quantized().toFloats();
    weights.tensor(EncoderShape.layer(0) + "output/dense/bias")[0] += 1;
    return weights;
  }

  @Test
  void refusesPartsThatAreNoEncoder() {
    SharedEncoder encoder = new SharedEncoder("damaged", 1, () -> List.of(new byte[100]));

    assertThatThrownBy(() -> encoder.encode(STATEMENTS, TinySequence.NOBODY))
        .isInstanceOf(EncoderException.class);
  }

  private static SharedEncoder shared(String digest, int frozenLayers) {
    return new SharedEncoder(digest, frozenLayers, new CountedParts());
  }

  private static <T> List<T> inThreads(List<Callable<T>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static SharedEncoder copy(SharedEncoder encoder) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(encoder);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (SharedEncoder) in.readObject();
    }
  }
}
