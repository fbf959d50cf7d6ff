/**
 * The accurate classifier: an encoder's view of each statement and what the fast classifier makes
 * of it, read in the article's order by a recurrent network of Deeplearning4j. Without Spark.
 */
package org.weerwoord.classifiers.dl4j;
