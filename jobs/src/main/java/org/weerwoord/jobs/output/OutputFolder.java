package org.weerwoord.jobs.output;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder of results on any Hadoop file system, in which a killed or failing run neither destroys
 * nor doubles earlier rows.
 *
 * <pre>
 * statements/            plain data files, or partition folders: statements/date=YYYY-MM-DD/…
 * exchanges/             another dataset, laid out alike; all appear, or none
 * _quarantine/RUN-ID/    records that a run set aside
 * _runs/RUN-ID/run.json  written last: its presence says that the run is complete
 * _report/report.html    written at any later time: see {@link PublishedOutput}
 * _staging/RUN-ID/       data being written, the run's sign of life _alive, and the journal
 *                        commit.json while it is published
 * </pre>
 *
 * <p>A run writes into staging only, and is published by renames. To open the folder again brings
 * it back to the last complete run, wherever a run was killed. Where a dataset is not there yet, or
 * is replaced as a whole, its rows appear by one rename; where files are added to folders that
 * exist, a reader at that very moment may see some of them.
 *
 * <p>One run at a time may write an output: opening it is refused while another run is alive, and
 * removes what dead ones left. No lock enforces this, because the lock of a killed run would block
 * all later ones: see {@link Heartbeat}. Two runs that open an output at the same moment are not
 * told apart from one.
 */
public final class OutputFolder {
  static final String STAGING = "_staging";
  static final String QUARANTINE = "_quarantine";
  static final String RUNS = "_runs";
  static final String RUN_JSON = "run.json";

  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final FileTree files;
  private final Path root;
  private final WriteMode mode;
  private final Heartbeat heartbeat;

  private OutputFolder(FileTree files, Path root, WriteMode mode, Heartbeat heartbeat) {
    this.files = files;
    this.root = root;
    this.mode = mode;
    this.heartbeat = heartbeat;
  }

  /**
   * Opens a folder for writing, whether it exists or not, after undoing what runs that were killed
   * left in it: to see that they were, it looks on for a quarter of a minute.
   *
   * @param path a path or URI of a file system that {@code hadoop} knows
   * @throws OutputExistsException in {@link WriteMode#ERROR}, if the folder holds anything visible
   *     or a complete run
   * @throws OutputConflictException if another run is being written
   * @throws IOException if the path is a file, or the file system fails
   */
  public static OutputFolder open(Configuration hadoop, String path, WriteMode mode)
      throws IOException {
    return open(new Path(path).getFileSystem(hadoop), path, mode, Heartbeat.USUAL);
  }

  static OutputFolder open(FileSystem fileSystem, String path, WriteMode mode, Heartbeat heartbeat)
      throws IOException {
    FileTree files = new FileTree(fileSystem);
    Path root = files.qualified(path);
    Optional<FileStatus> status = files.status(root);
    if (status.isPresent() && !status.get().isDirectory()) {
      throw new OutputConflictException(
          "Output " + path + " must be a folder, but is a file. Use another --output.");
    }
    OutputFolder folder = new OutputFolder(files, root, mode, heartbeat);
    folder.recover();
    if (mode == WriteMode.ERROR && folder.holdsResults()) {
      throw new OutputExistsException(path);
    }
    return folder;
  }

  /**
   * Starts a run.
   *
   * @param runId 1–100 letters, digits, {@code .}, {@code _} or {@code -}, the first of them a
   *     letter or digit; becomes part of file names
   * @throws IllegalArgumentException if the id is not of that form
   * @throws IOException if there is a complete run of this id, or one that is being written
   */
  public StagedRun begin(String runId) throws IOException {
    if (!RUN_ID.matcher(runId).matches()) {
      throw new IllegalArgumentException(
          "Run id '"
              + runId
              + "' must be 1 to 100 letters, digits, '.', '_' or '-', and start with a letter or "
              + "digit. Use another run id.");
    }
    Publication publication = new Publication(files, root, runId);
    if (publication.isComplete()) {
      throw new IOException(
          "Output " + root + " holds a complete run " + runId + " already. Use another run id.");
    }
    if (files.exists(publication.staging())) {
      throw new IOException(
          "Run " + runId + " is being written to output " + root + " already. Use another run id.");
    }
    publication.begin();
    return new StagedRun(publication, mode, heartbeat.start(files, publication.staging()));
  }

  /**
   * Requires that a run may publish rows to a dataset, as {@link StagedRun#commit} does again: a
   * run can so be refused before its work is done. A dataset without files takes any rows.
   *
   * @param partitionColumn by which the run partitions; empty if by none
   * @param format that the run writes, such as {@code parquet} or {@code json}
   * @throws OutputConflictException if earlier rows stay that are partitioned otherwise, or of
   *     another format
   */
  public void requireFit(String dataset, String partitionColumn, String format) throws IOException {
    Path folder = new Path(root, dataset);
    Optional<Layout> earlier = Layout.of(files, folder);
    if (earlier.isPresent()) {
      new Layout(partitionColumn, format).requireFit(mode, earlier.get(), folder);
    }
  }

  /** Returns the path of a dataset that earlier runs wrote; nothing where it has no file. */
  public Optional<Path> earlier(String dataset) throws IOException {
    Path folder = new Path(root, dataset);
    return files.firstVisibleFile(folder).map(file -> folder);
  }

  private void recover() throws IOException {
    List<Path> staged =
        files.children(new Path(root, STAGING)).stream()
            .filter(FileStatus::isDirectory)
            .map(FileStatus::getPath)
            .toList();
    Optional<Path> alive = heartbeat.alive(files, staged);
    if (alive.isPresent()) {
      throw new OutputConflictException(
          "Output "
              + root
              + " must be written by one run at a time, but run "
              + alive.get().getName()
              + " is being written. Wait for it to end or stop it, or use another --output.");
    }
    for (Path folder : staged) {
      Publication publication = new Publication(files, root, folder.getName());
      if (!publication.isComplete()) {
        publication.rollBack(StagedRun.Quarantine.DISCARD);
      }
      publication.cleanUp();
    }
    files.deleteEmpty(new Path(root, STAGING), root);
  }

  private boolean holdsResults() throws IOException {
    if (!files.visibleChildren(root).isEmpty()) {
      return true;
    }
    for (FileStatus run : files.children(new Path(root, RUNS))) {
      if (files.exists(new Path(run.getPath(), RUN_JSON))) {
        return true;
      }
    }
    return false;
  }
}
