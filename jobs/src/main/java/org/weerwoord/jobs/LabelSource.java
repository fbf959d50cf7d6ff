package org.weerwoord.jobs;

/** Whose labels attribution is measured on. */
enum LabelSource {
  /** Those that the classifier finds in the sentences that this project finds. */
  MODEL,
  /** Those of the annotators, in the sentences that they delimited. */
  GOLD
}
