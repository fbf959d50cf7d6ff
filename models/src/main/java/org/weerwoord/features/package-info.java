/**
 * Features of statements, for classifiers: sparse features of the words, dense features of the
 * place in the article's exchange. Plain Java, without Spark.
 */
package org.weerwoord.features;
