package org.weerwoord.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamesTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          de burgemeester,         BURGEMEESTER
          Anna Veldhuis,           Veldhuis
          l’avocate du maire,      avocate
          '',                      ''
          het,
          M5S-fractie,             m5s fractie
          """)
  void matchesNamesThatShareHalfOfTheirWords(String gold, String predicted) {
    assertThat(Names.match(gold, predicted)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Anna Veldhuis,               Bart Veldhuis-Koen de Wit
          burgemeester,                ''
          '',                          burgemeester
          de oude heer van dale,       heer heer heer heer
          """)
  void tellsApartNamesThatShareLess(String gold, String predicted) {
    assertThat(Names.match(gold, predicted)).isFalse();
  }
}
