package org.weerwoord.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.StatementExtractor;

class ArticleActorsTest {

  /**
   * Language, a text, and what holds of its mentions: {@code A=B:N>P} for mentions of one actor
   * with the normal form N and the party P, {@code A≠B} for two actors.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          nl | Sandra van de Werve klaagt. Van de Werve wil geld. | Sandra van de Werve=Van de Werve:Sandra van de Werve>Sandra van de Werve
          nl | Minister Annika Solberg zweeg. Later sprak de minister. | Minister Annika Solberg=de minister:Annika Solberg>Annika Solberg
          nl | Het Openbaar Ministerie (OM) eist straf. Het OM ziet fraude. | Het Openbaar Ministerie=OM:Openbaar Ministerie>Openbaar Ministerie
          nl | Wouter K. werd opgepakt. De rechter gelooft K. niet. | Wouter K.=K:Wouter K.>Wouter K.
          nl | De Chinese ambassade reageert. China heeft niets gedaan, zegt de ambassade. | De Chinese ambassade=de ambassade:CN>CN; China:CN>CN
          nl | De woordvoerder van de politie sprak. De woordvoerder van de brandweer zweeg. | De woordvoerder van de politie≠De woordvoerder van de brandweer; De woordvoerder van de politie:woordvoerder van de politie>politie
          nl | Jan Peelman, woordvoerder van de politie, sprak. De woordvoerder zweeg daarna. | Jan Peelman=woordvoerder van de politie=De woordvoerder:Jan Peelman>politie
          nl | België beschuldigt Rusland. Ons land wil uitleg. | België=Ons land:BE>BE; Rusland:RU>RU
          nl | Nederlanders klagen. Den Haag zwijgt en Nederland betaalt. | Nederlanders=Den Haag=Nederland:NL>NL
          nl | Joris Melkert van Zinkhof weerlegt dat. Zinkhof lekte niet. | Zinkhof:Zinkhof>Zinkhof; Joris Melkert:Joris Melkert>Zinkhof
          nl | Els Verdonck ontkent. Haar advocaat noemt het laster. | Haar advocaat:Haar advocaat>Els Verdonck
          nl | Rik Tavernier is de advocaat van Els Verdonck. Zijn cliënt ontkent. | Els Verdonck=Zijn cliënt:Els Verdonck>Els Verdonck
          nl | De burgemeester loog. De burgemeesters logen. | De burgemeester≠De burgemeesters
          nl | De defensieminister weigert. De minister blijft thuis. | De defensieminister=De minister:defensieminister>defensieminister
          nl | Karel Dobbel en Piet Dobbel logen. Karel Dobbel bekende. | Karel Dobbel≠Piet Dobbel
          nl | De Russische president sprak. De Franse president zweeg. | De Russische president≠De Franse president; De Russische president:Russische president>RU; De Franse president:Franse president>FR
          nl | Het bedrijf Melkstra lekt. De onderneming ontkent. | Het bedrijf Melkstra=De onderneming:Melkstra>Melkstra
          nl | Het Openbaar Ministerie eist vijf jaar. Volgens justitie loog hij. | Het Openbaar Ministerie=justitie:Openbaar Ministerie>Openbaar Ministerie
          nl | Het persbericht kwam van Buitenlandse Zaken. Binnenlandse Zaken zwijgt. Ons land wacht, België ook. | Buitenlandse Zaken≠Binnenlandse Zaken; Buitenlandse Zaken:Buitenlandse Zaken>BE
          nl | Buitenlandse Zaken zwijgt. België wacht. | Buitenlandse Zaken:Buitenlandse Zaken>Buitenlandse Zaken
          nl | De minister van Justitie loog. De minister van Financiën zweeg. De minister van Justitie en Veiligheid bekende. | De minister van Justitie≠De minister van Financiën; De minister van Justitie=De minister van Justitie en Veiligheid:minister van Justitie>minister van Justitie
          nl | De Tweede Kamer stemde. De Eerste Kamer wacht. De Kamer zwijgt. | De Tweede Kamer≠De Eerste Kamer; De Eerste Kamer=De Kamer:Eerste Kamer>Eerste Kamer
          nl | Het parket van Gent zwijgt. Het parket van Brugge ook. | Het parket van Gent≠Het parket van Brugge
          nl | Dobbel loog. Zijn vrouw, Karin Dobbel, bekende. | Dobbel≠Karin Dobbel
          nl | Merel loog. Merel Ooms bekende. | Merel=Merel Ooms:Merel Ooms>Merel Ooms
          en | Utility group Fairwater Utilities denied it. The company had paid. | Fairwater Utilities=The company:Fairwater Utilities>Fairwater Utilities
          en | The developer, Marcus Vance, wept. Vance lied. | The developer=Marcus Vance=Vance:Marcus Vance>Marcus Vance
          en | Kenya's foreign ministry protested. Nairobi wants talks. | Kenya's foreign ministry:KE>KE; Kenya=Nairobi:KE>KE
          en | Harlow's lawyer rejected it. Harlow smiled. | Harlow's lawyer:Harlow's lawyer>Harlow
          en | A spokesman for the Chinese embassy denied it. The embassy wants talks. | the Chinese embassy=The embassy:CN>CN
          en | Russian troops shelled Ukraine. Moscow denied it. | Russian troops:RU>RU; Moscow:RU>RU
          en | Ed Barrow, 77, a retired plumber, complained. Mr Barrow sued. | Ed Barrow=a retired plumber=Mr Barrow:Ed Barrow>Ed Barrow
          en | The Diocese of Port Mary denied it. The diocese sold the roof. | The Diocese of Port Mary=The diocese:Diocese of Port Mary>Diocese of Port Mary
          en | The company fired her. A firm hired her. | The company≠A firm
          en | The defence minister lied. The finance minister wept. The minister resigned. | The defence minister≠The finance minister; The finance minister=The minister:finance minister>finance minister
          en | Turkey closed the border. The country wants money. | Turkey=The country:TR>TR
          en | A police spokesman denied it. | A police spokesman:police spokesman>police
          en | Megan Arkley sued. Her lawyer blamed the school. | Her lawyer:Her lawyer>Megan Arkley
          fr | L'ambassade de Chine en Suisse dément. L'ambassade parle de calomnie. | L'ambassade de Chine en Suisse=L'ambassade:CN>CN
          fr | Le ministre Paul Tessier ment. Le ministre démissionne. | Le ministre Paul Tessier=Le ministre:Paul Tessier>Paul Tessier
          fr | L'avocat de Paul Tessier parle. L'avocat de Luc Morand se tait. | L'avocat de Paul Tessier≠L'avocat de Luc Morand; L'avocat de Paul Tessier:avocat de Paul Tessier>Paul Tessier
          fr | La Belgique accuse Ankara. Notre pays attend. | La Belgique=Notre pays:BE>BE; Ankara:TR>TR
          fr | Rosan Béline, porte-parole du collectif Doubois, parle. Doubois nie. | Rosan Béline=porte-parole du collectif Doubois:Rosan Béline>Doubois; collectif Doubois=Doubois:Doubois>Doubois
          fr | Le gouvernement français proteste. Paris attend. | Le gouvernement français:FR>FR; Paris:FR>FR
          fr | Le ministre de l'Intérieur ment. Le ministre de la Défense démissionne. | Le ministre de l'Intérieur≠Le ministre de la Défense
          fr | Le tribunal de Mons juge. Le tribunal de Liège refuse. | Le tribunal de Mons≠Le tribunal de Liège
          de | Trainer Uwe Platen schimpft. Der Trainer geht. Platen lügt. | Trainer Uwe Platen=Der Trainer=Platen:Uwe Platen>Uwe Platen
          de | Der russische Botschafter log. Moskau schweigt. | Der russische Botschafter:russische Botschafter>RU; Moskau:RU>RU
          de | Eva Merzig schweigt. Merzigs Anwalt widerspricht. | Merzigs Anwalt:Merzigs Anwalt>Eva Merzig
          de | Die russische Botschaft in Wien widerspricht. Die Botschaft schweigt. | Die russische Botschaft in Wien=Die Botschaft:RU>RU
          de | Der Sprecher der Staatsanwaltschaft redet. Die Staatsanwaltschaft ermittelt. | der Staatsanwaltschaft=Die Staatsanwaltschaft:Staatsanwaltschaft>Staatsanwaltschaft; Der Sprecher der Staatsanwaltschaft:Sprecher der Staatsanwaltschaft>Staatsanwaltschaft
          de | Österreich protestiert. Unser Land wartet. | Österreich=Unser Land:AT>AT
          de | Der Verteidigungsminister log. Der Außenminister schwieg. | Der Verteidigungsminister≠Der Außenminister
          en | Vance denied it. His brother Marcus Vance wept. | Vance≠His brother Marcus Vance
          en | Vance denied it. Developer Marcus Vance wept. | Vance=Developer Marcus Vance:Marcus Vance>Marcus Vance
          en | The prosecution wants five years. Prosecutors spoke of theft. | The prosecution=Prosecutors:prosecution>prosecution
          en | The Frenchman Paul Tessier wept. France laughed. | The Frenchman Paul Tessier≠France; The Frenchman Paul Tessier:Paul Tessier>Paul Tessier
          de | Ein Franzose log. Frankreich schweigt. | Ein Franzose≠Frankreich
          """)
  void tellsActorsApart(String language, String text, String expected) {
    ArticleActors actors = actors(text, language);
    for (String rule : expected.split("; ", -1)) {
      String[] parts = rule.split(":", -1);
      if (parts[0].contains("≠")) {
        String[] two = parts[0].split("≠", -1);
        assertNotEquals(actor(actors, two[0]).id(), actor(actors, two[1]).id(), parts[0]);
        continue;
      }
      Actor first = null;
      for (String mention : parts[0].split("=", -1)) {
        Actor actor = actor(actors, mention);
        first = first == null ? actor : first;
        assertEquals(first.id(), actor.id(), parts[0]);
        assertEquals(parts[1], actor.normalForm() + ">" + actor.party());
      }
    }
  }

  /** Language, a text, and how its last statement names the actor that it mentions first. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          en | Turkey closed the border. The country wants money. | Turkey
          nl | België beschuldigt Rusland. Brussel wil uitleg. Ons land wacht. | Brussel
          en | Tom Barlow lied. Barlow wept. Sue Barlow left. Then Barlow confessed. | Tom Barlow
          de | Uwe Platen log. Platen ging. Eva Platen blieb. Dann gestand Platen. | Uwe Platen
          """)
  void namesWhoIsMeantByTheWordsThatSayIt(String language, String text, String name) {
    ArticleActors actors = actors(text, language);
    int last = actors.reading().size() - 1;

    assertEquals(name, actors.naming(last, actors.actor(last, 0)).shortText());
  }

  @Test
  void takesTimeLinearInTheText() {
    String text = "De minister Jan Peelman sprak met een agent en Els Verdonck over zijn advocaat ";
    String[] texts = {text.repeat(8_000), (text.strip() + ". ").repeat(8_000)};

    for (String each : texts) {
      Assertions.assertTimeout(
          Duration.ofSeconds(20), () -> assertNotEquals(0, actors(each, "nl").actors().size()));
    }
  }

  private static Actor actor(ArticleActors actors, String text) {
    for (int statement = 0; statement < actors.reading().size(); statement++) {
      for (Mention mention : actors.mentions(statement)) {
        if (mention.text().equals(text) && mention.kind() != Mention.Kind.PRONOUN) {
          return actors.actor(statement, mention.place());
        }
      }
    }
    throw new AssertionError("No mention is '" + text + "'");
  }

  private static ArticleActors actors(String text, String language) {
    Article article = new Article("test", null, language, null, null, null, text);
    return ArticleActors.of(
        ArticleReading.of(StatementExtractor.extract(article), Language.of(language)));
  }
}
