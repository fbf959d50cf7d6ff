package org.weerwoord.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.weerwoord.reading.CountryWord;
import org.weerwoord.reading.CountryWord.Kind;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/** Makes two countries change places in a text, by the words of the lexicon. */
final class CountryExchange {

  private static final Path LEXICON = Path.of("..", "seeds", "lexicon");
  private static final List<String> GERMAN_ENDINGS = List.of("", "n", "r", "s", "m");
  private static final String VOWELS = "aeiouyhâàäåéèêëîïôöûü";

  private final List<Word> words;

  private record Word(String code, Language language, Kind kind, String phrase) {}

  private CountryExchange(List<Word> words) {
    this.words = words;
  }

  static CountryExchange read() throws IOException {
    List<Word> words = new ArrayList<>();
    for (String file : List.of("countries.tsv", "country-words.tsv")) {
      for (String line : Files.readAllLines(LEXICON.resolve(file), StandardCharsets.UTF_8)) {
        String[] fields = line.split("\t", -1);
        if (line.startsWith("#") || fields.length < 3) {
          continue;
        }
        Kind kind = fields.length > 3 ? Kind.valueOf(fields[2]) : Kind.NAME;
        words.add(new Word(fields[0], Language.of(fields[1]), kind, fields[fields.length - 1]));
      }
    }
    return new CountryExchange(words);
  }

  /**
   * Returns what makes two countries change places: the first name and seat of each, and the forms
   * of their adjectives and inhabitants in the order of the lexicon; null if the text has a form
   * without a counterpart, or the language would need other words beside them.
   */
  WordExchange of(String text, Language language, String code, String other) {
    WordExchange exchange = new WordExchange();
    for (Kind kind : List.of(Kind.NAME, Kind.SEAT, Kind.ADJECTIVE, Kind.INHABITANT)) {
      List<String> ours = forms(code, language, kind);
      List<String> theirs = forms(other, language, kind);
      boolean byGender = language == Language.FRENCH || language == Language.GERMAN;
      boolean inflected = kind == Kind.ADJECTIVE || kind == Kind.INHABITANT;
      if (inflected && byGender && ours.size() != theirs.size()) {
        continue;
      }
      int size = Math.min(inflected ? Integer.MAX_VALUE : 1, Math.min(ours.size(), theirs.size()));
      for (int i = 0; i < size; i++) {
        if (fits(ours.get(i), theirs.get(i), language, kind)) {
          if (inflected) {
            exchange.exchange(ours.get(i), theirs.get(i));
          } else {
            exchange.exchangeNames(ours.get(i), theirs.get(i), language);
          }
        }
      }
    }
    boolean whole =
        exchange.apply(exchange.apply(text)).equals(text)
            && coversAll(exchange, text, language, code, other);
    return whole ? exchange : null;
  }

  private List<String> forms(String code, Language language, Kind kind) {
    List<String> forms = new ArrayList<>();
    for (Word word : words) {
      String phrase = word.phrase();
      if (!word.code().equals(code)
          || word.language() != language
          || word.kind() != kind
          || phrase.indexOf('-') >= 0
          || phrase.indexOf(' ') >= 0
          || phrase.equals(phrase.toUpperCase(Locale.ROOT))) {
        continue;
      }
      if (!phrase.endsWith("*")) {
        forms.add(phrase);
        continue;
      }
      for (String ending : GERMAN_ENDINGS) {
        forms.add(phrase.substring(0, phrase.length() - 1) + ending);
      }
    }
    return forms;
  }

  /** Returns whether articles, elisions and number beside one word suit the other as well. */
  private static boolean fits(String word, String other, Language language, Kind kind) {
    boolean vowels = isVowel(word) == isVowel(other);
    return switch (language) {
      case FRENCH ->
          vowels
              && (kind != Kind.NAME
                  || (word.endsWith("e") == other.endsWith("e")
                      && word.endsWith("s") == other.endsWith("s")));
      case ENGLISH -> kind != Kind.ADJECTIVE || vowels;
      default -> true;
    };
  }

  private static boolean isVowel(String word) {
    return VOWELS.indexOf(Character.toLowerCase(word.charAt(0))) >= 0;
  }

  private static boolean coversAll(
      WordExchange exchange, String text, Language language, String code, String other) {
    Tokens tokens = Tokens.of(text, language);
    for (int i = 0; i < tokens.size(); i++) {
      CountryWord word = CountryWord.at(tokens, i, language);
      if (word == null) {
        continue;
      }
      boolean ours = word.code().equals(code) || word.code().equals(other);
      if (ours && exchange.leaves(text.substring(tokens.begin(i), tokens.end(word.end() - 1)))) {
        return false;
      }
      if (ours && word.kind() == Kind.NAME && language != Language.FRENCH && i > 0) {
        // "the Netherlands", "die Schweiz"
        long before = FunctionWord.classes(language, tokens.form(i - 1));
        if ((before & FunctionWord.DEFINITE.bit()) != 0) {
          return false;
        }
      }
      i = word.end() - 1;
    }
    return true;
  }
}
