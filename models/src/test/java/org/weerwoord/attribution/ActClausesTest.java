package org.weerwoord.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.StatementExtractor;

class ActClausesTest {

  /** Language, a sentence, who is blamed, by whom as the agent of a passive, and its voice. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          nl | Wethouder Els Bakker beschuldigt aannemer Rik Smit van fraude. | Rik Smit | | active
          nl | Rik Smit wordt door Els Bakker beschuldigd van fraude. | Rik Smit | Els Bakker | passive
          nl | Rik Smit werd door onder meer Els Bakker beschuldigd van fraude. | Rik Smit | Els Bakker | passive
          nl | Els Bakker diende een klacht in tegen Rik Smit wegens fraude. | Rik Smit | | active
          nl | Rik Smit werd gisteren aangeklaagd voor fraude. | Rik Smit | | passive
          nl | Het regende gisteren in Gent. | | | active
          en | Megan Arkley accused Tom Barlow of fraud. | Tom Barlow | | active
          en | Tom Barlow was accused by Megan Arkley of fraud. | Tom Barlow | Megan Arkley | passive
          en | Tom Barlow was accused by, among others, Megan Arkley of fraud. | Tom Barlow | Megan Arkley | passive
          en | Megan Arkley filed a complaint against Tom Barlow for fraud. | Tom Barlow | | active
          en | Tom Barlow has been charged with fraud. | Tom Barlow | | passive
          en | It rained all day in Leeds. | | | active
          fr | Rosan Béline accuse Luc Morand de fraude. | Luc Morand | | active
          fr | Luc Morand est accusé par Rosan Béline de fraude. | Luc Morand | Rosan Béline | passive
          fr | Luc Morand est accusé par, entre autres, Rosan Béline de fraude. | Luc Morand | Rosan Béline | passive
          fr | Rosan Béline a porté plainte contre Luc Morand pour fraude. | Luc Morand | | active
          fr | Il a plu hier à Mons. | | | active
          de | Eva Merzig beschuldigt Uwe Platen des Betrugs. | Uwe Platen | | active
          de | Uwe Platen wird von Eva Merzig des Betrugs beschuldigt. | Uwe Platen | Eva Merzig | passive
          de | Eva Merzig hat Anzeige gegen Uwe Platen wegen Betrugs erstattet. | Uwe Platen | | active
          de | Gestern regnete es in Graz. | | | active
          """)
  void findsWhoIsBlamedByWhom(
      String language, String text, String blamed, String blamer, String voice) {
    ActClauses.Reading reading = ActClauses.of(actors(language, text), 0);

    assertThat(name(reading.blamed())).isEqualTo(blamed);
    assertThat(name(reading.blamer())).isEqualTo(blamer);
    assertThat(reading.passive() ? "passive" : "active").isEqualTo(voice);
  }

  /** Language, two sentences, and the subject of what is said in the second. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          nl | Els Bakker zegt dat Rik Smit de stad heeft opgelicht. | Rik Smit | false
          nl | Els Bakker zegt dat hij de stad heeft opgelicht. | | true
          en | “Tom Barlow robbed the town,” said Megan Arkley. | Tom Barlow | false
          en | “He robbed the town,” said Megan Arkley. | | true
          fr | Rosan Béline affirme que Luc Morand a volé la ville. | Luc Morand | false
          de | Eva Merzig sagte, dass Uwe Platen die Stadt betrogen habe. | Uwe Platen | false
          """)
  void findsTheSubjectOfWhatIsSaid(
      String language, String text, String subject, boolean pronounBefore) {
    ActClauses.Reading reading = ActClauses.of(actors(language, text), 0);

    assertThat(name(reading.subject())).isEqualTo(subject);
    assertThat(reading.pronoun()).isEqualTo(pronounBefore);
  }

  private static String name(Actor actor) {
    return actor == null ? null : actor.best().shortText();
  }

  private static ArticleActors actors(String language, String text) {
    Article article = new Article("test", null, language, null, null, null, text);
    return ArticleActors.of(
        ArticleReading.of(StatementExtractor.extract(article), Language.of(language)));
  }
}
