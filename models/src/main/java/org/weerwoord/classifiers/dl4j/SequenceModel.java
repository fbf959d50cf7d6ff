package org.weerwoord.classifiers.dl4j;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.nativeblas.Nd4jBlas;
import org.weerwoord.classifiers.ModelFile;
import org.weerwoord.text.StatementLabel;

/**
 * Reads the statements of an article in their order and back, and gives each the probabilities of
 * the labels: a dense layer, a bidirectional LSTM (Graves and Schmidhuber 2005, Neural Networks 18)
 * and a softmax. Inputs are brought to mean 0 and deviation 1 first.
 *
 * <p>Articles of more than {@value #WINDOW} statements are read in windows that overlap, and of
 * each window its middle counts. Safe for use by several threads, one of which reads at a time.
 */
final class SequenceModel implements Serializable {

  /** Most statements that are read together. */
  static final int WINDOW = 128;

  /** Statements that a window has before and behind those that count, where there are any. */
  static final int MARGIN = 16;

  private static final int LABELS = StatementLabel.COUNT;

  /** Standardised inputs beyond are outliers of a kind that training has not seen. */
  private static final float LARGEST = 5;

  private static final double CLIP = 1;
  private static final String STATEMENTS = "statements";
  private static final int MOST = 1 << 16;

  static {
    useOneThread();
  }

  private final int inputs;
  private final int projection;
  private final int hidden;
  private final Standardisation standardisation;
  private final ComputationGraph network;

  private SequenceModel(
      int inputs,
      int projection,
      int hidden,
      Standardisation standardisation,
      ComputationGraph network) {
    this.inputs = inputs;
    this.projection = projection;
    this.hidden = hidden;
    this.standardisation = standardisation;
    this.network = network;
  }

  /**
   * Lets ND4J compute on the thread that calls it. Its own threads wait for each other too often to
   * be worth a core, and Spark's tasks, or several trainings at a time, use the cores already.
   */
  static void useOneThread() {
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    ((Nd4jBlas) Nd4j.factory().blas()).setMaxThreads(1);
  }

  /**
   * Returns a model with random weights.
   *
   * @param articles whose inputs decide the standardisation
   * @param read whether an input is read at all, by its number
   * @param labelWeights of a statement of each label in the loss
   */
  static SequenceModel random(
      List<float[][]> articles,
      IntPredicate read,
      SequenceParameters parameters,
      long seed,
      float[] labelWeights) {
    int inputs = articles.get(0)[0].length;
    return new SequenceModel(
        inputs,
        parameters.projection(),
        parameters.hidden(),
        Standardisation.of(articles, read),
        network(inputs, parameters, seed, labelWeights));
  }

  /**
   * Returns a network. Its way back through an article is made of an LSTM between two reversals and
   * not of a bidirectional layer, which heeds no masks: in a batch it would begin with what a
   * briefer article lacks.
   */
  private static ComputationGraph network(
      int inputs, SequenceParameters parameters, long seed, float[] labelWeights) {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(parameters.rate()))
                .weightInit(WeightInit.XAVIER)
                .l2(parameters.penalty())
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(CLIP)
                .graphBuilder()
                .addInputs(STATEMENTS)
                .setInputTypes(InputType.recurrent(inputs))
                .addLayer(
                    "projected",
                    new DenseLayer.Builder()
                        .nIn(inputs)
                        .nOut(parameters.projection())
                        .activation(Activation.TANH)
                        .dropOut(1 - parameters.dropout())
                        .build(),
                    STATEMENTS)
                .addVertex(
                    "sequence",
                    new PreprocessorVertex(new FeedForwardToRnnPreProcessor()),
                    "projected")
                .addLayer("onwards", lstm(parameters), "sequence")
                .addVertex("reversed", new ReverseTimeSeriesVertex(STATEMENTS), "sequence")
                .addLayer("backwards", lstm(parameters), "reversed")
                .addVertex("restored", new ReverseTimeSeriesVertex(STATEMENTS), "backwards")
                .addLayer(
                    "labels",
                    new RnnOutputLayer.Builder(new LossMCXENT(Nd4j.createFromArray(labelWeights)))
                        .nIn(2 * parameters.hidden())
                        .nOut(LABELS)
                        .activation(Activation.SOFTMAX)
                        .dropOut(1 - parameters.dropout() / 2)
                        .build(),
                    "onwards",
                    "restored")
                .setOutputs("labels")
                .build());
    network.init();
    return network;
  }

  private static LSTM lstm(SequenceParameters parameters) {
    return new LSTM.Builder()
        .nIn(parameters.projection())
        .nOut(parameters.hidden())
        .activation(Activation.TANH)
        .dropOut(1 - parameters.dropout())
        .build();
  }

  /**
   * Returns the probabilities of the labels, in the order of {@link StatementLabel}, of each
   * statement of an article.
   *
   * @param article inputs of each statement
   */
  double[][] probabilities(float[][] article) {
    double[][] probabilities = new double[article.length][];
    int step = WINDOW - 2 * MARGIN;
    int done = 0;
    while (done < article.length) {
      int begin = article.length <= WINDOW ? 0 : Math.max(0, done - MARGIN);
      int end = Math.min(article.length, begin + WINDOW);
      int counted = end == article.length ? end : Math.min(end - MARGIN, done + step);
      INDArray output;
      synchronized (network) {
        // Else the network takes this for as many articles as it read last.
        network.clear();
        output = network.outputSingle(features(Collections.singletonList(article), begin, end));
      }
      for (int i = done; i < counted; i++) {
        probabilities[i] = new double[LABELS];
        for (int label = 0; label < LABELS; label++) {
          probabilities[i][label] = output.getDouble(0, label, i - begin);
        }
      }
      done = counted;
    }
    return probabilities;
  }

  /** Learns from some articles in one step; returns the loss a statement before it. */
  double learn(List<float[][]> articles, List<int[]> labels) {
    int longest = 0;
    int statements = 0;
    for (float[][] article : articles) {
      longest = Math.max(longest, Math.min(WINDOW, article.length));
      statements += Math.min(WINDOW, article.length);
    }
    float[] mask = new float[articles.size() * longest];
    float[] targets = new float[articles.size() * LABELS * longest];
    for (int i = 0; i < articles.size(); i++) {
      for (int t = 0; t < Math.min(longest, articles.get(i).length); t++) {
        mask[i * longest + t] = 1;
        targets[(i * LABELS + labels.get(i)[t]) * longest + t] = 1;
      }
    }
    INDArray masks = Nd4j.createFromArray(mask).reshape(articles.size(), longest);
    network.fit(
        new DataSet(
            features(articles, 0, longest),
            Nd4j.createFromArray(targets).reshape(articles.size(), LABELS, longest),
            masks,
            masks.dup()));
    return network.score() * articles.size() / statements;
  }

  /** Returns the inputs of statements {@code begin} to {@code end} (exclusive), 0 where none is. */
  private INDArray features(List<float[][]> articles, int begin, int end) {
    int length = end - begin;
    float[] values = new float[articles.size() * inputs * length];
    for (int i = 0; i < articles.size(); i++) {
      float[][] article = articles.get(i);
      for (int t = begin; t < Math.min(end, article.length); t++) {
        for (int input = 0; input < inputs; input++) {
          values[(i * inputs + input) * length + t - begin] =
              standardisation.apply(input, article[t][input]);
        }
      }
    }
    return Nd4j.createFromArray(values).reshape(articles.size(), inputs, length);
  }

  /** A model on its way to another process, without the network's own serialisation. */
  private static final class Written implements Serializable {
    private final byte[] bytes;

    Written(byte[] bytes) {
      this.bytes = bytes;
    }

    private Object readResolve() {
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
        return SequenceModel.read(in);
      } catch (IOException e) {
        throw new UncheckedIOException("A sequence model could not be read from memory", e);
      }
    }
  }

  private Object writeReplace() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("A sequence model could not be written to memory", e);
    }
    return new Written(bytes.toByteArray());
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("A sequence model is read as its bytes only");
  }

  /** Writes the model, without what only training needs. */
  void write(DataOutputStream out) throws IOException {
    out.writeInt(inputs);
    out.writeInt(projection);
    out.writeInt(hidden);
    for (int input = 0; input < inputs; input++) {
      out.writeFloat(standardisation.means[input]);
      out.writeFloat(standardisation.factors[input]);
    }
    float[] weights = network.params().toFloatVector();
    out.writeInt(weights.length);
    for (float weight : weights) {
      out.writeFloat(weight);
    }
  }

  /**
   * Reads a model.
   *
   * @throws IllegalArgumentException if the sizes are out of range or do not fit one another; the
   *     message goes on from what was read
   */
  static SequenceModel read(DataInputStream in) throws IOException {
    int inputs = size(in.readInt(), "inputs");
    int projection = size(in.readInt(), "projected inputs");
    int hidden = size(in.readInt(), "hidden units");
    Standardisation standardisation = new Standardisation(inputs);
    for (int input = 0; input < inputs; input++) {
      standardisation.means[input] = in.readFloat();
      standardisation.factors[input] = in.readFloat();
    }
    SequenceParameters shape =
        new SequenceParameters(projection, hidden, 1, 0.1, 0, 0, 0, 1, 32, 1);
    ComputationGraph network = network(inputs, shape, 0, new float[] {1, 1, 1, 1});
    int length = in.readInt();
    if (length != network.numParams()) {
      throw new IllegalArgumentException(
          "must have " + network.numParams() + " weights, but has " + length);
    }
    float[] weights = ModelFile.floats(in, length);
    network.setParams(Nd4j.createFromArray(weights).reshape(1, length));
    return new SequenceModel(inputs, projection, hidden, standardisation, network);
  }

  private static int size(int value, String name) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(
          "must have between 1 and " + MOST + " " + name + ", but has " + value);
    }
    return value;
  }

  /** Brings inputs to mean 0 and deviation 1. */
  private static final class Standardisation {

    private static final double LEAST_DEVIATION = 1e-6;

    private final float[] means;

    /** Inverses of the deviations; 0 for what is not read. */
    private final float[] factors;

    Standardisation(int inputs) {
      means = new float[inputs];
      factors = new float[inputs];
    }

    static Standardisation of(List<float[][]> articles, IntPredicate read) {
      int inputs = articles.get(0)[0].length;
      double[] sums = new double[inputs];
      double[] squares = new double[inputs];
      int count = 0;
      for (float[][] article : articles) {
        for (float[] statement : article) {
          count++;
          for (int i = 0; i < inputs; i++) {
            sums[i] += statement[i];
            squares[i] += (double) statement[i] * statement[i];
          }
        }
      }
      Standardisation result = new Standardisation(inputs);
      for (int i = 0; i < inputs; i++) {
        double mean = sums[i] / count;
        double variance = Math.max(0, squares[i] / count - mean * mean);
        result.means[i] = (float) mean;
        result.factors[i] =
            read.test(i) ? (float) (1 / (Math.sqrt(variance) + LEAST_DEVIATION)) : 0;
      }
      return result;
    }

    float apply(int input, float value) {
      float standardised = (value - means[input]) * factors[input];
      return Math.max(-LARGEST, Math.min(LARGEST, standardised));
    }
  }
}
