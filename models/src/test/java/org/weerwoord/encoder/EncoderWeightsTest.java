package org.weerwoord.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncoderWeightsTest {

  private static final List<String> KEPT = List.of("[PAD]", "[CLS]", "東", "huis", "[UNK]");
  private static final int[] OLD_IDS = {0, 2, 7, 4, 1};
  private static final String BIAS = "bert/encoder/layer_1/intermediate/dense/bias";

  @TempDir static Path folder;

  @Test
  void keepsTheFirstLayersAndPositions() throws IOException {
    EncoderWeights weights = cut(KEPT, OLD_IDS, 2);

    assertThat(weights.shape()).isEqualTo(new EncoderShape(2, 128, 2, 32, 5, 128));
    assertThat(weights.pieces()).isEqualTo(KEPT);
    for (EncoderTensor tensor : weights.shape().layerTensors(1)) {
      assertThat(weights.tensor(tensor.name())).isEqualTo(TinyBert.TENSORS.get(tensor.name()));
    }
    assertThat(weights.tensor(EncoderShape.POSITIONS))
        .isEqualTo(Arrays.copyOf(TinyBert.TENSORS.get(EncoderShape.POSITIONS), 128 * 128));
    assertThatThrownBy(() -> weights.tensor("bert/encoder/layer_2/output/dense/bias"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no array bert/encoder/layer_2/output/dense/bias");
  }

  @Test
  void choosesTheEmbeddingsOfThePiecesKept() throws IOException {
    float[] words = cut(KEPT, OLD_IDS, 1).tensor(EncoderShape.WORDS);

    assertThat(words).hasSize(5 * 128);
    for (int i = 0; i < OLD_IDS.length; i++) {
      assertThat(Arrays.copyOfRange(words, i * 128, (i + 1) * 128))
          .isEqualTo(
              Arrays.copyOfRange(
                  TinyBert.TENSORS.get(EncoderShape.WORDS),
                  OLD_IDS[i] * 128,
                  (OLD_IDS[i] + 1) * 128));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "3 | Piece 0, 'huis', must stand at its old id in the pretrained BERT, but at 3 stands '[SEP]'",
        "8 | Piece 0, 'huis', must stand at its old id in the pretrained BERT, but at 8 stands nothing",
        "-1 | Piece 0, 'huis', must stand at its old id in the pretrained BERT, but at -1 stands nothing",
      })
  void refusesPiecesAtOtherIds(int id, String message) {
    assertThatThrownBy(() -> cut(List.of("huis"), new int[] {id}, 1))
        .isInstanceOf(EncoderException.class)
        .hasMessage(message);
  }

  @Test
  void refusesMoreLayersThanThereAre() {
    assertThatThrownBy(() -> cut(KEPT, OLD_IDS, 4))
        .isInstanceOf(EncoderException.class)
        .hasMessage(
            "An encoder can keep at most the 3 layers of the pretrained BERT, but is to keep 4. Keep"
                + " fewer");
    assertThatThrownBy(() -> cut(KEPT, OLD_IDS, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An encoder's size 'layers' must be between 1 and 100, but is 0");
  }

  @Test
  void takesTunedValuesBack() throws IOException {
    EncoderWeights weights = cut(KEPT, OLD_IDS, 2);
    float[] tuned = new float[32];
    Arrays.fill(tuned, 0.25f);

    weights.put(BIAS, tuned);
    weights.tensor(BIAS)[3] = 7;

    assertThat(weights.quantized().vector(BIAS)).startsWith(0.25f, 0.25f, 0.25f, 7, 0.25f);
    assertThat(tuned[3]).isEqualTo(0.25f);
    assertThatThrownBy(() -> weights.put(BIAS, new float[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The array " + BIAS + " must have 32 values, but is given 31");
  }

  @Test
  void isAlmostTheSameInEightBits() throws IOException {
    EncoderWeights weights = cut(KEPT, OLD_IDS, 2);

    QuantizedWeights quantized = weights.quantized();
    EncoderWeights restored = quantized.toFloats();

    assertThat(restored.shape()).isEqualTo(weights.shape());
    assertThat(restored.pieces()).isEqualTo(KEPT);
    for (EncoderTensor tensor : weights.shape().tensors()) {
      float[] exact = weights.tensor(tensor.name());
      float off = tensor.kind() == EncoderTensor.Kind.VECTOR ? 0 : 0.3f / 127;
      assertThat(restored.tensor(tensor.name()))
          .as(tensor.name())
          .containsExactly(exact, within(off));
    }
    assertThat(quantized.matrix(EncoderShape.WORDS).scales()).hasSize(5);
    assertThat(quantized.matrix(EncoderShape.layer(0) + "output/dense/kernel").scales())
        .hasSize(128);
  }

  @Test
  void refusesArraysThatDoNotFitOrAreNotFinite() throws IOException {
    EncoderWeights weights = cut(KEPT, OLD_IDS, 2);
    Map<String, float[]> tensors = new HashMap<>(TinyBert.TENSORS);
    tensors.remove(BIAS);

    assertThatThrownBy(() -> new EncoderWeights(TinyBert.SHAPE, TinyBert.PIECES, tensors))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The array " + BIAS + " must have 1 rows and 32 columns, 32 values, but has none");
    assertThatThrownBy(() -> new EncoderWeights(TinyBert.SHAPE, KEPT, TinyBert.TENSORS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An encoder must have as many pieces as its shape says, 8, but has 5");
    weights.tensor(BIAS)[1] = Float.NaN;
    assertThatThrownBy(weights::quantized)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The vector " + BIAS + " must have finite values, but number 1 is NaN");
  }

  @Test
  void countsTheWeightsOfTheMultilingualBert() {
    EncoderShape shape = new EncoderShape(12, 768, 12, 3072, 119547, 512);

    // 177.3 million weights without the pooler, in 197 of the checkpoint's 204 arrays.
    assertThat(shape.tensors()).hasSize(5 + 12 * 16);
    assertThat(shape.tensors().stream().mapToLong(EncoderTensor::size).sum())
        .isEqualTo(177_262_848);
  }

  private static EncoderWeights cut(List<String> pieces, int[] oldIds, int layers)
      throws IOException {
    try (PretrainedBert bert = PretrainedBert.open(TinyBert.write(folder))) {
      return EncoderWeights.of(bert, pieces, oldIds, layers);
    }
  }
}
