/**
 * Writing a run's results so that a killed or failing run neither destroys nor doubles earlier
 * ones.
 */
package org.weerwoord.jobs.output;
