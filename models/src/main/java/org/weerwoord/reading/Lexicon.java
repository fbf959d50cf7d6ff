package org.weerwoord.reading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.weerwoord.text.FormFact;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/**
 * Words and phrases of one language that stand for concepts, and the scanner that finds them.
 *
 * <p>A lexicon file has one pattern a line, {@code concept<TAB>pattern}. A pattern is a sequence of
 * tokens separated by one space; {@code beschuldig*} matches by prefix, {@code *vorwurf} by suffix,
 * {@code *vorwurf*} anywhere in a token; {@code …} between tokens is a gap of 0 to {@value
 * #LONGEST_GAP} tokens ({@code wijst … van de hand}). Lines that begin with {@code #} are comments.
 *
 * <p>Instances are immutable and safe for use by several threads.
 *
 * @param <C> the concepts
 */
public final class Lexicon<C extends Enum<C>> {

  /** The most tokens that a gap may cover. */
  static final int LONGEST_GAP = 8;

  private static final String GAP = "…";
  private static final String FOLDER = "/org/weerwoord/lexicon/";

  private final Class<C> concepts;
  private final Map<String, List<Pattern<C>>> byWholeToken = new HashMap<>();
  private final CharacterTrie<C> byPrefix = new CharacterTrie<>();
  private final CharacterTrie<C> bySuffix = new CharacterTrie<>();
  private final List<Pattern<C>> byInfix = new ArrayList<>();

  private final Candidates<C> none = new Candidates<>(Map.of(), List.of());
  private final FormFact<Candidates<C>> ofToken = new FormFact<>(none, this::candidates);

  private Lexicon(Class<C> concepts) {
    this.concepts = concepts;
  }

  /** Receives the matches of a scan. */
  @FunctionalInterface
  public interface MatchConsumer<C> {
    /**
     * Takes one match.
     *
     * @param concept what it stands for
     * @param begin first token of the match
     * @param end token after the last one of the match
     */
    void accept(C concept, int begin, int end);
  }

  /**
   * Reads the lexicons {@code NAME.LANGUAGE.tsv} of the class path, one a language; the one of
   * {@link Language#OTHER} is empty.
   */
  static <C extends Enum<C>> Map<Language, Lexicon<C>> bundled(String name, Class<C> concepts) {
    Map<Language, Lexicon<C>> lexicons = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      lexicons.put(
          language,
          language == Language.OTHER
              ? new Lexicon<>(concepts)
              : load(name + "." + language.code() + ".tsv", concepts));
    }
    return lexicons;
  }

  /**
   * Reads a lexicon.
   *
   * @param name what to call the source in errors
   * @throws IllegalArgumentException if a line is not in the format above
   */
  static <C extends Enum<C>> Lexicon<C> read(String name, Reader source, Class<C> concepts) {
    Lexicon<C> lexicon = new Lexicon<>(concepts);
    try (BufferedReader lines = new BufferedReader(source)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        lexicon.add(line, name + ", line " + number);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read the lexicon " + name, e);
    }
    return lexicon;
  }

  /**
   * Finds every pattern in the tokens; matches may overlap and come in the order of their first
   * token.
   */
  public void scan(Tokens tokens, MatchConsumer<C> matches) {
    for (int i = 0; i < tokens.size(); i++) {
      for (Pattern<C> pattern : candidates(tokens, i)) {
        int end = pattern.end(tokens, i);
        if (end >= 0) {
          matches.accept(pattern.concept(), i, end);
        }
      }
    }
  }

  /**
   * Finds the most specific pattern that begins at each token: the one with the most tokens, then a
   * whole token before a part of one, then the longest part.
   */
  public void scanLongest(Tokens tokens, MatchConsumer<C> matches) {
    Longest<C> longest = new Longest<>();
    for (int i = 0; i < tokens.size(); i++) {
      longest.pattern = null;
      longest.end = -1;
      find(tokens, i, longest);
      if (longest.pattern != null) {
        matches.accept(longest.pattern.concept(), i, longest.end);
      }
    }
  }

  /** Returns the concept of the most specific pattern of one token that fits a token, or null. */
  public C conceptAt(Tokens tokens, int token) {
    Longest<C> longest = new Longest<>();
    longest.onlyOneToken = true;
    find(tokens, token, longest);
    return longest.pattern == null ? null : longest.pattern.concept();
  }

  private void find(Tokens tokens, int at, Longest<C> longest) {
    for (Pattern<C> pattern : candidates(tokens, at)) {
      longest.offer(pattern, tokens, at);
    }
  }

  /** Returns the patterns that may begin at a token: their first part fits it. */
  private List<Pattern<C>> candidates(Tokens tokens, int at) {
    return ofToken.of(tokens, at).before(tokens, at + 1);
  }

  private Candidates<C> candidates(String form) {
    List<Pattern<C>> found = new ArrayList<>(byWholeToken.getOrDefault(form, List.of()));
    if (Tokens.isWord(form)) {
      byPrefix.walk(form, found);
      bySuffix.walkBackwards(form, found);
      for (Pattern<C> pattern : byInfix) {
        if (pattern.first().matches(form)) {
          found.add(pattern);
        }
      }
    }
    return found.isEmpty() ? none : Candidates.of(found);
  }

  /**
   * The patterns whose first part fits a word. There are a hundred for "no" and "in", of which the
   * next word rules most out.
   *
   * @param bySecond those that may begin before a certain word
   * @param others those that may begin before any other word
   */
  private record Candidates<C extends Enum<C>>(
      Map<String, List<Pattern<C>>> bySecond, List<Pattern<C>> others) {

    static <C extends Enum<C>> Candidates<C> of(List<Pattern<C>> patterns) {
      List<Pattern<C>> others = patterns.stream().filter(p -> p.second() == null).toList();
      Map<String, List<Pattern<C>>> bySecond = new HashMap<>();
      for (Pattern<C> pattern : patterns) {
        String second = pattern.second();
        if (second != null && !bySecond.containsKey(second)) {
          bySecond.put(
              second,
              patterns.stream()
                  .filter(p -> p.second() == null || p.second().equals(second))
                  .toList());
        }
      }
      return new Candidates<>(bySecond, others);
    }

    List<Pattern<C>> before(Tokens tokens, int next) {
      return bySecond.isEmpty() || next >= tokens.size()
          ? others
          : bySecond.getOrDefault(tokens.form(next), others);
    }
  }

  /** The most specific pattern of those offered. */
  private static final class Longest<C extends Enum<C>> {
    private Pattern<C> pattern;
    private int end = -1;
    private boolean onlyOneToken;

    void offer(Pattern<C> other, Tokens tokens, int at) {
      if (onlyOneToken && other.parts().size() > 1) {
        return;
      }
      int otherEnd = other.end(tokens, at);
      if (otherEnd > end || (otherEnd == end && otherEnd >= 0 && other.beats(pattern))) {
        pattern = other;
        end = otherEnd;
      }
    }
  }

  private static <C extends Enum<C>> Lexicon<C> load(String name, Class<C> concepts) {
    try (InputStream stream = Lexicon.class.getResourceAsStream(FOLDER + name)) {
      if (stream == null) {
        throw new IllegalStateException("The lexicon " + name + " is missing from the class path");
      }
      return read(name, new InputStreamReader(stream, StandardCharsets.UTF_8), concepts);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not close the lexicon " + name, e);
    }
  }

  private void add(String line, String place) {
    int tab = line.indexOf('\t');
    if (tab < 0) {
      throw new IllegalArgumentException(
          "Lexicon " + place + " must be concept<TAB>pattern, but is '" + line + "'");
    }
    C concept;
    try {
      concept = Enum.valueOf(concepts, line.substring(0, tab));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Lexicon " + place + " names an unknown concept '" + line.substring(0, tab) + "'", e);
    }
    Pattern<C> pattern = Pattern.parse(concept, line.substring(tab + 1), place);
    TokenPattern first = pattern.first();
    switch (first.kind()) {
      case WHOLE ->
          byWholeToken.computeIfAbsent(first.text(), key -> new ArrayList<>()).add(pattern);
      case PREFIX -> byPrefix.add(first.text(), pattern);
      case SUFFIX -> bySuffix.add(new StringBuilder(first.text()).reverse().toString(), pattern);
      case INFIX -> byInfix.add(pattern);
    }
  }

  private enum Kind {
    WHOLE,
    PREFIX,
    SUFFIX,
    INFIX
  }

  private record TokenPattern(Kind kind, String text, boolean afterGap) {

    boolean matches(String form) {
      return switch (kind) {
        case WHOLE -> form.equals(text);
        case PREFIX -> form.startsWith(text);
        case SUFFIX -> form.endsWith(text);
        case INFIX -> form.contains(text);
      };
    }
  }

  private record Pattern<C extends Enum<C>>(C concept, List<TokenPattern> parts) {

    static <C extends Enum<C>> Pattern<C> parse(C concept, String text, String place) {
      List<TokenPattern> parts = new ArrayList<>();
      boolean gap = false;
      for (String part : text.strip().split(" ", -1)) {
        if (part.equals(GAP)) {
          gap = true;
          continue;
        }
        boolean prefix = part.length() > 1 && part.endsWith("*");
        boolean suffix = part.length() > 1 && part.startsWith("*");
        String form =
            part.substring(suffix ? 1 : 0, part.length() - (prefix ? 1 : 0))
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'');
        if (form.isEmpty() || (gap && parts.isEmpty())) {
          throw new IllegalArgumentException(
              "Lexicon "
                  + place
                  + " has a pattern that begins with a gap or has an empty token: '"
                  + text
                  + "'");
        }
        Kind kind =
            prefix ? (suffix ? Kind.INFIX : Kind.PREFIX) : (suffix ? Kind.SUFFIX : Kind.WHOLE);
        parts.add(new TokenPattern(kind, form, gap));
        gap = false;
      }
      if (gap) {
        throw new IllegalArgumentException(
            "Lexicon " + place + " has a pattern that ends with a gap: '" + text + "'");
      }
      return new Pattern<>(concept, List.copyOf(parts));
    }

    TokenPattern first() {
      return parts.get(0);
    }

    /** Returns the whole token that must stand after the first, or null if there is none such. */
    String second() {
      if (parts.size() == 1) {
        return null;
      }
      TokenPattern second = parts.get(1);
      return second.kind() == Kind.WHOLE && !second.afterGap() ? second.text() : null;
    }

    /** Returns whether this says more of a token than another pattern of as many tokens. */
    boolean beats(Pattern<C> other) {
      boolean whole = first().kind() == Kind.WHOLE;
      if (whole != (other.first().kind() == Kind.WHOLE)) {
        return whole;
      }
      return first().text().length() > other.first().text().length();
    }

    /**
     * Returns the token after the match that begins at a token whose form fits the first part, or
     * -1.
     */
    int end(Tokens tokens, int at) {
      return end(tokens, at + 1, 1);
    }

    /** Fits the parts from a given one on; a gap as short as lets the rest follow. */
    private int end(Tokens tokens, int next, int firstPart) {
      int token = next;
      for (int i = firstPart; i < parts.size(); i++) {
        TokenPattern part = parts.get(i);
        if (part.afterGap()) {
          int last = Math.min(tokens.size() - 1, token + LONGEST_GAP);
          for (; token <= last; token++) {
            int end = part.matches(tokens.form(token)) ? end(tokens, token + 1, i + 1) : -1;
            if (end >= 0) {
              return end;
            }
          }
          return -1;
        }
        if (token >= tokens.size() || !part.matches(tokens.form(token))) {
          return -1;
        }
        token++;
      }
      return token;
    }
  }

  /** Patterns by the characters of their first token. */
  private static final class CharacterTrie<C extends Enum<C>> {

    private static final class Node<C extends Enum<C>> {
      private char[] characters = {};

      @SuppressWarnings({"unchecked", "rawtypes"})
      private Node<C>[] children = new Node[0];

      private final List<Pattern<C>> patterns = new ArrayList<>();

      private Node<C> child(char character) {
        for (int i = 0; i < characters.length; i++) {
          if (characters[i] == character) {
            return children[i];
          }
        }
        return null;
      }
    }

    private final Node<C> root = new Node<>();

    void add(String key, Pattern<C> pattern) {
      Node<C> node = root;
      for (int i = 0; i < key.length(); i++) {
        Node<C> child = node.child(key.charAt(i));
        if (child == null) {
          child = new Node<>();
          int size = node.characters.length;
          node.characters = Arrays.copyOf(node.characters, size + 1);
          node.children = Arrays.copyOf(node.children, size + 1);
          node.characters[size] = key.charAt(i);
          node.children[size] = child;
        }
        node = child;
      }
      node.patterns.add(pattern);
    }

    /** Adds the patterns that a form begins with. */
    void walk(String form, List<Pattern<C>> found) {
      Node<C> node = root;
      for (int i = 0; i < form.length() && node != null; i++) {
        node = node.child(form.charAt(i));
        if (node != null) {
          found.addAll(node.patterns);
        }
      }
    }

    /** Adds the patterns that a form ends with, added themselves from their last character on. */
    void walkBackwards(String form, List<Pattern<C>> found) {
      Node<C> node = root;
      for (int i = form.length() - 1; i >= 0 && node != null; i--) {
        node = node.child(form.charAt(i));
        if (node != null) {
          found.addAll(node.patterns);
        }
      }
    }
  }
}
