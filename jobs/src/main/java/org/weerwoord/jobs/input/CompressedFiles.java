package org.weerwoord.jobs.input;

import com.github.luben.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Opens files by Hadoop's file systems, decompressed as the ends of their names say. */
final class CompressedFiles {

  private static final List<String> SUFFIXES = List.of(".gz", ".bz2", ".zst", ".zstd");
  private static final byte[] BZIP2_MARK = {'B', 'Z', 'h'};

  private CompressedFiles() {}

  /** Returns a file name without the ending that stands for a compression. */
  static String uncompressedName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String suffix : SUFFIXES) {
      if (lower.endsWith(suffix) && lower.length() > suffix.length()) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return name;
  }

  private static boolean isZstandard(Path path) {
    String lower = path.getName().toLowerCase(Locale.ROOT);
    return lower.endsWith(".zst") || lower.endsWith(".zstd");
  }

  /** Returns whether a file's name says that it is compressed, so that it is read as a whole. */
  static boolean isCompressed(Configuration configuration, Path path) {
    return isZstandard(path) || new CompressionCodecFactory(configuration).getCodec(path) != null;
  }

  /**
   * Returns the file's bytes, decompressed. Reading them throws a {@link DamagedFileException}
   * where they are not what the compression asks for.
   */
  static InputStream open(Configuration configuration, Path path) throws IOException {
    Stored stored = new Stored(path.getFileSystem(configuration).open(path));
    try {
      return new Content(stored, decompressed(configuration, path, stored));
    } catch (IOException | RuntimeException e) {
      stored.close();
      if (stored.failed) {
        throw e;
      }
      throw damaged(e);
    }
  }

  /** Returns the bytes of an uncompressed file from an offset on. */
  static InputStream openAt(Configuration configuration, Path path, long offset)
      throws IOException {
    FSDataInputStream in = path.getFileSystem(configuration).open(path);
    try {
      in.seek(offset);
      return in;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream decompressed(
      Configuration configuration, Path path, InputStream stored) throws IOException {
    // zstd-jni comes with Spark; Hadoop's codec works only where Hadoop's own native library is.
    if (isZstandard(path)) {
      return new ZstdInputStream(stored);
    }
    CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
    if (codec instanceof BZip2Codec) {
      // It takes what is no bzip2 for an empty file.
      PushbackInputStream in = new PushbackInputStream(stored, BZIP2_MARK.length);
      byte[] head = in.readNBytes(BZIP2_MARK.length);
      if (!Arrays.equals(head, BZIP2_MARK)) {
        throw new IOException("it does not begin as bzip2 does");
      }
      in.unread(head);
      return codec.createInputStream(in);
    }
    return codec == null ? stored : codec.createInputStream(stored);
  }

  private static DamagedFileException damaged(Exception cause) {
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new DamagedFileException(message, cause);
  }

  /** Bytes of which a failure to read them is seen. */
  private abstract static class Watched extends FilterInputStream {

    Watched(InputStream in) {
      super(in);
    }

    /** Learns of a failure, before it is thrown; may throw another in its place. */
    abstract void failed(Exception failure) throws IOException;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException | RuntimeException e) {
        failed(e);
        throw e;
      }
    }
  }

  /** The bytes as they are stored; remembers if the store failed to give them. */
  private static final class Stored extends Watched {
    private boolean failed;

    Stored(InputStream in) {
      super(in);
    }

    @Override
    void failed(Exception failure) {
      failed = true;
    }
  }

  /** The decompressed bytes. */
  private static final class Content extends Watched {
    private final Stored stored;

    Content(Stored stored, InputStream in) {
      super(in);
      this.stored = stored;
    }

    @Override
    void failed(Exception failure) throws IOException {
      // A decompressor that meets odd bytes may well run over the end of an array.
      if (!stored.failed) {
        throw damaged(failure);
      }
    }
  }
}
