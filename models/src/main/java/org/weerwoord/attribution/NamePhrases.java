package org.weerwoord.attribution;

import java.util.regex.Pattern;
import org.weerwoord.attribution.Mention.Kind;
import org.weerwoord.reading.ActorNoun;
import org.weerwoord.reading.CountryWord;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.reading.PartyNoun;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/** Finds the names and the words for countries of a sentence. */
final class NamePhrases {

  private static final int SHORTEST_BARE_NAME = 3;
  private static final int MOST_PARTICLES = 3;
  private static final int FEWEST_SHOUTED = 3;
  private static final int LONGEST_NAME = 16;
  private static final int LONGEST_SUBJECT = 12;
  private static final int LONGEST_NOUN = 4;

  private static final Pattern ENGLISH_ADJECTIVE =
      Pattern.compile(".+-(\\p{L}+ed|born|led|made|run|style|wide)");

  /** Participles and adjectives: "Geklagt hatte die Gewerkschaft", "Umständlich ist …". */
  private static final Pattern GERMAN_PREDICATE =
      Pattern.compile("(.{0,4}ge|be|ver|ent|zer).{3,}(t|en)|.+(lich|isch|bar|haft|ig)");

  private final SentenceGrammar grammar;
  private final PhraseTable table;
  private final Language language;
  private final NameForms forms;
  private final Tokens tokens;
  private final int size;

  NamePhrases(SentenceGrammar grammar, PhraseTable table, NameForms forms) {
    this.grammar = grammar;
    this.table = table;
    language = grammar.language();
    this.forms = forms;
    tokens = grammar.tokens();
    size = grammar.size();
  }

  /** Adds names and countries, and marks the subjects of offices. */
  void find() {
    findSubjects();
    findNames();
    findCountryWords();
  }

  /** Finds what offices and bodies are for: "minister van Buitenlandse Zaken". */
  private void findSubjects() {
    for (int i = 0; i + 2 < size; i++) {
      ActorNoun noun = grammar.noun(i);
      if (noun != ActorNoun.LEADER && noun != ActorNoun.STATE_BODY && noun != ActorNoun.MEMBER) {
        continue;
      }
      int end = subjectEnd(i + 1);
      if (end > 0) {
        table.subjectEnds[i + 1] = end;
        table.take(i + 1, end);
      }
    }
  }

  private int subjectEnd(int token) {
    if (!grammar.is(token, FunctionWord.bits(FunctionWord.OF, FunctionWord.FOR))) {
      return 0;
    }
    int at = token + 1;
    while (at < size && grammar.beginsPhrase(at) && at <= token + 2) {
      at++;
    }
    int end = 0;
    int words = 0;
    for (; at < Math.min(size, token + LONGEST_SUBJECT); at++) {
      if (grammar.is(at, FunctionWord.PORTFOLIO)) {
        end = at + 1;
        words = 0;
      } else if (grammar.formIs(at, ",")
          || grammar.is(at, FunctionWord.AND)
          || grammar.formIs(at, "&")) {
        if (end == 0) {
          return 0;
        }
        words = 0;
      } else if (grammar.isWord(at)
          && words == 0
          && !grammar.endsPhrase(at)
          && grammar.noun(at) == null
          && grammar.is(at + 1, FunctionWord.PORTFOLIO)) {
        words++;
      } else {
        boolean joinsFrench =
            language == Language.FRENCH
                && end > 0
                && (grammar.is(at, FunctionWord.OF)
                    || grammar.is(at, FunctionWord.TO)
                    || grammar.beginsPhrase(at));
        if (!joinsFrench) {
          break;
        }
      }
    }
    return end;
  }

  private void findNames() {
    int i = grammar.datelineEnd();
    table.take(0, i);
    while (i < size) {
      int end = table.taken[i] ? -1 : nameEnd(i);
      if (end < 0) {
        i++;
        continue;
      }
      addName(i, end);
      i = end;
    }
  }

  /** Returns the token after the name that begins at a token, or -1. */
  private int nameEnd(int first) {
    if (!grammar.isCapital(first)) {
      return -1;
    }
    CountryWord country = grammar.country(first);
    int end;
    if (country != null && country.kind() != CountryWord.Kind.ADJECTIVE) {
      end = country.end();
    } else if (grammar.isNotName(first)
        && grammar.is(first, FunctionWord.PARTICLE)
        && !grammar.isHeadline()) {
      end = afterCapitalisedParticle(first);
      if (end < 0) {
        return -1;
      }
    } else if (isName(first)) {
      end = first + 1;
    } else {
      return -1;
    }
    while (end < size
        && end - first < LONGEST_NAME
        && !grammar.isGenitive(end - 1)
        && !table.taken[end]) {
      if (joinsName(end)) {
        end++;
      } else if (grammar.is(end, FunctionWord.PARTICLE) && endOfParticles(first, end) > 0) {
        end = endOfParticles(first, end);
      } else if (isInitialsDot(end)) {
        end++;
      } else if (grammar.formIs(end, "&") && end + 1 < size && joinsName(end + 1)) {
        end += 2;
      } else {
        break;
      }
    }
    return isShouted(first, end) ? endOfShouted(first) : end;
  }

  /** Returns whether a run of capitals is a line in capitals, such as a crosshead. */
  private boolean isShouted(int first, int end) {
    int words = 0;
    for (int i = first; i < end; i++) {
      if (!grammar.isUpper(i)) {
        return false;
      }
      words += grammar.isWord(i) && !grammar.isSingleLetter(i) ? 1 : 0;
    }
    return words >= FEWEST_SHOUTED;
  }

  private int endOfShouted(int first) {
    String form = grammar.form(first);
    boolean known =
        forms.isCapital(form) && !forms.isLower(form) && !grammar.is(first, FunctionWord.COMMON);
    return known ? first + 1 : -1;
  }

  /** Returns whether a token is the dot of "J." in "J. Smith" or of "K." in "Wouter K.". */
  private boolean isInitialsDot(int token) {
    if (!grammar.formIs(token, ".")
        || !grammar.isSingleLetter(token - 1)
        || tokens.begin(token) != tokens.end(token - 1)) {
      return false;
    }
    return grammar.isCapital(token + 1) || (token > 1 && grammar.isCapital(token - 2));
  }

  /** Returns the token after "Van de Moer", which begins with a particle; -1 if it is no name. */
  private int afterCapitalisedParticle(int first) {
    int end = first;
    while (grammar.is(end, FunctionWord.PARTICLE) && end - first < MOST_PARTICLES) {
      end++;
    }
    boolean capital = end > first && grammar.isCapital(end);
    if (!capital || (grammar.isNotName(end) && !isLikeVerb(end))) {
      return -1;
    }
    String form = grammar.form(end);
    if (grammar.isInitial(first)) {
      boolean van =
          language == Language.DUTCH
              && grammar.is(first, FunctionWord.OF)
              && !grammar.is(first, FunctionWord.DETERMINER);
      boolean subject = van && grammar.country(end) == null && isSubject(end);
      return forms.isAfterParticle(form) || subject ? end + 1 : -1;
    }
    if (grammar.noun(end) != null && !forms.isAfterParticle(form)) {
      return -1;
    }
    return end + 1;
  }

  /** Returns whether a last name is a verb too: "Jan van der Moest". */
  private boolean isLikeVerb(int last) {
    return grammar.is(last, FunctionWord.VERB) && !grammar.isInitial(last) && !grammar.isHeadline();
  }

  private boolean isSubject(int last) {
    if (grammar.is(last + 1, FunctionWord.VERB) || grammar.isReporting(last + 1)) {
      return true;
    }
    if (grammar.formIs(last + 1, ",") && grammar.is(last + 2, FunctionWord.SUBORDINATOR)) {
      // "Fairwater, which"
      return grammar.isCapital(last) && !grammar.is(last, FunctionWord.COMMON);
    }
    // Other cues are nouns too: "Korte schorsing".
    String form = grammar.form(last);
    boolean adjective =
        (language != Language.FRENCH && form.endsWith("e"))
            || (language == Language.ENGLISH && (form.endsWith("al") || form.endsWith("ous")));
    return grammar.hasCue(last + 1) && !adjective && !grammar.isCapital(last + 1);
  }

  /** Returns whether a capitalised word that is no country is a name or begins one. */
  private boolean isName(int token) {
    boolean initial = grammar.isInitial(token);
    boolean acronym = grammar.isAcronym(token);
    if (grammar.isNotName(token)) {
      return acronym && !initial;
    }
    String form = grammar.form(token);
    CountryWord country = grammar.country(token);
    if (country != null && !mayJoin(country.end())) {
      return false;
    }
    if (grammar.noun(token) != null || startsNoun(token) || isHyphenatedAdjective(token)) {
      return false;
    }
    boolean subjectOfOffice =
        grammar.is(token, FunctionWord.PORTFOLIO)
            && (grammar.noun(token + 1) != null || startsNoun(token + 1));
    if (subjectOfOffice || isDutchAdjective(token)) {
      return false;
    }
    if (acronym) {
      return true;
    }
    if (language == Language.GERMAN) {
      return isGermanName(token, initial);
    }
    if (grammar.isHeadline() && !initial) {
      return forms.isCapital(form)
          || (!forms.isLower(form)
              && !grammar.is(token, FunctionWord.COMMON)
              && !grammar.hasCue(token));
    }
    return !initial || isNameAtStart(token);
  }

  /** Returns whether a capital belongs to an adjective: "Europese klacht", "een Luiks bedrijf". */
  private boolean isDutchAdjective(int token) {
    if (language != Language.DUTCH || !grammar.isWord(token + 1) || grammar.isCapital(token + 1)) {
      return false;
    }
    boolean plain =
        (grammar.classes(token + 1) & ~SentenceGrammar.PLAIN) == 0
            && !grammar.isReporting(token + 1);
    String form = grammar.form(token);
    boolean article = grammar.is(token - 1, FunctionWord.INDEFINITE);
    return plain && (form.endsWith("se") || (article && form.endsWith("s")));
  }

  /** Returns whether only the first part of a word is a name: "Kenya-backed rebels". */
  private boolean isHyphenatedAdjective(int token) {
    return language == Language.ENGLISH
        // Few words have a hyphen; the expression is for them.
        && grammar.form(token).indexOf('-') > 0
        && ENGLISH_ADJECTIVE.matcher(grammar.form(token)).matches()
        && grammar.isWord(token + 1);
  }

  private boolean isGermanName(int token, boolean initial) {
    String form = grammar.form(token);
    if (forms.isInGermanRun(form)) {
      return true;
    }
    if (form.length() > SHORTEST_BARE_NAME
        && form.endsWith("s")
        && grammar.isPersonNoun(token + 1)) {
      // "Merkels Sprecher"
      String base = form.substring(0, form.length() - 1);
      if (forms.isInGermanRun(base) || forms.isOftenBare(base)) {
        return true;
      }
    }
    if (grammar.isCommonGermanNoun(token)) {
      return false;
    }
    if (!initial && grammar.noun(token - 1) != null) {
      // "Universität Göttingen" has no article of its own.
      return true;
    }
    if (forms.isGermanNoun(form)) {
      return false;
    }
    if (initial) {
      boolean predicate =
          grammar.is(token + 1, FunctionWord.VERB) && GERMAN_PREDICATE.matcher(form).matches();
      return !predicate && (isSubject(token) || grammar.isGenitive(token));
    }
    if (grammar.isGermanAdjective(token - 1) || grammar.beginsPhrase(token - 1)) {
      return false;
    }
    // "sagte Kurz"
    boolean inverted =
        grammar.isReporting(token - 1) && !form.endsWith("en") && !form.endsWith("e");
    return inverted || isSubject(token) || forms.isOftenBare(form) || grammar.isGenitive(token);
  }

  private boolean isNameAtStart(int token) {
    String form = grammar.form(token);
    if (forms.isCapital(form)) {
      return true;
    }
    boolean common = grammar.is(token, FunctionWord.COMMON) || forms.isLower(form);
    boolean nameNext = grammar.isCapital(token + 1) && !grammar.isNotName(token + 1);
    if (nameNext && grammar.noun(token + 1) == null) {
      return !common;
    }
    int afterParticles = token + 1;
    while (grammar.is(afterParticles, FunctionWord.PARTICLE)
        && afterParticles - token <= MOST_PARTICLES) {
      afterParticles++;
    }
    if (!common && afterParticles > token + 1 && endOfParticles(token, token + 1) > 0) {
      return true;
    }
    return !common
        && form.length() >= SHORTEST_BARE_NAME
        && !Character.isDigit(form.charAt(0))
        && (isSubject(token) || grammar.isGenitive(token) || grammar.isAcronym(token));
  }

  private boolean mayJoin(int token) {
    return grammar.isCapital(token)
        && !table.taken[token]
        && grammar.noun(token) == null
        && !grammar.isInitial(token)
        && (grammar.isAcronym(token) || !grammar.isNotName(token) || isLikeVerb(token));
  }

  private boolean joinsName(int token) {
    if (!mayJoin(token)) {
      return false;
    }
    CountryWord country = grammar.country(token);
    if (country != null && country.kind() == CountryWord.Kind.INHABITANT) {
      return false;
    }
    if (grammar.isAcronym(token)) {
      return true;
    }
    if (startsNoun(token)) {
      return false;
    }
    if (language == Language.GERMAN) {
      return grammar.isSingleLetter(token)
          || forms.isInGermanRun(grammar.form(token))
          || (!forms.isGermanNoun(grammar.form(token)) && !grammar.isPlainGermanNoun(token));
    }
    if (grammar.isHeadline()) {
      return isName(token);
    }
    return true;
  }

  /** Returns whether a token is in a noun of several words, not its last. */
  private boolean startsNoun(int token) {
    for (int last = token + 1; last < Math.min(size, token + LONGEST_NOUN); last++) {
      if (grammar.noun(last) != null) {
        return grammar.nounBegin(last) <= token;
      }
    }
    return false;
  }

  /**
   * Returns the token after "van der Name", or -1 if the particles belong to no name: "Jan Vermeer
   * van Belcom", "Nadia of Amnesty", "le maire de Paris".
   */
  private int endOfParticles(int first, int token) {
    if (language == Language.GERMAN && grammar.beginsPhrase(token)) {
      // "die Stadt Allheim den Preis": an article, unlike "von der".
      return -1;
    }
    int end = token;
    while (end < size && end - token < MOST_PARTICLES && grammar.is(end, FunctionWord.PARTICLE)) {
      end++;
    }
    if (!grammar.isCapital(end) || grammar.country(end) != null || table.taken[end]) {
      return -1;
    }
    boolean person = grammar.isPersonNoun(end) && grammar.noun(end) != ActorNoun.JUSTICE;
    if (grammar.noun(end) != null && !(language != Language.GERMAN && person)) {
      return -1;
    }
    if (grammar.isNotName(end) && !grammar.isAcronym(end) && !isLikeVerb(end)) {
      return -1;
    }
    if (!grammar.is(token, FunctionWord.OF)) {
      return end + 1;
    }
    boolean der = end > token + 1 && !grammar.is(end - 1, FunctionWord.DEFINITE);
    if (language == Language.GERMAN
        || (language == Language.DUTCH && grammar.formIs(end - 1, "der"))) {
      der = end > token + 1;
    }
    if (der) {
      return end + 1;
    }
    int names = 0;
    for (int i = first; i < token; i++) {
      names += grammar.isWord(i) && !grammar.isNotName(i) ? 1 : 0;
    }
    boolean firstName = names == 1 && !grammar.isAcronym(token - 1);
    boolean organisation =
        grammar.isAcronym(end)
            || (forms.isWithoutParticle(grammar.form(end))
                && !forms.isAfterParticle(grammar.form(end)))
            || (language == Language.GERMAN && forms.isInGermanRun(grammar.form(end)));
    if (first > 0
        && (grammar.beginsPhrase(first - 1) || grammar.is(first - 1, FunctionWord.LOCATIVE))) {
      return -1;
    }
    return firstName && !organisation ? end + 1 : -1;
  }

  private void addName(int first, int last) {
    CountryWord country = grammar.country(first);
    if (country != null && country.end() == last) {
      if (country.kind() != CountryWord.Kind.ADJECTIVE) {
        addCountry(first, country);
      }
      return;
    }
    Phrase phrase = new Phrase(Kind.NAME, first, last);
    phrase.head = grammar.isWord(last - 1) ? last - 1 : last - 2;
    phrase.nameFirst = first;
    phrase.nameLast = last;
    while (phrase.first > 0 && grammar.isTitle(phrase.first - 1)) {
      phrase.first--;
      if (grammar.formIs(phrase.first, ".")) {
        phrase.first--;
      }
    }
    table.add(phrase);
    table.take(phrase.first, last);
  }

  private void addCountry(int first, CountryWord country) {
    int last = country.end();
    boolean inPhrase =
        grammar.beginsPhrase(first - 1)
            && grammar.isWord(last)
            && !grammar.isCapital(last)
            && (grammar.classes(last) & ~SentenceGrammar.PLAIN) == 0
            && !grammar.isReporting(last);
    boolean place = inPhrase || grammar.is(first - 1, FunctionWord.LOCATIVE);
    if (place && country.kind() == CountryWord.Kind.SEAT) {
      // A place here: "in Brussels" is not Belgium.
      Phrase name = new Phrase(Kind.NAME, first, last);
      name.nameFirst = first;
      name.nameLast = last;
      table.add(name);
      table.take(first, last);
      return;
    }
    Phrase phrase = new Phrase(Kind.COUNTRY, first, last);
    phrase.country = country.code();
    if (country.kind() == CountryWord.Kind.INHABITANT) {
      phrase.noun = ActorNoun.GROUP;
      phrase.plural = true;
    }
    if (country.kind() == CountryWord.Kind.SEAT) {
      phrase.party = PartyNoun.ORGAN;
    }
    boolean article =
        grammar.is(first - 1, FunctionWord.DEFINITE)
            && !grammar.formIs(first - 1, "both")
            && !grammar.formIs(first - 1, "beide")
            && !grammar.formIs(first - 1, "that")
            && !grammar.formIs(first - 1, "dat");
    boolean several = phrase.plural && grammar.beginsPhrase(first - 1);
    if ((article || several) && !grammar.isContraction(first - 1)) {
      phrase.first--;
      phrase.determined = true;
    }
    table.add(phrase);
    table.take(first, last);
  }

  /** Returns whether "the French" stands alone, for the people. */
  private boolean isPeople(int first, int last) {
    boolean article = grammar.is(first - 1, FunctionWord.DEFINITE);
    boolean capital =
        (language == Language.ENGLISH || language == Language.FRENCH) && grammar.isCapital(first);
    boolean wordFollows =
        grammar.isWord(last)
            && ((grammar.classes(last) & ~SentenceGrammar.PLAIN) == 0
                || grammar.noun(last) != null
                || grammar.isCapital(last))
            && !grammar.isReporting(last);
    return article && capital && !wordFollows;
  }

  private void findCountryWords() {
    for (int i = 0; i < size; i++) {
      CountryWord country = grammar.country(i);
      if (country == null || table.taken[i]) {
        continue;
      }
      if (country.kind() == CountryWord.Kind.ADJECTIVE) {
        boolean people = isPeople(i, country.end());
        Phrase phrase =
            new Phrase(people ? Kind.COUNTRY : Kind.ADJECTIVE, people ? i - 1 : i, country.end());
        phrase.country = country.code();
        if (people) {
          phrase.noun = ActorNoun.GROUP;
          phrase.plural = true;
          phrase.determined = true;
        }
        table.add(phrase);
        if (people) {
          table.take(i, country.end());
        }
      } else {
        addCountry(i, country);
      }
      i = country.end() - 1;
    }
  }
}
