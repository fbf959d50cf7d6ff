/**
 * Classifiers of statements. Scoring is plain Java; what trains on Spark stands in the sub-package
 * {@code mllib}.
 */
package org.weerwoord.classifiers;
