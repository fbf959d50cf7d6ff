package org.weerwoord.jobs.input;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Finds the files that paths and globs stand for. */
final class InputListing {

  /**
   * A file.
   *
   * @param path its full path
   * @param size its length in bytes
   * @param named whether a path named it, or a glob named its extension, so that it is meant
   */
  record Listed(Path path, long size, boolean named) {}

  private final Configuration configuration;
  private final TreeMap<String, Listed> files = new TreeMap<>();

  /** How often a file was met, also one met before. */
  private int found;

  private InputListing(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * Returns the files, each once, sorted by path. Folders give the files in them at any depth,
   * without those whose name, or whose folder's name, begins with {@code _} or a full stop.
   *
   * @throws InputException if a path or glob matches nothing or can't be listed
   */
  static List<Listed> list(Configuration configuration, List<String> paths) {
    InputListing listing = new InputListing(configuration);
    for (String path : paths) {
      listing.add(path.strip());
    }
    return List.copyOf(listing.files.values());
  }

  private void add(String given) {
    int before = found;
    boolean matched;
    try {
      Path path = new Path(given);
      FileSystem system = path.getFileSystem(configuration);
      // First as it stands, as a file's name may have characters that mean something in a glob.
      FileStatus status = statusOrNull(system, path);
      if (status != null) {
        matched = true;
        addMatch(system, status, true);
      } else {
        FileStatus[] matches = system.globStatus(path);
        matched = matches != null && matches.length > 0;
        addMatches(system, path, matches);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException(
          "Input path '"
              + given
              + "' can't be listed: "
              + e.getMessage()
              + ". Check the path, its scheme and the access rights",
          e);
    }
    if (!matched) {
      throw new InputException(
          "Input path '"
              + given
              + "' must match a file, but matches none: check the path, and quote a glob so that the"
              + " shell leaves it as it is");
    }
    if (found == before) {
      throw new InputException(
          "Input path '"
              + given
              + "' must lead to a file, but leads only to empty folders or names that begin with '_'"
              + " or '.': name such a file itself to read it");
    }
  }

  private static FileStatus statusOrNull(FileSystem system, Path path) throws IOException {
    try {
      return system.getFileStatus(path);
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  private void addMatches(FileSystem system, Path pattern, FileStatus[] matches)
      throws IOException {
    if (matches == null) {
      return;
    }
    boolean namesHidden = isHidden(pattern.getName());
    for (FileStatus match : matches) {
      if (namesHidden || !isHidden(match.getPath().getName())) {
        addMatch(system, match, namesExtension(pattern.getName(), match.getPath().getName()));
      }
    }
  }

  private static boolean namesExtension(String pattern, String name) {
    int dot = pattern.lastIndexOf('.');
    String extension = pattern.substring(dot + 1).toLowerCase(Locale.ROOT);
    return dot >= 0
        && !extension.isEmpty()
        && extension.chars().allMatch(Character::isLetterOrDigit)
        && name.toLowerCase(Locale.ROOT).endsWith("." + extension);
  }

  private void addMatch(FileSystem system, FileStatus match, boolean named) throws IOException {
    if (match.isFile()) {
      put(match, named);
      return;
    }
    Path root = match.getPath();
    // Flat listing: object stores answer it with few requests.
    RemoteIterator<LocatedFileStatus> below = system.listFiles(root, true);
    while (below.hasNext()) {
      LocatedFileStatus file = below.next();
      if (!isHiddenBelow(file.getPath(), root)) {
        put(file, false);
      }
    }
  }

  private static boolean isHiddenBelow(Path file, Path root) {
    Path path = file;
    while (path != null && path.depth() > root.depth()) {
      if (isHidden(path.getName())) {
        return true;
      }
      path = path.getParent();
    }
    return false;
  }

  static boolean isHidden(String name) {
    return name.startsWith("_") || name.startsWith(".");
  }

  private void put(FileStatus file, boolean named) {
    found++;
    Path path = file.getPath();
    files.merge(
        path.toString(),
        new Listed(path, file.getLen(), named),
        (a, b) -> new Listed(a.path(), a.size(), a.named() || b.named()));
  }
}
