package org.weerwoord.attribution;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weerwoord.attribution.Mention.Kind;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.StatementExtractor;

class MentionFinderTest {

  /** Language, a text, and its mentions other than pronouns, in any order. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          nl | Linda loog. | NAME Linda
          nl | Gisteren loog hij. |
          nl | Nooit eerder zag zij zoiets. |
          nl | Vicepremier Anouk Dewaele ontkent dat. | NAMED_NOUN Vicepremier Anouk Dewaele
          nl | De minister van Buitenlandse Zaken zweeg. | NOUN De minister van Buitenlandse Zaken
          nl | Minister van Werk en Economie Karel Dobbelaar reageerde. | NAMED_NOUN Minister van Werk en Economie Karel Dobbelaar
          nl | Dat zegt Omroep ZON-baas Wim Hertogs. | NAMED_NOUN Omroep ZON-baas Wim Hertogs; NOUN Omroep
          nl | Volgens advocaat Rik Tavernier klopt dat niet. | NAMED_NOUN advocaat Rik Tavernier
          nl | Me Noor Castermans pleit de vrijspraak. | NAME Me Noor Castermans
          nl | Een bron dicht bij het onderzoek spreekt van fraude. | NOUN Een bron dicht bij het onderzoek
          nl | Joris Melkert van Zinkhof weerlegt dat. | NAME Joris Melkert; NAME Zinkhof
          nl | Sandra van de Werve verwijt hem dat. | NAME Sandra van de Werve
          nl | De politie verhoorde Van de Werve urenlang. | NOUN De politie; NAME Van de Werve
          nl | China's ambassade reageerde verontwaardigd. | COUNTRY China; NOUN China's ambassade
          nl | Zij wijst naar de Chinese ambassade in Den Haag. | NOUN de Chinese ambassade in Den Haag; ADJECTIVE Chinese; NAME Den Haag
          nl | België, Frankrijk en Spanje beschuldigen Rusland. | PAIR België, Frankrijk en Spanje; COUNTRY België; COUNTRY Frankrijk; COUNTRY Spanje; COUNTRY Rusland
          nl | De burgemeester en de korpschef ontkennen. | PAIR De burgemeester en de korpschef; NOUN De burgemeester; NOUN de korpschef
          nl | De woordvoerder van de politie zweeg. | NOUN De woordvoerder van de politie; NOUN de politie
          nl | De hoofdredacteur van De Polderbode trad af. | NOUN De hoofdredacteur van De Polderbode; NAME De Polderbode
          nl | De app die ouders gebruiken lekt. | NOUN ouders
          nl | Ze zegt dat ouders dat wisten. | NOUN ouders
          nl | Het Openbaar Ministerie (OM) eist acht jaar. | NOUN Het Openbaar Ministerie; NAME OM
          nl | Hij werkt in Brussel. | NAME Brussel
          nl | Brussel weigert te betalen. | COUNTRY Brussel
          nl | GENT – De rechtbank sprak hem vrij. | NOUN De rechtbank
          nl | ’s Avonds ging Peeters naar huis. | NAME Peeters
          nl | Een Brugs bedrijf betaalde niet. | NOUN Een Brugs bedrijf
          nl | Rechter Tineke Blom stelde vragen. | NAMED_NOUN Rechter Tineke Blom
          nl | De rechtbank Zutphen besliste maandag. | NOUN De rechtbank Zutphen; NAME Zutphen
          nl | De vakbond ABK staakt. | NAMED_NOUN De vakbond ABK
          nl | Gisteren loog PVX'er Jan Keizer. | NAMED_NOUN PVX'er Jan Keizer
          nl | De PVX'ers zwegen. | NOUN De PVX'ers
          nl | ,,Blijkbaar klopt dat niet", zei Peeters. | NAME Peeters
          nl | Peter van de Moest verwijt hem dat. | NAME Peter van de Moest
          en | Linda lied about it. | NAME Linda
          en | He blamed Kenya-backed rebels. | NOUN rebels
          en | On Friday Jonas Will denied it. | NAME Jonas Will
          en | She blamed the Belgian Home Office. | NOUN the Belgian Home Office; ADJECTIVE Belgian
          en | Yesterday they denied it. |
          en | Deputy Prime Minister Saskia Bloemhof denied it. | NAMED_NOUN Deputy Prime Minister Saskia Bloemhof
          en | Harlow's lawyer rejected the claim. | NAME Harlow; NOUN Harlow's lawyer
          en | The ministry's spokesman declined to comment. | NOUN The ministry; NOUN The ministry's spokesman
          en | She accused the ministry of foreign affairs of lying. | NOUN the ministry of foreign affairs
          en | The public prosecutor charged him. | NOUN The public prosecutor
          en | A Fairwater spokeswoman called it untrue. | NOUN A Fairwater spokeswoman; NAME Fairwater
          en | The money went into its general fund. |
          en | He accused the general of murder. | NOUN the general
          en | Minister Accuses Rival Of Fraud Over Harbour Deal | NOUN Minister; NOUN Rival
          en | Kenya and Somalia want the reef. | PAIR Kenya and Somalia; COUNTRY Kenya; COUNTRY Somalia
          en | The chairman and chief executive resigned. | NOUN The chairman; NOUN chief executive
          en | Robinson's mother, Sharon, wept. | NAME Robinson; NOUN Robinson's mother; NAME Sharon
          en | I'm told that it's over. |
          en | Msgr. Peter Dunmore told Mrs. Wojak so. | NAME Msgr. Peter Dunmore; NAME Mrs. Wojak
          en | A source close to the inquiry blamed the Metropolitan Police. | NOUN A source close to the inquiry; NOUN the inquiry; NOUN the Metropolitan Police
          en | The French blamed the Italians. | COUNTRY The French; COUNTRY the Italians
          en | He spoke for the Office for National Statistics. | NAME National Statistics; NOUN the Office for National Statistics
          en | The Bank of Rowanshire paid Tom Baker. | NOUN The Bank of Rowanshire; NAME Rowanshire; NAME Tom Baker
          en | Police said the rebels’ leader had fled. | NOUN Police; NOUN the rebels; NOUN the rebels’ leader
          fr | Linda ment. | NAME Linda
          fr | Jamais elle n'a menti. |
          fr | L'ambassade de Chine en Suisse dément. | NOUN L'ambassade de Chine en Suisse; COUNTRY Chine; COUNTRY Suisse
          fr | Le ministre des Affaires étrangères accuse le gouvernement malien. | NOUN Le ministre des Affaires étrangères; NOUN le gouvernement malien; ADJECTIVE malien
          fr | Me Youri Delacroix défend l'accusé. | NAME Me Youri Delacroix; NOUN l'accusé
          fr | Le porte-parole du collectif Doubois parle au ministre. | NOUN Le porte-parole du collectif Doubois; NAMED_NOUN collectif Doubois; NOUN ministre
          fr | Des militants accusent la police fédérale. | NOUN Des militants; NOUN la police fédérale
          fr | Il refuse qu'Israël réponde. | COUNTRY Israël
          fr | La France, l'Italie et l'Espagne protestent. | PAIR La France, l'Italie et l'Espagne; COUNTRY La France; COUNTRY l'Italie; COUNTRY l'Espagne
          fr | Le juge de paix a entendu le maire de Sainte-Rive. | NOUN Le juge de paix; NOUN le maire de Sainte-Rive; NAME Sainte-Rive
          fr | L'avocat de Paul Tessier parle de mensonge. | NOUN L'avocat de Paul Tessier; NAME Paul Tessier
          fr | La présidente Inès Delorme répond. | NAMED_NOUN La présidente Inès Delorme
          de | Der Sprecher der Staatsanwaltschaft schwieg. | NOUN Der Sprecher der Staatsanwaltschaft; NOUN der Staatsanwaltschaft
          de | Bürgermeister Timo Allbach bestreitet die Vorwürfe. | NAMED_NOUN Bürgermeister Timo Allbach
          de | Er hat die Unterlagen im Keller versteckt. |
          de | Sie beschuldigte den Verein. | NOUN den Verein
          de | Gestern hat Jan Boll den Zaunpfahl erwähnt. | NAME Jan Boll
          de | Das Landesamt für Umwelt warnt. | NOUN Das Landesamt für Umwelt
          de | Russlands Botschafter Wiktor Lasarow widersprach. | COUNTRY Russlands; NAMED_NOUN Russlands Botschafter Wiktor Lasarow
          de | Die Universität Rieden klagt. | NAMED_NOUN Die Universität Rieden
          de | Der russische Außenminister wies das zurück. | NOUN Der russische Außenminister; ADJECTIVE russische
          de | Das erklärte die Ministerin für Wirtschaft und Energie. | NOUN die Ministerin für Wirtschaft und Energie
          de | Österreich, Polen und Ungarn lehnen ab. | PAIR Österreich, Polen und Ungarn; COUNTRY Österreich; COUNTRY Polen; COUNTRY Ungarn
          de | Der Staatsanwalt klagte Eckart von Breden an. | NOUN Der Staatsanwalt; NAME Eckart von Breden
          de | Die Richter schwiegen, ein 29-Jähriger weinte. | NOUN Die Richter; NOUN ein 29-Jähriger
          de | Der 32-jährige Franzose schwieg. | NOUN Der 32-jährige Franzose; ADJECTIVE Franzose
          nl | Desondanks zweeg Jan Boll. | NAME Jan Boll
          nl | Hierover loog zijn ex-vriendin. | NOUN zijn ex-vriendin
          de | Gleichwohl schwieg Jan Boll. | NAME Jan Boll
          en | Nonetheless Tom Barlow lied. | NAME Tom Barlow
          nl | Een Fransman en drie Duitsers liegen. | PAIR Een Fransman en drie Duitsers; NOUN Een Fransman; ADJECTIVE Fransman; COUNTRY drie Duitsers
          """)
  void findsWhatNamesActors(String language, String text, String expected) {
    String found =
        find(text, language)
            .filter(mention -> mention.kind() != Kind.PRONOUN)
            .map(mention -> mention.kind() + " " + mention.text())
            .sorted()
            .collect(Collectors.joining("; "));

    assertEquals(sorted(expected), found);
  }

  @ParameterizedTest
  @CsvSource({"nl", "en", "fr", "de", "und"})
  void standsOddText(String language) {
    for (String text :
        List.of(
            "", "’s", "'", "’ ’", "van van van", "De", "A.", "\uD83D\uDE00 X \u0301", "- – —")) {
      assertThatCode(() -> find(text, language).count()).as(text).doesNotThrowAnyException();
    }
  }

  @Test
  void keepsOffsetsAndPlaces() {
    String text = "Ja. De ambassade van China's buurland zweeg.";

    find(text, "nl")
        .forEach(
            mention ->
                assertEquals(mention.text(), text.substring(mention.begin(), mention.end())));
    List<List<Mention>> mentions = MentionFinder.find(reading(text, "nl"));
    for (List<Mention> inStatement : mentions) {
      for (int i = 0; i < inStatement.size(); i++) {
        assertEquals(i, inStatement.get(i).place());
      }
    }
  }

  @Test
  void isNotDeeperThanAFewComplements() {
    String text = "de vader " + "van de vader ".repeat(20_000);

    assertEquals(20_001, find(text, "nl").count());
  }

  private static Stream<Mention> find(String text, String language) {
    return MentionFinder.find(reading(text, language)).stream().flatMap(List::stream);
  }

  private static ArticleReading reading(String text, String language) {
    Article article = new Article("test", null, language, null, null, null, text);
    return ArticleReading.of(StatementExtractor.extract(article), Language.of(language));
  }

  private static String sorted(String mentions) {
    return mentions == null
        ? ""
        : Arrays.stream(mentions.split("; ", -1)).sorted().collect(Collectors.joining("; "));
  }
}
