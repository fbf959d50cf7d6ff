package org.weerwoord.jobs.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.weerwoord.jobs.output.Journal.Move;

/**
 * The moves that bring one run's files from staging to their place, and back.
 *
 * <p>The order makes every point of interruption safe. Forward: journal, earlier files aside, new
 * files in, {@code run.json}, journal away, staging away. Back: new files deleted, earlier files
 * back, journal away, staging away. {@code run.json} alone decides which way a later start goes.
 */
final class Publication {
  private static final Pattern SPARK_FILE_COUNTER = Pattern.compile("^\\.c\\d+(?=\\.|$)");

  private final FileTree files;
  private final Path root;
  private final String runId;
  private final Path staging;
  private final Path quarantine;
  private final Path journal;
  private final Path runJson;

  Publication(FileTree files, Path root, String runId) {
    this.files = files;
    this.root = root;
    this.runId = runId;
    staging = new Path(new Path(root, OutputFolder.STAGING), runId);
    quarantine = new Path(new Path(root, OutputFolder.QUARANTINE), runId);
    journal = new Path(staging, "commit.json");
    runJson = new Path(new Path(new Path(root, OutputFolder.RUNS), runId), OutputFolder.RUN_JSON);
  }

  Path staging() {
    return staging;
  }

  Path stagedQuarantine() {
    return new Path(staging, OutputFolder.QUARANTINE);
  }

  boolean isComplete() throws IOException {
    return files.exists(runJson);
  }

  /** Creates the staging folder; a failed earlier attempt under this id gives way. */
  void begin() throws IOException {
    files.delete(quarantine);
    files.createFolder(staging);
  }

  /**
   * Moves this run's files to their place.
   *
   * @param rewritten files of earlier runs, by their full paths, that make room
   */
  void publish(WriteMode mode, Set<Path> rewritten, String manifest) throws IOException {
    List<Path> datasets =
        files.visibleChildren(staging).stream()
            .filter(FileStatus::isDirectory)
            .map(FileStatus::getPath)
            .toList();
    for (Path dataset : datasets) {
      tidy(dataset);
    }
    tidyQuarantine();

    List<Move> replaced = new ArrayList<>();
    List<Move> published = new ArrayList<>();
    Optional<Layout> layout = layout(datasets);
    if (layout.isPresent()) {
      Set<String> partitions = partitions(datasets);
      for (Path dataset : datasets) {
        plan(dataset, layout.get(), partitions, mode, replaced, published);
      }
    }
    for (Path file : rewritten) {
      planReplaced(file, replaced);
    }
    for (Path file : files.visibleFiles(stagedQuarantine())) {
      published.add(
          new Move(
              relative(file), relative(new Path(quarantine, within(stagedQuarantine(), file)))));
    }
    files.writeWhole(
        journal, new Path(staging, "_commit.json.tmp"), new Journal(replaced, published).toJson());

    for (Move move : replaced) {
      files.rename(new Path(root, move.from()), new Path(root, move.to()));
    }
    for (Path dataset : datasets) {
      Path target = new Path(root, dataset.getName());
      if (!files.visibleChildren(dataset).isEmpty()) {
        files.merge(existing(dataset), target);
      } else {
        files.deleteEmpty(target, root);
      }
    }
    for (Path file : rewritten) {
      files.deleteEmpty(file.getParent(), root);
    }
    if (files.exists(stagedQuarantine())) {
      files.merge(existing(stagedQuarantine()), quarantine);
    }
    try {
      files.writeWhole(runJson, new Path(staging, "_run.json.tmp"), manifest);
    } catch (IOException e) {
      // Once run.json is there the run is complete, and must not be reported as failed.
      if (!isComplete()) {
        throw e;
      }
    }
  }

  /** Publishes the quarantine alone, of a run that is to be rolled back. */
  void keepQuarantine() throws IOException {
    if (!files.exists(journal)) {
      tidyQuarantine();
    }
    Optional<FileStatus> staged = files.status(stagedQuarantine());
    if (staged.isPresent()) {
      // Not merge: a commit that failed may have left a file on both sides.
      files.restore(staged.get(), quarantine);
    }
  }

  /**
   * Takes Spark's marks and empty files out of the staged quarantine, and it itself if nothing is
   * left.
   */
  private void tidyQuarantine() throws IOException {
    for (Path file : files.visibleFiles(stagedQuarantine())) {
      if (existing(file).getLen() == 0) {
        files.delete(file);
      }
    }
    tidy(stagedQuarantine());
    if (files.visibleChildren(stagedQuarantine()).isEmpty()) {
      files.delete(stagedQuarantine());
    }
  }

  /** Undoes what was published of a run that is not complete; does nothing when nothing was. */
  void rollBack(StagedRun.Quarantine publishedQuarantine) throws IOException {
    if (files.exists(journal)) {
      Journal moves = readJournal();
      Set<Path> folders = new HashSet<>();
      for (Move move : moves.published()) {
        Path published = new Path(root, move.to());
        if (publishedQuarantine == StagedRun.Quarantine.KEEP
            && move.to().startsWith(OutputFolder.QUARANTINE + "/")) {
          continue;
        }
        files.delete(published);
        folders.add(published.getParent());
      }
      for (Path folder : folders) {
        files.deleteEmpty(folder, root);
      }
      for (Move move : moves.replaced()) {
        Optional<FileStatus> aside = files.status(new Path(root, move.to()));
        if (aside.isPresent()) {
          files.restore(aside.get(), new Path(root, move.from()));
        }
      }
    }
    files.deleteEmpty(runJson.getParent(), root);
  }

  /**
   * Deletes the staging folder. The journal goes first: once part of the staged files were gone, it
   * would tell of moves that never took place.
   */
  void cleanUp() throws IOException {
    files.delete(journal);
    files.delete(staging);
    files.deleteEmpty(staging.getParent(), root);
  }

  private Journal readJournal() throws IOException {
    try {
      return Journal.fromJson(files.read(journal));
    } catch (JsonProcessingException e) {
      throw new IOException(
          "The journal "
              + journal
              + " of the interrupted run "
              + runId
              + " must be JSON with the moves to undo, but cannot be read. Nothing was changed; "
              + "repair the journal by hand, or use another --output.",
          e);
    }
  }

  /** Takes away Spark's marks, and names the files by their order in the folder and the run id. */
  private void tidy(Path folder) throws IOException {
    Set<String> names = new HashSet<>();
    for (FileStatus child : files.visibleChildren(folder)) {
      names.add(child.getPath().getName());
    }
    int number = 0;
    for (FileStatus child : files.children(folder)) {
      Path path = child.getPath();
      if (!FileTree.isVisible(child)) {
        files.delete(path);
      } else if (child.isDirectory()) {
        tidy(path);
      } else {
        String name = fileName(number, path.getName());
        number++;
        if (name.equals(path.getName())) {
          continue;
        }
        if (names.contains(name)) {
          throw new FileAlreadyExistsException(
              "Staged file "
                  + path
                  + " cannot be named "
                  + name
                  + ": there is such a file already.");
        }
        files.rename(path, new Path(folder, name));
      }
    }
  }

  private String fileName(int number, String sparkName) {
    int dot = sparkName.indexOf('.');
    String extension =
        dot < 0 ? "" : SPARK_FILE_COUNTER.matcher(sparkName.substring(dot)).replaceFirst("");
    return String.format(Locale.ROOT, "part-%05d-%s%s", number, runId, extension);
  }

  /**
   * Returns how this run's datasets lie; nothing if none has a file. Spark writes none for a
   * partitioned dataset without rows, whose layout is therefore told from the others.
   */
  private Optional<Layout> layout(List<Path> datasets) throws IOException {
    for (Path dataset : datasets) {
      Optional<Layout> layout = Layout.of(files, dataset);
      if (layout.isPresent()) {
        return layout;
      }
    }
    return Optional.empty();
  }

  /** Returns the names of what stands outermost in any of this run's datasets. */
  private Set<String> partitions(List<Path> datasets) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path dataset : datasets) {
      for (FileStatus child : files.visibleChildren(dataset)) {
        names.add(child.getPath().getName());
      }
    }
    return names;
  }

  /**
   * Plans the moves of a dataset.
   *
   * @param runLayout of a dataset of this run that has files
   * @param partitions that this run replaces: a date with statements but without exchanges must
   *     lose its earlier exchanges
   */
  private void plan(
      Path staged,
      Layout runLayout,
      Set<String> partitions,
      WriteMode mode,
      List<Move> replaced,
      List<Move> published)
      throws IOException {
    Layout layout = Layout.of(files, staged).orElse(runLayout);
    Path target = new Path(root, staged.getName());
    Optional<Layout> earlier = Layout.of(files, target);
    if (earlier.isPresent()) {
      layout.requireFit(mode, earlier.get(), target);
    }
    if (mode == WriteMode.OVERWRITE) {
      if (earlier.isPresent() && layout.replacesPartitionsOf(earlier.get())) {
        for (String partition : partitions) {
          planReplaced(new Path(target, partition), replaced);
        }
      } else {
        planReplaced(target, replaced);
      }
    }
    Map<Path, Set<Path>> present = new HashMap<>();
    for (Path file : files.visibleFiles(staged)) {
      Path to = new Path(target, within(staged, file));
      if (!present.containsKey(to.getParent())) {
        Set<Path> paths = new HashSet<>();
        for (FileStatus child : files.children(to.getParent())) {
          paths.add(child.getPath());
        }
        present.put(to.getParent(), paths);
      }
      if (present.get(to.getParent()).contains(to)) {
        // To roll back would delete it, whoever wrote it.
        throw new FileAlreadyExistsException(
            "Output file "
                + to
                + " exists already, though run "
                + runId
                + " is not recorded as complete. Use another run id.");
      }
      published.add(new Move(relative(file), relative(to)));
    }
  }

  private void planReplaced(Path path, List<Move> replaced) throws IOException {
    if (files.exists(path)) {
      String from = relative(path);
      replaced.add(new Move(from, relative(new Path(staging, "_replaced/" + from))));
    }
  }

  private FileStatus existing(Path path) throws IOException {
    return files
        .status(path)
        .orElseThrow(() -> new IOException("Staged data " + path + " has disappeared."));
  }

  private String relative(Path path) {
    return within(root, path);
  }

  private static String within(Path folder, Path path) {
    return folder.toUri().relativize(path.toUri()).getPath();
  }
}
