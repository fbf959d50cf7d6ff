package org.weerwoord.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

  @ParameterizedTest
  @CsvSource({
    "Raad, raad",
    "RAAD, raad",
    "één, één",
    "ÉÉN, één",
    "zo’n, zo'n",
    "İ, i̇",
    "A1-b, a1-b",
    "@, @",
    "Straße, straße",
    "[, ["
  })
  void isInLowerCaseWithStraightApostrophes(String printed, String form) {
    assertThat(Form.of(printed, Language.DUTCH).text()).isEqualTo(form);
    assertThat(Form.of("<" + printed + ">", 1, 1 + printed.length(), Language.DUTCH).text())
        .isEqualTo(form);
  }

  @ParameterizedTest
  @ValueSource(strings = {"formtest", "Formtest", "FORMTEST"})
  void isOneHoweverItIsPrinted(String printed) {
    assertThat(Form.of(printed, Language.DUTCH)).isSameAs(Form.of("formtest", Language.DUTCH));
    assertThat(Form.of(printed, Language.DUTCH)).isNotSameAs(Form.of(printed, Language.GERMAN));
  }

  @Test
  void tellsFormsOfOneHashApart() {
    assertThat("aö").hasSameHashCodeAs("ez");
    for (String text : List.of("aö", "ez", "aö", "faö", "fez", "faö")) {
      assertThat(Form.of(text, Language.FRENCH).text()).isEqualTo(text);
    }
  }

  @Test
  void isOneForAllThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<List<Form>>> tasks = new ArrayList<>();
      for (int task = 0; task < 8; task++) {
        tasks.add(
            () ->
                IntStream.range(0, 2000)
                    .mapToObj(i -> Form.of("threads" + i, Language.OTHER))
                    .toList());
      }
      List<Future<List<Form>>> found = threads.invokeAll(tasks);
      List<Form> first = found.get(0).get();
      for (Future<List<Form>> each : found) {
        List<Form> forms = each.get();
        for (int i = 0; i < forms.size(); i++) {
          assertThat(forms.get(i)).isSameAs(first.get(i));
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void keepsNoFormsWithoutEnd() {
    for (int i = 0; i < 100_000; i++) {
      assertThat(Form.of("w" + i, Language.OTHER).text()).isEqualTo("w" + i);
    }
    assertThat(Form.of("w99999", Language.OTHER)).isNotSameAs(Form.of("w99999", Language.OTHER));
    String longWord = "lang".repeat(20);
    assertThat(Form.of(longWord, Language.DUTCH)).isNotSameAs(Form.of(longWord, Language.DUTCH));
  }

  @Test
  void findsAFactOutOnce() {
    AtomicInteger asked = new AtomicInteger();
    FormFact<Integer> length =
        new FormFact<>(
            4,
            form -> {
              asked.incrementAndGet();
              return form.length();
            });
    Tokens tokens = Tokens.of("vier drie vier zeventien Vier", Language.ENGLISH);
    List<Integer> told = IntStream.range(0, 5).mapToObj(i -> length.of(tokens, i)).toList();

    assertThat(told).containsExactly(4, 4, 4, 9, 4);
    assertThat(asked.get()).isEqualTo(3);
  }
}
