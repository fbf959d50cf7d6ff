package org.weerwoord.classifiers.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.classifiers.LinearModel;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.classifiers.TinyModel;
import org.weerwoord.encoder.EncoderFile;
import org.weerwoord.encoder.EncoderShape;
import org.weerwoord.encoder.EncoderTensor;
import org.weerwoord.encoder.EncoderWeights;
import org.weerwoord.encoder.LinearHead;
import org.weerwoord.encoder.PlainEncoder;
import org.weerwoord.encoder.WordPieces;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;

/**
 * The parts of a {@link SequenceClassifier}, small, with weights that were not trained but come
 * from a random number generator, on {@link TinyModel} as the fast classifier.
 */
final class TinySequence {

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

  static final int FROZEN_LAYERS = 1;
  static final double THRESHOLD = 0.6;

  /** Articles of one to some statements, and one that is longer than a window. */
  static final List<List<Statement>> ARTICLES =
      List.of(
          TinyModel.STATEMENTS,
          TinyModel.statements("Smit ontkent dat."),
          TinyModel.statements("Bakker ontkent dat hij gestolen heeft. Wie beschuldigt Smit?"),
          TinyModel.statements("Het regende gisteren. ".repeat(9)),
          TinyModel.statements(
              "Bakker beschuldigt Smit van fraude. Volgens hem regende het. ".repeat(75)));

  static final StackedClassifier FAST = TinyModel.classifier();
  static final EncoderWeights WEIGHTS = weights(List.of("Smit heeft Bakker beschuldigd."), 400, 24);
  static final List<byte[]> ENCODER = EncoderFile.write(WEIGHTS.quantized());
  static final LinearHead HEAD =
      new LinearHead(random(24 * StatementLabel.COUNT, 2), random(StatementLabel.COUNT, 3));
  static final SequenceEnsemble MODEL = new SequenceEnsemble(List.of(model(1), model(2)));
  static final LinearModel CALIBRATION = calibration();
  static final RoleNetwork ROLES = new RoleNetwork(roleHead(4), roleHead(5));

  /** Reads no tokens. */
  static final SharedEncoder.TokenReader NOBODY = (statement, pieces, states) -> {};

  private TinySequence() {}

  /** Returns a classifier of these parts. */
  static SequenceClassifier classifier() {
    return SequenceModelFile.classifier(
        FAST,
        new DeepTraining.Encoded(ENCODER, FROZEN_LAYERS, HEAD, List.of()),
        MODEL,
        CALIBRATION,
        THRESHOLD,
        ROLES);
  }

  /** Returns a head over states of the encoder, three wide. */
  static RoleHead roleHead(long seed) {
    Map<String, float[]> weights = new HashMap<>();
    RoleHead.shapes(24, 3)
        .forEach(
            (name, shape) ->
                weights.put(name, random(shape[0] * shape[1], seed * 31 + name.hashCode())));
    return new RoleHead(24, 3, weights);
  }

  static ArticleActors article(List<Statement> statements) {
    return TinyModel.article(statements);
  }

  /**
   * Returns an encoder of two layers with random weights, whose pieces are the single characters
   * and the most frequent words of some texts.
   */
  static EncoderWeights weights(List<String> texts, int mostPieces, int width) {
    WordPieces pieces = pieces(texts, mostPieces);
    EncoderShape shape = new EncoderShape(2, width, 2, 2 * width, pieces.size(), 48);
    EncoderWeights random = PlainEncoder.random(shape, 1);
    Map<String, float[]> tensors = new HashMap<>();
    for (EncoderTensor tensor : shape.tensors()) {
      tensors.put(tensor.name(), random.tensor(tensor.name()));
    }
    return new EncoderWeights(shape, pieces.pieces(), tensors);
  }

  private static WordPieces pieces(List<String> texts, int most) {
    Set<String> pieces = new LinkedHashSet<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]"));
    for (String text : texts) {
      text.codePoints()
          .mapToObj(Character::toString)
          .filter(character -> !character.isBlank())
          .forEach(
              character -> {
                pieces.add(character);
                pieces.add("##" + character);
              });
      NO_LETTERS.splitAsStream(text).filter(word -> !word.isEmpty()).forEach(pieces::add);
    }
    return WordPieces.of(List.copyOf(pieces)).pruned(texts, most);
  }

  /** Returns a model of what {@link StatementInputs} makes of the articles. */
  private static SequenceModel model(long seed) {
    StatementInputs inputs = new StatementInputs(FAST, HEAD);
    List<float[][]> articles = new ArrayList<>();
    for (List<Statement> statements : ARTICLES) {
      float[][] encoded = new float[statements.size()][];
      for (int i = 0; i < encoded.length; i++) {
        encoded[i] = random(2 * HEAD.width(), seed + i);
      }
      articles.add(inputs.of(encoded, FAST.context(article(statements))));
    }
    return SequenceModel.random(
        articles,
        input -> true,
        new SequenceParameters(6, 5, 1, 0.01, 0, 0, 0, 1, 32, 1),
        seed,
        new float[] {1, 1, 1, 1});
  }

  private static LinearModel calibration() {
    float[] weights = new float[StatementLabel.COUNT * StatementLabel.COUNT];
    for (int label = 0; label < StatementLabel.COUNT; label++) {
      weights[StatementLabel.COUNT * label + label] = 1.5f;
    }
    return new LinearModel(weights, new double[] {0.1, 0, -0.2, 0.3});
  }

  private static float[] random(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
