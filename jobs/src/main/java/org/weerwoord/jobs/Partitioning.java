package org.weerwoord.jobs;

/** How the files of labelled statements are laid out. */
enum Partitioning {
  /** A folder a day. */
  DATE,
  /** One folder. */
  NONE
}
