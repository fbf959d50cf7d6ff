package org.weerwoord.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.weerwoord.reading.ActorNoun;
import org.weerwoord.reading.CountryWord;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/** Gives the persons of an article each other's names, invented names, or another gender. */
final class PersonExchange {

  private static final Pattern TWO_NAMES =
      Pattern.compile("(?:[^\\p{Lu}]* )?(\\p{Lu}\\p{Ll}{2,}) (\\p{Lu}\\p{Ll}{2,})");

  private static final String CONSONANTS = "bdfgklmnprtvw";
  private static final String VOWELS = "aeiou";

  /** First names of women by their length, from three letters on. */
  private static final List<List<String>> WOMEN =
      List.of(
          List.of("Ida", "Eva", "Mia"),
          List.of("Anna", "Rosa", "Nora"),
          List.of("Clara", "Julia", "Laura"),
          List.of("Helena", "Monica", "Amanda"),
          List.of("Barbara", "Miranda", "Valeria"),
          List.of("Angelica", "Victoria", "Patricia"),
          List.of("Catharina", "Alexandra", "Magdalena"));

  /** A person with a first and a last name. */
  record Person(String first, String last) {}

  private PersonExchange() {}

  /**
   * Returns the persons among the sources and targets of an article's labels, in their order: those
   * of two capitalised words that are neither ordinary words nor countries nor nouns for actors.
   */
  static List<Person> persons(CorpusArticle article) {
    String text = article.fullText();
    List<Person> persons = new ArrayList<>();
    for (GoldLabel label : article.annotations()) {
      for (String name : List.of(label.source(), label.target())) {
        Matcher matcher = TWO_NAMES.matcher(name);
        if (!matcher.matches()) {
          continue;
        }
        Person person = new Person(matcher.group(1), matcher.group(2));
        if (isName(person.first(), article.language())
            && isName(person.last(), article.language())
            && text.contains(name(person))
            && persons.stream().noneMatch(other -> shareName(person, other))) {
          persons.add(person);
        }
      }
    }
    return persons;
  }

  private static boolean isName(String word, Language language) {
    Tokens tokens = Tokens.of(word, language);
    return FunctionWord.classes(language, tokens.form(0)) == 0
        && CountryWord.at(tokens, 0, language) == null
        && ActorNoun.lexicon(language).conceptAt(tokens, 0) == null;
  }

  private static String name(Person person) {
    return person.first() + " " + person.last();
  }

  private static boolean shareName(Person person, Person other) {
    return List.of(other.first(), other.last()).stream()
        .anyMatch(name -> name.equals(person.first()) || name.equals(person.last()));
  }

  /** Returns what makes two persons exchange their last names. */
  static WordExchange lastNames(Person person, Person other, Language language) {
    WordExchange exchange = new WordExchange();
    exchange.exchangeNames(person.last(), other.last(), language);
    return exchange;
  }

  /** Returns what gives persons invented names. */
  static WordExchange invented(List<Person> persons, Language language) {
    WordExchange exchange = new WordExchange();
    for (Person person : persons) {
      exchange.putName(person.first(), invented(person.first(), language), language);
      exchange.putName(person.last(), invented(person.last(), language), language);
    }
    return exchange;
  }

  /**
   * Returns what makes women of an article's men, with other names of as many letters; null if it
   * tells of women already or of no man.
   */
  static WordExchange women(List<Person> persons, CorpusArticle article) {
    Language language = article.language();
    String text = article.fullText();
    WordExchange words = womensWords(text, language);
    WordExchange women = new WordExchange();
    for (String word : womanWords(language)) {
      women.putAlsoCapitalised(word, "-");
    }
    if (words.leaves(text) || !women.leaves(text)) {
      return null;
    }
    for (int i = 0; i < persons.size(); i++) {
      Person person = persons.get(i);
      int length = Math.min(WOMEN.size() - 1, person.first().length() - 3);
      List<String> names = WOMEN.get(length);
      words.putName(person.first(), names.get(i % names.size()), language);
      words.putName(person.last(), invented(person.last(), language), language);
    }
    return words;
  }

  private static List<String> womanWords(Language language) {
    return switch (language) {
      case ENGLISH -> List.of("she", "her", "hers", "herself", "Mrs", "Ms");
      case FRENCH -> List.of("elle", "Mme", "madame");
      case GERMAN -> List.of("Frau");
      default -> List.of("zij", "haar", "mevrouw");
    };
  }

  private static WordExchange womensWords(String text, Language language) {
    WordExchange words = new WordExchange();
    switch (language) {
      case ENGLISH -> {
        words.putAlsoCapitalised("he", "she");
        words.putAlsoCapitalised("him", "her");
        words.putAlsoCapitalised("his", "her");
        words.putAlsoCapitalised("himself", "herself");
        words.put("Mr", "Ms");
      }
      case FRENCH -> {
        // What is no person: "il y a", "il faut".
        for (String verb : List.of("y", "faut", "fallait", "s'agit", "s’agit", "semble")) {
          words.putAlsoCapitalised("il " + verb, "il " + verb);
        }
        words.putAlsoCapitalised("il", "elle");
        words.putAlsoCapitalised("lui-même", "elle-même");
        words.put("M.", "Mme");
        words.put("monsieur", "madame");
      }
      case GERMAN -> {
        words.putAlsoCapitalised("er", "sie");
        words.putAlsoCapitalised("ihm", "ihr");
        words.putAlsoCapitalised("ihn", "sie");
        for (String ending : List.of("e", "en", "er", "em", "es")) {
          words.putAlsoCapitalised("sein" + ending, "ihr" + ending);
        }
        words.put("Herr", "Frau");
        words.put("Herrn", "Frau");
      }
      default -> {
        words.putAlsoCapitalised("hij", "zij");
        words.putAlsoCapitalised("hem", "haar");
        words.putAlsoCapitalised("hemzelf", "haarzelf");
        words.putAlsoCapitalised("meneer", "mevrouw");
        words.put("de heer", "mevrouw");
        putDutchPossessives(text, words);
      }
    }
    return words;
  }

  /** "Zijn" is a verb too: only after a preposition or before an actor it is surely "his". */
  private static void putDutchPossessives(String text, WordExchange words) {
    Language dutch = Language.DUTCH;
    long prepositions =
        FunctionWord.bits(
            FunctionWord.PREPOSITION,
            FunctionWord.OF,
            FunctionWord.BY,
            FunctionWord.AGAINST,
            FunctionWord.TO,
            FunctionWord.FROM);
    Tokens tokens = Tokens.of(text, dutch);
    for (int i = 1; i + 1 < tokens.size(); i++) {
      if (!tokens.form(i).equals("zijn")) {
        continue;
      }
      String zijn = text.substring(tokens.begin(i), tokens.end(i));
      String haar = tokens.isCapitalised(i) ? "Haar" : "haar";
      if (ActorNoun.lexicon(dutch).conceptAt(tokens, i + 1) != null) {
        String after = text.substring(tokens.end(i), tokens.end(i + 1));
        words.put(zijn + after, haar + after);
      } else if ((FunctionWord.classes(dutch, tokens.form(i - 1)) & prepositions) != 0
          && !tokens.form(i - 1).equals("te")) {
        String before = text.substring(tokens.begin(i - 1), tokens.begin(i));
        words.put(before + zijn, before + haar);
      }
    }
  }

  /** Returns a name of the same shape that is no word of the language. */
  private static String invented(String name, Language language) {
    for (int shift = 1; shift < CONSONANTS.length(); shift++) {
      StringBuilder other = new StringBuilder();
      for (int i = 0; i < name.length(); i++) {
        // The last letter stays: a genitive depends on it.
        char letter = name.charAt(i);
        char moved = i == name.length() - 1 ? letter : moved(Character.toLowerCase(letter), shift);
        other.append(Character.isUpperCase(letter) ? Character.toUpperCase(moved) : moved);
      }
      if (isName(other.toString(), language)) {
        return other.toString();
      }
    }
    throw new IllegalArgumentException("No name can be made of " + name);
  }

  private static char moved(char letter, int shift) {
    for (String letters : List.of(CONSONANTS, VOWELS)) {
      int at = letters.indexOf(letter);
      if (at >= 0) {
        return letters.charAt((at + shift) % letters.length());
      }
    }
    return letter;
  }
}
