package org.weerwoord.reading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.weerwoord.text.FormFact;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/**
 * A word or phrase for a country: its names from CLDR ({@code seeds/lexicon/countries.tsv}) and
 * adjectives, inhabitants and seats of government ({@code seeds/lexicon/country-words.tsv}).
 *
 * @param code ISO 3166-1 alpha-2, or {@code EU}, {@code UN}, {@code NATO}
 * @param kind how the word refers to the country
 * @param end token after the last one of the match
 */
public record CountryWord(String code, Kind kind, int end) {

  private static final String FOLDER = "/org/weerwoord/lexicon/";

  /** How a word refers to a country. */
  public enum Kind {
    NAME,
    /** A seat of government that stands for it. */
    SEAT,
    INHABITANT,
    ADJECTIVE
  }

  private record Pattern(
      List<String> forms, boolean prefix, Capitals capitals, String code, Kind kind) {

    /** Returns the token after the match at a token that fits the first form, or -1. */
    int end(Tokens tokens, int at) {
      int size = forms.size();
      if (at + size > tokens.size() || !capitals.fit(tokens, at)) {
        return -1;
      }
      for (int i = 1; i < size; i++) {
        String form = tokens.form(at + i);
        boolean fits =
            (prefix && i == size - 1) ? form.startsWith(forms.get(i)) : form.equals(forms.get(i));
        if (!fits) {
          return -1;
        }
      }
      return at + size;
    }
  }

  /** Which letters of a phrase must be capitals. */
  private enum Capitals {
    NONE,
    FIRST,
    /** Abbreviations: "US" is no country in "us". */
    ALL;

    private static final int LONGEST_ABBREVIATION = 3;

    static Capitals of(String phrase) {
      if (phrase.length() <= LONGEST_ABBREVIATION
          && phrase.equals(phrase.toUpperCase(Locale.ROOT))) {
        return ALL;
      }
      return Character.isUpperCase(phrase.charAt(0)) ? FIRST : NONE;
    }

    boolean fit(Tokens tokens, int token) {
      return switch (this) {
        case NONE -> true;
        case FIRST -> tokens.isCapitalised(token);
        case ALL ->
            tokens.isCapitalised(token)
                && tokens.end(token) - tokens.begin(token) > 1
                && Character.isUpperCase(tokens.text().charAt(tokens.begin(token) + 1));
      };
    }
  }

  /** Returns the longest phrase for a country that begins at a token, or null. */
  public static CountryWord at(Tokens tokens, int token, Language language) {
    Words words = Bundled.WORDS.get(language.ordinal());
    Candidates candidates = words.candidates.of(tokens, token);
    Pattern best = null;
    int bestEnd = -1;
    for (Pattern pattern : candidates.whole) {
      int end = pattern.end(tokens, token);
      // French has "suisse" and "Suisse".
      boolean name =
          end == bestEnd
              && end > 0
              && language == Language.FRENCH
              && best.kind == Kind.ADJECTIVE
              && pattern.kind != Kind.ADJECTIVE
              && tokens.isCapitalised(token);
      if (end > bestEnd || name) {
        best = pattern;
        bestEnd = end;
      }
    }
    Pattern prefix = candidates.prefix;
    if (prefix != null && bestEnd < token + 1 && prefix.end(tokens, token) > 0) {
      best = prefix;
      bestEnd = token + 1;
    }
    return best == null ? null : new CountryWord(best.code, best.kind, bestEnd);
  }

  /**
   * What a token may be the beginning of.
   *
   * @param prefix null if none
   */
  private record Candidates(List<Pattern> whole, Pattern prefix) {
    private static final Candidates NONE = new Candidates(List.of(), null);
  }

  /** The words of one language. */
  private static final class Words {
    private final Map<String, List<Pattern>> byWhole = new HashMap<>();

    /** Patterns of one token that match by prefix, by their first character. */
    private final Map<Character, List<Pattern>> byPrefix = new HashMap<>();

    /** Bits of the characters that prefixes begin with, to pass over most words at once. */
    private final BitSet firsts = new BitSet();

    private final FormFact<Candidates> candidates =
        new FormFact<>(Candidates.NONE, this::candidates);

    private Candidates candidates(String form) {
      List<Pattern> whole = byWhole.getOrDefault(form, List.of());
      Pattern prefix = prefixOf(form);
      return whole.isEmpty() && prefix == null ? Candidates.NONE : new Candidates(whole, prefix);
    }

    private Pattern prefixOf(String form) {
      if (form.isEmpty() || !firsts.get(form.charAt(0))) {
        return null;
      }
      for (Pattern pattern : byPrefix.get(form.charAt(0))) {
        if (form.startsWith(pattern.forms.get(0))) {
          return pattern;
        }
      }
      return null;
    }

    void add(String first, Pattern pattern) {
      byWhole.computeIfAbsent(first, key -> new ArrayList<>()).add(pattern);
    }
  }

  private static final class Bundled {

    /** By the ordinal of the language. */
    private static final List<Words> WORDS = read();

    private static List<Words> read() {
      List<Words> all = new ArrayList<>();
      for (int i = 0; i < Language.values().length; i++) {
        all.add(new Words());
      }
      // What is written by hand comes first and wins among equally long matches.
      read("country-words.tsv", all);
      read("countries.tsv", all);
      return all;
    }

    private static void read(String name, List<Words> all) {
      try (InputStream stream = CountryWord.class.getResourceAsStream(FOLDER + name)) {
        if (stream == null) {
          throw new IllegalStateException("The file " + name + " is missing from the class path");
        }
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (!line.isBlank() && !line.startsWith("#")) {
            String[] fields = line.split("\t", -1);
            Kind kind = fields.length > 3 ? Kind.valueOf(fields[2]) : Kind.NAME;
            Language language = Language.of(fields[1]);
            add(fields[0], language, kind, fields[fields.length - 1], all.get(language.ordinal()));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Could not read " + name, e);
      }
    }

    private static void add(String code, Language language, Kind kind, String phrase, Words words) {
      boolean prefix = phrase.endsWith("*");
      Tokens tokens =
          Tokens.of(prefix ? phrase.substring(0, phrase.length() - 1) : phrase, language);
      List<String> forms = new ArrayList<>();
      for (int i = 0; i < tokens.size(); i++) {
        forms.add(tokens.form(i));
      }
      Capitals capitals = Capitals.of(phrase);
      String first = forms.get(0);
      Pattern pattern = new Pattern(List.copyOf(forms), prefix, capitals, code, kind);
      if (prefix && forms.size() == 1) {
        words.firsts.set(first.charAt(0));
        words.byPrefix.computeIfAbsent(first.charAt(0), key -> new ArrayList<>()).add(pattern);
        return;
      }
      words.add(first, pattern);
      if (kind == Kind.ADJECTIVE || language == Language.FRENCH || prefix) {
        return;
      }
      // "China's", "Chinas", "Ruslands"
      for (String ending : language == Language.ENGLISH ? List.of("'s") : List.of("'s", "s")) {
        List<String> genitive = new ArrayList<>(forms);
        int last = forms.size() - 1;
        genitive.set(last, forms.get(last) + ending);
        words.add(genitive.get(0), new Pattern(List.copyOf(genitive), false, capitals, code, kind));
      }
    }
  }
}
