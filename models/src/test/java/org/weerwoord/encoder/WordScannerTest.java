package org.weerwoord.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WordScannerTest {

  @ParameterizedTest
  @MethodSource("splits")
  void splitsAsGooglesBasicTokenizerDoes(String text, List<String> words) {
    assertThat(words(text)).isEqualTo(words);
  }

  private static Stream<Arguments> splits() {
    return Stream.of(
        Arguments.of("", List.of()),
        Arguments.of(" \t\r\n\u00a0\u2028 ", List.of()),
        // The next two are examples of Google's own test.
        Arguments.of("ah\u535a\u63a8zz", List.of("ah", "\u535a", "\u63a8", "zz")),
        Arguments.of(
            " \tHeLLo!how  \n Are yoU?  ", List.of("HeLLo", "!", "how", "Are", "yoU", "?")),
        Arguments.of("Café Ünïcode", List.of("Café", "Ünïcode")),
        Arguments.of("a\u00a0b\u2003c\u2028d\u2029e", List.of("a", "b", "c", "d", "e")),
        Arguments.of("l’armée d'août", List.of("l", "’", "armée", "d", "'", "août")),
        Arguments.of(
            "“Nee”, zei 51-jarige", List.of("“", "Nee", "”", ",", "zei", "51", "-", "jarige")),
        Arguments.of("$5 €5 2+2^`~", List.of("$", "5", "€5", "2", "+", "2", "^", "`", "~")),
        Arguments.of("[CLS] <S>", List.of("[", "CLS", "]", "<", "S", ">")),
        Arguments.of("¿Qué? «oui»", List.of("¿", "Qué", "?", "«", "oui", "»")),
        Arguments.of("soft\u00adhyphen\u200b s", List.of("softhyphen", "s")),
        Arguments.of("\ufeffa\u0000b\u0005c\u000bd\ufffd", List.of("abcd")),
        Arguments.of("\u0000 \u0007", List.of()),
        Arguments.of("a\ud800b\udc00 \udfff", List.of("ab")),
        Arguments.of("\ud840\udc00\ud83d\ude00x", List.of("\ud840\udc00", "\ud83d\ude00x")),
        // Kana and Hangul are written in words.
        Arguments.of("ひらカナ한글", List.of("ひらカナ한글")));
  }

  @Test
  void keepsWhereWordsStandInTheText() {
    WordScanner words = new WordScanner(" \u0000a\u00ad\ud83d\ude00b\u200b!");
    assertThat(words.next()).isTrue();
    assertThat(words.word()).isEqualTo("a\ud83d\ude00b");
    assertThat(words.begin(0)).isEqualTo(2);
    assertThat(words.end(1)).isEqualTo(3);
    assertThat(words.begin(1)).isEqualTo(4);
    assertThat(words.end(3)).isEqualTo(6);
    assertThat(words.end(4)).isEqualTo(7);
    assertThat(words.next()).isTrue();
    assertThat(words.begin(0)).isEqualTo(8);
    assertThat(words.end(1)).isEqualTo(9);
    assertThat(words.next()).isFalse();
    assertThat(words.next()).isFalse();
  }

  @Test
  void goesOnWithLongWordsInTheNextWord() {
    String emoji = "\ud83d\ude00";
    assertThat(words(emoji.repeat(450)))
        .containsExactly(emoji.repeat(200), emoji.repeat(200), emoji.repeat(50));
    assertThat(words("x".repeat(200) + " y")).containsExactly("x".repeat(200), "y");
    assertThat(words("x".repeat(200) + "!")).containsExactly("x".repeat(200), "!");
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    WordScanner scanner = new WordScanner(text);
    while (scanner.next()) {
      words.add(scanner.word());
    }
    return words;
  }
}
