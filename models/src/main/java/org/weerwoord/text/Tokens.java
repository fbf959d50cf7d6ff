package org.weerwoord.text;

import java.util.Arrays;
import java.util.Locale;

/**
 * The tokens of a text, as parallel arrays since features read them in tight loops.
 *
 * <p>A token is a maximal run of letters, digits and combining marks, with apostrophes and hyphens
 * kept where they stand between two of these ({@code zo'n}, {@code oud-minister}); every other
 * visible character is a token of its own. In French an elided word ends with its apostrophe
 * ({@code qu'}, {@code il}).
 */
public final class Tokens {

  private static final int LONGEST_ELISION = 7;

  private final String text;
  private int size;
  private int[] begins;
  private int[] ends;
  private String[] forms;

  private Tokens(String text) {
    this.text = text;
    int estimate = 8 + text.length() / 5;
    begins = new int[estimate];
    ends = new int[estimate];
    forms = new String[estimate];
  }

  private Tokens(Tokens other) {
    text = other.text;
    size = other.size;
    begins = other.begins;
    ends = other.ends.clone();
    forms = other.forms.clone();
  }

  /** Splits a text into tokens by the rules of a language. */
  public static Tokens of(String text, Language language) {
    Tokens tokens = new Tokens(text);
    boolean elides = language == Language.FRENCH;
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      int next = at + Character.charCount(character);
      if (isWordPart(character)) {
        int begin = at;
        at = next;
        while (at < text.length()) {
          int inner = text.codePointAt(at);
          if (isWordPart(inner)) {
            at += Character.charCount(inner);
          } else if (isJoiner(inner)
              && at + 1 < text.length()
              && isWordPart(text.codePointAt(at + 1))) {
            at++;
            if (elides && isApostrophe(inner) && isElided(text, begin, at - 1)) {
              break;
            }
          } else {
            break;
          }
        }
        tokens.add(begin, at);
      } else {
        if (!Character.isWhitespace(character) && !Character.isSpaceChar(character)) {
          tokens.add(at, next);
        }
        at = next;
      }
    }
    return tokens;
  }

  /**
   * Returns these tokens with what is written to the end of a word taken off it: the genitive of
   * {@code China's} and, in English, the verb of {@code I'm}. They are as many, at the same places.
   */
  public Tokens withoutClitics(Language language) {
    Tokens result = this;
    for (int i = 0; i < size; i++) {
      int length = cliticLength(i, language);
      if (length > 0) {
        if (result == this) {
          result = new Tokens(this);
        }
        result.ends[i] -= length;
        result.forms[i] = forms[i].substring(0, forms[i].length() - length);
      }
    }
    return result;
  }

  private int cliticLength(int token, Language language) {
    String form = forms[token];
    int length = form.length();
    if (length < 3 || ends[token] - begins[token] != length) {
      return 0;
    }
    if (form.charAt(length - 2) == '\'') {
      char last = form.charAt(length - 1);
      return language == Language.ENGLISH
          ? (last == 's' || last == 'm' || last == 'd' ? 2 : 0)
          : (last == 's' && language != Language.FRENCH && isCapitalised(token) ? 2 : 0);
    }
    if (language == Language.ENGLISH && length > 3 && form.charAt(length - 3) == '\'') {
      return form.endsWith("re") || form.endsWith("ve") || form.endsWith("ll") ? 3 : 0;
    }
    return 0;
  }

  /** Returns the number of tokens. */
  public int size() {
    return size;
  }

  /** Returns the text that was split. */
  public String text() {
    return text;
  }

  /** Returns the offset of the first character of a token, in UTF-16 units. */
  public int begin(int token) {
    return begins[token];
  }

  /** Returns the offset after the last character of a token, in UTF-16 units. */
  public int end(int token) {
    return ends[token];
  }

  /** Returns a token in lower case, with typographic apostrophes made straight. */
  public String form(int token) {
    return forms[token];
  }

  /** Returns whether a token begins with a letter or digit. */
  public boolean isWord(int token) {
    return isWordPart(text.codePointAt(begins[token]));
  }

  /** Returns whether a token begins with a capital letter. */
  public boolean isCapitalised(int token) {
    return Character.isUpperCase(text.codePointAt(begins[token]));
  }

  private void add(int begin, int end) {
    if (size == begins.length) {
      begins = Arrays.copyOf(begins, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
      forms = Arrays.copyOf(forms, size * 2);
    }
    begins[size] = begin;
    ends[size] = end;
    forms[size] = text.substring(begin, end).toLowerCase(Locale.ROOT).replace('’', '\'');
    size++;
  }

  private static boolean isElided(String text, int begin, int apostrophe) {
    int length = apostrophe - begin;
    if (length == 1) {
      return true;
    }
    // qu', jusqu', lorsqu', puisqu', quoiqu'
    return length <= LONGEST_ELISION
        && Character.toLowerCase(text.charAt(apostrophe - 1)) == 'u'
        && Character.toLowerCase(text.charAt(apostrophe - 2)) == 'q';
  }

  private static boolean isWordPart(int character) {
    if (character < 128) {
      return (character >= 'a' && character <= 'z')
          || (character >= 'A' && character <= 'Z')
          || (character >= '0' && character <= '9');
    }
    return Character.isLetterOrDigit(character)
        || Character.getType(character) == Character.NON_SPACING_MARK
        || Character.getType(character) == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isJoiner(int character) {
    return character == '-'
        || character == '\u2010'
        || character == '\u2011'
        || isApostrophe(character);
  }

  private static boolean isApostrophe(int character) {
    return character == '\'' || character == '’';
  }
}
