package org.weerwoord.classifiers.dl4j;

import java.util.List;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.classifiers.Classification;
import org.weerwoord.classifiers.LinearModel;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.classifiers.TrainedClassifier;
import org.weerwoord.encoder.LinearHead;
import org.weerwoord.reading.StatementReading;
import org.weerwoord.text.Statement;

/**
 * The accurate classifier: a {@link SequenceEnsemble} on what an encoder and the fast classifier
 * make of each statement, and a calibration of its probabilities.
 */
public final class SequenceClassifier implements TrainedClassifier {

  private final String modelId;
  private final StackedClassifier fast;
  private final SharedEncoder encoder;
  private final LinearHead head;
  private final SequenceEnsemble model;
  private final LinearModel calibration;
  private final double threshold;
  private final RoleNetwork roles;

  /**
   * @param fast whose features and probabilities are read, and whose words are the evidence
   * @param head over the encoder's second vector
   * @param calibration of the logarithms of the model's probabilities
   * @param threshold least probability of any act for a statement to be labelled as one, in [0,1]
   * @param roles scores who acts, by the same states that labels come from; null of a model from
   *     before there was such a network
   */
  public SequenceClassifier(
      String modelId,
      StackedClassifier fast,
      SharedEncoder encoder,
      LinearHead head,
      SequenceEnsemble model,
      LinearModel calibration,
      double threshold,
      RoleNetwork roles) {
    this.modelId = modelId;
    this.fast = fast;
    this.encoder = encoder;
    this.head = head;
    this.model = model;
    this.calibration = calibration;
    this.threshold = threshold;
    this.roles = roles;
  }

  @Override
  public SequenceClassifier withThreshold(double other) {
    return new SequenceClassifier(modelId, fast, encoder, head, model, calibration, other, roles);
  }

  /** Returns the same classifier with another network for roles. */
  public SequenceClassifier withRoles(RoleNetwork other) {
    return new SequenceClassifier(
        modelId, fast, encoder, head, model, calibration, threshold, other);
  }

  @Override
  public double threshold() {
    return threshold;
  }

  @Override
  public String modelId() {
    return modelId;
  }

  @Override
  public StackedClassifier sparse() {
    return fast;
  }

  @Override
  public List<Classification> classify(ArticleActors article) {
    return read(article).classifications();
  }

  @Override
  public Read read(ArticleActors article) {
    List<Statement> statements =
        article.reading().readings().stream().map(StatementReading::statement).toList();
    RoleNetwork.Reading reading = roles == null ? null : roles.reading(article);
    SharedEncoder.TokenReader tokens =
        reading == null ? (statement, pieces, states) -> {} : reading;
    double[][] probabilities =
        model.probabilities(
            new StatementInputs(fast, head)
                .of(encoder.encode(statements, tokens), fast.context(article)));
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = calibration.probabilities(StackedClassifier.logarithms(probabilities[i]));
    }
    return new Read(fast.classifications(article.reading(), probabilities, threshold), reading);
  }
}
