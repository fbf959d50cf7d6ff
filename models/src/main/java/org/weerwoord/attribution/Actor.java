package org.weerwoord.attribution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.weerwoord.attribution.Mention.Kind;
import org.weerwoord.reading.ActorNoun;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.reading.PartyNoun;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/** One actor of an article, with all that mentions it. */
final class Actor {

  private static final int LONGEST_CHAIN = 4;
  private static final int MOST_COMPLEMENTS = 8;

  private final int id;
  private final Language language;
  private final List<Mention> mentions = new ArrayList<>();

  /** Those that name a country. */
  private final List<Mention> countries = new ArrayList<>();

  private final Set<String> heads = new HashSet<>(4);
  private final List<Mention> complements = new ArrayList<>(1);
  private Set<String> qualifiers = Set.of();
  private String name = "";
  private String country;
  private ActorNoun noun;
  private boolean plural;
  private boolean person;
  private boolean stateBody;
  private long possessor;
  private Actor principal;
  private Mention best;

  Actor(int id, Language language) {
    this.id = id;
    this.language = language;
  }

  int id() {
    return id;
  }

  List<Mention> mentions() {
    return mentions;
  }

  /**
   * Returns the last mention up to a statement that names it as a country, or the first after it.
   * There must be one.
   */
  Mention latestCountry(int statement) {
    return countries.get(Math.max(0, Mention.firstIn(countries, statement + 1) - 1));
  }

  /** Returns how many of its mentions stand before a statement. */
  int mentionsBefore(int statement) {
    return Mention.firstIn(mentions, statement);
  }

  /** Returns the words of its fullest name in lower case; empty without a name. */
  String name() {
    return name;
  }

  Set<String> heads() {
    return heads;
  }

  /** Returns the code of the country that it is, or acts for by an adjective; null if none. */
  String country() {
    return country;
  }

  /** Returns what names its office or body beside the head, at the fullest. */
  Set<String> qualifiers() {
    return qualifiers;
  }

  ActorNoun noun() {
    return noun;
  }

  boolean plural() {
    return plural;
  }

  boolean person() {
    return person;
  }

  /** Returns the possessive that a mention of it begins with; 0 without. */
  long possessor() {
    return possessor;
  }

  /** Returns the first complements of its mentions. */
  List<Mention> complements() {
    return complements;
  }

  /** Returns whom it speaks or acts for; null if the text does not say. */
  Actor principal() {
    return principal;
  }

  /** Returns the mention that names it best. */
  Mention best() {
    return best;
  }

  boolean isCountry() {
    return best.kind() == Kind.COUNTRY || best.kind() == Kind.ADJECTIVE;
  }

  void actFor(Actor other) {
    if (principal == null && other != null && other.side() != this) {
      principal = other;
    }
  }

  /** Takes the country whose home the article is written from. */
  void belongTo(String code) {
    if (country == null) {
      country = code;
      stateBody = true;
    }
  }

  /** Returns the last of the chain of those that it acts for; itself if it acts for nobody. */
  Actor side() {
    Actor side = this;
    for (int i = 0; i < LONGEST_CHAIN && side.principal != null; i++) {
      side = side.principal;
    }
    return side;
  }

  /** Returns what is equal for the actors of one party. */
  Object sideKey() {
    Actor side = side();
    return side.country == null ? side : side.country;
  }

  /** Returns whether both act for the same party. */
  boolean sameSide(Actor other) {
    return sideKey().equals(other.sideKey());
  }

  /**
   * Returns who it is in a form that articles share: the code of a country for it and for its
   * government, ministries, embassies and armies, else its best name or description in the
   * article's own words, without an article before it.
   */
  String normalForm() {
    if (country != null && (isCountry() || stateBody)) {
      return country;
    }
    return withoutArticle(best, language);
  }

  /** Returns the normal form of its side. */
  String party() {
    return side().normalForm();
  }

  /** Returns how a mention names its actor, without an article before it. */
  static String withoutArticle(Mention mention, Language language) {
    if (mention.hasName() && mention.kind() != Kind.PAIR) {
      return mention.text().substring(mention.nameBegin() - mention.begin());
    }
    String text = mention.text();
    Tokens tokens = Tokens.of(text, language);
    int first = 0;
    while (first + 1 < tokens.size()) {
      long classes = FunctionWord.classes(language, tokens.form(first));
      boolean article =
          (classes & FunctionWord.bits(FunctionWord.DEFINITE, FunctionWord.INDEFINITE)) != 0;
      if (!article) {
        break;
      }
      first++;
    }
    return text.substring(tokens.begin(first));
  }

  void add(Mention mention) {
    mentions.add(mention);
    if (mention.kind() == Kind.COUNTRY) {
      countries.add(mention);
    }
    if (mention.noun() != null) {
      heads.add(mention.head());
      if (noun == null || mention.noun() != ActorNoun.GROUP) {
        noun = mention.noun();
      }
    }
    if (mention.name().length() > name.length()) {
      name = mention.name();
    }
    if (mention.qualifiers().size() > qualifiers.size()) {
      qualifiers = mention.qualifiers();
    }
    if (country == null) {
      country = mention.country();
    }
    if (mention.complement() != null && complements.size() < MOST_COMPLEMENTS) {
      complements.add(mention.complement());
    }
    if (possessor == 0) {
      possessor = mention.possessor();
    }
    boolean organ =
        mention.party() == PartyNoun.ORGAN
            || mention.party() == PartyNoun.EMBASSY
            || mention.party() == PartyNoun.LAND;
    stateBody |= organ && mention.country() != null;
    plural |= mention.plural();
    person |= mention.isPerson();
    if (best == null || rank(mention) > rank(best)) {
      best = mention;
    }
  }

  /** Returns whether a noun is printed as a name: "het Openbaar Ministerie". */
  private boolean isProperNoun(Mention mention) {
    if (language == Language.GERMAN || mention.isPerson() || mention.noun() == ActorNoun.GROUP) {
      return false;
    }
    String text = mention.text();
    int head = text.length() - mention.head().length();
    return head > 0
        && Character.isUpperCase(text.charAt(head))
        && text.regionMatches(true, head, mention.head(), 0, mention.head().length())
        && text.indexOf(' ') < text.lastIndexOf(' ');
  }

  private static boolean named(Mention mention) {
    return mention != null && mention.hasName();
  }

  private int rank(Mention mention) {
    int rank =
        switch (mention.kind()) {
          case NAME, NAMED_NOUN ->
              mention.name().indexOf(' ') < 0 ? 42 : 44 + Math.min(9, mention.name().length() / 3);
          case COUNTRY -> mention.noun() == null ? 42 : 25;
          case PAIR -> 30;
          case NOUN ->
              // "Robinson's mother" says more than "Sharon".
              (mention.noun() == ActorNoun.PERSON && named(mention.complement()))
                      || isProperNoun(mention)
                  ? 43
                  : 20
                      + (mention.country() != null ? 5 : 0)
                      + (mention.complement() != null ? 4 : 0);
          case ADJECTIVE -> 10;
          case PRONOUN -> 0;
        };
    return rank * 2 + (mention.quoted() ? 0 : 1);
  }
}
