package org.weerwoord.jobs;

/** The classifiers that can be chosen. */
enum ClassifierKind {
  /** Logistic regressions on sparse features and on the article's context, trained with MLlib. */
  MLLIB,
  /** A sequence model of Deeplearning4j on an encoder's vectors and the fast classifier. */
  DL4J
}
