package org.weerwoord.jobs;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A disk with room for so many bytes, whatever process writes them: the local file system under the
 * scheme {@code full}, which refuses to write once a folder holds as much. Unlike a small volume it
 * needs no right to mount.
 */
public final class FullDisk extends RawLocalFileSystem {
  static final String SCHEME = "full";

  /** Configuration key: the folder whose files are counted. */
  static final String FOLDER = "fs.full.folder";

  /** Configuration key: the bytes that it has room for. */
  static final String CAPACITY = "fs.full.capacity";

  private java.nio.file.Path folder;
  private long capacity;

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public void initialize(URI uri, Configuration conf) throws IOException {
    super.initialize(uri, conf);
    folder = java.nio.file.Path.of(conf.get(FOLDER));
    capacity = conf.getLong(CAPACITY, 0);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return bounded(super.create(path, overwrite, bufferSize, replication, blockSize, progress));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return bounded(
        super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress));
  }

  private FSDataOutputStream bounded(OutputStream stream) throws IOException {
    return new FSDataOutputStream(new BufferedOutputStream(new Bounded(stream), 1 << 16), null);
  }

  /** A stream to a file of this disk. */
  final class Bounded extends FilterOutputStream {
    private Bounded(OutputStream stream) {
      super(stream);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.flush();
      if (size(folder) + length > capacity) {
        throw new IOException("No space left on device");
      }
      out.write(bytes, offset, length);
    }
  }

  /** Returns the bytes of a file, or of all files of a folder. */
  static long size(java.nio.file.Path file) throws IOException {
    try {
      if (!Files.isDirectory(file)) {
        return Files.size(file);
      }
      try (Stream<java.nio.file.Path> children = Files.list(file)) {
        long size = 0;
        for (java.nio.file.Path child : children.toList()) {
          size += size(child);
        }
        return size;
      }
    } catch (NoSuchFileException e) {
      return 0; // Another process has just removed it.
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
