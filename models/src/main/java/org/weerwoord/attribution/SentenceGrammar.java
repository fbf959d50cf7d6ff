package org.weerwoord.attribution;

import org.weerwoord.reading.ActorNoun;
import org.weerwoord.reading.CountryWord;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.reading.StatementReading;
import org.weerwoord.reading.StatementReading.CueMatch;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/**
 * What is known of the words of one sentence without a tagger: classes of function words, actor
 * nouns, words for countries, capitals.
 */
final class SentenceGrammar {

  private static final int SHORTEST_GERMAN_STEM = 4;
  private static final int LONGEST_GERMAN_STEM = 40;
  private static final int FEWEST_HEADLINE_WORDS = 3;
  private static final int LONGEST_DATELINE = 12;
  private static final int LONGEST_SHORT_WORD = 3;
  private static final String AFTER_WHICH_NO_SENTENCE_BEGINS = ",()/&%";
  private static final String DASHES = "-–—";

  private static final long ENDS_A_PHRASE =
      FunctionWord.bits(
          FunctionWord.DETERMINER,
          FunctionWord.OF,
          FunctionWord.BY,
          FunctionWord.AGAINST,
          FunctionWord.TO,
          FunctionWord.FROM,
          FunctionWord.PREPOSITION,
          FunctionWord.AND,
          FunctionWord.CONJUNCTION,
          FunctionWord.SUBORDINATOR,
          FunctionWord.ADVERB,
          FunctionWord.VERB,
          FunctionWord.PRONOUN_HE,
          FunctionWord.PRONOUN_SHE,
          FunctionWord.PRONOUN_SHE_OR_THEY,
          FunctionWord.PRONOUN_THEY,
          FunctionWord.PRONOUN_IT,
          FunctionWord.PRONOUN_WE,
          FunctionWord.PRONOUN_I,
          FunctionWord.PRONOUN_YOU);

  private static final long NOT_A_NAME =
      ENDS_A_PHRASE | FunctionWord.bits(FunctionWord.NOT_A_NAME, FunctionWord.TITLE);

  /** Classes of words that are no function words. */
  static final long PLAIN = FunctionWord.bits(FunctionWord.COMMON, FunctionWord.WEAK_NOUN);

  static final long POSSESSIVE =
      FunctionWord.bits(
          FunctionWord.POSSESSIVE_HE,
          FunctionWord.POSSESSIVE_SHE,
          FunctionWord.POSSESSIVE_THEY,
          FunctionWord.POSSESSIVE_IT,
          FunctionWord.POSSESSIVE_WE,
          FunctionWord.POSSESSIVE_I);

  private static final long BEGINS_A_PHRASE =
      POSSESSIVE | FunctionWord.bits(FunctionWord.DETERMINER, FunctionWord.INDEFINITE);

  /** Makes a determiner a contraction: "du" is "de le". */
  private static final long CONTRACTED =
      FunctionWord.bits(
          FunctionWord.OF, FunctionWord.TO, FunctionWord.FROM, FunctionWord.PREPOSITION);

  private static final byte WORD = 1;
  private static final byte CAPITAL = 2;
  private static final byte CUE = 1;
  private static final byte REPORTING_CUE = 2;

  private final StatementReading reading;
  private final Language language;
  private final Tokens printed;
  private final Tokens tokens;
  private final int size;
  private final long[] classes;
  private final byte[] cues;

  /** {@link #WORD} and {@link #CAPITAL} of each token. */
  private final byte[] shapes;

  /** What kind of actor the noun that ends at a token names, and where that noun begins. */
  private final ActorNoun[] nouns;

  private final int[] nounBegins;
  private final CountryWord[] countries;
  private final boolean headline;
  private final boolean shouted;
  private final int datelineEnd;

  SentenceGrammar(StatementReading reading, Language language) {
    this.reading = reading;
    this.language = language;
    printed = reading.tokens();
    tokens = printed.withoutClitics(language);
    size = tokens.size();
    classes = new long[size];
    nouns = new ActorNoun[size];
    nounBegins = new int[size];
    countries = new CountryWord[size];
    cues = new byte[size];
    shapes = new byte[size];
    for (CueMatch cue : reading.cues()) {
      cues[cue.begin()] |= Reporting.REPORTING.contains(cue.cue()) ? CUE | REPORTING_CUE : CUE;
    }
    int longer = 0;
    int capitals = 0;
    int upper = 0;
    for (int i = 0; i < size; i++) {
      if (!tokens.isWord(i)) {
        continue;
      }
      shapes[i] = tokens.isCapitalised(i) ? WORD | CAPITAL : WORD;
      classes[i] = FunctionWord.classes(language, tokens, i);
      countries[i] = CountryWord.at(tokens, i, language);
      if (tokens.end(i) - tokens.begin(i) > LONGEST_SHORT_WORD) {
        longer++;
        if (isCapital(i)) {
          capitals++;
          upper += isUpper(i) ? 1 : 0;
        }
      }
    }
    boolean enough = longer >= FEWEST_HEADLINE_WORDS;
    shouted = enough && upper * 3 > longer * 2;
    boolean fullStop = size > 0 && tokens.form(size - 1).equals(".");
    headline =
        shouted
            || (language != Language.GERMAN && enough && !fullStop && capitals * 4 >= longer * 3);
    datelineEnd = findDateline();
    findNouns();
    findInhabitants();
  }

  private void findNouns() {
    int[] last = {-1, 0};
    ActorNoun.lexicon(language)
        .scanLongest(
            tokens,
            (noun, begin, end) -> {
              // Some patterns begin with their article: "la chambre" gives way to "chambre du …".
              boolean overArticle =
                  begin == last[0] + 1 && end > last[1] && last[0] >= 0 && beginsPhrase(last[0]);
              if ((begin >= last[1] || overArticle) && isNounHere(begin, end)) {
                if (overArticle) {
                  nouns[last[1] - 1] = null;
                }
                nouns[end - 1] = noun;
                nounBegins[end - 1] = begin;
                last[0] = begin;
                last[1] = end;
              }
            });
  }

  /** Makes "a Frenchman" a person from France, where "the French" are France. */
  private void findInhabitants() {
    for (int i = 0; i < size; i++) {
      CountryWord country = countries[i];
      if (country != null
          && country.kind() == CountryWord.Kind.INHABITANT
          && !NounNumber.isPeople(this, i, country.end() - 1)) {
        int last = country.end() - 1;
        countries[i] = new CountryWord(country.code(), CountryWord.Kind.ADJECTIVE, last + 1);
        nouns[last] = ActorNoun.PERSON;
        nounBegins[last] = i;
      }
    }
  }

  /** Returns whether a word that may be an actor noun is one at this place. */
  private boolean isNounHere(int begin, int end) {
    int last = end - 1;
    boolean capital = isCapital(last);
    if (language == Language.GERMAN) {
      // "29-Jährige", but no "29-jährige" before another noun
      return capital
          || (Character.isDigit(tokens.text().charAt(tokens.begin(last))) && hasCapital(last));
    }
    if (end - begin > 1) {
      return true;
    }
    if (is(last, FunctionWord.VERB) && !capital) {
      return false;
    }
    if (!is(last, FunctionWord.WEAK_NOUN)) {
      return true;
    }
    // "judge Jane Smith", but no noun in "X accused Jane Smith"
    boolean verb = isReporting(last) && !capital;
    if (!verb
        && isCapital(end)
        && !is(end, NOT_A_NAME)
        && tokens.begin(end) == tokens.end(last) + 1) {
      return true;
    }
    return isDetermined(begin) && !isModifier(last);
  }

  /** Returns whether an article or possessive stands before a token, adjectives between them. */
  private boolean isDetermined(int token) {
    int at = token - 1;
    for (int adjectives = 0; adjectives <= 2 && at >= 0; adjectives++, at--) {
      if (beginsPhrase(at) || isGenitive(at)) {
        return true;
      }
      boolean adjective = isWord(at) && (classes[at] & ~FunctionWord.COMMON.bit()) == 0;
      if (!adjective || cues[at] != 0) {
        return false;
      }
    }
    return false;
  }

  /** Returns whether an English noun belongs to one that follows: "its general fund". */
  private boolean isModifier(int token) {
    int next = token + 1;
    if (language != Language.ENGLISH || next >= size || !isWord(next)) {
      return false;
    }
    String form = tokens.form(next);
    boolean plain = (classes[next] & ~FunctionWord.COMMON.bit()) == 0;
    boolean verb =
        form.endsWith("ed") || form.endsWith("ing") || (form.endsWith("s") && !form.endsWith("ss"));
    return plain && cues[next] == 0 && !verb;
  }

  /** Returns the token after "PARIS (AFP) –" at the beginning; 0 without. */
  private int findDateline() {
    if (size == 0 || !isWord(0) || !isUpper(0)) {
      return 0;
    }
    for (int i = 1; i < Math.min(size - 1, LONGEST_DATELINE); i++) {
      if (isSpacedDash(i)) {
        return i + 1;
      }
      boolean full = tokens.form(i).equals(".") && i <= 2 && isUpper(i - 1);
      if (full && tokens.end(i - 1) - tokens.begin(i - 1) > LONGEST_SHORT_WORD && !shouted) {
        return i + 1;
      }
      boolean word = isWord(i) && !is(i, FunctionWord.DETERMINER);
      boolean plain = word && isCapital(i);
      boolean number = word && Character.isDigit(tokens.text().charAt(tokens.begin(i)));
      boolean month = word && i > 1 && Character.isDigit(tokens.text().charAt(tokens.begin(i - 1)));
      if (!plain && !number && !month && !",.()/".contains(tokens.form(i))) {
        return 0;
      }
    }
    return 0;
  }

  private boolean isSpacedDash(int token) {
    return token > 0
        && token + 1 < size
        && DASHES.contains(tokens.form(token))
        && tokens.begin(token) > printed.end(token - 1)
        && tokens.begin(token + 1) > tokens.end(token);
  }

  private boolean hasCapital(int token) {
    String text = tokens.text();
    for (int i = tokens.begin(token); i < tokens.end(token); i++) {
      if (Character.isUpperCase(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a token has no small letter. */
  boolean isUpper(int token) {
    String text = tokens.text();
    for (int i = tokens.begin(token); i < tokens.end(token); i++) {
      if (Character.isLowerCase(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  StatementReading reading() {
    return reading;
  }

  Language language() {
    return language;
  }

  Tokens tokens() {
    return tokens;
  }

  int size() {
    return size;
  }

  /** Returns the first token after the place and agency that a report begins with. */
  int datelineEnd() {
    return datelineEnd;
  }

  /** Returns whether nearly all words have capitals, as in English headlines. */
  boolean isHeadline() {
    return headline;
  }

  String form(int token) {
    return tokens.form(token);
  }

  boolean formIs(int token, String form) {
    return token >= 0 && token < size && tokens.form(token).equals(form);
  }

  long classes(int token) {
    return classes[token];
  }

  boolean is(int token, long bits) {
    return token >= 0 && token < size && (classes[token] & bits) != 0;
  }

  boolean is(int token, FunctionWord word) {
    return is(token, word.bit());
  }

  boolean isWord(int token) {
    return token >= 0 && token < size && (shapes[token] & WORD) != 0;
  }

  boolean isCapital(int token) {
    return token >= 0 && token < size && (shapes[token] & CAPITAL) != 0;
  }

  ActorNoun noun(int last) {
    return last >= 0 && last < size ? nouns[last] : null;
  }

  int nounBegin(int last) {
    return nounBegins[last];
  }

  CountryWord country(int token) {
    return token >= 0 && token < size ? countries[token] : null;
  }

  boolean hasCue(int token) {
    return token >= 0 && token < size && cues[token] != 0;
  }

  boolean isReporting(int token) {
    return token >= 0 && token < size && (cues[token] & REPORTING_CUE) != 0;
  }

  boolean isTitle(int token) {
    return is(token, FunctionWord.TITLE)
        || (formIs(token, ".") && is(token - 1, FunctionWord.TITLE));
  }

  boolean isNotName(int token) {
    return is(token, NOT_A_NAME);
  }

  boolean endsPhrase(int token) {
    return is(token, ENDS_A_PHRASE);
  }

  boolean beginsPhrase(int token) {
    return is(token, BEGINS_A_PHRASE);
  }

  /** Returns whether a determiner holds a preposition too: "du", "au", "zum", "beim". */
  boolean isContraction(int token) {
    if (!is(token, CONTRACTED) || !is(token, BEGINS_A_PHRASE) || is(token, POSSESSIVE)) {
      return false;
    }
    if (language == Language.FRENCH && formIs(token, "des")) {
      // "le rejet des plaintes", but "hier des militants", "accuse des policiers"
      return token > 0
          && isWord(token - 1)
          && (nouns[token - 1] != null
              || ((classes[token - 1] & ~FunctionWord.COMMON.bit()) == 0 && cues[token - 1] == 0));
    }
    return language == Language.FRENCH || language == Language.GERMAN;
  }

  /**
   * Returns whether a word has a possessive ending that its token leaves out, or is followed by the
   * apostrophe alone.
   */
  boolean isGenitive(int token) {
    if (token < 0 || token >= size) {
      return false;
    }
    if (printed.end(token) != tokens.end(token)) {
      return printed.form(token).endsWith("'s");
    }
    return tokens.form(token).endsWith("s") && isApostrophe(token + 1);
  }

  /** Returns whether a token is an apostrophe after a word on -s, and no quotation mark. */
  boolean isApostrophe(int token) {
    return token > 0
        && token + 1 < size
        && (formIs(token, "'") || formIs(token, "’"))
        && tokens.begin(token) == tokens.end(token - 1)
        && tokens.begin(token + 1) > tokens.end(token)
        && isWord(token - 1)
        && tokens.form(token - 1).endsWith("s");
  }

  /** Returns whether a capital may be there only since a sentence or quotation begins. */
  boolean isInitial(int token) {
    if (token == 0 || token == datelineEnd) {
      return true;
    }
    if (isWord(token - 1)) {
      return false;
    }
    String before = tokens.form(token - 1);
    if (isLowQuotationMark(token - 2)) {
      return true;
    }
    if (AFTER_WHICH_NO_SENTENCE_BEGINS.contains(before) || isApostrophe(token - 1)) {
      return false;
    }
    if (before.equals(".") && token > 1 && isWord(token - 2)) {
      // "J. Smith", "Mr. Smith"
      boolean initials = tokens.end(token - 2) - tokens.begin(token - 2) == 1;
      return !(initials && isCapital(token - 2)) && !is(token - 2, FunctionWord.TITLE);
    }
    if (DASHES.contains(before)) {
      return token == 1 || isSpacedDash(token - 1);
    }
    return true;
  }

  /** Returns whether a quotation mark typed as two commas begins at a token: ",,No". */
  private boolean isLowQuotationMark(int token) {
    return formIs(token, ",")
        && formIs(token + 1, ",")
        && tokens.end(token) == tokens.begin(token + 1);
  }

  boolean isAcronym(int token) {
    if (shouted || !isWord(token)) {
      return false;
    }
    int length = tokens.end(token) - tokens.begin(token);
    if (length < 2) {
      return false;
    }
    String text = tokens.text();
    int capitals = 0;
    for (int at = tokens.begin(token); at < tokens.end(token); at++) {
      capitals += Character.isUpperCase(text.charAt(at)) ? 1 : 0;
    }
    return capitals >= 2 && capitals * 2 > length;
  }

  boolean isSingleLetter(int token) {
    return isCapital(token) && tokens.end(token) - tokens.begin(token) == 1;
  }

  boolean isCapitalisedParticle(int token) {
    return isCapital(token) && is(token, FunctionWord.PARTICLE) && !isInitial(token);
  }

  /** Returns the first of the particles that end before a token; the token itself without. */
  int particlesBefore(int token) {
    int first = token;
    while (first > 0 && is(first - 1, FunctionWord.PARTICLE)) {
      first--;
    }
    return first;
  }

  /** Returns whether "Sandra van de" stands before a token. */
  boolean followsNameAndParticle(int token) {
    int first = particlesBefore(token);
    return first < token
        && first > 0
        && isCapital(first - 1)
        && !isNotName(first - 1)
        && nouns[first - 1] == null
        && (first < 2 || !beginsPhrase(first - 2));
  }

  boolean isPersonNoun(int token) {
    ActorNoun noun = noun(token);
    return noun != null
        && noun != ActorNoun.STATE_BODY
        && noun != ActorNoun.ORGANISATION
        && noun != ActorNoun.GROUP;
  }

  boolean isGermanAdjective(int token) {
    if (!isWord(token) || isCapital(token)) {
      return false;
    }
    String form = tokens.form(token);
    return (classes[token] & ~FunctionWord.COMMON.bit()) == 0
        && cues[token] == 0
        && (form.endsWith("e")
            || form.endsWith("en")
            || form.endsWith("er")
            || form.endsWith("es")
            || form.endsWith("em"));
  }

  /** Returns whether a German word is an ordinary noun by itself or by its ending. */
  boolean isPlainGermanNoun(int token) {
    if (is(token, FunctionWord.COMMON)) {
      return true;
    }
    String form = tokens.form(token);
    for (String ending : GERMAN_NOUN_ENDINGS) {
      if (form.length() > ending.length() + 2 && form.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a German word is an ordinary noun or a compound that ends with one. */
  boolean isCommonGermanNoun(int token) {
    if (isPlainGermanNoun(token)) {
      return true;
    }
    String form = tokens.form(token);
    int first = Math.max(3, form.length() - LONGEST_GERMAN_STEM);
    for (int from = first; from <= form.length() - SHORTEST_GERMAN_STEM; from++) {
      if ((FunctionWord.classes(language, form.substring(from)) & FunctionWord.COMMON.bit()) != 0) {
        return true;
      }
    }
    return false;
  }

  private static final String[] GERMAN_NOUN_ENDINGS = {
    "ung",
    "ungen",
    "heit",
    "heiten",
    "keit",
    "keiten",
    "schaft",
    "schaften",
    "tion",
    "tionen",
    "tät",
    "täten",
    "ismus",
    "nisse",
    "nissen",
    "tum",
    "linge",
    "erei"
  };
}
