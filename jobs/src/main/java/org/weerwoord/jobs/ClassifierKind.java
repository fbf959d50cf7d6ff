package org.weerwoord.jobs;

import org.weerwoord.classifiers.ModelManifest;

/** The classifiers that can be chosen. */
enum ClassifierKind {
  /** Logistic regressions on sparse features and on the article's context, trained with MLlib. */
  MLLIB(ModelManifest.MLLIB_FORMAT),
  /** A sequence model of Deeplearning4j on an encoder's vectors and the fast classifier. */
  DL4J(ModelManifest.DL4J_FORMAT);

  private final String format;

  ClassifierKind(String format) {
    this.format = format;
  }

  /** Returns the format of a model's manifest. */
  String format() {
    return format;
  }
}
