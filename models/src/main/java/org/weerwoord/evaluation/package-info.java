/**
 * Labelled articles to measure on, and the scores of labelled statements against them. Plain Java,
 * without Spark.
 */
package org.weerwoord.evaluation;
