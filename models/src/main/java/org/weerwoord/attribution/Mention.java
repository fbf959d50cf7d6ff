package org.weerwoord.attribution;

import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.weerwoord.reading.ActorNoun;
import org.weerwoord.reading.PartyNoun;

/**
 * A place in an article that names an actor.
 *
 * @param statement position of the statement it stands in
 * @param first its first token in that statement
 * @param last the token after its last one
 * @param begin offset of its first character in the article's full text, in UTF-16 units
 * @param end offset after its last character
 * @param text as printed
 * @param kind how it names the actor
 * @param noun what kind of actor its noun names, or null without such a noun
 * @param head the noun in lower case, or the last word of a name
 * @param qualifiers what else names the office or body beside its head, in lower case: {@code
 *     foreign} of "Foreign Office", {@code justice} of "minister of Justice"
 * @param name the words of a name in lower case, separated by a space; empty without a name
 * @param nameBegin offset in the full text of the first character of the name, or of the mention
 *     without a name
 * @param country code of the country that it names or that an adjective gives it, or null
 * @param definite whether it points to somebody known ({@code the minister})
 * @param plural whether it names several by its form
 * @param quoted whether it stands in quotation marks
 * @param complement the mention that it belongs to ({@code the spokesman of X}), or null
 * @param possessor the class of possessive it begins with, or of a pronoun its own, as a bit of
 *     {@link org.weerwoord.reading.FunctionWord}; 0 without
 * @param party how its noun ties it to a party, or null
 * @param place its position among the mentions of its statement
 */
record Mention(
    int statement,
    int first,
    int last,
    int begin,
    int end,
    String text,
    Kind kind,
    ActorNoun noun,
    String head,
    Set<String> qualifiers,
    String name,
    int nameBegin,
    String country,
    boolean definite,
    boolean plural,
    boolean quoted,
    Mention complement,
    long possessor,
    PartyNoun party,
    int place) {

  /** How a mention names its actor. */
  enum Kind {
    /** By a name. */
    NAME,
    /** By a country's name, seat of government or inhabitants. */
    COUNTRY,
    /** By a country's adjective before something that is no actor ({@code the Belgian charge}). */
    ADJECTIVE,
    /** By a noun. */
    NOUN,
    /** By a noun and a name ({@code minister Jansen}). */
    NAMED_NOUN,
    /** By two or more mentions joined by <i>and</i>. */
    PAIR,
    /** By a pronoun. */
    PRONOUN
  }

  /** Returns the name alone, without a title or function, where it has one; else all of it. */
  String shortText() {
    return text.substring(shortBegin() - begin);
  }

  /** Returns the offset of the first character of {@link #shortText}. */
  int shortBegin() {
    return hasName() && kind != Kind.PAIR ? nameBegin : begin;
  }

  /**
   * Returns whether offices or bodies with these qualifiers may be one: one of the two says no more
   * than the other.
   */
  static boolean mayBeOne(Set<String> one, Set<String> other) {
    return one.containsAll(other) || other.containsAll(one);
  }

  boolean hasName() {
    return !name.isEmpty();
  }

  /** Returns whether it names a single person. */
  boolean isPerson() {
    return noun != null
        ? switch (noun) {
          case SPOKESPERSON, LAWYER, LEADER, MEMBER, PERSON, ACCUSED -> true;
          case JUSTICE -> party == PartyNoun.MAGISTRATE;
          case STATE_BODY, ORGANISATION, GROUP -> false;
        }
        : kind == Kind.NAME;
  }

  /**
   * Returns the position, in mentions in the order of their first token, of the first one that
   * begins at or after a token.
   */
  static int firstFrom(List<Mention> mentions, int token) {
    return firstAtLeast(mentions, Mention::first, token);
  }

  /**
   * Returns the position, in mentions in the order of the article, of the first one in a statement
   * or after it.
   */
  static int firstIn(List<Mention> mentions, int statement) {
    return firstAtLeast(mentions, Mention::statement, statement);
  }

  private static int firstAtLeast(List<Mention> sorted, ToIntFunction<Mention> key, int least) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (key.applyAsInt(sorted.get(middle)) < least) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
