package org.weerwoord.attribution;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.weerwoord.attribution.Mention.Kind;
import org.weerwoord.attribution.Speakers.Speaker;
import org.weerwoord.reading.ActorNoun;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.reading.PartyNoun;
import org.weerwoord.text.Language;
import org.weerwoord.text.Span;
import org.weerwoord.text.Tokens;

/**
 * The actors of an article: which mentions name the same one, and who acts for whom. Known before
 * any statement has a label.
 */
public final class ArticleActors {

  private static final int SHORTEST_SHARED_HEAD = 5;

  /** What is longer is no word. */
  private static final int LONGEST_SHARED_HEAD = 60;

  /** How many of those that share a head or a last name are looked at, the latest first. */
  private static final int LOOK_BACK = 8;

  /** Statements back to which a possessive or a spokesman may refer. */
  private static final int REACH = 3;

  /** The same for words that introduce nobody. */
  private static final int LONG_REACH = 10;

  private static final int LONGEST_PARENTHESIS = 6;

  private static final long HIS_OR_HER =
      FunctionWord.bits(
          FunctionWord.POSSESSIVE_HE, FunctionWord.POSSESSIVE_SHE, FunctionWord.POSSESSIVE_IT);

  /** What may follow an office before the name of who holds it, in tokens. */
  private static final int LONGEST_COMPLEMENT = 8;

  private static final long BEGINS_A_COMPLEMENT =
      FunctionWord.bits(
          FunctionWord.OF,
          FunctionWord.FOR,
          FunctionWord.TO,
          FunctionWord.FROM,
          FunctionWord.PREPOSITION,
          FunctionWord.LOCATIVE);

  private static final long ENDS_A_COMPLEMENT =
      FunctionWord.bits(
          FunctionWord.VERB,
          FunctionWord.PASSIVE,
          FunctionWord.SUBORDINATOR,
          FunctionWord.CONJUNCTION);

  /** Mentions of a statement that are looked at for each other one. */
  private static final int MOST_CANDIDATES = 64;

  private static final Map<Language, List<String>> HOME_COUNTRIES =
      Map.of(
          Language.DUTCH, List.of("BE", "NL"),
          Language.FRENCH, List.of("FR", "BE", "CH"),
          Language.GERMAN, List.of("DE", "AT", "CH"),
          Language.ENGLISH, List.of("GB", "US"));

  /** Codes of what is no country. */
  private static final Set<String> UNIONS = Set.of("EU", "UN", "NATO");

  private static final Set<ActorNoun> ACTS_FOR_OTHERS =
      Set.of(
          ActorNoun.SPOKESPERSON,
          ActorNoun.LAWYER,
          ActorNoun.LEADER,
          ActorNoun.MEMBER,
          ActorNoun.STATE_BODY);

  private static final Set<ActorNoun> INSTITUTIONS =
      EnumSet.of(ActorNoun.STATE_BODY, ActorNoun.ORGANISATION, ActorNoun.JUSTICE);

  /** Ends of nouns that take up who was named before: by age, or as who is concerned. */
  private static final List<String> ANAPHORIC_ENDINGS =
      List.of(
          "jarige",
          "jährige",
          "jähriger",
          "jährigen",
          "génaire",
          "year-old",
          "betrokkene",
          "betroffene",
          "betroffener",
          "betroffenen",
          "intéressé",
          "intéressée");

  /** What the prosecution of a trial is called by turns, without an article. */
  private static final Map<Language, Set<String>> PROSECUTION =
      Map.of(
          Language.DUTCH, Set.of("openbaar ministerie", "om", "justitie", "parket"),
          Language.ENGLISH,
              Set.of("prosecution", "prosecutors", "crown prosecution service", "cps"),
          Language.FRENCH, Set.of("parquet"),
          Language.GERMAN, Set.of("staatsanwaltschaft", "anklagebehörde", "anklage"));

  /** What a person may be called who was introduced by a name. */
  private static final Set<ActorNoun> ANAPHORS =
      EnumSet.of(ActorNoun.PERSON, ActorNoun.ACCUSED, ActorNoun.LAWYER, ActorNoun.SPOKESPERSON);

  private final ArticleReading reading;
  private final Language language;
  private final List<List<Mention>> mentions;
  private final List<int[]> actorsOfMentions = new ArrayList<>();
  private final List<Actor> actors = new ArrayList<>();
  private final Map<String, Actor> byCountry = new HashMap<>();
  private final Map<String, List<Actor>> byLastName = new HashMap<>();
  private final Map<String, Actor> byFirstName = new HashMap<>();
  private final Map<String, List<Actor>> byHead = new HashMap<>();

  /** By the ends of compounds: the minister of "defensieminister". */
  private final Map<String, List<Actor>> byTail = new HashMap<>();

  private final String home;

  /** Whether it is written from there: "ons land" outside of quotation marks. */
  private boolean writtenAtHome;

  private List<Speaker> speakers;
  private Actor lastCountry;
  private Actor lastLawyer;
  private Actor prosecution;

  /** The first organisation with a name so far; null if none. */
  private Actor firstOrganisation;

  /** Whether another organisation with a name came after it. */
  private boolean severalOrganisations;

  private ArticleActors(ArticleReading reading) {
    this.reading = reading;
    language = reading.language();
    mentions = MentionFinder.find(reading);
    home = homeCountry();
    for (List<Mention> inStatement : mentions) {
      resolve(inStatement);
    }
    for (int statement = 0; statement < mentions.size(); statement++) {
      for (int i = 0; i < mentions.get(statement).size(); i++) {
        relate(statement, i);
      }
    }
  }

  /** Finds the actors of an article. */
  public static ArticleActors of(ArticleReading reading) {
    return new ArticleActors(reading);
  }

  /** Returns what was read of the article. */
  public ArticleReading reading() {
    return reading;
  }

  /**
   * Returns what stands for the party that speaks in a statement, equal for all who act for it;
   * null if nobody speaks or it is not known.
   */
  public Object speakingSide(int statement) {
    Actor speaker = speakers().get(statement).actor();
    return speaker == null ? null : speaker.sideKey();
  }

  /** Returns what stands for the parties that a statement mentions. */
  public Set<Object> mentionedSides(int statement) {
    Set<Object> sides = new HashSet<>();
    for (int i = 0; i < mentions.get(statement).size(); i++) {
      Actor actor = actor(statement, i);
      if (actor != null) {
        sides.add(actor.sideKey());
      }
    }
    return sides;
  }

  /** Returns where the mentions of actors in a statement stand in the article's full text. */
  public List<Span> mentionSpans(int statement) {
    return mentions.get(statement).stream()
        .map(mention -> new Span(mention.begin(), mention.end()))
        .toList();
  }

  /** Returns who speaks in each statement. */
  List<Speaker> speakers() {
    if (speakers == null) {
      speakers = Speakers.of(this);
    }
    return speakers;
  }

  /**
   * Returns the mention that names an actor in a statement's row: of persons and organisations the
   * fullest name, of others the statement's own mention; of a country what names it there, or else
   * last named it before, since a writer varies between country, capital and government.
   */
  Mention naming(int statement, Actor actor) {
    Mention best = actor.best();
    if (best.hasName() && best.kind() != Kind.PAIR) {
      return best;
    }
    boolean country = best.kind() == Kind.COUNTRY;
    List<Mention> inStatement = mentions.get(statement);
    for (int i = 0; i < inStatement.size(); i++) {
      Kind kind = inStatement.get(i).kind();
      boolean names = country ? kind == Kind.COUNTRY : kind != Kind.ADJECTIVE;
      if (names && actor(statement, i) == actor) {
        return inStatement.get(i);
      }
    }
    return country ? actor.latestCountry(statement) : best;
  }

  List<Actor> actors() {
    return actors;
  }

  List<Mention> mentions(int statement) {
    return mentions.get(statement);
  }

  /** Returns the actor of a mention, given by its place in its statement; null for a pronoun. */
  Actor actor(int statement, int mention) {
    int id = actorsOfMentions.get(statement)[mention];
    return id < 0 ? null : actors.get(id);
  }

  private String homeCountry() {
    List<String> codes = HOME_COUNTRIES.getOrDefault(language, List.of());
    int[] counts = new int[codes.size()];
    for (List<Mention> inStatement : mentions) {
      for (Mention mention : inStatement) {
        int code = mention.country() == null ? -1 : codes.indexOf(mention.country());
        if (code >= 0) {
          counts[code]++;
        }
      }
    }
    int best = -1;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && (best < 0 || counts[i] > counts[best])) {
        best = i;
      }
    }
    return best < 0 ? null : codes.get(best);
  }

  private void resolve(List<Mention> inStatement) {
    int[] ids = new int[inStatement.size()];
    actorsOfMentions.add(ids);
    Mention before = null;
    Actor previous = null;
    Mention office = null;
    Actor holder = null;
    for (int i = 0; i < ids.length; i++) {
      Mention mention = inStatement.get(i);
      if (mention.kind() == Kind.PRONOUN) {
        ids[i] = -1;
        continue;
      }
      Actor actor = null;
      if (before != null && isAlias(before, mention)) {
        actor = previous;
      }
      // "A spokeswoman for the firm, Ida Renshaw," is she, not the firm.
      if (actor == null
          && office != null
          && isApposition(office, mention)
          && !hasAnotherName(holder, office, mention)) {
        actor = holder;
      }
      if (actor == null
          && before != null
          && isApposition(before, mention)
          && !hasAnotherName(previous, before, mention)) {
        actor = previous;
      }
      if (actor == null) {
        Mention next = nextTo(inStatement, i);
        if (next != null && next.kind() == Kind.NAME && isApposition(mention, next)) {
          actor = findByName(next, isRelative(mention));
        }
      }
      if (actor == null) {
        actor = find(mention);
      }
      if (actor == null) {
        actor = new Actor(actors.size(), language);
        actors.add(actor);
      }
      actor.add(mention);
      ids[i] = actor.id();
      index(actor, mention);
      if (mention.party() == PartyNoun.CLIENT && lastLawyer != null && !mention.plural()) {
        lastLawyer.actFor(actor);
      }
      if (mention.kind() != Kind.ADJECTIVE && (before == null || mention.last() > before.last())) {
        before = mention;
        previous = actor;
      }
      if (mention.kind() == Kind.NOUN
          && mention.isPerson()
          && !mention.plural()
          && (office == null || mention.first() >= office.last())) {
        office = mention;
        holder = actor;
      }
    }
  }

  /** Returns whether who holds an office was named already: "Jan Peeters, chairman, An Smit". */
  private static boolean hasAnotherName(Actor holder, Mention office, Mention mention) {
    return office.kind() == Kind.NOUN && mention.hasName() && !holder.name().isEmpty();
  }

  /** Returns the first mention that begins after one ends, close by; null if none. */
  private static Mention nextTo(List<Mention> inStatement, int place) {
    Mention mention = inStatement.get(place);
    int end = Math.min(inStatement.size(), place + MOST_CANDIDATES);
    for (int i = place + 1; i < end; i++) {
      Mention next = inStatement.get(i);
      if (next.first() > mention.last()) {
        return next.kind() == Kind.PRONOUN ? null : next;
      }
      if (next.kind() == Kind.PAIR) {
        return null;
      }
    }
    return null;
  }

  /** Returns whether the second mention says who the first is: "Jan Peeters, spokesman of X". */
  private boolean isApposition(Mention before, Mention mention) {
    boolean nameFirst =
        (before.kind() == Kind.NAME || before.kind() == Kind.NAMED_NOUN)
            && mention.kind() == Kind.NOUN
            && !mention.plural();
    boolean nounFirst =
        before.kind() == Kind.NOUN
            && !before.plural()
            && (mention.kind() == Kind.NAME || mention.kind() == Kind.NAMED_NOUN);
    if (!nameFirst && !nounFirst) {
      return false;
    }
    Mention noun = nameFirst ? mention : before;
    Mention name = nameFirst ? before : mention;
    boolean organisation = noun.noun() == ActorNoun.ORGANISATION;
    if (!noun.isPerson() && !organisation) {
      return false;
    }
    if (name.noun() != null && organisation == name.isPerson()) {
      return false;
    }
    Tokens tokens = reading.tokens(mention.statement());
    if (nounFirst && mention.kind() == Kind.NAMED_NOUN && mention.first() == before.last()) {
      // "army spokesman Colonel Smith"
      return true;
    }
    int comma = afterParenthesis(tokens, before.last());
    if (nounFirst && mention.name().indexOf(' ') > 0) {
      comma = afterComplement(tokens, comma);
    }
    // "the neighbour, retired baker Ann Smith,"
    int first = mention.first();
    while (nounFirst
        && mention.kind() == Kind.NAMED_NOUN
        && first > Math.max(comma + 1, mention.first() - 2)
        && Prepositions.isPlain(language, tokens, first - 1)) {
      first--;
    }
    if (comma + 1 != first || !isComma(tokens, comma)) {
      return false;
    }
    return mention.last() >= tokens.size()
        || !tokens.isWord(mention.last())
        || (nounFirst
            && (FunctionWord.classes(language, tokens, mention.last()) & FunctionWord.OF.bit())
                != 0)
        || (nameFirst
            && (FunctionWord.classes(language, tokens.form(mention.last()))
                    & FunctionWord.bits(
                        FunctionWord.SUBORDINATOR, FunctionWord.PREPOSITION, FunctionWord.AGAINST))
                != 0);
  }

  /** Returns the token after "for cooperation", "in Gent" or "there" if that stands at a token. */
  private int afterComplement(Tokens tokens, int token) {
    int end = Math.min(tokens.size(), token + LONGEST_COMPLEMENT);
    for (int i = token; i < end; i++) {
      if (isComma(tokens, i)) {
        return i;
      }
      long classes = FunctionWord.classes(language, tokens, i);
      if (!tokens.isWord(i) || (classes & ENDS_A_COMPLEMENT) != 0) {
        return token;
      }
      boolean begins = (classes & BEGINS_A_COMPLEMENT) != 0;
      if (i == token && !begins && !isComma(tokens, i + 1)) {
        return token;
      }
    }
    return token;
  }

  private static boolean isComma(Tokens tokens, int token) {
    return token < tokens.size() && tokens.form(token).equals(",");
  }

  /** Returns the token after "(31)" or ", 31" if that stands at a token. */
  private static int afterParenthesis(Tokens tokens, int token) {
    if (token >= tokens.size()) {
      return token;
    }
    if (tokens.form(token).equals("(")) {
      int end = Math.min(tokens.size(), token + LONGEST_PARENTHESIS);
      for (int i = token + 1; i < end; i++) {
        if (tokens.form(i).equals(")")) {
          return i + 1;
        }
      }
      return token;
    }
    boolean age =
        isComma(tokens, token)
            && token + 2 < tokens.size()
            && Character.isDigit(tokens.form(token + 1).charAt(0))
            && isComma(tokens, token + 2);
    return age ? token + 2 : token;
  }

  /** Returns whether the second mention is short for the first: "Openbaar Ministerie (OM)". */
  private boolean isAlias(Mention before, Mention mention) {
    if (mention.kind() != Kind.NAME
        && mention.kind() != Kind.COUNTRY
        && mention.kind() != Kind.NOUN) {
      return false;
    }
    Tokens tokens = reading.tokens(mention.statement());
    boolean bracketed =
        mention.first() == before.last() + 1
            && tokens.form(before.last()).equals("(")
            && mention.last() < tokens.size()
            && tokens.form(mention.last()).equals(")");
    if (!bracketed || before.plural() != mention.plural()) {
      return false;
    }
    boolean first = mention.last() - mention.first() == 1;
    Mention acronym = first ? mention : before;
    Mention full = first ? before : mention;
    return acronym.last() - acronym.first() == 1 && abbreviates(acronym.head(), full);
  }

  /** Returns whether the letters of an acronym occur in a mention in their order. */
  private boolean abbreviates(String acronym, Mention full) {
    Tokens tokens = reading.tokens(full.statement());
    int words = 0;
    int letter = 0;
    boolean initial = false;
    for (int i = full.first(); i < full.last() && letter < acronym.length(); i++) {
      String form = tokens.form(i);
      boolean article = (FunctionWord.classes(language, form) & FunctionWord.DETERMINER.bit()) != 0;
      if (!tokens.isWord(i) || (article && words == 0)) {
        continue;
      }
      words++;
      boolean starts = form.charAt(0) == acronym.charAt(letter);
      if (words == 1) {
        initial = starts;
      }
      for (int k = 0; starts && k < form.length() && letter < acronym.length(); k++) {
        if (form.charAt(k) == acronym.charAt(letter)) {
          letter++;
        }
      }
    }
    return initial && letter == acronym.length();
  }

  private Actor find(Mention mention) {
    if (mention.kind() == Kind.PAIR) {
      return last(byHead.get(mention.head()));
    }
    if (mention.kind() == Kind.COUNTRY || mention.kind() == Kind.ADJECTIVE) {
      return byCountry.get(mention.country());
    }
    if (prosecution != null && isProsecution(mention)) {
      return prosecution;
    }
    if (mention.hasName()) {
      return findByName(mention, isRelative(mention));
    }
    if (isHome(mention)) {
      return byCountry.get(home);
    }
    if (mention.definite() && mention.party() == PartyNoun.LAND && !mention.plural()) {
      Actor land = land(mention);
      if (land != null) {
        return land;
      }
    }
    if (mention.party() == PartyNoun.CLIENT
        && mention.definite()
        && !mention.plural()
        && lastLawyer != null) {
      Actor client = clientOfLastLawyer(mention);
      if (client != null) {
        return client;
      }
    }
    Actor known = findByHead(mention);
    if (known == null && isTheCompany(mention) && !severalOrganisations) {
      known = firstOrganisation;
    }
    return known == null && isAnaphor(mention) ? antecedent(mention) : known;
  }

  /** Returns whether "the lawyer", "the 27-year-old" points to a person who was named before. */
  private boolean isAnaphor(Mention mention) {
    return mention.kind() == Kind.NOUN
        && mention.definite()
        && !mention.plural()
        && !mention.quoted()
        && ANAPHORS.contains(mention.noun())
        && mention.complement() == null
        && mention.possessor() == 0
        && mention.country() == null
        && hasArticle(mention);
  }

  /** Returns whether a word hardly introduces anybody: "the 27-year-old", "l'intéressé". */
  private static boolean isAlwaysAnaphor(Mention mention) {
    for (String ending : ANAPHORIC_ENDINGS) {
      if (mention.head().endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whom the last statement before names first, of those who may be called so. */
  private Actor antecedent(Mention mention) {
    boolean always = isAlwaysAnaphor(mention);
    int last = Math.max(0, mention.statement() - (always ? LONG_REACH : REACH));
    for (int statement = mention.statement() - 1; statement >= last; statement--) {
      List<Mention> candidates = mentions.get(statement);
      int end = Math.min(candidates.size(), MOST_CANDIDATES);
      for (int i = 0; i < end; i++) {
        Actor actor = actor(statement, i);
        if (actor == null
            || candidates.get(i).quoted()
            || actor.plural()
            || actor.isCountry()
            || actor.name().isEmpty()) {
          continue;
        }
        boolean like = actor.noun() == mention.noun();
        boolean subject = i == 0 && statement == mention.statement() - 1;
        boolean person = mention.noun() == ActorNoun.PERSON && actor.person();
        if (like || (person && (always || subject))) {
          return actor;
        }
      }
    }
    return null;
  }

  private Actor clientOfLastLawyer(Mention mention) {
    if (lastLawyer.principal() != null) {
      return lastLawyer.principal();
    }
    for (Mention client : lastLawyer.complements()) {
      boolean known =
          client.statement() < mention.statement()
              || (client.statement() == mention.statement() && client.place() < mention.place());
      if (known && client.kind() != Kind.PRONOUN) {
        return actor(client.statement(), client.place());
      }
    }
    return null;
  }

  /** Returns the country that "the country" means. */
  private Actor land(Mention mention) {
    if (mention.complement() != null) {
      return null;
    }
    if (mention.country() != null) {
      return byCountry.get(mention.country());
    }
    return mention.possessor() == 0 ? lastCountry : null;
  }

  private static boolean isTheCompany(Mention mention) {
    return mention.party() == PartyNoun.COMPANY
        && mention.definite()
        && !mention.plural()
        && isBare(mention);
  }

  private boolean isHome(Mention mention) {
    return home != null
        && mention.possessor() == FunctionWord.POSSESSIVE_WE.bit()
        && mention.noun() == ActorNoun.STATE_BODY
        && (mention.party() == PartyNoun.LAND
            || mention.party() == PartyNoun.ORGAN
            || mention.party() == PartyNoun.EMBASSY)
        && mention.complement() == null;
  }

  private boolean isProsecution(Mention mention) {
    if (mention.kind() == Kind.PAIR || mention.complement() != null) {
      return false;
    }
    for (String name : PROSECUTION.getOrDefault(language, Set.of())) {
      if (name.endsWith(mention.head())
          && name.equalsIgnoreCase(Actor.withoutArticle(mention, language))) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether somebody is introduced who may share a last name: "his wife", "son frère". */
  private static boolean isRelative(Mention mention) {
    return mention.noun() == ActorNoun.PERSON && (mention.possessor() & HIS_OR_HER) != 0;
  }

  /**
   * Returns who was named so before; null if nobody was.
   *
   * @param relative of somebody whose last name alone may have been given
   */
  private Actor findByName(Mention mention, boolean relative) {
    String name = mention.name();
    String last = lastName(name);
    Actor actor = namesake(byLastName.get(last), name, mention, relative);
    if (actor != null) {
      return actor;
    }
    boolean single = name.indexOf(' ') < 0;
    if (!single) {
      Actor byFirst = last(byLastName.get(firstName(name)));
      boolean alone = byFirst != null && byFirst.name().equals(firstName(name));
      if (alone && byFirst.person() == mention.isPerson()) {
        return byFirst;
      }
    }
    // A first name or the first part of an organisation's name alone.
    if (single && byFirstName.containsKey(name)) {
      return byFirstName.get(name);
    }
    // "Merkels Sprecher"
    if (last.length() >= SHORTEST_SHARED_HEAD
        && last.endsWith("s")
        && (language == Language.GERMAN || language == Language.DUTCH)) {
      String base = name.substring(0, name.length() - 1);
      return namesake(byLastName.get(lastName(base)), base, mention, false);
    }
    return null;
  }

  /**
   * Returns who of some that share a last name is meant: who has the same first name, or else who
   * is mentioned most.
   */
  private Actor namesake(List<Actor> namesakes, String name, Mention mention, boolean relative) {
    if (namesakes == null) {
      return null;
    }
    String firstName = firstName(name);
    Actor most = null;
    int first = Math.max(0, namesakes.size() - LOOK_BACK);
    for (int i = namesakes.size() - 1; i >= first; i--) {
      Actor actor = namesakes.get(i);
      String known = firstName(actor.name());
      boolean conflict =
          (mention.kind() == Kind.NAMED_NOUN
                  && mention.isPerson()
                  && actor.noun() == ActorNoun.ORGANISATION)
              || (relative && known.isEmpty() && !firstName.isEmpty());
      if (conflict || !compatible(firstName, known)) {
        continue;
      }
      if (!firstName.isEmpty() && firstName.equals(known)) {
        return actor;
      }
      if (most == null || actor.mentions().size() > most.mentions().size()) {
        most = actor;
      }
    }
    return most;
  }

  private static String lastName(String name) {
    return name.substring(name.lastIndexOf(' ') + 1);
  }

  /** Returns whether a first name does not contradict another; either may be empty. */
  private static boolean compatible(String one, String two) {
    if (one.isEmpty() || two.isEmpty()) {
      return true;
    }
    return one.equals(two)
        || (one.length() == 1 && two.startsWith(one))
        || (two.length() == 1 && one.startsWith(two));
  }

  /** Returns the first name in a name; empty if it has none, as "van de moer". */
  private String firstName(String name) {
    int space = name.indexOf(' ');
    if (space < 0) {
      return "";
    }
    String first = name.substring(0, space);
    boolean particle = (FunctionWord.classes(language, first) & FunctionWord.PARTICLE.bit()) != 0;
    return particle ? "" : first;
  }

  private Actor findByHead(Mention mention) {
    if (!mention.definite() || mention.noun() == null) {
      return null;
    }
    String head = mention.head();
    Actor known = latest(byHead.get(head), mention, Relation.HEAD);
    if (known != null || !hasArticle(mention)) {
      return known;
    }
    if (language != Language.DUTCH && language != Language.GERMAN) {
      return null;
    }
    boolean proper = language == Language.DUTCH && isCapitalised(mention);
    known = latest(byTail.get(head), mention, proper ? Relation.COMPOUND : Relation.SHORT);
    int first = firstTail(head);
    for (int from = first; known == null && from <= head.length() - SHORTEST_SHARED_HEAD; from++) {
      known = latest(byHead.get(head.substring(from)), mention, Relation.COMPOUND);
    }
    return known;
  }

  /** Returns where the longest part of a compound begins that may stand for it. */
  private static int firstTail(String head) {
    return Math.max(2, head.length() - LONGEST_SHARED_HEAD);
  }

  private boolean hasArticle(Mention mention) {
    Tokens tokens = reading.tokens(mention.statement());
    int first = mention.first();
    long determiner = FunctionWord.bits(FunctionWord.DEFINITE);
    return mention.possessor() != 0
        || (FunctionWord.classes(language, tokens.form(first)) & determiner) != 0
        || (first > 0
            && (FunctionWord.classes(language, tokens.form(first - 1)) & determiner) != 0);
  }

  /** How the noun of a mention has to do with that of an actor before it. */
  private enum Relation {
    /** The same noun. */
    HEAD,
    /** The end of a compound: "the service" after "the intelligence service". */
    SHORT,
    /** A compound, or a name such as "de Kamer", which is short for no "Rekenkamer". */
    COMPOUND
  }

  private static boolean isCapitalised(Mention mention) {
    String text = mention.text();
    int from = text.length() - mention.head().length();
    return from >= 0
        && text.regionMatches(true, from, mention.head(), 0, mention.head().length())
        && Character.isUpperCase(text.charAt(from));
  }

  private Actor latest(List<Actor> candidates, Mention mention, Relation relation) {
    if (candidates == null) {
      return null;
    }
    int first = Math.max(0, candidates.size() - LOOK_BACK);
    for (int i = candidates.size() - 1; i >= first; i--) {
      Actor actor = candidates.get(i);
      boolean related =
          relation == Relation.HEAD
              || (sameType(actor, mention, relation)
                  && (actor.complements().isEmpty() || actor.person()));
      if (related && fits(actor, mention)) {
        return actor;
      }
    }
    return null;
  }

  /** Returns whether both are of a kind; what stands for a body by a short noun may be vaguer. */
  private static boolean sameType(Actor actor, Mention mention, Relation relation) {
    return actor.noun() == mention.noun()
        || (relation == Relation.SHORT
            && !actor.person()
            && INSTITUTIONS.contains(actor.noun())
            && INSTITUTIONS.contains(mention.noun())
            && !mention.isPerson());
  }

  private boolean fits(Actor actor, Mention mention) {
    if (mention.plural() != actor.plural()
        || !Mention.mayBeOne(mention.qualifiers(), actor.qualifiers())) {
      return false;
    }
    if (mention.country() != null && !mention.country().equals(actor.country())) {
      return false;
    }
    if (mention.possessor() != 0
        && actor.possessor() != 0
        && mention.possessor() != actor.possessor()) {
      return false;
    }
    Mention complement = mention.complement();
    if (complement == null) {
      return true;
    }
    if (actor.complements().isEmpty()) {
      return actor.name().isEmpty();
    }
    for (Mention known : actor.complements()) {
      if (sameComplement(known, complement)) {
        return true;
      }
    }
    return false;
  }

  private static boolean sameComplement(Mention one, Mention other) {
    if (one.kind() == Kind.COUNTRY && other.kind() == Kind.COUNTRY) {
      return one.country().equals(other.country());
    }
    return one.head().equals(other.head());
  }

  private static Actor last(List<Actor> list) {
    return list == null ? null : list.get(list.size() - 1);
  }

  private void index(Actor actor, Mention mention) {
    if (mention.kind() == Kind.PAIR) {
      put(byHead, mention.head(), actor);
      return;
    }
    if (mention.kind() == Kind.COUNTRY || mention.kind() == Kind.ADJECTIVE) {
      byCountry.putIfAbsent(mention.country(), actor);
      boolean land = mention.party() != PartyNoun.ORGAN && !UNIONS.contains(mention.country());
      if (mention.kind() == Kind.COUNTRY && land) {
        lastCountry = actor;
      }
    } else if (isHome(mention)) {
      byCountry.putIfAbsent(home, actor);
      actor.belongTo(home);
      writtenAtHome |= !mention.quoted();
    }
    if (prosecution == null && isProsecution(mention)) {
      prosecution = actor;
    }
    if (mention.hasName()) {
      String name = mention.name();
      put(byLastName, lastName(name), actor);
      int space = name.indexOf(' ');
      if (space > 0) {
        byFirstName.put(name.substring(0, space), actor);
      }
    }
    if (mention.noun() == null) {
      return;
    }
    if (mention.kind() == Kind.NOUN || mention.kind() == Kind.NAMED_NOUN) {
      String head = mention.head();
      put(byHead, head, actor);
      if (language == Language.DUTCH || language == Language.GERMAN) {
        for (int from = firstTail(head); from <= head.length() - SHORTEST_SHARED_HEAD; from++) {
          put(byTail, head.substring(from), actor);
        }
      }
    }
    if (mention.noun() == ActorNoun.LAWYER) {
      relateLawyer(actor, mention);
    }
    if (mention.noun() == ActorNoun.ORGANISATION
        && mention.hasName()
        && actor != firstOrganisation) {
      severalOrganisations = firstOrganisation != null;
      firstOrganisation = firstOrganisation == null ? actor : firstOrganisation;
    }
  }

  private static void put(Map<String, List<Actor>> index, String key, Actor actor) {
    List<Actor> known = index.computeIfAbsent(key, each -> new ArrayList<>(2));
    if (known.isEmpty() || known.get(known.size() - 1) != actor) {
      known.add(actor);
    }
  }

  /** Notes whom a lawyer speaks for at once, since "his client" may follow. */
  private void relateLawyer(Actor actor, Mention mention) {
    lastLawyer = actor;
    if (actor.principal() == null && mention.possessor() != 0) {
      actor.actFor(owner(mention));
    }
  }

  /** Notes for whom an actor speaks or acts, where a mention of it says so. */
  private void relate(int statement, int place) {
    Actor actor = actor(statement, place);
    Mention mention = mentions.get(statement).get(place);
    if (actor == null
        || mention.kind() == Kind.PAIR
        || actor.isCountry()
        || actor.principal() != null) {
      return;
    }
    Mention complement = mention.complement();
    if (complement != null && actsForComplement(mention)) {
      actor.actFor(actor(statement, complement.place()));
    }
    if (mention.country() != null && actsForCountry(mention)) {
      actor.actFor(byCountry.get(mention.country()));
    }
    if (mention.possessor() != 0 && actsForOther(mention)) {
      actor.actFor(owner(mention));
    }
    if (actor.principal() == null && mention.noun() == ActorNoun.SPOKESPERSON) {
      actor.actFor(spokenFor(mention, actor));
    }
    if (actor.principal() == null && writtenAtHome && isMinistry(mention)) {
      actor.actFor(byCountry.get(home));
    }
  }

  /** Returns whether a state's body goes by its name alone: "Buitenlandse Zaken". */
  private static boolean isMinistry(Mention mention) {
    return mention.noun() == ActorNoun.STATE_BODY
        && mention.party() == PartyNoun.ORGAN
        && mention.kind() == Kind.NOUN
        && isBare(mention)
        && isCapitalised(mention);
  }

  /** Returns whether a mention does not say whose it is. */
  private static boolean isBare(Mention mention) {
    return mention.complement() == null && mention.country() == null && mention.possessor() == 0;
  }

  private static boolean actsForOther(Mention mention) {
    return mention.noun() != null && ACTS_FOR_OTHERS.contains(mention.noun());
  }

  private static boolean actsForComplement(Mention mention) {
    // "Jan Vermeer of Belcom" speaks for Belcom.
    return actsForOther(mention)
        || (mention.kind() == Kind.NAME
            && mention.noun() == null
            && mention.name().indexOf(' ') > 0
            && mention.complement().kind() != Kind.COUNTRY);
  }

  private static boolean actsForCountry(Mention mention) {
    if (mention.noun() == null) {
      return false;
    }
    return switch (mention.noun()) {
      case SPOKESPERSON, LAWYER -> true;
      case STATE_BODY, LEADER, MEMBER ->
          mention.party() == PartyNoun.ORGAN
              || mention.party() == PartyNoun.EMBASSY
              || mention.party() == PartyNoun.OFFICE
              || mention.party() == PartyNoun.LAND;
      case JUSTICE -> mention.kind() != Kind.NAME;
      case ORGANISATION, GROUP -> mention.party() == PartyNoun.ORGAN;
      case PERSON, ACCUSED -> false;
    };
  }

  /** Returns whom "his" or "their" means before a mention; null if nobody fits. */
  private Actor owner(Mention mention) {
    long possessor = mention.possessor();
    if ((possessor & FunctionWord.POSSESSIVE_I.bit()) != 0) {
      return null;
    }
    if ((possessor & FunctionWord.POSSESSIVE_WE.bit()) != 0) {
      return mention.noun() == ActorNoun.STATE_BODY && home != null ? byCountry.get(home) : null;
    }
    boolean person =
        (possessor & FunctionWord.bits(FunctionWord.POSSESSIVE_HE, FunctionWord.POSSESSIVE_SHE))
            != 0;
    boolean several = (possessor & FunctionWord.POSSESSIVE_THEY.bit()) != 0;
    boolean thing = (possessor & FunctionWord.POSSESSIVE_IT.bit()) != 0;
    if (thing && language != Language.ENGLISH) {
      // "Son" and "ihr" may be anybody's, but a lawyer is mostly that of a person.
      person = true;
      thing = mention.noun() != ActorNoun.LAWYER;
    }
    Actor owner = owner(mention, person, several, thing);
    // "Zijn" and "sein" may mean what is no person: a company, a state.
    return owner != null || language == Language.ENGLISH || several
        ? owner
        : owner(mention, true, false, true);
  }

  private Actor owner(Mention mention, boolean person, boolean several, boolean thing) {
    for (int statement = mention.statement();
        statement >= Math.max(0, mention.statement() - REACH);
        statement--) {
      List<Mention> candidates = mentions.get(statement);
      boolean same = statement == mention.statement();
      int end = same ? mention.place() : Math.min(candidates.size(), MOST_CANDIDATES);
      for (int i = Math.max(0, end - MOST_CANDIDATES); i < end; i++) {
        Mention candidate = candidates.get(i);
        Actor actor = actor(statement, i);
        if (actor == null
            || (candidate.quoted() && !mention.quoted())
            || candidate.kind() == Kind.ADJECTIVE
            || actor.heads().contains(mention.head())) {
          continue;
        }
        boolean isPerson = actor.person() && !actor.plural() && !actor.isCountry();
        boolean isThing = hasSpokesman(candidate) && !actor.plural();
        if ((person && isPerson)
            || (several && (actor.plural() || isThing))
            || (thing && isThing)) {
          return actor;
        }
      }
    }
    return null;
  }

  /** Returns the body that "a spokesman" speaks for: the first of the last statement. */
  private Actor spokenFor(Mention mention, Actor spokesman) {
    for (int statement = mention.statement();
        statement >= Math.max(0, mention.statement() - REACH + 1);
        statement--) {
      List<Mention> candidates = mentions.get(statement);
      boolean same = statement == mention.statement();
      int end = same ? mention.place() : Math.min(candidates.size(), MOST_CANDIDATES);
      for (int i = Math.max(0, end - MOST_CANDIDATES); i < end; i++) {
        Mention candidate = candidates.get(i);
        Actor actor = actor(statement, i);
        if (actor != null && actor != spokesman && !candidate.quoted() && hasSpokesman(candidate)) {
          return actor;
        }
      }
    }
    return null;
  }

  private static boolean hasSpokesman(Mention mention) {
    if (mention.kind() == Kind.COUNTRY) {
      return mention.noun() == null;
    }
    return mention.noun() == ActorNoun.STATE_BODY
        || mention.noun() == ActorNoun.ORGANISATION
        || (mention.noun() == ActorNoun.JUSTICE && mention.party() != PartyNoun.MAGISTRATE);
  }
}
