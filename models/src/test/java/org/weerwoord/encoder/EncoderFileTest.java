package org.weerwoord.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderFileTest {

  private static final QuantizedWeights WEIGHTS =
      new EncoderWeights(TinyBert.SHAPE, TinyBert.PIECES, TinyBert.TENSORS).quantized();
  private static final byte[] WHOLE = EncoderFile.write(WEIGHTS).get(0);
  private static final int HEAD = 36;

  @ParameterizedTest
  @ValueSource(ints = {100, 10_007, 1_000_000})
  void readsWhatWasWrittenInPartsOfAnySize(int partBytes) {
    List<byte[]> parts = EncoderFile.write(WEIGHTS, partBytes);

    QuantizedWeights read = EncoderFile.read(parts);

    assertThat(parts).hasSize((WHOLE.length + partBytes - 1) / partBytes);
    assertThat(parts).allSatisfy(part -> assertThat(part.length).isLessThanOrEqualTo(partBytes));
    assertThat(EncoderFile.digest(parts)).isEqualTo(EncoderFile.digest(List.of(WHOLE)));
    assertThat(read.shape()).isEqualTo(TinyBert.SHAPE);
    assertThat(read.pieces()).isEqualTo(TinyBert.PIECES);
    for (EncoderTensor tensor : TinyBert.SHAPE.tensors()) {
      if (tensor.kind() == EncoderTensor.Kind.VECTOR) {
        assertThat(read.vector(tensor.name())).isEqualTo(WEIGHTS.vector(tensor.name()));
      } else {
        QuantizedMatrix expected = WEIGHTS.matrix(tensor.name());
        assertThat(read.matrix(tensor.name()))
            .as(tensor.name())
            .returns(expected.values(), QuantizedMatrix::values)
            .returns(expected.scales(), QuantizedMatrix::scales)
            .returns(expected.scaling(), QuantizedMatrix::scaling);
      }
    }
  }

  @Test
  void takesAboutAByteAWeight() {
    long weights = TinyBert.SHAPE.tensors().stream().mapToLong(EncoderTensor::size).sum();

    assertThat((double) WHOLE.length / weights).isBetween(1.0, 1.1);
  }

  @Test
  void writesTheSameBytesEachTime() {
    assertThat(EncoderFile.write(WEIGHTS).get(0)).isEqualTo(WHOLE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.3, 0.99999})
  void refusesAFlippedByte(double place) {
    byte[] damaged = WHOLE.clone();
    damaged[(int) (place * damaged.length)] ^= 1;

    assertThatThrownBy(() -> EncoderFile.read(List.of(damaged)))
        .isInstanceOf(EncoderException.class)
        .hasMessageStartingWith(
            "The encoder's 1 files must have the SHA-256 digest that the first one tells, "
                + EncoderFile.digest(List.of(damaged)))
        .hasMessageEndingWith(
            "One is damaged, missing or out of order: copy them again or train the encoder again");
  }

  @Test
  void refusesPartsThatAreMissingOrOutOfOrder() {
    List<byte[]> parts = EncoderFile.write(WEIGHTS, WHOLE.length / 3 + 1);

    for (List<byte[]> wrong :
        List.of(
            parts.subList(0, 2),
            List.of(parts.get(0), parts.get(2), parts.get(1)),
            List.of(parts.get(0), parts.get(2)))) {
      assertThatThrownBy(() -> EncoderFile.read(wrong))
          .isInstanceOf(EncoderException.class)
          .hasMessageContaining("missing or out of order");
    }
    assertThatThrownBy(() -> EncoderFile.read(parts.subList(1, 3)))
        .isInstanceOf(EncoderException.class)
        .hasMessage(
            "The encoder's first file does not begin as one does. Copy or train the encoder again");
  }

  @Test
  void refusesFilesOfAnotherKind() {
    List<List<byte[]>> wrong = new ArrayList<>();
    wrong.add(List.of());
    wrong.add(List.of("PK".getBytes(StandardCharsets.UTF_8)));
    wrong.add(List.of(new byte[1000]));
    wrong.add(List.of(Arrays.copyOf(WHOLE, HEAD - 1)));

    for (List<byte[]> parts : wrong) {
      assertThatThrownBy(() -> EncoderFile.read(parts))
          .isInstanceOf(EncoderException.class)
          .hasMessageContaining("does not begin as one does");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "0 | 0 | An encoder's size 'layers' must be between 1 and 100, but is 0",
        "1 | -5 | An encoder's size 'width' must be between 1 and 1048576, but is -5",
        "2 | 3 | An encoder's width must be a multiple of its heads, but they are 128 and 3",
        "3 | 2147483647 | An encoder's size 'inner' must be between 1 and 1048576, but is 2147483647",
      })
  void refusesSizesOutOfRangeThoughTheDigestFits(int place, int value, String message)
      throws NoSuchAlgorithmException {
    byte[] changed = WHOLE.clone();
    ByteBuffer.wrap(changed).putInt(HEAD + place * Integer.BYTES, value);

    assertRefused(
        changed,
        "The encoder's file can't be used: " + message + ". Copy or train the encoder again");
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "0, 100", "1, 1048576", "4, 3", "5, 161"})
  void refusesSizesThatDoNotFitTheWeights(int place, int value) throws NoSuchAlgorithmException {
    byte[] changed = WHOLE.clone();
    ByteBuffer.wrap(changed).putInt(HEAD + place * Integer.BYTES, value);

    assertRefused(changed, "The encoder's file must have ");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void refusesAnotherLengthThoughTheDigestFits(int more) throws NoSuchAlgorithmException {
    long weights = TinyBert.SHAPE.tensors().stream().mapToLong(EncoderTensor::bytes).sum();

    assertRefused(
        Arrays.copyOf(WHOLE, WHOLE.length + more),
        "The encoder's file must have "
            + weights
            + " bytes of weights after its pieces, but has "
            + (weights + more)
            + ". Copy or train the encoder again");
  }

  @Test
  void refusesAFileThatEndsWithinItsPieces() throws NoSuchAlgorithmException {
    assertRefused(
        Arrays.copyOf(WHOLE, HEAD + 6 * Integer.BYTES + 20),
        "The encoder's file ends too early. Copy or train the encoder again");
  }

  @Test
  void refusesAScaleThatIsNotFinite() throws NoSuchAlgorithmException {
    byte[] changed = WHOLE.clone();
    long weights = TinyBert.SHAPE.tensors().stream().mapToLong(EncoderTensor::bytes).sum();
    ByteBuffer.wrap(changed).putFloat((int) (WHOLE.length - weights), Float.NaN);

    assertRefused(
        changed,
        "The encoder's file can't be used: A scale must be finite and at least 0, but number 0 is"
            + " NaN. Copy or train the encoder again");
  }

  private static void assertRefused(byte[] file, String message) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(file, HEAD, file.length - HEAD);
    System.arraycopy(digest.digest(), 0, file, Integer.BYTES, HEAD - Integer.BYTES);

    assertThatThrownBy(() -> EncoderFile.read(List.of(file)))
        .isInstanceOf(EncoderException.class)
        .hasMessageStartingWith(message);
  }
}
