package org.weerwoord.jobs.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.weerwoord.jobs.input.InputListing.Listed;

/** Looks at files, without reading their articles, to tell how they are to be read. */
final class FileInspection {

  private static final int HEAD_BYTES = 4_096;

  /** Files wait for their store, not for the processor. */
  private static final int MAX_THREADS = 32;

  private static final byte[] PARQUET_MAGIC = {'P', 'A', 'R', '1'};

  /**
   * What is known of a file.
   *
   * @param file the file
   * @param format its format; null if it is not read
   * @param divisible whether it may be read in pieces, each from the next line on
   * @param charset encoding of a file of JSON lines; null for other formats
   * @param group Parquet files of one group have the same columns, and are read together
   * @param columns names of the columns, of a Parquet or CSV file that has any; otherwise null
   * @param found fields that have a column
   * @param detail why it is not read or, with a format, why it can't be; else null
   */
  record Inspected(
      Listed file,
      InputFormat format,
      boolean divisible,
      Charset charset,
      String group,
      List<String> columns,
      Set<ArticleField> found,
      String detail) {

    /** Returns whether Spark's own source reads it, else {@link RawRecords}. */
    boolean readBySpark() {
      return format == InputFormat.PARQUET && detail == null;
    }
  }

  private final Configuration configuration;
  private final InputOptions options;

  private FileInspection(Configuration configuration, InputOptions options) {
    this.configuration = configuration;
    this.options = options;
  }

  /**
   * Returns what is known of each file, in order.
   *
   * @throws InputException if a file can't be read, its format can't be told, or it has no column
   *     for the text
   */
  static List<Inspected> inspect(
      Configuration configuration, InputOptions options, List<Listed> files) {
    FileInspection inspection = new FileInspection(configuration, options);
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(MAX_THREADS, files.size()));
    try {
      List<Future<Inspected>> futures = new ArrayList<>();
      for (Listed file : files) {
        futures.add(threads.submit(() -> inspection.inspect(file)));
      }
      List<Inspected> inspected = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        inspected.add(result(futures.get(i), files.get(i)));
      }
      return inspected;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Inspected result(Future<Inspected> future, Listed file) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InputException known) {
        throw known;
      }
      throw new InputException(
          "Input file "
              + file.path()
              + " can't be read: "
              + e.getCause().getMessage()
              + ". Check that it is whole and that its name ends as its format and compression ask",
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InputException("Looking at the input files was interrupted", e);
    }
  }

  private Inspected inspect(Listed file) throws IOException {
    String name = CompressedFiles.uncompressedName(file.path().getName());
    Optional<InputFormat> format = options.format().or(() -> InputFormat.ofName(name));
    if (format.isEmpty()) {
      if (!file.named() && name.indexOf('.') > 0) {
        return skipped(file, "its name ends in no known format");
      }
      format = formatOf(head(file));
      if (format.isEmpty()) {
        if (!file.named()) {
          return skipped(file, "its content is of no known format");
        }
        throw new InputException(
            "Input file "
                + file.path()
                + " must be JSON lines, Parquet, CSV or text, but its first bytes are none of these:"
                + " say which format with --input-format");
      }
    }
    return switch (format.get()) {
      case JSONL -> jsonLines(file, name);
      case PARQUET -> parquet(file);
      case CSV -> csv(file);
      case TEXT -> new Inspected(file, InputFormat.TEXT, false, null, "", null, Set.of(), null);
    };
  }

  private static Inspected skipped(Listed file, String detail) {
    return new Inspected(file, null, false, null, "", null, Set.of(), detail);
  }

  private byte[] head(Listed file) throws IOException {
    try (InputStream in = CompressedFiles.open(configuration, file.path())) {
      return in.readNBytes(HEAD_BYTES);
    } catch (DamagedFileException e) {
      // Whoever reads it will say so.
      return new byte[0];
    }
  }

  private String headText(byte[] head) {
    TextEncoding encoding = TextEncoding.of(head, options.charset());
    return new String(
        head, encoding.bomLength(), head.length - encoding.bomLength(), encoding.charset());
  }

  private Optional<InputFormat> formatOf(byte[] head) {
    if (startsWith(head, PARQUET_MAGIC)) {
      return Optional.of(InputFormat.PARQUET);
    }
    String text = headText(head);
    boolean binary = text.chars().anyMatch(c -> c < ' ' && !Character.isWhitespace(c) && c != 0x1B);
    if (binary) {
      return Optional.empty();
    }
    return Optional.of(text.stripLeading().startsWith("{") ? InputFormat.JSONL : InputFormat.TEXT);
  }

  private static boolean startsWith(byte[] head, byte[] magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= head.length || head[i] != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private Inspected jsonLines(Listed file, String name) throws IOException {
    byte[] head = head(file);
    TextEncoding encoding = TextEncoding.of(head, options.charset());
    if (name.toLowerCase(Locale.ROOT).endsWith(".json")) {
      requireLines(file, headText(head));
    }
    boolean divisible =
        encoding.endsLinesAsAscii() && !CompressedFiles.isCompressed(configuration, file.path());
    return new Inspected(
        file, InputFormat.JSONL, divisible, encoding.charset(), "", null, Set.of(), null);
  }

  /** A whole JSON document would end in quarantine line by line. */
  private static void requireLines(Listed file, String head) {
    String text = head.strip();
    int end = text.indexOf('\n');
    String first = (end < 0 ? text : text.substring(0, end)).strip();
    if (first.equals("[") || first.equals("{") || first.startsWith("[{")) {
      throw new InputException(
          "Input file "
              + file.path()
              + " must have one JSON object a line, but begins with '"
              + first.substring(0, Math.min(first.length(), 20))
              + "': write one object a line, for instance with jq -c");
    }
  }

  private Inspected csv(Listed file) throws IOException {
    List<String> header;
    try (CsvRecords records =
        CsvRecords.open(
            CompressedFiles.open(configuration, file.path()),
            options.charset(),
            options.maxArticleChars())) {
      header = records.header();
    } catch (DamagedFileException e) {
      // Whoever reads it will say so.
      header = List.of();
    }
    if (header.isEmpty()) {
      // Nothing in it, so nothing that a column could be missing for.
      return new Inspected(file, InputFormat.CSV, false, null, "", null, Set.of(), null);
    }
    int[] columns = RawRecords.csvColumns(header, options.columns());
    Set<ArticleField> found = EnumSet.noneOf(ArticleField.class);
    for (ArticleField field : ArticleField.values()) {
      if (columns[field.index()] >= 0) {
        found.add(field);
      }
    }
    return requireText(new Inspected(file, InputFormat.CSV, false, null, "", header, found, null));
  }

  private Inspected parquet(Listed file) throws IOException {
    if (InputListing.isHidden(file.path().getName())) {
      throw new InputException(
          "Parquet file "
              + file.path()
              + " must have a name that does not begin with '_' or '.', as Spark passes over such:"
              + " give it another name");
    }
    GroupType schema;
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(file.path(), configuration),
            ParquetReadOptions.builder().build())) {
      schema = reader.getFooter().getFileMetaData().getSchema();
    } catch (RuntimeException e) {
      String damage = "it is not a whole Parquet file (" + e.getMessage() + ")";
      return new Inspected(file, InputFormat.PARQUET, false, null, "", null, Set.of(), damage);
    }
    Set<ArticleField> found = EnumSet.noneOf(ArticleField.class);
    StringBuilder wanted = new StringBuilder();
    for (ArticleField field : ArticleField.values()) {
      Type type = find(schema, options.column(field));
      if (type != null) {
        found.add(field);
        wanted.append(type).append('\n');
      }
    }
    List<String> names = schema.getFields().stream().map(Type::getName).toList();
    return requireText(
        new Inspected(
            file, InputFormat.PARQUET, false, null, wanted.toString(), names, found, null));
  }

  /** Finds a column by its name, or by the dotted path to it, as {@link ParquetColumns} does. */
  private static Type find(GroupType schema, String name) {
    for (Type type : schema.getFields()) {
      if (type.getName().equalsIgnoreCase(name)) {
        return type;
      }
    }
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
      for (Type type : schema.getFields()) {
        if (!type.isPrimitive() && type.getName().equalsIgnoreCase(name.substring(0, dot))) {
          return find(type.asGroupType(), name.substring(dot + 1));
        }
      }
    }
    return null;
  }

  private Inspected requireText(Inspected file) {
    if (!file.found().contains(ArticleField.TEXT)) {
      throw noColumn(file, ArticleField.TEXT, options);
    }
    return file;
  }

  static InputException noColumn(Inspected file, ArticleField field, InputOptions options) {
    return new InputException(
        "Input file "
            + file.file().path()
            + " must have a column '"
            + options.column(field)
            + "' for the field '"
            + field.text()
            + "', but its columns are "
            + String.join(", ", file.columns())
            + ": name the right one with --field "
            + field.text()
            + "=...");
  }
}
