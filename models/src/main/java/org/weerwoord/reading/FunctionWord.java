package org.weerwoord.reading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.weerwoord.text.FormFact;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/**
 * A class of words that hold a sentence together, as {@code seeds/lexicon/grammar.*.tsv} lists
 * them. A word may belong to several.
 */
public enum FunctionWord {
  DETERMINER,
  DEFINITE,
  INDEFINITE,
  POSSESSIVE_HE,
  POSSESSIVE_SHE,
  POSSESSIVE_THEY,
  POSSESSIVE_IT,
  POSSESSIVE_WE,
  POSSESSIVE_I,
  PRONOUN_HE,
  PRONOUN_SHE,
  PRONOUN_SHE_OR_THEY,
  PRONOUN_THEY,
  PRONOUN_IT,
  PRONOUN_WE,
  PRONOUN_I,
  PRONOUN_YOU,
  OF,
  BY,
  AGAINST,
  TO,
  FROM,
  PREPOSITION,
  AND,
  CONJUNCTION,
  SUBORDINATOR,
  PARTICLE,
  TITLE,
  ADVERB,
  VERB,
  /** Forms of the verbs that make a passive, though they may do other things too. */
  PASSIVE,
  PORTFOLIO,
  /** Words that may be printed with a capital without being a name. */
  NOT_A_NAME,
  /** Prepositions of place, after which a capital city is a place and no government. */
  LOCATIVE,
  /** Determiners that may begin a genitive. */
  GENITIVE,
  /** Prepositions that join an office to its subject beside {@link #OF}: minister <i>for</i>. */
  FOR,
  /** Begins what tells a source apart: a source <i>close</i> to the inquiry. */
  NEAR,
  /** Actor nouns that are often a verb, an adjective or the first part of another noun. */
  WEAK_NOUN,
  /** Last words of the names of companies. */
  COMPANY_NAME,
  /** Ordinary words of {@code common-words.*.txt}, no names where a sentence begins. */
  COMMON;

  /** The bits of what makes the phrase behind it no subject. */
  public static final long OBLIQUE = bits(BY, AGAINST, OF, TO, FROM, PREPOSITION);

  private static final String FOLDER = "/org/weerwoord/lexicon/";

  /** Returns the classes of a word as a set of bits, by ordinal; 0 for other words. */
  public static long classes(Language language, String form) {
    Long classes = Bundled.CLASSES.get(language.ordinal()).get(form);
    return classes == null ? 0 : classes;
  }

  /** Returns the classes of a token as a set of bits, by ordinal; 0 for other words. */
  public static long classes(Language language, Tokens tokens, int token) {
    if (language == Language.FRENCH
        && tokens.end(token) - tokens.begin(token) == 1
        && tokens.text().charAt(tokens.begin(token)) == 'A') {
      // Printers leave out the accent: "A Moscou".
      return classes(language, "à");
    }
    return Bundled.FACTS.get(language.ordinal()).of(tokens, token);
  }

  /** Returns the bit of this class in {@link #classes}. */
  public long bit() {
    return 1L << ordinal();
  }

  /** Returns the bits of several classes. */
  public static long bits(FunctionWord... classes) {
    long bits = 0;
    for (FunctionWord each : classes) {
      bits |= each.bit();
    }
    return bits;
  }

  private static final class Bundled {

    /** By the ordinal of the language. */
    private static final List<Map<String, Long>> CLASSES = read();

    private static final List<FormFact<Long>> FACTS =
        CLASSES.stream()
            .map(classes -> new FormFact<Long>(0L, form -> classes.getOrDefault(form, 0L)))
            .toList();

    private static List<Map<String, Long>> read() {
      List<Map<String, Long>> all = new ArrayList<>();
      for (Language language : Language.values()) {
        all.add(language == Language.OTHER ? Map.of() : read(language));
      }
      return all;
    }

    private static Map<String, Long> read(Language language) {
      Map<String, Long> classes = new HashMap<>();
      for (String line : lines("grammar." + language.code() + ".tsv")) {
        String[] fields = line.split("\t", -1);
        classes.merge(fields[1], valueOf(fields[0]).bit(), (a, b) -> a | b);
      }
      for (String word : lines("common-words." + language.code() + ".txt")) {
        classes.merge(word, COMMON.bit(), (a, b) -> a | b);
      }
      return classes;
    }

    private static List<String> lines(String file) {
      try (InputStream stream = FunctionWord.class.getResourceAsStream(FOLDER + file)) {
        if (stream == null) {
          throw new IllegalStateException("The file " + file + " is missing from the class path");
        }
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException("Could not read " + file, e);
      }
    }
  }
}
