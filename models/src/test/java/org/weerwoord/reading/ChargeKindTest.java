package org.weerwoord.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

class ChargeKindTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          DUTCH   | CRIME        | De curator verwijt de oud-bestuurder jarenlange belastingfraude.
          DUTCH   | CRIME        | Volgens de aanklager nam de schepen steekpenningen aan.
          DUTCH   | CRIME        | De trainer zou drie turnsters hebben mishandeld.
          DUTCH   | HUMAN_RIGHTS | De vakbond beschuldigt de keten van leeftijdsdiscriminatie.
          DUTCH   | HUMAN_RIGHTS | Gevangenen zijn volgens de organisatie gemarteld.
          DUTCH   | AGGRESSION   | Athene zegt dat Ankara opnieuw het luchtruim heeft geschonden.
          DUTCH   | AGGRESSION   | De rebellen zouden het grensdorp hebben beschoten.
          DUTCH   | WAR_CRIMES   | De minister noemt de aanval op een ziekenhuis een oorlogsmisdaad.
          DUTCH   | WAR_CRIMES   | De gezant spreekt van etnische zuiveringen in de vallei.
          DUTCH   | ESPIONAGE    | Brussel stelt Peking verantwoordelijk voor de cyberaanvallen.
          DUTCH   | ESPIONAGE    | De tolk zou jarenlang voor het buurland hebben gespioneerd.
          DUTCH   | OTHER        | De wethouder verwijt de provincie dat zij te laat betaalt.
          DUTCH   | OTHER        | De bewoners noemen het plan een klap in het gezicht.
          ENGLISH | CRIME        | The auditor accused the treasurer of embezzling club money.
          ENGLISH | CRIME        | Two former pupils say the choirmaster sexually assaulted them.
          ENGLISH | CRIME        | Prosecutors charged the mayor with taking bribes and tax evasion.
          ENGLISH | HUMAN_RIGHTS | The report blames the army for torture in three camps.
          ENGLISH | HUMAN_RIGHTS | She accused the landlord of discriminating against migrants.
          ENGLISH | AGGRESSION   | Seoul said the drones had violated its southern airspace.
          ENGLISH | AGGRESSION   | The envoy accused his neighbours of arming the northern rebels.
          ENGLISH | WAR_CRIMES   | The general is accused of killing dozens of civilians.
          ENGLISH | WAR_CRIMES   | The lawyer said the siege amounted to crimes against humanity.
          ENGLISH | ESPIONAGE    | The ministry accused the attaché of stealing military secrets.
          ENGLISH | ESPIONAGE    | Canberra blamed a foreign state for hacking its parliament.
          ENGLISH | OTHER        | The coach blamed the referee for the late penalty.
          ENGLISH | OTHER        | Residents say the council ignored their warnings for years.
          FRENCH  | CRIME        | L'association accuse le maire de prise illégale d'intérêts.
          FRENCH  | CRIME        | Il aurait détourné près de deux millions d'euros.
          FRENCH  | CRIME        | Une élève reproche à son professeur une agression sexuelle.
          FRENCH  | HUMAN_RIGHTS | Le collectif dénonce des violences policières à répétition.
          FRENCH  | HUMAN_RIGHTS | L'ONG accuse le régime d'avoir tiré sur des manifestants.
          FRENCH  | AGGRESSION   | Belgrade aurait violé le cessez-le-feu durant la nuit.
          FRENCH  | AGGRESSION   | Le ministre impute le sabotage du gazoduc à son voisin.
          FRENCH  | WAR_CRIMES   | La procureure lui reproche des crimes contre l'humanité.
          FRENCH  | WAR_CRIMES   | Les miliciens sont accusés d'avoir brûlé quatre villages.
          FRENCH  | ESPIONAGE    | Paris attribue la cyberattaque à un service étranger.
          FRENCH  | ESPIONAGE    | L'opposition dénonce une fraude électorale dans le nord.
          FRENCH  | OTHER        | Le syndicat reproche à la direction son silence.
          FRENCH  | OTHER        | Elle accuse son ancien associé de l'avoir abandonnée.
          GERMAN  | CRIME        | Die Anklage wirft dem Makler gewerbsmäßigen Anlagebetrug vor.
          GERMAN  | CRIME        | Der Kämmerer soll Gelder der Stadt veruntreut haben.
          GERMAN  | CRIME        | Er wird verdächtigt, die Zeugin sexuell mehrfach belästigt zu haben.
          GERMAN  | HUMAN_RIGHTS | Die Organisation beklagt Zwangsarbeit auf den Plantagen.
          GERMAN  | HUMAN_RIGHTS | Der Anwalt sagt, sein Mandant sei gefoltert worden.
          GERMAN  | AGGRESSION   | Kiew macht Moskau für den nächtlichen Raketenangriff verantwortlich.
          GERMAN  | AGGRESSION   | Die Waffenruhe sei vom Gegner gebrochen worden, heißt es.
          GERMAN  | WAR_CRIMES   | Der Bericht spricht von Völkermord an der Minderheit.
          GERMAN  | WAR_CRIMES   | Die Armee soll Streumunition eingesetzt haben.
          GERMAN  | ESPIONAGE    | Berlin hält eine fremde Macht für den Hackerangriff verantwortlich.
          GERMAN  | ESPIONAGE    | Die Botschaft weist den Vorwurf der Wirtschaftsspionage zurück.
          GERMAN  | OTHER        | Die Elternvertreter werfen der Schule mangelnde Auskunft vor.
          GERMAN  | OTHER        | Der Trainer gibt dem Platzwart die Schuld an der Niederlage.
          """)
  void tellsWhatAChargeIsAbout(Language language, ChargeKind expected, String text) {
    assertThat(kindOf(text, language)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          most matches                    | CRIME        | espionage, theft and perjury
          longest match                   | CRIME        | torture or tax evasion
          none that a longer one begins   | ESPIONAGE    | theft by stealing their secrets
          none that a longer one ends     | HUMAN_RIGHTS | sexual assault, racism and torture
          a later match counts by itself  | WAR_CRIMES   | theft, genocide, theft, massacre, atrocities
          the longest of a kind           | CRIME        | racism and torture, theft and tax evasion
          war crimes before espionage     | WAR_CRIMES   | espionage, massacre
          espionage before human rights   | ESPIONAGE    | torture, espionage
          human rights before aggression  | HUMAN_RIGHTS | shelling, torture
          aggression before crime         | AGGRESSION   | theft, shelling
          """)
  void choosesByNumberThenLengthThenPriority(String rule, ChargeKind expected, String text) {
    assertThat(kindOf(text, Language.ENGLISH)).as(rule).isEqualTo(expected);
  }

  @Test
  void countsWordsThatSeveralPatternsOfAKindFitOnce() {
    // *spionage and spionage* both fit "spionage".
    assertThat(kindOf("spionage, doodslag, diefstal", Language.DUTCH)).isEqualTo(ChargeKind.CRIME);
    assertThat(kindOf("spionage, doodslag", Language.DUTCH)).isEqualTo(ChargeKind.ESPIONAGE);
    assertThat(kindOf("spionage, genocide", Language.DUTCH)).isEqualTo(ChargeKind.WAR_CRIMES);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void knowsNoChargeInAnEmptyText(Language language) {
    assertThat(kindOf("", language)).isEqualTo(ChargeKind.OTHER);
  }

  @Test
  void knowsNoChargeInOtherLanguages() {
    assertThat(kindOf("fraude, genocide, espionage", Language.OTHER)).isEqualTo(ChargeKind.OTHER);
  }

  @ParameterizedTest
  @CsvSource({
    "CRIME, crime",
    "HUMAN_RIGHTS, human-rights",
    "AGGRESSION, aggression",
    "WAR_CRIMES, war-crimes",
    "ESPIONAGE, espionage",
    "OTHER, other"
  })
  void writesEachKindForTheOutput(ChargeKind kind, String text) {
    assertThat(kind.text()).isEqualTo(text);
  }

  private static ChargeKind kindOf(String text, Language language) {
    return ChargeKind.of(Tokens.of(text, language), language);
  }
}
