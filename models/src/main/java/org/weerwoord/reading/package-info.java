/**
 * What is read of an article before any model sees it: tokens, quotation, cues, by the lexicons of
 * {@code seeds/lexicon}. Plain Java, without Spark.
 */
package org.weerwoord.reading;
