package org.weerwoord.jobs.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/** A Hadoop file system whose operations fail loudly, and list in the order of the names. */
final class FileTree {
  private final FileSystem fileSystem;

  FileTree(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  Path qualified(String path) {
    return fileSystem.makeQualified(new Path(path));
  }

  boolean exists(Path path) throws IOException {
    return fileSystem.exists(path);
  }

  Optional<FileStatus> status(Path path) throws IOException {
    try {
      return Optional.of(fileSystem.getFileStatus(path));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** What stands in a folder, hidden files too; nothing where there is no such folder. */
  List<FileStatus> children(Path folder) throws IOException {
    try {
      FileStatus[] children = fileSystem.listStatus(folder);
      Arrays.sort(children, Comparator.comparing(child -> child.getPath().getName()));
      return List.of(children);
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  List<FileStatus> visibleChildren(Path folder) throws IOException {
    return children(folder).stream().filter(FileTree::isVisible).toList();
  }

  /** Spark and Hive pass over files and folders named so. */
  static boolean isVisible(FileStatus status) {
    String name = status.getPath().getName();
    return !name.startsWith("_") && !name.startsWith(".");
  }

  /** The visible files of a folder and of its visible sub-folders. */
  List<Path> visibleFiles(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    collectVisibleFiles(folder, files);
    return files;
  }

  private void collectVisibleFiles(Path folder, List<Path> files) throws IOException {
    for (FileStatus child : visibleChildren(folder)) {
      if (child.isDirectory()) {
        collectVisibleFiles(child.getPath(), files);
      } else {
        files.add(child.getPath());
      }
    }
  }

  /**
   * The first visible file in the order of the names; stops there, so that a large output is not
   * listed.
   */
  Optional<Path> firstVisibleFile(Path folder) throws IOException {
    for (FileStatus child : visibleChildren(folder)) {
      Optional<Path> file =
          child.isDirectory() ? firstVisibleFile(child.getPath()) : Optional.of(child.getPath());
      if (file.isPresent()) {
        return file;
      }
    }
    return Optional.empty();
  }

  void createFolder(Path folder) throws IOException {
    if (!fileSystem.mkdirs(folder)) {
      throw new IOException("Could not create the folder " + folder + ".");
    }
  }

  /** Renames; the parent of {@code to} is created, {@code to} itself must not exist. */
  void rename(Path from, Path to) throws IOException {
    createFolder(to.getParent());
    if (!fileSystem.rename(from, to)) {
      throw new IOException("Could not rename " + from + " to " + to + ".");
    }
  }

  /**
   * Moves a file or folder with as few renames as possible: a folder whose target is not there yet
   * goes as a whole, and so appears to readers at once; otherwise its children are moved.
   */
  void merge(FileStatus from, Path to) throws IOException {
    Optional<FileStatus> target = status(to);
    if (target.isEmpty()) {
      rename(from.getPath(), to);
    } else if (from.isDirectory() && target.get().isDirectory()) {
      for (FileStatus child : children(from.getPath())) {
        merge(child, new Path(to, child.getPath().getName()));
      }
    } else {
      throw new FileAlreadyExistsException(to + " already exists.");
    }
  }

  /**
   * Undoes a move that may have been cut off anywhere: like {@link #merge}, but a file may stand on
   * both sides, left by a file system that renames by copying. The unfinished copy is the shorter.
   */
  void restore(FileStatus from, Path to) throws IOException {
    Optional<FileStatus> target = status(to);
    if (target.isEmpty()) {
      rename(from.getPath(), to);
    } else if (from.isDirectory()) {
      for (FileStatus child : children(from.getPath())) {
        restore(child, new Path(to, child.getPath().getName()));
      }
    } else if (from.getLen() > target.get().getLen()) {
      delete(to);
      rename(from.getPath(), to);
    } else {
      delete(from.getPath());
    }
  }

  /** Deletes a file or a folder with all in it; does nothing where there is none. */
  void delete(Path path) throws IOException {
    if (!fileSystem.delete(path, true) && exists(path)) {
      throw new IOException("Could not delete " + path + ".");
    }
  }

  /** Deletes a folder and its parents, as long as they are empty, up to but without {@code top}. */
  void deleteEmpty(Path folder, Path top) throws IOException {
    for (Path next = folder; !next.equals(top); next = next.getParent()) {
      if (!children(next).isEmpty()) {
        return;
      }
      delete(next);
    }
  }

  String read(Path file) throws IOException {
    try (var in = fileSystem.open(file)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** Writes a file that is there as a whole or not at all. */
  void writeWhole(Path file, Path temporary, String text) throws IOException {
    write(temporary, text);
    rename(temporary, file);
  }

  /** Like {@link #writeWhole}, but an earlier file is there until the new one is written. */
  void replaceWhole(Path file, Path temporary, String text) throws IOException {
    write(temporary, text);
    delete(file);
    rename(temporary, file);
  }

  /** Writes a file without content, in the place of an earlier one. */
  void writeEmpty(Path file) throws IOException {
    write(file, "");
  }

  private void write(Path file, String text) throws IOException {
    try (FSDataOutputStream out = fileSystem.create(file, true)) {
      out.write(text.getBytes(UTF_8));
      if (out.hasCapability(StreamCapabilities.HSYNC)) {
        out.hsync();
      }
    }
  }
}
