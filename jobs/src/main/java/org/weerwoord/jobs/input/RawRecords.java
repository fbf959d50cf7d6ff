package org.weerwoord.jobs.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.weerwoord.jobs.input.CsvRecords.CsvRecord;

/**
 * The raw records of files that Spark's own sources do not read as wanted: CSV (its malformed rows
 * and undecodable bytes are to be seen), whole text files (compressed ones too), and JSON lines in
 * UTF-16 or compressed with Zstandard.
 *
 * <p>Columns of a raw record: {@code file} (URI), {@code format} (name of an {@link InputFormat}),
 * {@code charset} of {@code content}, {@code content} (bytes: a JSON line, a CSV record, a whole
 * text), {@code reason} and {@code detail} (a {@link QuarantineReason} already found), and a string
 * for each {@link ArticleField} where the format has columns.
 */
final class RawRecords implements Serializable {

  static final int FILE = 0;
  static final int FORMAT = 1;
  static final int CHARSET = 2;
  static final int CONTENT = 3;
  static final int REASON = 4;
  static final int DETAIL = 5;
  static final int FIRST_FIELD = 6;

  static final StructType SCHEMA = schema();

  private final SerializableConfiguration configuration;
  private final InputFormat format;
  private final String encoding;
  private final int maxArticleChars;
  private final String[] columnNames;

  /** Makes a reader of files of one format, to travel to the executors. */
  RawRecords(SerializableConfiguration configuration, InputFormat format, InputOptions options) {
    this.configuration = configuration;
    this.format = format;
    this.encoding = options.charset().name();
    this.maxArticleChars = options.maxArticleChars();
    this.columnNames = options.columns();
  }

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add("file", DataTypes.StringType)
            .add("format", DataTypes.StringType)
            .add("charset", DataTypes.StringType)
            .add("content", DataTypes.BinaryType)
            .add("reason", DataTypes.StringType)
            .add("detail", DataTypes.StringType);
    for (ArticleField field : ArticleField.values()) {
      schema = schema.add(field.text(), DataTypes.StringType);
    }
    return schema;
  }

  /**
   * Returns whether bytes are only white space, also in UTF-16 and UTF-32 and after a UTF-8 mark.
   */
  static boolean isBlank(byte[] bytes) {
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    for (int i = marked ? 3 : 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n' && b != 0) {
        return false;
      }
    }
    return true;
  }

  /** Opens the raw records of one file, closed by itself after the last or with the task. */
  Iterator<Row> open(String uri) {
    Charset otherwise = Charset.forName(encoding);
    Path path = new Path(URI.create(uri));
    try {
      InputStream in = CompressedFiles.open(configuration.value(), path);
      TaskContext task = TaskContext.get();
      if (task != null) {
        task.addTaskCompletionListener((TaskCompletionListener) context -> close(in));
      }
      return switch (format) {
        case JSONL -> lines(uri, in, otherwise);
        case CSV -> csv(uri, in, otherwise);
        case TEXT -> text(uri, in, otherwise);
        case PARQUET -> throw new IllegalArgumentException("Spark itself reads " + uri);
      };
    } catch (IOException e) {
      throw unreadable(uri, e);
    }
  }

  private static Iterator<Row> lines(String uri, InputStream in, Charset otherwise)
      throws IOException {
    ByteLines lines = ByteLines.open(in, otherwise);
    return new Records(uri, in) {
      @Override
      Row read() throws IOException {
        byte[] line = lines.next();
        while (line != null && isBlank(line)) {
          line = lines.next();
        }
        return line == null ? null : row(uri, InputFormat.JSONL, lines.charset(), line, null, null);
      }
    };
  }

  private Iterator<Row> csv(String uri, InputStream in, Charset otherwise) throws IOException {
    CsvRecords records = CsvRecords.open(in, otherwise, maxArticleChars);
    int[] columns = csvColumns(records.header(), columnNames);
    return new Records(uri, in) {
      @Override
      Row read() throws IOException {
        CsvRecord record = records.next();
        if (record == null) {
          return null;
        }
        Object[] cells =
            cells(
                uri,
                InputFormat.CSV,
                records.charset(),
                record.raw(),
                record.reason(),
                record.detail());
        if (record.reason() == null) {
          for (int i = 0; i < columns.length; i++) {
            cells[FIRST_FIELD + i] = columns[i] < 0 ? null : record.values().get(columns[i]);
          }
        }
        return RowFactory.create(cells);
      }
    };
  }

  /** Returns where each field's column stands in the header; -1 if it has none. */
  static int[] csvColumns(List<String> header, String[] names) {
    int[] columns = new int[ArticleField.COUNT];
    for (ArticleField field : ArticleField.values()) {
      columns[field.index()] = -1;
      for (int i = header.size() - 1; i >= 0; i--) {
        if (header.get(i).equalsIgnoreCase(names[field.index()])) {
          columns[field.index()] = i;
        }
      }
    }
    return columns;
  }

  private Iterator<Row> text(String uri, InputStream in, Charset otherwise) throws IOException {
    // No encoding has more than four bytes a UTF-16 unit, so what is cut off is too long anyway.
    long limit = Math.min(4L * maxArticleChars + 4_096, Integer.MAX_VALUE - 64);
    byte[] content = in.readNBytes((int) limit);
    boolean cut = content.length == limit && in.read() >= 0;
    close(in);
    return Collections.singletonList(
            row(
                uri,
                InputFormat.TEXT,
                otherwise,
                content,
                cut ? QuarantineReason.TOO_LONG : null,
                cut ? "the file has more than " + limit + " bytes" : null))
        .iterator();
  }

  private static Row row(
      String uri,
      InputFormat format,
      Charset charset,
      byte[] content,
      QuarantineReason reason,
      String detail) {
    return RowFactory.create(cells(uri, format, charset, content, reason, detail));
  }

  private static Object[] cells(
      String uri,
      InputFormat format,
      Charset charset,
      byte[] content,
      QuarantineReason reason,
      String detail) {
    Object[] cells = new Object[FIRST_FIELD + ArticleField.COUNT];
    cells[FILE] = uri;
    cells[FORMAT] = format.name();
    cells[CHARSET] = charset.name();
    cells[CONTENT] = content;
    cells[REASON] = reason == null ? null : reason.name();
    cells[DETAIL] = detail;
    return cells;
  }

  private static UncheckedIOException unreadable(String uri, IOException cause) {
    return new UncheckedIOException(
        "Input file " + uri + " can't be read to its end: " + cause.getMessage(), cause);
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException("An input file can't be closed", e);
    }
  }

  /** The records of a stream, one ahead. */
  private abstract static class Records implements Iterator<Row> {
    private final String uri;
    private final InputStream in;
    private Row next;
    private boolean done;

    Records(String uri, InputStream in) {
      this.uri = uri;
      this.in = in;
    }

    /** Returns the next record, or null after the last. */
    abstract Row read() throws IOException;

    @Override
    public boolean hasNext() {
      if (next == null && !done) {
        try {
          next = read();
        } catch (IOException e) {
          throw unreadable(uri, e);
        }
        done = next == null;
        if (done) {
          close(in);
        }
      }
      return next != null;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException("The records of " + uri + " are at their end");
      }
      Row row = next;
      next = null;
      return row;
    }
  }

  /** Groups files, in order, so that each group has about the same work. */
  static List<List<String>> groups(List<InputListing.Listed> files, int parallelism) {
    long total = 0;
    for (InputListing.Listed file : files) {
      total += file.size() + OPEN_COST;
    }
    long target = Math.min(MAX_GROUP_BYTES, Math.max(OPEN_COST, total / parallelism));
    List<List<String>> groups = new ArrayList<>();
    List<String> group = new ArrayList<>();
    long bytes = 0;
    for (InputListing.Listed file : files) {
      if (!group.isEmpty() && bytes + file.size() + OPEN_COST > target) {
        groups.add(group);
        group = new ArrayList<>();
        bytes = 0;
      }
      group.add(file.path().toUri().toString());
      bytes += file.size() + OPEN_COST;
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }

  /**
   * Spark's own defaults: files.openCostInBytes is larger, for remote stores; maxPartitionBytes.
   */
  private static final long OPEN_COST = 1 << 16;

  private static final long MAX_GROUP_BYTES = 128L << 20;
}
