/** The report on an output as one HTML page: what it says, and how that is written; no Spark. */
package org.weerwoord.jobs.report;
