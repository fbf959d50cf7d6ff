/**
 * Reads articles from JSON lines, Parquet, CSV and text files, and says why a record is not one.
 */
package org.weerwoord.jobs.input;
