package org.weerwoord.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A file of {@code seeds/lexicon}, as it is built into the jar. */
final class LexiconFile {

  private static final String FOLDER = "/org/weerwoord/lexicon/";

  private LexiconFile() {}

  /** Returns all lines of a file. */
  static List<String> lines(String name) {
    try (InputStream stream = LexiconFile.class.getResourceAsStream(FOLDER + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read " + name, e);
    }
  }

  /** Returns the lines of a file that are neither blank nor a comment. */
  static List<String> entries(String name) {
    return lines(name).stream().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }
}
