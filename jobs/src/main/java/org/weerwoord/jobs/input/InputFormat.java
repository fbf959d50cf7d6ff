package org.weerwoord.jobs.input;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How articles are stored in a file. */
public enum InputFormat {
  /** One JSON object a line. */
  JSONL("jsonl"),
  /** One article a row. */
  PARQUET("parquet"),
  /** A header line and one article a record, as RFC 4180 has it; commas, semicolons or tabs. */
  CSV("csv"),
  /** One article a file. */
  TEXT("text");

  private final String text;

  InputFormat(String text) {
    this.text = text;
  }

  /** Returns the name that options use. */
  public String text() {
    return text;
  }

  /**
   * Returns the format with the given name, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static InputFormat parse(String text) {
    for (InputFormat format : values()) {
      if (format.text.equals(text.strip().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "Input format must be one of "
            + Arrays.stream(values()).map(InputFormat::text).collect(Collectors.joining(", "))
            + ", but is '"
            + text
            + "'");
  }

  /** Returns the format that a file name's last extension stands for; the name is uncompressed. */
  static Optional<InputFormat> ofName(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : switch (name.substring(dot + 1).toLowerCase(Locale.ROOT)) {
          case "jsonl", "ndjson", "json" -> Optional.of(JSONL);
          case "parquet" -> Optional.of(PARQUET);
          case "csv", "tsv" -> Optional.of(CSV);
          case "txt", "text" -> Optional.of(TEXT);
          default -> Optional.empty();
        };
  }
}
