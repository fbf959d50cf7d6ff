package org.weerwoord.evaluation;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.weerwoord.text.Language;

/**
 * Whole words or phrases of a text, all replaced at once, so that two of them may change places.
 */
final class WordExchange {

  private static final String LETTER = "[\\p{L}\\p{M}\\p{N}]";

  private final Map<String, String> words = new LinkedHashMap<>();
  private Pattern pattern;

  /** Replaces a word; the first replacement of a word counts. Case is part of the word. */
  void put(String word, String other) {
    words.putIfAbsent(word, other);
    pattern = null;
  }

  /** Replaces a word also where a sentence begins with it. */
  void putAlsoCapitalised(String word, String other) {
    put(word, other);
    put(capitalised(word), capitalised(other));
  }

  /** Replaces a name, with its genitive. */
  void putName(String name, String other, Language language) {
    put(name, other);
    if (language == Language.DUTCH || language == Language.GERMAN) {
      put(name + "s", other + "s");
    }
  }

  /** Replaces two names by each other. */
  void exchangeNames(String name, String other, Language language) {
    putName(name, other, language);
    putName(other, name, language);
  }

  /** Replaces two words by each other. */
  void exchange(String word, String other) {
    putAlsoCapitalised(word, other);
    putAlsoCapitalised(other, word);
  }

  /** Returns a text with its words replaced. */
  String apply(String text) {
    if (words.isEmpty()) {
      return text;
    }
    if (pattern == null) {
      String phrases =
          words.keySet().stream()
              .sorted(Comparator.comparingInt(String::length).reversed())
              .map(Pattern::quote)
              .collect(Collectors.joining("|"));
      pattern = Pattern.compile("(?<!" + LETTER + ")(?:" + phrases + ")(?!" + LETTER + ")");
    }
    return pattern.matcher(text).replaceAll(match -> words.get(match.group()));
  }

  /** Returns whether a text holds none of the words. */
  boolean leaves(String text) {
    return apply(text).equals(text);
  }

  private static String capitalised(String word) {
    int first = word.offsetByCodePoints(0, 1);
    return word.substring(0, first).toUpperCase(Locale.ROOT) + word.substring(first);
  }
}
