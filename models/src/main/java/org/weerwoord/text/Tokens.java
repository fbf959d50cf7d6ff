package org.weerwoord.text;

import java.util.Arrays;

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
  private final Language language;
  private int size;
  private int[] begins;
  private int[] ends;
  private Form[] forms;
  private boolean[] words;

  private Tokens(String text, Language language) {
    this.text = text;
    this.language = language;
    int estimate = 8 + text.length() / 5;
    begins = new int[estimate];
    ends = new int[estimate];
    forms = new Form[estimate];
    words = new boolean[estimate];
  }

  private Tokens(Tokens other) {
    text = other.text;
    language = other.language;
    size = other.size;
    begins = other.begins;
    ends = other.ends.clone();
    forms = other.forms.clone();
    words = other.words;
  }

  /** Splits a text into tokens by the rules of a language. */
  public static Tokens of(String text, Language language) {
    Tokens tokens = new Tokens(text, language);
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
        tokens.add(begin, at, true);
      } else {
        if (!Character.isWhitespace(character) && !Character.isSpaceChar(character)) {
          tokens.add(at, next, false);
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
        String form = form(i);
        result.forms[i] = Form.of(form.substring(0, form.length() - length), language);
      }
    }
    return result;
  }

  private int cliticLength(int token, Language language) {
    String form = form(token);
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
    return forms[token].text();
  }

  /** Returns the form of a token with what is known of it. */
  Form known(int token) {
    return forms[token];
  }

  /** Returns whether a token begins with a letter or digit. */
  public boolean isWord(int token) {
    return words[token];
  }

  /** Returns whether a form begins with a letter or digit, as {@link #isWord(int)} tells. */
  public static boolean isWord(String form) {
    return isWordPart(form.codePointAt(0));
  }

  /** Returns whether a token begins with a capital letter. */
  public boolean isCapitalised(int token) {
    return Character.isUpperCase(text.codePointAt(begins[token]));
  }

  private void add(int begin, int end, boolean word) {
    if (size == begins.length) {
      begins = Arrays.copyOf(begins, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
      forms = Arrays.copyOf(forms, size * 2);
      words = Arrays.copyOf(words, size * 2);
    }
    begins[size] = begin;
    ends[size] = end;
    forms[size] = Form.of(text, begin, end, language);
    words[size] = word;
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
