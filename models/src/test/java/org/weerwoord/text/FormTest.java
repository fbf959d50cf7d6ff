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

  private final Form.Table kept = new Form.Table();

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
    Form form = form("formtest");

    assertThat(form(printed)).isSameAs(form);
    assertThat(Form.of("(" + printed + ")", 1, 1 + printed.length(), kept)).isSameAs(form);
    assertThat(Form.of(printed, 0, printed.length(), new Form.Table())).isNotSameAs(form);
  }

  @Test
  void tellsFormsOfOneHashApart() {
    assertThat("aö").hasSameHashCodeAs("ez");
    for (String text : List.of("aö", "ez", "aö", "faö", "fez", "faö")) {
      assertThat(form(text).text()).isEqualTo(text);
    }
  }

  @Test
  void isOneForAllThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<List<Form>>> tasks = new ArrayList<>();
      for (int task = 0; task < 8; task++) {
        tasks.add(() -> IntStream.range(0, 2000).mapToObj(i -> form("word" + i)).toList());
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
      assertThat(form("w" + i).text()).isEqualTo("w" + i);
    }
    assertThat(form("w0")).isSameAs(form("w0"));
    assertThat(form("w99999")).isNotSameAs(form("w99999"));
    String longWord = "lang".repeat(20);
    assertThat(form(longWord).text()).isEqualTo(longWord);
  }

  private Form form(String text) {
    return Form.of(text, 0, text.length(), kept);
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
    Tokens tokens = Tokens.of("vier zeventien", Language.ENGLISH);
    List<Integer> told =
        IntStream.of(0, 1, 1, 0, 0, 1).mapToObj(i -> length.of(tokens, i)).toList();

    assertThat(told).containsExactly(4, 9, 9, 4, 4, 9);
    assertThat(asked).hasValue(2);
  }
}
