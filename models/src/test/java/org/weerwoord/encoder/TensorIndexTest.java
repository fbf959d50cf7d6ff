package org.weerwoord.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorIndexTest {

  private static final byte[] HEADER = TinyBert.bytes(out -> TinyBert.number(out, 1, 1));

  /** Three floats, 0.5, -1 and 2, as {@code tf.train.Saver} describes them. */
  private static final byte[] THREE =
      TinyBert.entry(1, List.of(3), 0, HexFormat.of().parseHex("0000003f000080bf00000040"));

  @Test
  void readsAnEntryAsTensorFlowWritesIt() {
    // bert/embeddings/position_embeddings of the multilingual cased BERT.
    byte[] written =
        HexFormat.of().parseHex("0801120a1203088004120308800620803028808060" + "35fe4d1c19");

    assertThat(TensorIndex.read(table("position_embeddings", written)))
        .containsEntry(
            "position_embeddings", new TensorIndex.Entry(List.of(512, 768), 6144, 0x191c4dfe));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100})
  void readsBlocksOfAnySize(int rowsOfBlock) {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    entries.put("", HEADER);
    for (int i = 0; i < 40; i++) {
      entries.put("layer_" + i + "/kernel", TinyBert.entry(1, List.of(i, 2), i, new byte[8 * i]));
    }

    SortedMap<String, TensorIndex.Entry> read =
        TensorIndex.read(TinyBert.table(entries, rowsOfBlock));

    assertThat(read).hasSize(40);
    for (int i = 0; i < 40; i++) {
      assertThat(read.get("layer_" + i + "/kernel"))
          .returns(List.of(i, 2), TensorIndex.Entry::shape)
          .returns((long) i, TensorIndex.Entry::offset)
          .returns(2 * i, TensorIndex.Entry::size);
    }
  }

  @Test
  void takesATensorWithoutDimensionsForOneNumber() {
    byte[] table = table("scalar", TinyBert.entry(1, List.of(), 4, new byte[4]));

    assertThat(TensorIndex.read(table).get("scalar").size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "1, 1"})
  void refusesSeveralDataFilesAndBigEndianFloats(int files, int byteOrder) {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    entries.put(
        "",
        TinyBert.bytes(
            out -> {
              TinyBert.number(out, 1, files);
              TinyBert.number(out, 2, byteOrder);
            }));

    assertThatThrownBy(() -> TensorIndex.read(TinyBert.table(entries, 8)))
        .isInstanceOf(EncoderException.class)
        .hasMessage(
            "A checkpoint must have 1 data file of little-endian floats (0), but has "
                + files
                + " of byte order "
                + byteOrder
                + ". Save it so with TensorFlow");
  }

  @Test
  void refusesATensorOfAnotherSizeThanItsShape() {
    byte[] table = table("three", TinyBert.entry(1, List.of(3), 0, new byte[8]));

    assertThatThrownBy(() -> TensorIndex.read(table))
        .isInstanceOf(EncoderException.class)
        .hasMessage(
            "The tensor three of shape [3] must take 12 bytes, but takes 8. Fetch the artifact"
                + " again");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 47})
  void refusesATruncatedIndex(int length) {
    byte[] truncated = Arrays.copyOf(table("three", THREE), length);

    assertThatThrownBy(() -> TensorIndex.read(truncated))
        .isInstanceOf(EncoderException.class)
        .hasMessageStartingWith("A checkpoint's index must end with LevelDB's magic number");
  }

  @Test
  void refusesAFlippedBitInAnyBlock() {
    byte[] table = table("three", THREE);
    for (int place = 0; place < table.length - 48; place++) {
      byte[] damaged = table.clone();
      damaged[place] ^= 4;
      assertThatThrownBy(() -> TensorIndex.read(damaged)).isInstanceOf(EncoderException.class);
    }
  }

  private static byte[] table(String name, byte[] entry) {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    entries.put("", HEADER);
    entries.put(name, entry);
    return TinyBert.table(entries, 8);
  }
}
