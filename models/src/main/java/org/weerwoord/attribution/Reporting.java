package org.weerwoord.attribution;

import java.util.Map;
import java.util.Set;
import org.weerwoord.reading.Cue;
import org.weerwoord.text.Language;

/** Which words report that somebody says something, and which nouns name what is said. */
final class Reporting {

  /** Cues whose subject speaks. */
  static final Set<Cue> REPORTING =
      Set.of(
          Cue.SAY,
          Cue.CLAIM,
          Cue.REPLY,
          Cue.DENY,
          Cue.ACCUSE,
          Cue.ADMIT,
          Cue.ACCORDING,
          Cue.DEMAND,
          Cue.INDIGNATION,
          Cue.THREAT,
          Cue.WORRY,
          Cue.PRAISE);

  /**
   * Last parts of nouns for texts that speak for whoever issued them. Dutch and German write
   * compounds as one word, so that an ending stands for them all.
   */
  private static final Map<Language, Set<String>> DOCUMENTS =
      Map.of(
          Language.DUTCH,
          Set.of(
              "bericht",
              "berichten",
              "brief",
              "communiqué",
              "communiqués",
              "mededeling",
              "nota",
              "rapport",
              "rapporten",
              "reactie",
              "statement",
              "tweet",
              "verklaring",
              "verslag"),
          Language.ENGLISH,
          Set.of(
              "affidavit",
              "affidavits",
              "answer",
              "article",
              "bulletin",
              "communique",
              "communiqué",
              "documents",
              "dossier",
              "editorial",
              "filing",
              "filings",
              "indictment",
              "lawsuit",
              "letter",
              "letters",
              "message",
              "note",
              "papers",
              "post",
              "posts",
              "release",
              "releases",
              "reply",
              "report",
              "reports",
              "response",
              "statement",
              "statements",
              "study",
              "tweet",
              "tweets"),
          Language.FRENCH,
          Set.of(
              "communiqué",
              "communiqués",
              "déclaration",
              "déclarations",
              "dossier",
              "lettre",
              "lettres",
              "message",
              "note",
              "presse",
              "pétition",
              "rapport",
              "rapports",
              "tract",
              "tracts",
              "tweet"),
          Language.GERMAN,
          Set.of(
              "aussendung",
              "bericht",
              "berichte",
              "berichten",
              "berichts",
              "brief",
              "erklärung",
              "erklärungen",
              "kommuniqué",
              "communiqué",
              "mitteilung",
              "mitteilungen",
              "schreiben",
              "schreibens",
              "stellungnahme",
              "verlautbarung"));

  private Reporting() {}

  /** Returns whether a noun in lower case names a text rather than a person or an office. */
  static boolean isDocument(Language language, String noun) {
    Set<String> endings = DOCUMENTS.getOrDefault(language, Set.of());
    if (endings.contains(noun)) {
      return true;
    }
    if (language == Language.DUTCH || language == Language.GERMAN) {
      for (String ending : endings) {
        if (noun.endsWith(ending)) {
          return true;
        }
      }
    }
    return false;
  }
}
