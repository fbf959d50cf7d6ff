package org.weerwoord.attribution;

import java.util.List;
import java.util.Set;

/** Whether a noun names several, by its ending and its determiner. */
final class NounNumber {

  private static final int FARTHEST_DETERMINER = 4;

  private static final Set<String> DUTCH_SINGULARS =
      Set.of("prins", "mens", "gilde", "leken", "teken", "wapen");

  private static final List<String> DUTCH_PLURAL_ENDINGS =
      List.of(
          ("ers els ens ems ars ors urs es és 's als eurs aus bonds lui lieden kids " + "jihadis")
              .split(" "));

  private static final Set<String> SINGULARS_ON_S =
      Set.of("congress", "pays", "fils", "palais", "customs");

  private static final Set<String> FRENCH_SINGULAR_DETERMINERS =
      Set.of(
          ("le du au un ce son leur notre mon votre quel petit grand même autre chaque " + "de")
              .split(" "));

  private static final Set<String> GERMAN_SINGULAR_DETERMINERS =
      Set.of(
          ("ein eine einen einem einer eines das dem des am im beim zum zur vom der dieser jeder"
                  + " kein")
              .split(" "));

  private NounNumber() {}

  /** Returns whether a noun is plural. */
  static boolean isPlural(SentenceGrammar grammar, int begin, int head) {
    String form = grammar.form(head);
    return switch (grammar.language()) {
      case DUTCH -> isDutchPlural(form);
      case ENGLISH -> form.endsWith("men") || form.endsWith("people") || isPluralOnS(form);
      case FRENCH ->
          isPluralOnS(form)
              || form.endsWith("aux")
              || (form.equals("pays")
                  && begin > 0
                  && !FRENCH_SINGULAR_DETERMINERS.contains(grammar.form(begin - 1)));
      case GERMAN -> isGermanPlural(grammar, begin, head);
      case OTHER -> false;
    };
  }

  /** Returns whether a word for inhabitants means several. */
  static boolean isPeople(SentenceGrammar grammar, int begin, int last) {
    String form = grammar.form(last);
    String determiner = determiner(grammar, begin);
    return switch (grammar.language()) {
      case DUTCH -> isDutchPlural(form);
      case ENGLISH ->
          isPluralOnS(form)
              || form.endsWith("men")
              || (!form.endsWith("man") && "the".equals(determiner));
      case FRENCH ->
          determiner == null
              ? form.endsWith("s")
              : !determiner.equals("l'") && !FRENCH_SINGULAR_DETERMINERS.contains(determiner);
      case GERMAN ->
          determiner == null
              || !GERMAN_SINGULAR_DETERMINERS.contains(determiner)
              || (determiner.equals("der") && form.endsWith("en"));
      case OTHER -> true;
    };
  }

  /** Returns the article or possessive that stands before a noun, perhaps before adjectives. */
  private static String determiner(SentenceGrammar grammar, int begin) {
    int farthest = Math.max(0, begin - FARTHEST_DETERMINER + 1);
    for (int at = begin - 1; at >= farthest && grammar.isWord(at); at--) {
      if (grammar.beginsPhrase(at)) {
        return grammar.form(at);
      }
      if (grammar.endsPhrase(at) || grammar.hasCue(at)) {
        return null;
      }
    }
    return null;
  }

  private static boolean isDutchPlural(String form) {
    if (DUTCH_SINGULARS.contains(form) || form.endsWith("jongen") || form.endsWith("paus")) {
      return false;
    }
    if (form.endsWith("en")) {
      return true;
    }
    for (String ending : DUTCH_PLURAL_ENDINGS) {
      if (form.endsWith(ending)) {
        return !form.equals("pers");
      }
    }
    return false;
  }

  private static boolean isPluralOnS(String form) {
    return form.endsWith("s")
        && !form.endsWith("ss")
        && !form.endsWith("us")
        && !form.endsWith("is")
        && !SINGULARS_ON_S.contains(form);
  }

  private static boolean isGermanPlural(SentenceGrammar grammar, int begin, int head) {
    String form = grammar.form(head);
    if (form.endsWith("innen")) {
      return true;
    }
    String determiner = null;
    int farthest = Math.max(0, begin - FARTHEST_DETERMINER + 1);
    for (int at = begin - 1; at >= farthest && grammar.isWord(at); at--) {
      if (grammar.beginsPhrase(at)) {
        determiner = grammar.form(at);
        break;
      }
    }
    boolean plural = form.endsWith("en");
    if (determiner == null) {
      return plural && !form.endsWith("ssen");
    }
    if (GERMAN_SINGULAR_DETERMINERS.contains(determiner)) {
      return false;
    }
    boolean feminine = determiner.equals("die") || determiner.equals("diese");
    return plural || (form.endsWith("er") && (!feminine || grammar.isPersonNoun(head)));
  }
}
