package org.weerwoord.jobs.output;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * How a dataset lies in its folder, told from its first file.
 *
 * @param partitionColumn the column of the outermost partition folders ({@code date=…}); empty
 *     without partitions
 * @param format such as {@code parquet} or {@code json}
 */
record Layout(String partitionColumn, String format) {

  /** The layout of a folder; nothing where it holds no visible file. */
  static Optional<Layout> of(FileTree files, Path dataset) throws IOException {
    return files.firstVisibleFile(dataset).map(file -> of(dataset, file));
  }

  private static Layout of(Path dataset, Path file) {
    Path outermost = file;
    while (!outermost.getParent().equals(dataset)) {
      outermost = outermost.getParent();
    }
    int equals = outermost.getName().indexOf('=');
    boolean partitioned = !outermost.equals(file) && equals > 0;
    return new Layout(
        partitioned ? outermost.getName().substring(0, equals) : "", format(file.getName()));
  }

  private static String format(String name) {
    int dot = name.indexOf('.');
    String extensions = dot < 0 ? "" : name.substring(dot + 1);
    for (String extension : extensions.split("\\.", -1)) {
      if (extension.equals("parquet") || extension.equals("json")) {
        return extension;
      }
    }
    return extensions;
  }

  boolean replacesPartitionsOf(Layout earlier) {
    return !partitionColumn.isEmpty() && partitionColumn.equals(earlier.partitionColumn);
  }

  /**
   * Requires that rows of this layout may be published to a dataset. Rows of different layouts in
   * one folder cannot be read together, so it must be the earlier one, unless all rows give way.
   */
  void requireFit(WriteMode mode, Layout earlier, Path dataset) throws IOException {
    boolean replacesAll = mode == WriteMode.OVERWRITE && !replacesPartitionsOf(earlier);
    if (!replacesAll && !equals(earlier)) {
      throw new OutputConflictException(
          "Output "
              + dataset
              + " holds "
              + earlier.description()
              + ", but this run writes "
              + description()
              + ": they cannot be read together. Use the same --format and --partition-by, or another --output.");
    }
  }

  private String description() {
    return format
        + (partitionColumn.isEmpty()
            ? " without partitions"
            : " partitioned by " + partitionColumn);
  }
}
