package org.weerwoord.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weerwoord.jobs.report.Bucket.Span;
import org.weerwoord.text.ArticleDate.Precision;

class BucketTest {

  @ParameterizedTest
  @CsvSource({
    "2024-01-01, 2024-01-01, DAY",
    "2024-01-01, 2024-04-29, DAY",
    "2024-01-01, 2024-04-30, MONTH",
    "2024-01-31, 2033-12-01, MONTH",
    "2024-01-31, 2034-01-01, YEAR",
    "1904-12-31, 2023-01-01, YEAR",
    "1904-12-31, 2024-01-01, DECADE",
    "0824-12-31, 2024-01-01, CENTURY"
  })
  void fitsTheRangeOfTheDates(LocalDate first, LocalDate last, Bucket bucket) {
    assertThat(Bucket.of(List.of(new Span(Precision.DAY, first, last, 10)))).isEqualTo(bucket);
  }

  @ParameterizedTest
  @CsvSource({"DAY, 95, DAY", "DAY, 94, MONTH", "MONTH, 0, MONTH"})
  void getsCoarserOnlyForMoreThanAFewCoarseDates(Precision fine, long share, Bucket bucket) {
    LocalDate day = LocalDate.of(2024, 1, 1);
    assertThat(
            Bucket.of(
                List.of(
                    new Span(fine, day, day, share),
                    new Span(Precision.MONTH, day, day, 100 - share))))
        .isEqualTo(bucket);
  }

  @Test
  void namesAsMuchOfTheDateAsItHolds() {
    LocalDate day = LocalDate.of(1990, 1, 1);
    assertThat(List.of(Bucket.values()).stream().map(bucket -> bucket.name(day)))
        .containsExactly("1990-01-01", "1990-01", "1990", "1990s", "1990s");
    assertThat(Bucket.MONTH.next(day)).isEqualTo("1990-02-01");
  }
}
