package org.weerwoord.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/** Checks the lexicons of cues, actor and party nouns, charges and function words line by line. */
class LexiconFilesTest {

  private static final String TOKEN = "[*]?[^\\s*…]+[*]?";
  private static final String PHRASE = TOKEN + "( " + TOKEN + ")*";
  private static final String PHRASE_WITH_GAPS = TOKEN + "( (… )?" + TOKEN + ")*";
  private static final String WORD = "[^\\s*…]+";

  /** What the files of one name hold. */
  private enum Lexicons {
    CUES("cues", Cue.class, PHRASE_WITH_GAPS),
    ACTORS("actors", ActorNoun.class, PHRASE),
    CHARGES("charges", ChargeKind.class, PHRASE_WITH_GAPS),
    PARTIES("party-nouns", PartyNoun.class, TOKEN),
    GRAMMAR("grammar", FunctionWord.class, WORD);

    private final String file;
    private final Class<? extends Enum<?>> kinds;
    private final String pattern;

    Lexicons(String file, Class<? extends Enum<?>> kinds, String pattern) {
      this.file = file;
      this.kinds = kinds;
      this.pattern = pattern;
    }

    List<String> entries(Language language) {
      return LexiconFile.entries(file + "." + language.code() + ".tsv");
    }

    Set<String> allKinds() {
      Set<String> names = new TreeSet<>();
      Arrays.stream(kinds.getEnumConstants()).map(Enum::name).forEach(names::add);
      // Ordinary words have files of their own.
      names.remove(FunctionWord.COMMON.name());
      return names;
    }

    /** Returns the kinds that a language has no word for, or that share one with another kind. */
    Set<String> kindsWithoutWord(Language language) {
      return switch (this) {
        case ACTORS, CUES, PARTIES -> Set.of();
        // Whatever no other kind names.
        case CHARGES -> Set.of("OTHER");
        case GRAMMAR ->
            switch (language) {
              // "het" and "zijn" are read as an article and as "his"; "van" makes genitives.
              case DUTCH -> Set.of("GENITIVE", "POSSESSIVE_IT", "PRONOUN_IT");
              // No "she" is "they" too; "of" and "'s" make genitives.
              case ENGLISH -> Set.of("GENITIVE", "PRONOUN_SHE_OR_THEY");
              // "son" agrees with what is possessed; "de" makes genitives.
              case FRENCH ->
                  Set.of("GENITIVE", "POSSESSIVE_HE", "POSSESSIVE_SHE", "PRONOUN_SHE_OR_THEY");
              // "sie" is she and they, "ihr" her and their.
              case GERMAN -> Set.of("POSSESSIVE_SHE", "POSSESSIVE_THEY", "PRONOUN_SHE");
              case OTHER -> throw new IllegalArgumentException("There are no such files");
            };
      };
    }
  }

  static Stream<Arguments> files() {
    return files(Lexicons.values());
  }

  /** A function word may be in several classes. */
  static Stream<Arguments> filesOfNouns() {
    return files(Lexicons.ACTORS, Lexicons.CHARGES, Lexicons.PARTIES);
  }

  private static Stream<Arguments> files(Lexicons... some) {
    return Arrays.stream(some)
        .flatMap(
            lexicons ->
                Arrays.stream(Language.values())
                    .filter(language -> language != Language.OTHER)
                    .map(language -> Arguments.of(lexicons, language)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyLineIsAKindAndAPattern(Lexicons lexicons, Language language) {
    Set<String> kinds = lexicons.allKinds();

    assertThat(lexicons.entries(language))
        .isNotEmpty()
        .allSatisfy(
            line -> {
              String[] fields = line.split("\t", -1);
              assertThat(fields).as(line).hasSize(2);
              assertThat(kinds).as(line).contains(fields[0]);
              assertThat(fields[1]).as(line).matches(lexicons.pattern);
            });
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyPatternIsInLowerCaseWithStraightApostrophes(Lexicons lexicons, Language language) {
    assertThat(lexicons.entries(language))
        .allSatisfy(
            line ->
                assertThat(pattern(line))
                    .isEqualTo(pattern(line).toLowerCase(Locale.ROOT).replace('’', '\'')));
  }

  @ParameterizedTest
  @MethodSource("files")
  void noLineIsThereTwice(Lexicons lexicons, Language language) {
    assertThat(lexicons.entries(language)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("filesOfNouns")
  void noPatternIsInTwoKinds(Lexicons lexicons, Language language) {
    Map<String, Set<String>> kinds = new LinkedHashMap<>();
    for (String line : lexicons.entries(language)) {
      kinds.computeIfAbsent(pattern(line), pattern -> new TreeSet<>()).add(kind(line));
    }

    kinds.values().removeIf(some -> some.size() == 1);
    assertThat(kinds).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyKindHasAWordInEveryLanguageButWhereItHasNone(Lexicons lexicons, Language language) {
    Set<String> missing = lexicons.allKinds();
    lexicons.entries(language).forEach(line -> missing.remove(kind(line)));

    assertThat(missing).isEqualTo(lexicons.kindsWithoutWord(language));
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, names = "OTHER", mode = EnumSource.Mode.EXCLUDE)
  void everyPatternIsFoundInItsOwnWords(Language language) {
    List<String> dead = new ArrayList<>(dead(Lexicons.ACTORS, ActorNoun.class, language));
    dead.addAll(dead(Lexicons.CUES, Cue.class, language));
    dead.addAll(dead(Lexicons.CHARGES, ChargeKind.class, language));
    dead.addAll(dead(Lexicons.PARTIES, PartyNoun.class, language));

    assertThat(dead).as("patterns of %s that can match no text", language).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, names = "OTHER", mode = EnumSource.Mode.EXCLUDE)
  void everyFunctionWordIsOneToken(Language language) {
    List<String> dead = new ArrayList<>();
    for (String line : Lexicons.GRAMMAR.entries(language)) {
      Tokens tokens = Tokens.of(asText(pattern(line)), language);
      if (!tokens.form(0).equals(pattern(line))) {
        dead.add(line);
      }
    }

    assertThat(dead).as("words of %s that are no token of any text", language).isEmpty();
  }

  /** A party noun is looked up for the head of an actor noun. */
  @ParameterizedTest
  @EnumSource(value = Language.class, names = "OTHER", mode = EnumSource.Mode.EXCLUDE)
  void everyPartyNounIsAnActorNoun(Language language) {
    Set<String> words = new HashSet<>();
    for (String line : Lexicons.ACTORS.entries(language)) {
      words.addAll(List.of(pattern(line).split(" ", -1)));
    }

    List<String> missing = new ArrayList<>(Lexicons.PARTIES.entries(language));
    missing.removeIf(
        line -> {
          String word = pattern(line).replace("*", "");
          Tokens tokens = Tokens.of(word, language);
          return words.contains(word) || ActorNoun.lexicon(language).conceptAt(tokens, 0) != null;
        });
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, names = "OTHER", mode = EnumSource.Mode.EXCLUDE)
  void everyCommonWordIsOneTokenInLowerCase(Language language) {
    List<String> words = commonWords(language);
    List<String> wrong = new ArrayList<>();
    for (String word : words) {
      Tokens tokens = Tokens.of(asText(word), language);
      if (!tokens.form(0).equals(word) || !word.equals(word.toLowerCase(Locale.ROOT))) {
        wrong.add(word);
      }
    }

    assertThat(words).isNotEmpty().doesNotHaveDuplicates();
    assertThat(wrong).isEmpty();
  }

  /** A country is a name wherever it stands; words for its people are ordinary ones too. */
  @ParameterizedTest
  @EnumSource(value = Language.class, names = "OTHER", mode = EnumSource.Mode.EXCLUDE)
  void noCommonWordIsACountry(Language language) {
    List<String> countries = new ArrayList<>();
    for (String word : commonWords(language)) {
      String printed = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
      CountryWord country = CountryWord.at(Tokens.of(printed, language), 0, language);
      if (country != null
          && (country.kind() == CountryWord.Kind.NAME || country.kind() == CountryWord.Kind.SEAT)) {
        countries.add(word);
      }
    }

    assertThat(countries).isEmpty();
  }

  private static List<String> commonWords(Language language) {
    return LexiconFile.entries("common-words." + language.code() + ".txt");
  }

  /**
   * Returns the lines whose parts are not the tokens of their own words, or that are no match of
   * their kind from the first word to the last. One lexicon finds them all: word forms keep a place
   * for each that there ever was.
   */
  private static <C extends Enum<C>> List<String> dead(
      Lexicons lexicons, Class<C> kinds, Language language) {
    List<String> lines = lexicons.entries(language);
    Lexicon<C> lexicon =
        Lexicon.read(lexicons.file, new StringReader(String.join("\n", lines)), kinds);
    List<String> dead = new ArrayList<>();
    for (String line : lines) {
      Tokens tokens = Tokens.of(asText(pattern(line)), language);
      int last = pattern(line).endsWith("'") ? tokens.size() - 1 : tokens.size();
      Set<C> found = EnumSet.noneOf(kinds);
      lexicon.scan(
          tokens,
          (kind, begin, end) -> {
            if (begin == 0 && end == last) {
              found.add(kind);
            }
          });
      List<String> forms = IntStream.range(0, last).mapToObj(tokens::form).toList();
      if (!forms.equals(parts(pattern(line))) || !found.contains(Enum.valueOf(kinds, kind(line)))) {
        dead.add(line);
      }
    }
    return dead;
  }

  private static List<String> parts(String pattern) {
    return Stream.of(pattern.replace('*', 'x').split(" ", -1)).filter(p -> !p.equals("…")).toList();
  }

  /** Writes a pattern as text; stars stand for letters, and an elided word touches the next. */
  private static String asText(String pattern) {
    String text = pattern.replace('*', 'x').replace(" … ", " ").replace("' ", "'");
    return text.endsWith("'") ? text + "ilx" : text;
  }

  private static String kind(String line) {
    return line.substring(0, line.indexOf('\t'));
  }

  private static String pattern(String line) {
    return line.substring(line.indexOf('\t') + 1);
  }
}
