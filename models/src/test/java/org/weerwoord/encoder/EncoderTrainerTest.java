package org.weerwoord.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weerwoord.encoder.EncoderTrainer.Example;

/** Statements are labelled by which of the first pieces they hold, once, anywhere. */
@ExtendWith(OneThread.class)
class EncoderTrainerTest {

  private static final EncoderShape SHAPE = new EncoderShape(3, 16, 2, 32, 24, 10);
  private static final int FROZEN = 1;
  private static final int LABELS = 3;
  private static final double[] LABEL_WEIGHTS = {1, 2, 0.5};
  private static final int BATCH = 8;
  private static final Pattern HELD_OUT_LOSS = Pattern.compile(".*of held-out statements (.+)");

  private static final List<Statement> STATEMENTS = statements(40, 1);
  private static final List<Statement> UNSEEN = statements(60, 2);

  @TempDir private Path folder;

  private record Statement(List<Integer> pieces, int label) {

    int[] ids() {
      return pieces.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  private record Tuned(EncoderWeights weights, LinearHead head, List<String> log) {

    double[] probabilities(int[] ids) {
      float[] logits = head.logits(new PlainEncoder(weights).encode(ids));
      double[] powers = IntStream.range(0, logits.length).mapToDouble(i -> logits[i]).toArray();
      Arrays.setAll(powers, i -> Math.exp(powers[i]));
      double sum = Arrays.stream(powers).sum();
      return Arrays.stream(powers).map(power -> power / sum).toArray();
    }

    List<String> epochs() {
      return log.stream().filter(line -> line.startsWith("epoch ")).toList();
    }

    List<Double> heldOutLosses() {
      List<Double> losses = new ArrayList<>();
      for (String line : epochs()) {
        Matcher matcher = HELD_OUT_LOSS.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        losses.add(Double.valueOf(matcher.group(1)));
      }
      return losses;
    }
  }

  /** Ends a training from within its log, as the end of its process would. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void learnsWhatLabelsDependOn() throws IOException {
    TuningParameters parameters =
        new TuningParameters(FROZEN, 10, 0.005, 3, 0.01, 1, 0.1, BATCH, 1);
    Tuned tuned = fit(parameters, statements(240, 3), List.of(), file("learns"), line -> {});

    long right = UNSEEN.stream().filter(s -> label(tuned, s) == s.label()).count();
    assertThat(right).isGreaterThanOrEqualTo(UNSEEN.size() * 9L / 10);
    assertThat(tuned.epochs()).hasSize(10);
    assertThat(tuned.epochs().get(9)).matches("epoch 10 of 10: loss 0\\.\\d{4}");
  }

  @Test
  void changesTheLayersThatAreNotFrozen() throws IOException {
    EncoderWeights before = weights();
    EncoderWeights after = fit(parameters(1, 0, 1), List.of(), file("frozen")).weights();

    for (EncoderTensor tensor : SHAPE.tensors()) {
      boolean isTuned =
          IntStream.range(FROZEN, SHAPE.layers())
              .anyMatch(layer -> tensor.name().startsWith(EncoderShape.layer(layer)));
      // A bias of the keys adds the same to all scores of a token, which changes no attention.
      if (isTuned && !tensor.name().endsWith("self/key/bias")) {
        assertThat(after.tensor(tensor.name()))
            .as(tensor.name())
            .isNotEqualTo(before.tensor(tensor.name()));
      } else if (!isTuned) {
        assertThat(after.tensor(tensor.name()))
            .as(tensor.name())
            .containsExactly(before.tensor(tensor.name()));
      }
    }
  }

  /** Where 3 in 10 labels are wrong, a model gets worse once it is too sure of the others. */
  @Test
  void stopsWhenHeldOutExamplesGetWorseWithTheBestWeights() throws IOException {
    List<Statement> heldOut = new ArrayList<>();
    for (int i = 0; i < UNSEEN.size(); i++) {
      Statement statement = UNSEEN.get(i);
      int label = i % 10 < 3 ? (statement.label() + 1) % LABELS : statement.label();
      heldOut.add(new Statement(statement.pieces(), label));
    }
    List<Statement> seen = statements(160, 4);
    Path checkpoint = file("stops");
    Tuned tuned = fit(parameters(12, 0, 1), seen, examples(heldOut), checkpoint, line -> {});

    List<Double> losses = tuned.heldOutLosses();
    int last = losses.size() - 1;
    assertThat(last).isBetween(2, 8);
    for (int epoch = 1; epoch < last; epoch++) {
      assertThat(losses.get(epoch)).isLessThan(losses.get(epoch - 1));
    }
    assertThat(losses.get(last)).isGreaterThan(losses.get(last - 1) + 0.02);
    assertThat(loss(tuned, heldOut)).isCloseTo(losses.get(last - 1), within(0.005));

    Tuned again = fit(parameters(12, 0, 1), seen, examples(heldOut), checkpoint, line -> {});
    assertThat(again.log()).isEmpty();
    assertSame(again, tuned);

    Path stopped = file("stopped");
    assertThatExceptionOfType(Stopped.class)
        .isThrownBy(
            () ->
                fit(parameters(12, 0, 1), seen, examples(heldOut), stopped, stopAt(losses.size())));
    assertSame(fit(parameters(12, 0, 1), seen, examples(heldOut), stopped, line -> {}), tuned);
  }

  @Test
  void givesTheSameWeightsForTheSameSeed() throws Exception {
    Tuned first = fit(parameters(2, 0.2, 1), examples(UNSEEN), file("first"));
    Tuned other = fit(parameters(2, 0.2, 2), examples(UNSEEN), file("other"));
    assertThat(other.head().kernel()).isNotEqualTo(first.head().kernel());

    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Tuned> beside =
          threads.submit(() -> fit(parameters(2, 0.2, 1), examples(UNSEEN), file("beside")));
      Future<Tuned> otherBeside =
          threads.submit(() -> fit(parameters(2, 0.2, 2), examples(UNSEEN), file("other-beside")));
      assertSame(beside.get(), first);
      assertSame(otherBeside.get(), other);
    } finally {
      threads.shutdownNow();
    }
    assertThat(file("beside")).hasSameBinaryContentAs(file("first"));
    assertThat(file("other-beside")).hasSameBinaryContentAs(file("other"));
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "3, true", "2, false", "3, false"})
  void goesOnAsIfItHadNotBeenStopped(int epoch, boolean holdsOut) throws IOException {
    TuningParameters parameters = parameters(3, 0.2, 1);
    List<Example> heldOut = holdsOut ? examples(UNSEEN) : List.of();
    Tuned whole = fit(parameters, heldOut, file("whole"));
    assertThat(whole.epochs()).hasSize(3);

    Path checkpoint = file("stopped");
    assertThatExceptionOfType(Stopped.class)
        .isThrownBy(() -> fit(parameters, STATEMENTS, heldOut, checkpoint, stopAt(epoch)));
    Files.writeString(checkpoint.resolveSibling("stopped.begun"), "half of a check");
    Tuned rest = fit(parameters, heldOut, checkpoint);

    assertThat(rest.epochs()).isEqualTo(whole.epochs().subList(epoch - 1, 3));
    assertSame(rest, whole);
    assertThat(checkpoint).hasSameBinaryContentAs(file("whole"));
    assertThat(checkpoint.resolveSibling("stopped.begun")).doesNotExist();
  }

  @Test
  void refusesACheckpointThatIsNotWhole() throws IOException {
    Path checkpoint = file("cut");
    fit(parameters(1, 0, 1), List.of(), checkpoint);
    byte[] whole = Files.readAllBytes(checkpoint);
    for (int length : new int[] {0, 3, 7, 20, 21, 25, 1000, whole.length - 1}) {
      Files.write(checkpoint, Arrays.copyOf(whole, length));
      assertRefused(
          checkpoint,
          "must be whole, but ends after " + length + " bytes; delete it to begin anew");
    }
  }

  @Test
  void refusesACheckpointOfAnotherTraining() throws IOException {
    String message =
        "must be of this training, with the same encoder and parameters, but is not; delete it to"
            + " begin anew";
    Path checkpoint = file("foreign");
    Files.write(checkpoint, "Notes on BERT, and other things".getBytes(StandardCharsets.UTF_8));
    assertRefused(checkpoint, message);

    Files.delete(checkpoint);
    TuningParameters moreLayers = new TuningParameters(0, 1, 0.01, 5, 0, 1, 0, BATCH, 1);
    new EncoderTrainer(weights(), moreLayers, LABEL_WEIGHTS, line -> {})
        .fit(examples(STATEMENTS, 0), List.of(), checkpoint);
    assertRefused(checkpoint, message);

    Files.delete(checkpoint);
    new EncoderTrainer(weights(), parameters(1, 0, 1), new double[] {1, 1, 1, 1}, line -> {})
        .fit(examples(STATEMENTS), List.of(), checkpoint);
    assertRefused(checkpoint, message);

    Files.delete(checkpoint);
    fit(parameters(1, 0, 1), List.of(), checkpoint);
    byte[] bytes = Files.readAllBytes(checkpoint);
    Files.write(checkpoint, Arrays.copyOf(bytes, bytes.length + 1));
    assertRefused(checkpoint, message);
  }

  /** Adam's first step is as long for each weight, whatever its gradient. */
  @Test
  void firstStepIsAsLongAsTheRateSays() throws IOException {
    double rate = 0.001;
    double headRate = 4;
    double decay = 2;
    Tuned tuned =
        fitOneStep(new TuningParameters(FROZEN, 1, rate, headRate, decay, 1, 0, BATCH, 1));

    String layer = EncoderShape.layer(FROZEN);
    assertStep(tuned, layer + "output/LayerNorm/gamma", rate, 0);
    assertStep(tuned, layer + "attention/self/value/bias", rate, 0);
    assertStep(tuned, layer + "output/dense/kernel", rate, rate * decay);
    assertStep(tuned, layer + "attention/self/value/kernel", rate, rate * decay);
    for (float bias : tuned.head().bias()) {
      assertThat(Math.abs(bias)).isCloseTo((float) (rate * headRate), within(0.0001f));
    }
  }

  @Test
  void shortensGradientsThatAreTooLong() throws IOException {
    double rate = 0.001;
    double lessThanAdamTellsFromZero = 1e-9;
    Tuned tuned =
        fitOneStep(
            new TuningParameters(FROZEN, 1, rate, 1, 0, lessThanAdamTellsFromZero, 0, BATCH, 1));

    for (float bias : tuned.head().bias()) {
      assertThat(Math.abs(bias)).isBetween(1e-9f, (float) (0.01 * rate));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, 0.1",
    "4, 100, 0.5",
    "9, 100, 1",
    "10, 100, 1",
    "55, 100, 0.5",
    "91, 100, 0.1",
    "99, 100, 0.02",
    "0, 5, 1",
    "3, 4, 0.2778",
    "0, 1, 1"
  })
  void warmsUpOverATenthAndDecaysToNearlyZero(int step, int steps, double share) {
    TuningParameters parameters = new TuningParameters(FROZEN, 1, 0.5, 1, 0, 1, 0, BATCH, 1);
    EncoderTrainer trainer = new EncoderTrainer(weights(), parameters, LABEL_WEIGHTS, line -> {});
    assertThat(trainer.rate(step, steps)).isCloseTo(0.5 * share, within(1e-4));
  }

  @Test
  void refusesToFreezeAllLayers() {
    TuningParameters parameters = new TuningParameters(3, 1, 0.1, 1, 0, 1, 0, BATCH, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EncoderTrainer(weights(), parameters, LABEL_WEIGHTS, line -> {}))
        .withMessage("At least one layer must be tuned, but of 3 layers 3 are frozen");
  }

  @Test
  void refusesTooFewExamples() {
    EncoderTrainer trainer =
        new EncoderTrainer(weights(), parameters(1, 0, 1), LABEL_WEIGHTS, line -> {});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.fit(examples(STATEMENTS.subList(0, 3)), List.of(), file("few")))
        .withMessage("An encoder must be tuned on at least 4 examples, but is given 3");
    assertThat(file("few")).doesNotExist();
  }

  private void assertRefused(Path checkpoint, String message) {
    EncoderWeights weights = weights();
    EncoderTrainer trainer =
        new EncoderTrainer(weights, parameters(2, 0, 1), LABEL_WEIGHTS, line -> {});
    assertThatExceptionOfType(EncoderException.class)
        .isThrownBy(() -> trainer.fit(examples(STATEMENTS), List.of(), checkpoint))
        .withMessage("The checkpoint " + checkpoint + " " + message);
    for (EncoderTensor tensor : SHAPE.tensors()) {
      assertThat(weights.tensor(tensor.name())).containsExactly(weights().tensor(tensor.name()));
    }
  }

  private Tuned fitOneStep(TuningParameters parameters) throws IOException {
    EncoderWeights weights = weights();
    LinearHead head =
        new EncoderTrainer(weights, parameters, LABEL_WEIGHTS, line -> {})
            .fit(examples(STATEMENTS.subList(0, BATCH)), List.of(), file("step"));
    return new Tuned(weights, head, List.of());
  }

  /** Steps of very small gradients may be shorter. */
  private static void assertStep(Tuned tuned, String name, double length, double decay) {
    float[] before = weights().tensor(name);
    float[] after = tuned.weights().tensor(name);
    double[] steps =
        IntStream.range(0, before.length)
            .mapToDouble(i -> Math.abs(after[i] - before[i] * (1 - decay)) / length)
            .sorted()
            .toArray();
    assertThat(steps[steps.length / 2]).as(name).isCloseTo(1, within(0.01));
    assertThat(steps[steps.length - 1]).as(name).isCloseTo(1, within(0.01));
  }

  private static void assertSame(Tuned tuned, Tuned other) {
    for (EncoderTensor tensor : SHAPE.tensors()) {
      assertThat(tuned.weights().tensor(tensor.name()))
          .as(tensor.name())
          .containsExactly(other.weights().tensor(tensor.name()));
    }
    assertThat(tuned.head().kernel()).containsExactly(other.head().kernel());
    assertThat(tuned.head().bias()).containsExactly(other.head().bias());
  }

  private static double loss(Tuned tuned, List<Statement> statements) {
    double sum = 0;
    double weight = 0;
    for (Statement statement : statements) {
      double own = LABEL_WEIGHTS[statement.label()];
      sum -= own * Math.log(tuned.probabilities(statement.ids())[statement.label()]);
      weight += own;
    }
    return sum / weight;
  }

  private static int label(Tuned tuned, Statement statement) {
    double[] probabilities = tuned.probabilities(statement.ids());
    int best = 0;
    for (int label = 1; label < LABELS; label++) {
      best = probabilities[label] > probabilities[best] ? label : best;
    }
    return best;
  }

  private static TuningParameters parameters(int epochs, double dropout, long seed) {
    return new TuningParameters(FROZEN, epochs, 0.003, 5, 0.01, 1, dropout, BATCH, seed);
  }

  private static Consumer<String> stopAt(int epoch) {
    return line -> {
      if (line.startsWith("epoch " + epoch + " of ")) {
        throw new Stopped();
      }
    };
  }

  private static Tuned fit(TuningParameters parameters, List<Example> heldOut, Path checkpoint)
      throws IOException {
    return fit(parameters, STATEMENTS, heldOut, checkpoint, line -> {});
  }

  private static Tuned fit(
      TuningParameters parameters,
      List<Statement> statements,
      List<Example> heldOut,
      Path checkpoint,
      Consumer<String> listener)
      throws IOException {
    EncoderWeights weights = weights();
    List<String> log = new ArrayList<>();
    EncoderTrainer trainer =
        new EncoderTrainer(weights, parameters, LABEL_WEIGHTS, listener.andThen(log::add));
    LinearHead head = trainer.fit(examples(statements), heldOut, checkpoint);
    return new Tuned(weights, head, log);
  }

  private static EncoderWeights weights() {
    return PlainEncoder.random(SHAPE, 1);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private static List<Example> examples(List<Statement> statements) {
    return examples(statements, FROZEN);
  }

  private static List<Example> examples(List<Statement> statements, int layers) {
    PlainEncoder encoder = new PlainEncoder(weights());
    return statements.stream()
        .map(s -> new Example(new TokenStates(encoder.joinedStates(s.ids(), layers)), s.label()))
        .toList();
  }

  private static List<Statement> statements(int count, long seed) {
    Random random = new Random(seed);
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] ids = random.ints(random.nextInt(2, 8), LABELS, SHAPE.pieces()).toArray();
      ids[random.nextInt(ids.length)] = i % LABELS;
      statements.add(new Statement(Arrays.stream(ids).boxed().toList(), i % LABELS));
    }
    return statements;
  }
}
