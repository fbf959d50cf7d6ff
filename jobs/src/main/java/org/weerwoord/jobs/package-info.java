/** The command line and the jobs behind it: label articles, train a classifier, evaluate one. */
package org.weerwoord.jobs;
