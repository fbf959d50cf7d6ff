/** Training of classifiers with Spark MLlib. */
package org.weerwoord.classifiers.mllib;
