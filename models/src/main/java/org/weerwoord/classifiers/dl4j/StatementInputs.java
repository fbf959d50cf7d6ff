package org.weerwoord.classifiers.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.encoder.LinearHead;
import org.weerwoord.features.ContextFeatureGenerator;
import org.weerwoord.text.StatementLabel;

/**
 * What a {@link SequenceModel} reads of a statement: the mean state after the encoder's untouched
 * layers, the tuned layers' logits, the context features of the fast classifier, and the logarithms
 * of its probabilities.
 *
 * <p>Of the tuned layers only the logits, since their states differ from one tuning to the next,
 * and the model has to learn from encoders that have not seen its articles.
 */
final class StatementInputs {

  private final StackedClassifier fast;
  private final LinearHead head;

  StatementInputs(StackedClassifier fast, LinearHead head) {
    this.fast = fast;
    this.head = head;
  }

  /** Returns the group of each input. */
  static List<InputGroup> groups(LinearHead head) {
    List<InputGroup> groups = new ArrayList<>();
    groups.addAll(Collections.nCopies(head.width(), InputGroup.VECTOR));
    groups.addAll(Collections.nCopies(head.bias().length, InputGroup.LOGITS));
    groups.addAll(
        Collections.nCopies(
            ContextFeatureGenerator.DIMENSION + StatementLabel.COUNT, InputGroup.FAST));
    return groups;
  }

  /**
   * Returns the inputs of each statement.
   *
   * @param encoded of each statement the means after the untouched layers and after the last one
   * @param context features of each statement
   */
  float[][] of(float[][] encoded, List<double[]> context) {
    float[][] inputs = new float[encoded.length][];
    int width = head.width();
    int size = groups(head).size();
    for (int i = 0; i < encoded.length; i++) {
      float[] row = Arrays.copyOf(encoded[i], size);
      int next = width;
      for (float logit : head.logits(Arrays.copyOfRange(encoded[i], width, 2 * width))) {
        row[next++] = logit;
      }
      for (double value : context.get(i)) {
        row[next++] = (float) value;
      }
      double[] probabilities = fast.probabilities(context.get(i));
      for (double logarithm : StackedClassifier.logarithms(probabilities)) {
        row[next++] = (float) logarithm;
      }
      inputs[i] = row;
    }
    return inputs;
  }
}
