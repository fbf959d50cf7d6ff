package org.weerwoord.jobs.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weerwoord.text.ArticleDate;
import org.weerwoord.text.ArticleDate.Precision;

class ArticleDatesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2022-07-25                      | 2022-07-25 | DAY",
        "' 2022-07-25 '                  | 2022-07-25 | DAY",
        "2022-07-25T10:00                | 2022-07-25 | DAY",
        "2022-07-25T10:00:00             | 2022-07-25 | DAY",
        "2022-07-25 10:00:00             | 2022-07-25 | DAY",
        "2022-07-25T10:00:00.123456Z     | 2022-07-25 | DAY",
        "2022-07-25T10:00:00,5Z          | 2022-07-25 | DAY",
        "2022-07-25T23:30:00-05:00       | 2022-07-25 | DAY",
        "2022-07-25T00:30:00+0200        | 2022-07-25 | DAY",
        "2022-07-25 00:30:00 +02         | 2022-07-25 | DAY",
        "2022-07-25 00:30:00 UTC         | 2022-07-25 | DAY",
        "2022-07-25T00:30+02:00[Europe/Brussels] | 2022-07-25 | DAY",
        "20220725                        | 2022-07-25 | DAY",
        "20220725T080000Z                | 2022-07-25 | DAY",
        "20220725100000                  | 2022-07-25 | DAY",
        "2024-02-29                      | 2024-02-29 | DAY",
        "0001-01-01                      | 0001-01-01 | DAY",
        "9999-12-31                      | 9999-12-31 | DAY",
        "2022-07                         | 2022-07-01 | MONTH",
        "2022                            | 2022-01-01 | YEAR",
        "Mon, 25 Jul 2022 10:00:00 +0200 | 2022-07-25 | DAY",
        "Mon, 25 Jul 2022 23:59:59 -0500 | 2022-07-25 | DAY",
        "Mon, 25 Jul 2022 10:00:00 GMT   | 2022-07-25 | DAY",
        "Tue, 5 Jul 2022 10:00 +0200     | 2022-07-05 | DAY",
        "25 jul 2022 10:00:00 +0200 (CEST) | 2022-07-25 | DAY",
        "1658736000                      | 2022-07-25 | DAY",
        "1658707199                      | 2022-07-24 | DAY",
        "1658736000000                   | 2022-07-25 | DAY",
        "1658736000.75                   | 2022-07-25 | DAY",
        "1.658736E9                      | 2022-07-25 | DAY",
        "-100000001                      | 1966-10-31 | DAY",
      })
  void readsDate(String value, LocalDate day, Precision precision) {
    assertThat(ArticleDates.parse(value)).contains(new ArticleDate(day, precision));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "25/07/2022",
        "07/25/2022",
        "25-07-2022",
        "2022-7-5",
        "2022-13",
        "2022-13-01",
        "2022-02-30",
        "2022-07-25T",
        "2022-07-25T25:00",
        "2022-07-25T10:61",
        "2022-07-25T10:00:",
        "2022-07-25T10:0",
        "2022-07-25 gisteren",
        "2022-07-25T10:00+99:00",
        "2022-07-25 10:00 Brussel!",
        "2022-07-",
        "2022-W30",
        "0000",
        "0000-01-01",
        "+12022-01-01",
        "99999",
        "0",
        "1",
        "-",
        "1e999999999",
        "99999999999999999999",
        "Mon, 31 Feb 2022 10:00:00 +0200",
        "Foo, 25 Jul 2022 10:00:00 +0200",
        "25 Juillet 2022",
        "gisteren",
        "(not a scalar)",
        "20221301",
        "20220725T99",
        "1.2.3",
      })
  void leavesOtherFormsUnread(String value) {
    assertThat(ArticleDates.parse(value)).isEmpty();
  }
}
