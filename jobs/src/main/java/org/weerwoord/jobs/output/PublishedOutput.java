package org.weerwoord.jobs.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * What complete runs left in an {@link OutputFolder}, for reading. Unlike opening the folder for
 * writing, this disturbs no run that is being written.
 */
public final class PublishedOutput {

  private static final String REPORT = "_report";

  /** {@code Publication} names files so. */
  private static final Pattern FILE_NAME = Pattern.compile("part-\\d+-([^.]+)\\..*");

  private final FileTree files;
  private final Path root;

  private PublishedOutput(FileTree files, Path root) {
    this.files = files;
    this.root = root;
  }

  /**
   * Opens a folder, whether it exists or not.
   *
   * @param path a path or URI of a file system that {@code hadoop} knows
   */
  public static PublishedOutput open(Configuration hadoop, String path) throws IOException {
    FileTree files = new FileTree(new Path(path).getFileSystem(hadoop));
    return new PublishedOutput(files, files.qualified(path));
  }

  /** Returns the name of the folder itself. */
  public String name() {
    return root.getName();
  }

  /** Returns where a dataset is, or would be. */
  public String path(String dataset) {
    return new Path(root, dataset).toString();
  }

  /** Returns whether there is a folder for a dataset, be it without files. */
  public boolean has(String dataset) throws IOException {
    return files.exists(new Path(root, dataset));
  }

  /**
   * Returns the format of a dataset: {@code parquet} or {@code json}; nothing if it has no file.
   */
  public Optional<String> format(String dataset) throws IOException {
    return Layout.of(files, new Path(root, dataset)).map(Layout::format);
  }

  /** Returns the ids of the complete runs, in their order. */
  public List<String> runs() throws IOException {
    List<String> runs = new ArrayList<>();
    for (FileStatus run : files.children(new Path(root, OutputFolder.RUNS))) {
      if (files.exists(runJson(run.getPath().getName()))) {
        runs.add(run.getPath().getName());
      }
    }
    return runs;
  }

  /**
   * Returns the ids of the runs that wrote the rows of a dataset.
   *
   * @throws IOException if there is a file that no run has written
   */
  public Set<String> runsOf(String dataset) throws IOException {
    Set<String> runs = new TreeSet<>();
    for (Path file : files.visibleFiles(new Path(root, dataset))) {
      runs.add(
          runOf(file)
              .orElseThrow(
                  () ->
                      new OutputConflictException(
                          "Files of "
                              + path(dataset)
                              + " must be named part-NNNNN-RUN-ID, but there is "
                              + file
                              + ": take it away, or name an output that label wrote.")));
    }
    return runs;
  }

  /** Returns the id of the run that wrote a file of a dataset; nothing if no run has. */
  public static Optional<String> runOf(Path file) {
    Matcher name = FILE_NAME.matcher(file.getName());
    return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
  }

  /** Returns the manifest of a complete run. */
  public String manifest(String runId) throws IOException {
    return files.read(runJson(runId));
  }

  /** Returns where the records are that a run set aside; nothing if there are none. */
  public Optional<String> quarantine(String runId) throws IOException {
    Path folder = new Path(new Path(root, OutputFolder.QUARANTINE), runId);
    return files.exists(folder) ? Optional.of(folder.toString()) : Optional.empty();
  }

  /**
   * Writes the report, {@code _report/report.html}, which readers of the data pass over; an earlier
   * one gives way once the new one is written.
   *
   * @return where it is
   */
  public String writeReport(String html) throws IOException {
    Path report = new Path(new Path(root, REPORT), "report.html");
    Path temporary = new Path(report.getParent(), "_report.html.tmp");
    files.replaceWhole(report, temporary, html);
    return report.toString();
  }

  private Path runJson(String runId) {
    return new Path(new Path(new Path(root, OutputFolder.RUNS), runId), OutputFolder.RUN_JSON);
  }
}
