package org.weerwoord.classifiers.dl4j;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.apache.commons.codec.digest.DigestUtils;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.classifiers.LabelWeights;
import org.weerwoord.classifiers.LabelledArticle;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.encoder.Encoder;
import org.weerwoord.encoder.EncoderFile;
import org.weerwoord.encoder.EncoderTrainer;
import org.weerwoord.encoder.EncoderWeights;
import org.weerwoord.encoder.LinearHead;
import org.weerwoord.encoder.QuantizedWeights;
import org.weerwoord.encoder.TokenStates;
import org.weerwoord.encoder.WordPieces;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;

/**
 * Trains what a {@link SequenceClassifier} has beyond the fast classifier, on one machine.
 *
 * <p>The sequence model must learn from what encoders say of articles that they have not seen. So
 * the encoder is tuned three times, all at once: on each half of the folds, to read the other half
 * for the sequence model, and on all articles, for use. For its own scores the sequence model is
 * fitted once for each fold, on the others, and then on all.
 */
public final class DeepTraining {

  private static final int HALVES = 2;
  private static final int DIGEST_IN_NAME = 16;

  /** Articles of the other half that early stopping looks at: one in so many. */
  private static final int STOPPING = 8;

  private final DeepParameters parameters;

  /** As it will run: the tuned layers must learn from what the rounded ones below give them. */
  private final QuantizedWeights start;

  private final Path checkpoints;
  private final Consumer<String> log;

  /**
   * @param start the encoder as pretrained
   * @param checkpoints folder in which tunings are kept that were stopped
   * @param log gets lines on losses and speed
   */
  public DeepTraining(
      DeepParameters parameters, EncoderWeights start, Path checkpoints, Consumer<String> log) {
    this.parameters = parameters;
    this.start = start.quantized();
    this.checkpoints = checkpoints;
    this.log = log;
  }

  /**
   * An encoder tuned on all articles, and what those tuned on a half made of the other.
   *
   * @param encoder parts of its file
   * @param frozenLayers of the encoder
   * @param inputs of the statements of each article
   */
  public record Encoded(
      List<byte[]> encoder, int frozenLayers, LinearHead head, List<float[][]> inputs) {}

  /**
   * Sequence models.
   *
   * @param heldOut probabilities of each article's statements, from models that have not seen it
   */
  public record Sequenced(SequenceEnsemble model, List<double[][]> heldOut) {}

  /** A tuned encoder. */
  private record Tuned(QuantizedWeights weights, LinearHead head) {}

  /**
   * Tunes the encoder.
   *
   * @param fold of an article, by its id
   * @param fast the fast classifier that has not seen the articles of a fold
   * @throws IOException if a checkpoint can't be read or written
   */
  public Encoded encode(
      List<LabelledArticle> articles,
      ToIntFunction<String> fold,
      IntFunction<StackedClassifier> fast)
      throws IOException {
    int[] foldOf = folds(articles, fold);
    List<List<int[]>> ids = ids(articles);
    List<Tuned> tuned = tune(articles, ids, foldOf);
    log.accept("reads " + articles.size() + " articles with the tuned encoders");
    List<float[][]> inputs = inputs(articles, ids, foldOf, tuned, fast);
    Tuned all = tuned.get(HALVES);
    return new Encoded(
        EncoderFile.write(all.weights()), parameters.tuning().frozenLayers(), all.head(), inputs);
  }

  /**
   * Fits the sequence models: some that read all inputs, and as many without the vector, which has
   * most of the inputs and is easily learnt by heart.
   *
   * @param read groups of inputs to read
   */
  public Sequenced sequence(
      List<LabelledArticle> articles,
      Encoded encoded,
      int folds,
      ToIntFunction<String> fold,
      Set<InputGroup> read)
      throws IOException {
    int[] foldOf = folds(articles, fold);
    List<InputGroup> groups = StatementInputs.groups(encoded.head());
    List<SequenceTrainer.Example> examples = new ArrayList<>();
    for (int i = 0; i < articles.size(); i++) {
      examples.add(new SequenceTrainer.Example(encoded.inputs().get(i), articles.get(i).labels()));
    }
    Set<Set<InputGroup>> kinds = new LinkedHashSet<>();
    kinds.add(read);
    Set<InputGroup> withoutVector = EnumSet.copyOf(read);
    withoutVector.remove(InputGroup.VECTOR);
    kinds.add(withoutVector);
    List<Callable<SequenceModel>> fits = new ArrayList<>();
    for (int left = 0; left <= folds; left++) {
      List<SequenceTrainer.Example> others = new ArrayList<>();
      for (int i = 0; i < examples.size(); i++) {
        if (foldOf[i] != left) {
          others.add(examples.get(i));
        }
      }
      String name = left == folds ? "on all articles" : "without fold " + left;
      for (Set<InputGroup> kind : kinds) {
        for (int model = 0; model < parameters.sequence().models(); model++) {
          SequenceTrainer trainer =
              new SequenceTrainer(
                  parameters.sequence(),
                  parameters.tuning().seed() + model,
                  line -> log.accept("sequence model of " + kind + " " + name + ", " + line));
          fits.add(() -> trainer.fit(others, input -> kind.contains(groups.get(input))));
        }
      }
    }
    List<SequenceModel> models = inParallel(fits);
    int size = models.size() / (folds + 1);
    List<SequenceEnsemble> ensembles = new ArrayList<>();
    for (int left = 0; left <= folds; left++) {
      ensembles.add(new SequenceEnsemble(models.subList(left * size, (left + 1) * size)));
    }
    List<double[][]> heldOut = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      heldOut.add(ensembles.get(foldOf[i]).probabilities(encoded.inputs().get(i)));
    }
    return new Sequenced(ensembles.get(folds), heldOut);
  }

  private static int[] folds(List<LabelledArticle> articles, ToIntFunction<String> fold) {
    return articles.stream().mapToInt(article -> fold.applyAsInt(article.id())).toArray();
  }

  private List<List<int[]>> ids(List<LabelledArticle> articles) {
    WordPieces pieces = WordPieces.of(start.pieces());
    List<List<int[]>> ids = new ArrayList<>();
    for (LabelledArticle article : articles) {
      List<int[]> statements = new ArrayList<>();
      for (Statement statement : article.statements()) {
        statements.add(pieces.input(statement.text(), start.shape().positions()));
      }
      ids.add(statements);
    }
    return ids;
  }

  /** Tunes on the first half, on the second, and on all articles. */
  private List<Tuned> tune(List<LabelledArticle> articles, List<List<int[]>> ids, int[] foldOf)
      throws IOException {
    int frozen = parameters.tuning().frozenLayers();
    log.accept(
        String.format(
            Locale.ROOT, "runs %d layers that stay as they are, on all statements", frozen));
    List<List<TokenStates>> states = new ArrayList<>();
    try (Encoder encoder =
        Encoder.open(start, Runtime.getRuntime().availableProcessors(), frozen)) {
      for (List<int[]> statements : ids) {
        states.add(encoder.states(statements));
      }
    }
    List<Callable<Tuned>> tunings = new ArrayList<>();
    for (int half = HALVES; half >= 0; half--) {
      int left = half;
      tunings.add(
          () -> {
            List<EncoderTrainer.Example> examples = new ArrayList<>();
            List<EncoderTrainer.Example> heldOut = new ArrayList<>();
            for (int i = 0; i < articles.size(); i++) {
              boolean unseen = foldOf[i] % HALVES == left;
              if (!unseen) {
                add(articles.get(i), states.get(i), parameters.noneShare(), examples);
              } else if (i % STOPPING == 0) {
                add(articles.get(i), states.get(i), 1, heldOut);
              }
            }
            String name = left == HALVES ? "all" : "half" + left;
            return tune(name, examples, heldOut);
          });
    }
    List<Tuned> tuned = inParallel(tunings);
    return List.of(tuned.get(2), tuned.get(1), tuned.get(0));
  }

  /**
   * Adds an article's statements, of those without an act only a share, in equal distances.
   *
   * @param noneShare in [0,1]
   */
  private static void add(
      LabelledArticle article,
      List<TokenStates> states,
      double noneShare,
      List<EncoderTrainer.Example> examples) {
    double due = 0;
    for (int i = 0; i < states.size(); i++) {
      StatementLabel label = article.labels().get(i);
      if (label == StatementLabel.NONE) {
        due += noneShare;
        if (due < 1) {
          continue;
        }
        due--;
      }
      examples.add(new EncoderTrainer.Example(states.get(i), label.ordinal()));
    }
  }

  private Tuned tune(
      String name, List<EncoderTrainer.Example> examples, List<EncoderTrainer.Example> heldOut)
      throws IOException {
    EncoderWeights weights = start.toFloats();
    double[] labelWeights = labelWeights(examples);
    Path checkpoint = checkpoints.resolve("encoder-" + name + "-" + digest(examples) + ".bin");
    log.accept("tunes the encoder on " + examples.size() + " statements (" + name + ")");
    LinearHead head =
        new EncoderTrainer(
                weights, parameters.tuning(), labelWeights, line -> log.accept(name + ": " + line))
            .fit(examples, heldOut, checkpoint);
    return new Tuned(weights.quantized(), head);
  }

  private double[] labelWeights(List<EncoderTrainer.Example> examples) {
    long[] support = new long[StatementLabel.COUNT];
    examples.forEach(example -> support[example.label()]++);
    return LabelWeights.of(support, parameters.sequence().balance());
  }

  /** Returns what tells a tuning from others: its parameters and all that it learns from. */
  private String digest(List<EncoderTrainer.Example> examples) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    digest.update((parameters + " " + start.shape()).getBytes(StandardCharsets.UTF_8));
    for (EncoderTrainer.Example example : examples) {
      digest.update(
          ByteBuffer.allocate(2 * Integer.BYTES)
              .putInt(example.states().hashCode())
              .putInt(example.label())
              .array());
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_IN_NAME);
  }

  private List<float[][]> inputs(
      List<LabelledArticle> articles,
      List<List<int[]>> ids,
      int[] foldOf,
      List<Tuned> tuned,
      IntFunction<StackedClassifier> fast) {
    float[][][] inputs = new float[articles.size()][][];
    for (int half = 0; half < HALVES; half++) {
      QuantizedWeights weights = tuned.get(half).weights();
      try (Encoder encoder =
          Encoder.open(
              weights,
              Runtime.getRuntime().availableProcessors(),
              parameters.tuning().frozenLayers(),
              weights.shape().layers())) {
        for (int i = 0; i < inputs.length; i++) {
          if (foldOf[i] % HALVES == half) {
            LabelledArticle article = articles.get(i);
            StackedClassifier classifier = fast.apply(foldOf[i]);
            ArticleActors actors =
                ArticleActors.of(ArticleReading.of(article.statements(), article.language()));
            inputs[i] =
                new StatementInputs(classifier, tuned.get(half).head())
                    .of(encoder.encode(ids.get(i)), classifier.context(actors));
          }
        }
      }
    }
    return List.of(inputs);
  }

  /** Runs some trainings at a time, on one thread each. */
  static <T> List<T> inParallel(List<Callable<T>> trainings) throws IOException {
    SequenceModel.useOneThread();
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(trainings)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("A training failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The trainings were interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
