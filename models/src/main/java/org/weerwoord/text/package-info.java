/**
 * Articles and their statements: languages, sentence boundaries, quotations and labels. Plain Java,
 * without Spark.
 */
package org.weerwoord.text;
