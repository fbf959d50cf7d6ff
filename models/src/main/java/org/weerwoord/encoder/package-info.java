/**
 * A pruned multilingual BERT that turns a statement's words into a vector: its word pieces, its
 * weights from pretraining, their 8-bit form, and what tunes and runs them. Plain Java, without
 * Spark, on its own.
 */
package org.weerwoord.encoder;
