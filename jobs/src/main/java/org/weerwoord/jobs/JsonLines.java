package org.weerwoord.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.weerwoord.evaluation.CorpusArticle;
import org.weerwoord.evaluation.GoldArticle;

/** Reads labelled articles, one JSON object a line, in the corpus format or the gold format. */
final class JsonLines {

  private JsonLines() {}

  /** Reads articles of the corpus format; a line that is none fails the job. */
  static JavaRDD<CorpusArticle> corpus(SparkSession spark, List<String> paths) {
    return lines(spark, paths).map(line -> parsed(line, CorpusArticle::parse));
  }

  /** Reads articles of the gold format; a line that is none fails the job. */
  static JavaRDD<GoldArticle> gold(SparkSession spark, List<String> paths) {
    return lines(spark, paths).map(line -> parsed(line, GoldArticle::parse));
  }

  /** Reads lines; a path that matches no file, or a folder without *.jsonl files, fails at once. */
  static JavaRDD<String> lines(SparkSession spark, List<String> paths) {
    String[] files =
        paths.stream()
            .flatMap(path -> files(spark.sparkContext().hadoopConfiguration(), path).stream())
            .toArray(String[]::new);
    return spark.read().text(files).as(Encoders.STRING()).javaRDD().filter(line -> !line.isBlank());
  }

  /** Reads articles of the corpus format without Spark. */
  static Stream<CorpusArticle> corpus(Configuration hadoop, List<String> paths) {
    return paths.stream()
        .flatMap(path -> files(hadoop, path).stream())
        .flatMap(file -> text(hadoop, file).lines())
        .filter(line -> !line.isBlank())
        .map(line -> parsed(line, CorpusArticle::parse));
  }

  /** Returns the text of a file, decompressed if its name says that it is compressed. */
  static String text(Configuration hadoop, String file) {
    Path path = new Path(file);
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    try (InputStream bytes = path.getFileSystem(hadoop).open(path);
        InputStream stream = codec == null ? bytes : codec.createInputStream(bytes)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BadInputException(file + " can't be read: " + e.getMessage(), e);
    }
  }

  /** Returns the files that a path stands for, sorted: of a folder those of JSON lines. */
  static List<String> files(Configuration hadoop, String path) {
    List<String> files = new ArrayList<>();
    try {
      Path glob = new Path(path);
      FileSystem fileSystem = glob.getFileSystem(hadoop);
      FileStatus[] matches = fileSystem.globStatus(glob);
      for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
        if (match.isFile()) {
          files.add(match.getPath().toString());
          continue;
        }
        RemoteIterator<LocatedFileStatus> inside = fileSystem.listFiles(match.getPath(), true);
        while (inside.hasNext()) {
          Path file = inside.next().getPath();
          if (file.getName().contains(".jsonl")) {
            files.add(file.toString());
          }
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInputException(
          "Labelled articles can't be read from " + path + ": " + e.getMessage(), e);
    }
    if (files.isEmpty()) {
      throw new BadInputException(
          "Labelled articles must be JSON lines, but "
              + path
              + " has no file: name a file, a folder with *.jsonl files, or a glob");
    }
    Collections.sort(files);
    return files;
  }

  @FunctionalInterface
  private interface Parser<T> {
    T parse(String line);
  }

  private static <T> T parsed(String line, Parser<T> parser) {
    try {
      return parser.parse(line);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }
}
