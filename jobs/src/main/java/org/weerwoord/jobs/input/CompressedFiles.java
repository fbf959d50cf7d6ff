package org.weerwoord.jobs.input;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Opens files by Hadoop's file systems, decompressed as the ends of their names say. */
final class CompressedFiles {

  private static final List<String> SUFFIXES = List.of(".gz", ".bz2", ".zst", ".zstd");

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

  /**
   * Returns whether Hadoop needs a native library to read the file, so that Spark may fail on it.
   */
  static boolean isZstandard(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".zst") || lower.endsWith(".zstd");
  }

  /** Returns the file's bytes, decompressed. */
  static InputStream open(Configuration configuration, Path path) throws IOException {
    FSDataInputStream in = path.getFileSystem(configuration).open(path);
    try {
      // zstd-jni comes with Spark; Hadoop's codec works only where Hadoop's own native library is.
      if (isZstandard(path.getName())) {
        return new ZstdInputStream(in);
      }
      CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
      return codec == null ? in : codec.createInputStream(in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }
}
