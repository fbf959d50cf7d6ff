package org.weerwoord.attribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Compares the names of sources and targets. */
public final class Names {

  /** Articles, prepositions and some possessives, which tell no two parties apart. */
  private static final Set<String> IGNORED =
      Set.of(
          "de", "het", "een", "van", "der", "den", "the", "a", "an", "of", "le", "la", "les", "l",
          "un", "une", "des", "du", "d", "die", "das", "dem", "ein", "eine", "einen", "zijn",
          "haar", "his", "her", "its");

  private Names() {}

  /**
   * Returns whether two names mean the same party: their words, without articles and case, overlap
   * with F at least 0.5. Two names without any such word match; null counts as empty.
   */
  public static boolean match(String gold, String predicted) {
    List<String> goldWords = words(gold);
    List<String> predictedWords = words(predicted);
    if (goldWords.isEmpty() || predictedWords.isEmpty()) {
      return goldWords.isEmpty() && predictedWords.isEmpty();
    }
    Map<String, Integer> left = new HashMap<>();
    for (String word : goldWords) {
      left.merge(word, 1, Integer::sum);
    }
    int common = 0;
    for (String word : predictedWords) {
      if (left.merge(word, -1, Integer::sum) >= 0) {
        common++;
      }
    }
    // F = 2 · common / (words of both) >= 1/2, in integers.
    return 4 * common >= goldWords.size() + predictedWords.size();
  }

  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    if (name == null) {
      return words;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    int at = 0;
    while (at < lower.length()) {
      int begin = at;
      while (at < lower.length() && isWordCharacter(lower.codePointAt(at))) {
        at += Character.charCount(lower.codePointAt(at));
      }
      if (at > begin) {
        String word = lower.substring(begin, at);
        if (!IGNORED.contains(word)) {
          words.add(word);
        }
      } else {
        at += Character.charCount(lower.codePointAt(at));
      }
    }
    return words;
  }

  private static boolean isWordCharacter(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> codePoint == '_' || Character.isLetter(codePoint);
    };
  }
}
