package org.weerwoord.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A folder of a few small files that the driver writes: a model, or a report. */
final class ResultFolder implements AutoCloseable {

  private final Path path;
  private final FileSystem files;

  private ResultFolder(Path path, FileSystem files) {
    this.path = path;
    this.files = files;
  }

  /** What may be in the folder already. */
  enum Earlier {
    /** Nothing. */
    FORBIDDEN,
    /** Files, of which those of the same names may be replaced. */
    REPLACED
  }

  /**
   * Opens a folder, and makes it if it is absent: before the work whose result it is for.
   *
   * @throws FolderExistsException if it is a file, or holds what it may not
   */
  static ResultFolder open(Configuration hadoop, String folder, Earlier earlier)
      throws IOException {
    Path path = new Path(folder);
    // An instance of its own: the shared one must keep its checksums, which are no part of a
    // result.
    FileSystem files = FileSystem.newInstance(path.toUri(), hadoop);
    files.setWriteChecksum(false);
    if (files.exists(path)
        && (files.getFileStatus(path).isFile()
            || (earlier == Earlier.FORBIDDEN && files.listStatus(path).length > 0))) {
      files.close();
      throw new FolderExistsException(folder);
    }
    files.mkdirs(path);
    return new ResultFolder(path, files);
  }

  void write(String name, byte[] bytes) throws IOException {
    try (OutputStream stream = files.create(new Path(path, name), true)) {
      stream.write(bytes);
    }
  }

  /** Returns the contents of a file; empty if there is none. */
  Optional<byte[]> read(String name) throws IOException {
    Path file = new Path(path, name);
    if (!files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream stream = files.open(file)) {
      return Optional.of(stream.readAllBytes());
    }
  }

  void delete(String name) throws IOException {
    files.delete(new Path(path, name), false);
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
