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
import org.weerwoord.jobs.input.FileInspection.Inspected;

/**
 * The raw records of all files but Parquet. Spark's own sources do not read them as wanted: of CSV
 * malformed rows and undecodable bytes are to be seen, a line of any length must not fill the
 * memory, and a file that is cut off must not end the run. What a damaged file has before its
 * damage is read; one more record then says what is wrong.
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

  /**
   * A file or a part of it.
   *
   * @param uri the file
   * @param charset the encoding of a file of JSON lines; null for other formats
   * @param begin offset of the first byte
   * @param end offset after the last byte in which a record may begin
   * @param damage what is known to be wrong with the file, or null
   */
  record Piece(String uri, String charset, long begin, long end, String damage)
      implements Serializable {}

  /** Opens the raw records of a piece, closed by itself after the last or with the task. */
  Iterator<Row> open(Piece piece) {
    String uri = piece.uri();
    if (piece.damage() != null) {
      return Collections.singletonList(damaged(uri, piece.damage())).iterator();
    }
    Charset otherwise = Charset.forName(encoding);
    Path path = new Path(URI.create(uri));
    try {
      InputStream in =
          piece.begin() == 0
              ? CompressedFiles.open(configuration.value(), path)
              : CompressedFiles.openAt(configuration.value(), path, piece.begin() - 1);
      TaskContext task = TaskContext.get();
      if (task != null) {
        task.addTaskCompletionListener((TaskCompletionListener) context -> close(in));
      }
      return switch (format) {
        case JSONL -> lines(piece, in, otherwise);
        case CSV -> csv(uri, in, otherwise);
        case TEXT -> text(uri, in, otherwise);
        case PARQUET -> throw new IllegalArgumentException("Spark itself reads " + uri);
      };
    } catch (DamagedFileException e) {
      return Collections.singletonList(damaged(uri, e.getMessage())).iterator();
    } catch (IOException e) {
      throw unreadable(uri, e);
    }
  }

  private Row damaged(String uri, String what) {
    return row(
        uri,
        format,
        Charset.forName(encoding),
        new byte[0],
        QuarantineReason.UNREADABLE,
        "from here on the file can't be read: " + what);
  }

  private Iterator<Row> lines(Piece piece, InputStream in, Charset otherwise) throws IOException {
    // Every character may be an escape such as \u00e9.
    long longest = 6L * maxArticleChars + MAX_OTHER_BYTES;
    ByteLines lines =
        piece.begin() == 0
            ? ByteLines.open(in, otherwise, longest, piece.end())
            : ByteLines.within(
                in, Charset.forName(piece.charset()), longest, piece.begin(), piece.end());
    return new Records(piece.uri(), in) {
      @Override
      Row read() throws IOException {
        byte[] line = lines.next();
        while (line != null && isBlank(line) && !lines.isTooLong(line)) {
          line = lines.next();
        }
        if (line == null) {
          return null;
        }
        boolean tooLong = lines.isTooLong(line);
        return row(
            piece.uri(),
            InputFormat.JSONL,
            lines.charset(),
            line,
            tooLong ? QuarantineReason.TOO_LONG : null,
            tooLong ? "the line has more than " + lines.longest() + " bytes" : null);
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
  private abstract class Records implements Iterator<Row> {
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
          done = next == null;
        } catch (DamagedFileException e) {
          next = damaged(uri, e.getMessage());
          done = true;
        } catch (IOException e) {
          throw unreadable(uri, e);
        }
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

  /** Cuts files into pieces where they may be, and groups these, so that groups are about equal. */
  static List<List<Piece>> groups(List<Inspected> files, int parallelism) {
    long total = 0;
    for (Inspected file : files) {
      total += file.file().size() + OPEN_COST;
    }
    long target = Math.min(MAX_GROUP_BYTES, Math.max(OPEN_COST, total / parallelism));
    long pieceBytes = Math.max(MIN_PIECE_BYTES, target);
    List<List<Piece>> groups = new ArrayList<>();
    List<Piece> group = new ArrayList<>();
    long bytes = 0;
    for (Inspected file : files) {
      for (Piece piece : pieces(file, pieceBytes)) {
        long size = Math.min(piece.end(), file.file().size()) - piece.begin();
        if (!group.isEmpty() && bytes + size + OPEN_COST > target) {
          groups.add(group);
          group = new ArrayList<>();
          bytes = 0;
        }
        group.add(piece);
        bytes += size + OPEN_COST;
      }
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }

  private static List<Piece> pieces(Inspected file, long pieceBytes) {
    String uri = file.file().path().toUri().toString();
    String charset = file.charset() == null ? null : file.charset().name();
    List<Piece> pieces = new ArrayList<>();
    long begin = 0;
    while (file.divisible() && file.file().size() - begin > pieceBytes) {
      pieces.add(new Piece(uri, charset, begin, begin + pieceBytes, null));
      begin += pieceBytes;
    }
    pieces.add(new Piece(uri, charset, begin, Long.MAX_VALUE, file.detail()));
    return pieces;
  }

  /**
   * Spark's own defaults: files.openCostInBytes is larger, for remote stores, and the least that a
   * file is divided into; maxPartitionBytes.
   */
  private static final long OPEN_COST = 1 << 16;

  private static final long MIN_PIECE_BYTES = 4L << 20;
  private static final long MAX_GROUP_BYTES = 128L << 20;

  /** What a JSON line may have beside its article's title and text. */
  private static final long MAX_OTHER_BYTES = 10L << 20;
}
