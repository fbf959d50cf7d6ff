package org.weerwoord.jobs.input;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What to read, and how.
 *
 * @param paths Hadoop paths of files and folders, and globs; at least one
 * @param format the format of every file; if empty it is told by each file's name, else its first
 *     bytes
 * @param fields from {@code id}, {@code date}, {@code lang}, {@code source}, {@code url}, {@code
 *     title} and {@code text} to the name of the column or JSON field that holds it; a dotted name
 *     is a path into nested fields. A field that is not mapped has its own name
 * @param encoding the encoding of text without a byte order mark; UTF-8 if empty
 * @param maxArticleChars limit of title and text together, in UTF-16 units, at least 1
 */
public record InputOptions(
    List<String> paths,
    Optional<InputFormat> format,
    Map<String, String> fields,
    Optional<Charset> encoding,
    int maxArticleChars) {

  /** The limit of title and text together unless one is given, in UTF-16 units. */
  public static final int DEFAULT_MAX_ARTICLE_CHARS = 1_000_000;

  /**
   * @throws IllegalArgumentException if there is no path, a path or column name is blank, a field
   *     is unknown, or the limit is below 1
   */
  public InputOptions {
    if (paths.isEmpty()) {
      throw new IllegalArgumentException(
          "Input needs at least one path, but has none: name a file, a folder or a glob");
    }
    for (String path : paths) {
      if (path.isBlank()) {
        throw new IllegalArgumentException(
            "Input path must not be blank, but is '" + path + "': name a file, a folder or a glob");
      }
    }
    fields.forEach(
        (field, column) -> {
          if (ArticleField.of(field).isEmpty()) {
            throw new IllegalArgumentException(
                "Field must be one of "
                    + ArticleField.all()
                    + ", but is '"
                    + field
                    + "': map a field as in text=body");
          }
          if (column.isBlank()) {
            throw new IllegalArgumentException(
                "Field '"
                    + field
                    + "' needs the name of a column, but has '"
                    + column
                    + "': map a field as in text=body");
          }
        });
    if (maxArticleChars < 1) {
      throw new IllegalArgumentException(
          "Longest article must be at least 1 character, but is " + maxArticleChars);
    }
    paths = List.copyOf(paths);
    // Sorted, so that messages do not depend on the map given.
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  /** Returns options to read the given paths with nothing else asked for. */
  public static InputOptions of(String... paths) {
    return new InputOptions(
        List.of(paths), Optional.empty(), Map.of(), Optional.empty(), DEFAULT_MAX_ARTICLE_CHARS);
  }

  /** Returns the name of the column or JSON field that holds a field. */
  String column(ArticleField field) {
    return fields.getOrDefault(field.text(), field.text()).strip();
  }

  /** Returns {@link #column} of every field, by {@link ArticleField#index()}. */
  String[] columns() {
    return Arrays.stream(ArticleField.values()).map(this::column).toArray(String[]::new);
  }

  /** Returns the encoding of text without a byte order mark. */
  Charset charset() {
    return encoding.orElse(StandardCharsets.UTF_8);
  }
}
