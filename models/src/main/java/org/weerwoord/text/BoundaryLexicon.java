package org.weerwoord.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words of one language that decide whether a full stop ends a sentence. Immutable. */
final class BoundaryLexicon {

  /** How an abbreviation behaves before a capital. */
  enum Abbreviation {
    /** No abbreviation is known. */
    NONE,
    /** It never ends a sentence: a title before a name. */
    INSIDE,
    /** It may end a sentence; the following word decides. */
    END,
    /** It is an abbreviation only before a number. */
    NUMBER
  }

  private static final String FOLDER = "/org/weerwoord/lexicon/";

  private final Map<String, Abbreviation> abbreviations;
  private final Set<String> starters;
  private final Set<String> particles;
  private final Set<String> reportingVerbs;

  private BoundaryLexicon(
      Map<String, Abbreviation> abbreviations,
      Set<String> starters,
      Set<String> particles,
      Set<String> reportingVerbs) {
    this.abbreviations = abbreviations;
    this.starters = starters;
    this.particles = particles;
    this.reportingVerbs = reportingVerbs;
  }

  /**
   * Reads the lists of a language from the class path; all are empty for {@link Language#OTHER}.
   *
   * @throws IllegalStateException if a list is missing or a line has no known form
   */
  static BoundaryLexicon read(Language language) {
    Map<String, Abbreviation> abbreviations = new HashMap<>();
    Set<String> starters = new HashSet<>();
    Set<String> particles = new HashSet<>();
    Set<String> reportingVerbs = new HashSet<>();
    if (language != Language.OTHER) {
      readAbbreviations("abbreviations.txt", abbreviations);
      readAbbreviations("abbreviations." + language.code() + ".txt", abbreviations);
      String file = "sentence-words." + language.code() + ".txt";
      for (String line : lines(file)) {
        int space = line.indexOf(' ');
        String kind = space < 0 ? line : line.substring(0, space);
        Set<String> words =
            switch (kind) {
              case "start" -> starters;
              case "particle" -> particles;
              case "report" -> reportingVerbs;
              default -> throw malformed(file, line, "begin with start, particle or report");
            };
        for (String word : split(line.substring(kind.length()))) {
          words.add(word.toLowerCase(Locale.ROOT));
        }
      }
    }
    return new BoundaryLexicon(
        Map.copyOf(abbreviations),
        Set.copyOf(starters),
        Set.copyOf(particles),
        Set.copyOf(reportingVerbs));
  }

  /**
   * Returns how the token, given as printed but without its last full stop, behaves. An entry in
   * small letters also matches a capitalised token, but not one all in capitals: {@code VS.} is no
   * {@code vs.}, {@code H.} an initial
   */
  Abbreviation abbreviation(String token) {
    Abbreviation exact = abbreviations.get(token);
    if (exact != null) {
      return exact;
    }
    if (token.isEmpty() || Character.isUpperCase(token.charAt(token.length() - 1))) {
      return Abbreviation.NONE;
    }
    return abbreviations.getOrDefault(token.toLowerCase(Locale.ROOT), Abbreviation.NONE);
  }

  /** Returns whether the word, in lower case, commonly begins a sentence and no name. */
  boolean isStarter(String word) {
    return starters.contains(word);
  }

  /** Returns whether the word, in lower case, can also be the first part of a surname. */
  boolean isParticle(String word) {
    return particles.contains(word);
  }

  /** Returns whether the word, in lower case, is a verb of a clause that reports a quotation. */
  boolean isReportingVerb(String word) {
    return reportingVerbs.contains(word);
  }

  private static void readAbbreviations(String file, Map<String, Abbreviation> into) {
    for (String line : lines(file)) {
      List<String> words = split(line);
      Abbreviation kind =
          switch (words.get(0)) {
            case "inside" -> Abbreviation.INSIDE;
            case "end" -> Abbreviation.END;
            case "number" -> Abbreviation.NUMBER;
            default -> throw malformed(file, line, "begin with inside, end or number");
          };
      for (String word : words.subList(1, words.size())) {
        if (!word.endsWith(".")) {
          throw malformed(file, line, "give each abbreviation with its last full stop");
        }
        into.put(word.substring(0, word.length() - 1), kind);
      }
    }
  }

  private static IllegalStateException malformed(String file, String line, String rule) {
    return new IllegalStateException(
        "A line of " + FOLDER + file + " must " + rule + ", but is '" + line + "'; mend the file");
  }

  private static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      int end = line.indexOf(' ', at);
      if (end < 0) {
        end = line.length();
      }
      if (end > at) {
        words.add(line.substring(at, end));
      }
      at = end + 1;
    }
    return words;
  }

  private static List<String> lines(String file) {
    List<String> lines = new ArrayList<>();
    try (InputStream stream = BoundaryLexicon.class.getResourceAsStream(FOLDER + file)) {
      if (stream == null) {
        throw new IllegalStateException(
            "The class path must hold "
                + FOLDER
                + file
                + ", but does not; build the jar with seeds/lexicon");
      }
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String stripped = line.strip();
        if (!stripped.isEmpty() && stripped.charAt(0) != '#') {
          lines.add(stripped);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + FOLDER + file + " from the class path", e);
    }
    return lines;
  }
}
