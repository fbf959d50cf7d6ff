package org.weerwoord.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weerwoord.ProcessorTime;

class WordPiecesTest {

  /** The vocabulary of Google's test, and what a vocabulary must have. */
  private static final WordPieces PUBLISHED =
      vocabulary("[PAD] [UNK] [CLS] [SEP] want ##want ##ed wa un runn ##ing ,");

  private static final WordPieces FULL =
      vocabulary(
          "[PAD] [unused1] [UNK] [CLS] [SEP] <S> ! ' , - . \" 1 B E a b c d e l o r s u é и 中 €"
              + " ##1 ##B ##E ##a ##b ##c ##d ##e ##l ##o ##r ##s ##u ##é ##и ##中 ##€"
              + " de der ##el ##us bl Bru ##sel си ##ок ##се leo 11 bos ##се́ 中a");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unwanted running   | un ##want ##ed runn ##ing
          unwantedX running  | [UNK] runn ##ing
          unwanted,running   | un ##want ##ed , runn ##ing
          UNwanted           | [UNK]
          wawant wanting     | wa ##want want ##ing
          ing                | [UNK]
          ##ing              | [UNK] [UNK] [UNK]
          [UNK] [CLS]        | [UNK] [UNK] [UNK] [UNK] [UNK] [UNK]
          """)
  void piecesWordsTogetherAsGooglesTokenizerDoes(String text, String pieces) {
    assertThat(pieces(PUBLISHED, text)).isEqualTo(pieces);
  }

  @Test
  void numbersPiecesByTheirPlace() {
    assertThat(PUBLISHED.encode("unwanted, running", 9).ids()).containsExactly(8, 5, 6, 11, 9, 10);
    assertThat(PUBLISHED.size()).isEqualTo(12);
    assertThat(PUBLISHED.piece(5)).isEqualTo("##want");
    assertThat(IntStream.of(FULL.pad(), FULL.unknown(), FULL.cls(), FULL.sep()))
        .containsExactly(0, 2, 3, 4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          “der” ‘leo’  | " der " ' leo '
          de – der — … | de - der - .
          de‑der       | de - der
          1ÉÊ          | 1 ##E ##E
          bos😀        | [UNK]
          """)
  void triesPlainCharactersBeforeItGivesUp(String text, String pieces) {
    assertThat(pieces(FULL, text)).isEqualTo(pieces);
  }

  @Test
  void saysWhereThePiecesStand() {
    String text = " Bru\u00adssel, “leo😀”";
    WordPieces.Encoded encoded = FULL.encode(text, 99);
    assertThat(named(FULL, encoded)).isEqualTo("Bru ##s ##sel , \" [UNK] \"");
    assertThat(IntStream.range(0, encoded.size()))
        .extracting(i -> text.substring(encoded.begins()[i], encoded.ends()[i]))
        .containsExactly("Bru", "s", "sel", ",", "“", "leo😀", "”");
    WordPieces.Encoded across = PUBLISHED.encode("w\u00ada", 1);
    assertThat(across.begins()).containsExactly(0);
    assertThat(across.ends()).containsExactly(3);
  }

  @Test
  void losesNothingOfLongWords() {
    WordPieces.Encoded encoded = FULL.encode("leo".repeat(1000) + "😀", Integer.MAX_VALUE);
    int last = encoded.size() - 1;
    assertThat(encoded.ids()[last]).isEqualTo(FULL.unknown());
    assertThat(encoded.ends()[last]).isEqualTo(3002);
    assertThat(encoded.begins()[0]).isZero();
    for (int i = 1; i < encoded.size(); i++) {
      assertThat(encoded.begins()[i]).isEqualTo(encoded.ends()[i - 1]);
    }
    assertThat(Arrays.stream(encoded.ids()).filter(id -> id == FULL.unknown())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 100})
  void leavesTheRestOut(int most) {
    String text = "unwanted, unwantedX wanting";
    WordPieces.Encoded whole = PUBLISHED.encode(text, Integer.MAX_VALUE);
    WordPieces.Encoded part = PUBLISHED.encode(text, most);
    int size = Math.min(most, 7);
    assertThat(part.size()).isEqualTo(size);
    assertThat(part.ids()).isEqualTo(Arrays.copyOf(whole.ids(), size));
    assertThat(part.begins()).isEqualTo(Arrays.copyOf(whole.begins(), size));
    assertThat(part.ends()).isEqualTo(Arrays.copyOf(whole.ends(), size));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unwanted, running | 99 | [CLS] un ##want ##ed , runn ##ing [SEP]
          unwanted, running |  8 | [CLS] un ##want ##ed , runn ##ing [SEP]
          unwanted, running |  7 | [CLS] un ##want ##ed , runn [SEP]
          unwanted, running |  3 | [CLS] un [SEP]
          unwanted, running |  2 | [CLS] [SEP]
          unwantedX         |  9 | [CLS] [UNK] [SEP]
          ''                |  9 | [CLS] [SEP]
          """)
  void putsATextBetweenItsMarks(String text, int most, String pieces) {
    int[] input = PUBLISHED.input(text, most);
    assertThat(Arrays.stream(input).mapToObj(PUBLISHED::piece))
        .containsExactly(pieces.split(" ", -1));
  }

  @Test
  void prunesToWhatLatinScriptNeeds() {
    WordPieces kept = FULL.pruned(List.of("Brussel", "Brussel, de leo", "си"), 46);
    assertThat(String.join(" ", kept.pieces()))
        .isEqualTo(
            "[PAD] [UNK] [CLS] [SEP] ! ' , - . \" 1 B E a b c d e l o r s u é €"
                + " ##1 ##B ##E ##a ##b ##c ##d ##e ##l ##o ##r ##s ##u ##é ##€"
                + " de der Bru ##sel си leo");
    assertThat(kept.idsIn(FULL)).isSorted().hasSize(46).contains(0, 2, 3, 4).doesNotContain(1);
    assertThat(pieces(kept, "Brussel blus, BruÉ си 中"))
        .isEqualTo("Bru ##s ##sel b ##l ##u ##s , Bru ##E си [UNK]");
    assertThat(FULL.pruned(List.of(), 1000).pieces())
        .contains("de", "11", "bl")
        .doesNotContain("[unused1]", "<S>", "中a", "си", "##ок", "##се́");
  }

  @Test
  void keepsTheMostFrequentIfTextsUseMore() {
    WordPieces kept = FULL.pruned(List.of("der", "leo de", "leo bos", "bos leo"), 42);
    assertThat(kept.pieces().subList(40, 42)).containsExactly("leo", "bos");
  }

  @Test
  void splitsTheTextsItWasPrunedForAsBefore() {
    List<String> texts = new Random(7).ints(60, 0, 1 << 30).mapToObj(WordPiecesTest::text).toList();
    WordPieces kept = FULL.pruned(texts.subList(0, 30), 60);
    int[] old = kept.idsIn(FULL);
    for (String text : texts.subList(0, 30)) {
      int[] ids = Arrays.stream(kept.encode(text, 999).ids()).map(id -> old[id]).toArray();
      assertThat(ids).as(text).isEqualTo(FULL.encode(text, 999).ids());
    }
    for (String text : texts.subList(30, 60)) {
      assertThat(kept.encode(text, 999).ids()).as(text).doesNotContain(kept.unknown());
    }
  }

  /** Returns words whose letters are all among the single pieces. */
  private static String text(int seed) {
    StringBuilder text = new StringBuilder();
    new Random(seed).ints(40, 0, 15).forEach(i -> text.append("  ,1BabcdelorsuÉ".charAt(i)));
    return text.toString();
  }

  @Test
  void refusesToPruneAway() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FULL.pruned(List.of("de"), 39))
        .withMessageContaining("here 40, but is to have 39 pieces");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FULL.idsIn(PUBLISHED))
        .withMessageContaining("lacks '[unused1]'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [PAD] [UNK] [CLS] a             | lacks [SEP]
          [PAD] [UNK] [CLS] [SEP] a ##a a | 'a' stands in it twice, lastly as number 6
          [PAD] [UNK] ##a [CLS] [SEP] ##a | '##a' stands in it twice, lastly as number 5
          """)
  void refusesWhatIsNoVocabulary(String pieces, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vocabulary(pieces))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "E", "и", "😀", "中", "\u0000", "\ud800", "!", " ", "e\u0301"})
  void takesLinearTimeWhateverTheText(String unit) {
    String small = unit.repeat(10_000);
    String large = small.repeat(8);
    double ratio =
        ProcessorTime.ratio(
            () -> FULL.encode(small, Integer.MAX_VALUE),
            () -> FULL.encode(large, Integer.MAX_VALUE));
    assertThat(ratio).isLessThan(ProcessorTime.LINEAR);
  }

  private static WordPieces vocabulary(String pieces) {
    return WordPieces.of(List.of(pieces.split(" ", -1)));
  }

  private static String pieces(WordPieces vocabulary, String text) {
    return named(vocabulary, vocabulary.encode(text, Integer.MAX_VALUE));
  }

  private static String named(WordPieces vocabulary, WordPieces.Encoded encoded) {
    return String.join(" ", Arrays.stream(encoded.ids()).mapToObj(vocabulary::piece).toList());
  }
}
