package org.weerwoord.jobs.input;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.SerializableConfiguration;
import org.weerwoord.jobs.input.FileInspection.Inspected;

/**
 * Reads articles from files of one or several formats. Nothing is shuffled, and no article passes
 * the driver:
 *
 * <pre>{@code
 * ArticleReader reader = ArticleReader.open(spark, options);
 * RecordParser parser = reader.parser();
 * reader.raw().mapPartitions(rows -> each row through parser.parse(row), encoder);
 * }</pre>
 */
public final class ArticleReader {

  private final SparkSession spark;
  private final InputOptions options;
  private final List<Inspected> files;
  private final List<String> skipped;
  private final Dataset<Row> raw;

  private ArticleReader(
      SparkSession spark, InputOptions options, List<Inspected> files, List<String> skipped) {
    this.spark = spark;
    this.options = options;
    this.files = files;
    this.skipped = skipped;
    // Made here, though it reads nothing yet, so that a column of a wrong type is found at once.
    this.raw = union();
  }

  /**
   * Lists the input, and looks at the beginning of its files as far as needed to tell their
   * formats, encodings and columns. Articles are read only with {@link #raw()}.
   *
   * @throws InputException if a path or glob matches nothing, no file has a known format, or a file
   *     has no column for the text, or one of a wrong type
   */
  public static ArticleReader open(SparkSession spark, InputOptions options) {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    List<InputListing.Listed> listed = InputListing.list(configuration, options.paths());
    List<Inspected> inspected = FileInspection.inspect(configuration, options, listed);
    List<Inspected> files = inspected.stream().filter(f -> f.format() != null).toList();
    List<String> skipped =
        inspected.stream()
            .filter(f -> f.format() == null)
            .map(f -> f.file().path() + ": " + f.detail())
            .toList();
    if (files.isEmpty()) {
      throw new InputException(
          "Input "
              + options.paths()
              + " must have a file of a known format, but all are skipped ("
              + skipped.get(0)
              + "): say which format with --input-format, or name a file itself");
    }
    requireMappedColumns(options, files);
    return new ArticleReader(spark, options, files, skipped);
  }

  /**
   * A mapped column that no file has is a typing error; JSON records may each have other fields.
   */
  private static void requireMappedColumns(InputOptions options, List<Inspected> files) {
    Set<ArticleField> found = EnumSet.noneOf(ArticleField.class);
    for (Inspected file : files) {
      if (file.columns() == null && file.format() == InputFormat.JSONL) {
        return;
      }
      if (file.columns() != null) {
        found.addAll(file.found());
      }
    }
    List<Inspected> tables = files.stream().filter(f -> f.columns() != null).toList();
    for (String name : options.fields().keySet()) {
      ArticleField field = ArticleField.of(name).orElseThrow();
      if (!tables.isEmpty() && !found.contains(field)) {
        throw FileInspection.noColumn(tables.get(0), field, options);
      }
    }
  }

  /** Returns the files that are read, sorted by path. */
  public List<InputFile> files() {
    return files.stream()
        .map(f -> new InputFile(f.file().path().toString(), f.file().size()))
        .toList();
  }

  /** Returns a line for each file of a folder or glob that is not read: its path, and why. */
  public List<String> skipped() {
    return skipped;
  }

  /** Returns the parser of {@link #raw()}'s rows. */
  public RecordParser parser() {
    return new RecordParser(options);
  }

  /**
   * Returns one row a raw record. Its columns are for {@link RecordParser} alone. Blank lines are
   * no records.
   */
  public Dataset<Row> raw() {
    return raw;
  }

  private Dataset<Row> union() {
    List<Dataset<Row>> parts = new ArrayList<>();
    for (InputFormat format : InputFormat.values()) {
      List<Inspected> ofFormat = files.stream().filter(f -> f.format() == format).toList();
      grouped(ofFormat.stream().filter(Inspected::readBySpark))
          .values()
          .forEach(group -> parts.add(parquet(group)));
      List<Inspected> own = ofFormat.stream().filter(f -> !f.readBySpark()).toList();
      if (!own.isEmpty()) {
        parts.add(ownRecords(format, own));
      }
    }
    return parts.stream().reduce(Dataset::unionAll).orElseThrow();
  }

  private static Map<String, List<Inspected>> grouped(Stream<Inspected> files) {
    Map<String, List<Inspected>> groups = new TreeMap<>();
    files.forEach(f -> groups.computeIfAbsent(f.group(), g -> new ArrayList<>()).add(f));
    return groups;
  }

  private Dataset<Row> parquet(List<Inspected> group) {
    Dataset<Row> table = spark.read().parquet(paths(group));
    Column none = lit(null).cast(DataTypes.StringType);
    Column noContent = lit(null).cast(DataTypes.BinaryType);
    Column format = lit(InputFormat.PARQUET.name());
    List<Column> columns =
        new ArrayList<>(List.of(col("_metadata.file_path"), format, none, noContent, none, none));
    Collections.addAll(columns, ParquetColumns.select(table.schema(), options));
    Column[] named = new Column[columns.size()];
    for (int i = 0; i < named.length; i++) {
      named[i] = columns.get(i).as(RawRecords.SCHEMA.fieldNames()[i]);
    }
    return table.select(named);
  }

  /** Spark takes paths for globs; these are files already, whatever characters their names have. */
  private static String[] paths(List<Inspected> group) {
    return group.stream().map(f -> escaped(f.file().path())).toArray(String[]::new);
  }

  private static String escaped(Path path) {
    StringBuilder escaped = new StringBuilder();
    String text = path.toString();
    for (int i = 0; i < text.length(); i++) {
      if ("{}[]*?\\".indexOf(text.charAt(i)) >= 0) {
        escaped.append('\\');
      }
      escaped.append(text.charAt(i));
    }
    return escaped.toString();
  }

  private Dataset<Row> ownRecords(InputFormat format, List<Inspected> own) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    List<List<RawRecords.Piece>> groups =
        RawRecords.groups(own, spark.sparkContext().defaultParallelism());
    SerializableConfiguration configuration =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    RawRecords records = new RawRecords(configuration, format, options);
    JavaRDD<Row> rows =
        context.parallelize(groups, groups.size()).flatMap(List::iterator).flatMap(records::open);
    return spark.createDataFrame(rows, RawRecords.SCHEMA);
  }
}
