package org.weerwoord.jobs.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system, checksums and all, that breaks at a chosen operation. Operations are
 * counted below the checksums, and a recursive delete counts for each file, so that it breaks
 * between a file and its checksum and amid a delete too.
 */
final class FaultyFileSystem extends RawLocalFileSystem {
  enum Fault {
    /** The process dies: neither this operation nor a later one takes place. */
    KILLED,
    /** Only this operation is not done. */
    FAILED_ONCE,
    /** This operation is done, but reported as failed. */
    REPORTED_WRONGLY
  }

  enum Rename {
    /** As on HDFS and local disks. */
    ATOMIC,
    /** File by file, by copying and deleting, as on object stores. */
    COPYING
  }

  private final Fault fault;
  private final Rename rename;
  private final int faultyOperation;
  private int operations;

  private FaultyFileSystem(Fault fault, Rename rename, int faultyOperation) {
    this.fault = fault;
    this.rename = rename;
    this.faultyOperation = faultyOperation;
  }

  /** A file system whose operation number {@code operation}, from 0, is the faulty one. */
  static FileSystem breakingAt(int operation, Fault fault, Rename rename) throws IOException {
    FileSystem fileSystem = new LocalFileSystem(new FaultyFileSystem(fault, rename, operation));
    fileSystem.initialize(URI.create("file:///"), new Configuration(false));
    return fileSystem;
  }

  /** A file system that never breaks. */
  static FileSystem sound() throws IOException {
    return breakingAt(Integer.MAX_VALUE, Fault.KILLED, Rename.ATOMIC);
  }

  static boolean hasBroken(FileSystem fileSystem) {
    var raw = (FaultyFileSystem) ((LocalFileSystem) fileSystem).getRaw();
    return raw.operations > raw.faultyOperation;
  }

  private interface Operation<T> {
    T run() throws IOException;
  }

  private <T> T counted(Operation<T> operation) throws IOException {
    int number = operations;
    operations++;
    if (number < faultyOperation || (number > faultyOperation && fault != Fault.KILLED)) {
      return operation.run();
    }
    if (fault == Fault.REPORTED_WRONGLY) {
      T result = operation.run();
      if (result instanceof FSDataOutputStream stream) {
        stream.close();
      }
    }
    throw new IOException("Broken at operation " + number);
  }

  /** Hadoop would start a process for each file; permissions do not matter here. */
  @Override
  public void setPermission(Path path, FsPermission permission) {}

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (rename == Rename.ATOMIC) {
      return counted(() -> super.rename(from, to));
    }
    if (getFileStatus(from).isDirectory()) {
      mkdirs(to);
      for (FileStatus child : listStatus(from)) {
        rename(child.getPath(), new Path(to, child.getPath().getName()));
      }
    } else {
      counted(
          () ->
              Files.copy(
                  pathToFile(from).toPath(),
                  pathToFile(to).toPath(),
                  StandardCopyOption.REPLACE_EXISTING));
    }
    return delete(from, true);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    if (!exists(path)) {
      return false;
    }
    if (recursive && getFileStatus(path).isDirectory()) {
      FileStatus[] children = listStatus(path);
      for (int i = children.length - 1; i >= 0; i--) {
        delete(children[i].getPath(), true);
      }
    }
    return counted(() -> super.delete(path, false));
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    return exists(path) || counted(() -> super.mkdirs(path));
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    return exists(path) || counted(() -> super.mkdirs(path, permission));
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
    return counted(
        () ->
            unsynced(super.create(path, overwrite, bufferSize, replication, blockSize, progress)));
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
    return counted(
        () ->
            unsynced(
                super.create(
                    path, permission, overwrite, bufferSize, replication, blockSize, progress)));
  }

  /** Hides that the stream can sync to the disk, which thousands of small runs would wait for. */
  private static FSDataOutputStream unsynced(FSDataOutputStream stream) throws IOException {
    return new FSDataOutputStream(new BufferedOutputStream(stream), null);
  }
}
