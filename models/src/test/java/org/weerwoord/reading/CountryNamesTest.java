package org.weerwoord.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

class CountryNamesTest {

  private static final String NAMES = "countries.tsv";
  private static final String WORDS = "country-words.tsv";

  /** A phrase that names a country, from either file. */
  private record Phrase(String code, Language language, String text) {

    /** The tokens as they are compared with an article's, whatever their capitals. */
    String form() {
      Tokens tokens = Tokens.of(text, language);
      return IntStream.range(0, tokens.size())
          .mapToObj(tokens::form)
          .collect(Collectors.joining(" "));
    }
  }

  @Test
  void theNamesAreThoseOfCldr() {
    assertThat(LexiconFile.lines(NAMES))
        .as("regenerate countries.tsv as seeds/lexicon/README.md says")
        .containsExactlyElementsOf(CountryNames.lines());
  }

  @ParameterizedTest
  @ValueSource(strings = {NAMES, WORDS})
  void everyCodeIsOfIsoOrOfAnAlliance(String file) {
    Set<String> known = new HashSet<>(Arrays.asList(Locale.getISOCountries()));
    // XK: Kosovo, which ISO leaves to its users.
    known.addAll(List.of("EU", "UN", "NATO", "XK"));

    Set<String> codes = phrases(file).stream().map(Phrase::code).collect(Collectors.toSet());

    assertThat(codes).isNotEmpty().isSubsetOf(known);
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, names = "OTHER", mode = EnumSource.Mode.EXCLUDE)
  void noPhraseOfOneLanguageHasTwoCodes(Language language) {
    Map<String, Set<String>> codes = new LinkedHashMap<>();
    List<Phrase> phrases = new ArrayList<>(phrases(NAMES));
    phrases.addAll(phrases(WORDS));
    phrases.stream()
        .filter(phrase -> phrase.language() == language)
        .forEach(
            phrase ->
                codes.computeIfAbsent(phrase.form(), form -> new TreeSet<>()).add(phrase.code()));
    assertThat(codes).isNotEmpty();

    codes.values().removeIf(some -> some.size() == 1);
    assertThat(codes).isEmpty();
  }

  @Test
  void everyWordHasACodeALanguageAKindAndAPhrase() {
    Set<String> kinds =
        Arrays.stream(CountryWord.Kind.values()).map(Enum::name).collect(Collectors.toSet());
    List<String> wrong = new ArrayList<>();
    for (String line : LexiconFile.entries(WORDS)) {
      String[] fields = line.split("\t", -1);
      if (fields.length != 4
          || Language.of(fields[1]) == Language.OTHER
          || !kinds.contains(fields[2])
          || !fields[3].matches("[^ *]+( [^ *]+)*[*]?")) {
        wrong.add(line);
      }
    }

    assertThat(wrong).isEmpty();
  }

  private static List<Phrase> phrases(String file) {
    return LexiconFile.entries(file).stream()
        .map(line -> line.split("\t", -1))
        .map(fields -> new Phrase(fields[0], Language.of(fields[1]), fields[fields.length - 1]))
        .toList();
  }
}
