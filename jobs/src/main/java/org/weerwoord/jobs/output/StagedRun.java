package org.weerwoord.jobs.output;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;

/**
 * A run that is being written: its data lie in staging until {@link #commit}. Until it ends it
 * tells other runs that it is alive. Call either {@code commit} or {@link #abort}; after a {@code
 * commit} that failed, {@code abort}.
 */
public final class StagedRun {
  /** What becomes of the records set aside by a run that fails. */
  public enum Quarantine {
    /** They are published, so that the user can look at them. */
    KEEP,
    /** They are deleted with the rest. */
    DISCARD
  }

  private final Publication publication;
  private final WriteMode mode;
  private final Heartbeat.Heart heart;
  private final Set<Path> rewritten = new TreeSet<>();
  private boolean ended;

  StagedRun(Publication publication, WriteMode mode, Heartbeat.Heart heart) {
    this.publication = publication;
    this.mode = mode;
    this.heart = heart;
  }

  /**
   * Where to write a dataset; the folder does not exist yet.
   *
   * @param dataset its folder's name in the output, such as {@code statements}
   * @throws IllegalArgumentException if the name is empty, has a slash, or is one that readers pass
   *     over
   */
  public String stagingPath(String dataset) {
    if (dataset.isEmpty()
        || dataset.startsWith("_")
        || dataset.startsWith(".")
        || dataset.contains("/")) {
      throw new IllegalArgumentException(
          "Dataset name '"
              + dataset
              + "' must be one folder name that starts with neither '_' nor '.'. Use a name such as "
              + "statements.");
    }
    return new Path(publication.staging(), dataset).toString();
  }

  /** Where to write the records that are set aside; the folder does not exist yet. */
  public String quarantinePath() {
    return publication.stagedQuarantine().toString();
  }

  /**
   * Takes a file of an earlier run out when this run is published, in the same all or nothing: what
   * is to stay of its rows has been written to staging again.
   *
   * @param file its path, as {@link OutputFolder#earlier} has that of its dataset
   */
  public void rewrite(Path file) {
    rewritten.add(file);
  }

  /**
   * Publishes the datasets, the quarantine and last the manifest. The files of a folder are named
   * {@code part-NNNNN-RUN-ID} in the order of their names in staging. A dataset without files, and
   * a quarantine without records, are left out; but what the other datasets replace is replaced in
   * it too.
   *
   * @param runJson the manifest, which becomes {@code run.json}
   * @throws IOException if the file system fails, or the rows cannot stand beside the earlier ones
   *     (another format or partition column); the earlier results are back after {@link #abort}, or
   *     when the output is opened again
   * @throws IllegalStateException if the run was committed or aborted before
   */
  public void commit(String runJson) throws IOException {
    if (ended) {
      throw new IllegalStateException("The run has been committed or aborted already.");
    }
    ended = true;
    publication.publish(mode, rewritten, runJson);
    try {
      cleanUp();
    } catch (IOException e) {
      // The run is complete and must not be reported as failed; the next start cleans up.
    }
  }

  /**
   * Gives the run up: earlier results are as before, and staging is gone. Does nothing to a run
   * that is complete.
   */
  public void abort(Quarantine quarantine) throws IOException {
    ended = true;
    if (!publication.isComplete()) {
      if (quarantine == Quarantine.KEEP) {
        publication.keepQuarantine();
      }
      publication.rollBack(quarantine);
    }
    cleanUp();
  }

  private void cleanUp() throws IOException {
    heart.stop();
    publication.cleanUp();
  }
}
