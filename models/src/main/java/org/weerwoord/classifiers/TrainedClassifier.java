package org.weerwoord.classifiers;

/** A classifier with a threshold that was chosen in training and can be moved. */
public interface TrainedClassifier extends StatementClassifier {

  /** Returns the least probability of any act for a statement to be labelled as one, in [0,1]. */
  double threshold();

  /** Returns the same classifier with another threshold, in [0,1]. */
  TrainedClassifier withThreshold(double other);

  /** Returns the classifier on sparse features in it, which gives the evidence: perhaps itself. */
  StackedClassifier sparse();
}
