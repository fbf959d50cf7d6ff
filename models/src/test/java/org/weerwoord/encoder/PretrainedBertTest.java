package org.weerwoord.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PretrainedBertTest {

  private static final String BIAS = "bert/encoder/layer_1/intermediate/dense/bias";

  @TempDir Path folder;

  @Test
  void readsPiecesAndTensors() throws IOException {
    try (PretrainedBert bert = PretrainedBert.open(TinyBert.write(folder))) {
      assertThat(bert.pieces()).isEqualTo(TinyBert.PIECES);
      assertThat(bert.names())
          .containsExactlyInAnyOrderElementsOf(TinyBert.TENSORS.keySet())
          .doesNotContain("global_step");
      TinyBert.TENSORS.forEach(
          (name, values) -> assertThat(bert.tensor(name)).as(name).isEqualTo(values));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bert/embeddings/word_embeddings | 8, 128",
        "bert/embeddings/position_embeddings | 160, 128",
        "bert/embeddings/LayerNorm/gamma | 128",
        "bert/encoder/layer_2/output/dense/kernel | 32, 128",
        BIAS + " | 32",
      })
  void knowsShapes(String name, String shape) throws IOException {
    try (PretrainedBert bert = PretrainedBert.open(TinyBert.write(folder))) {
      assertThat(Arrays.toString(bert.shape(name))).isEqualTo("[" + shape + "]");
    }
  }

  @Test
  void namesATensorThatIsNotThere() throws IOException {
    try (PretrainedBert bert = PretrainedBert.open(TinyBert.write(folder))) {
      assertThatThrownBy(() -> bert.tensor("module/" + BIAS))
          .isInstanceOf(EncoderException.class)
          .hasMessage(
              "A pretrained BERT must have the tensor module/"
                  + BIAS
                  + ", but has none of that name. Give one of PretrainedBert.names(), such as "
                  + "bert/embeddings/LayerNorm/beta");
    }
  }

  @Test
  void refusesADamagedTensorButReadsTheOthers() throws IOException {
    Path jar = TinyBert.write(folder, (name, content) -> flip(name, content, "data", 7));
    try (PretrainedBert bert = PretrainedBert.open(jar)) {
      assertThatThrownBy(() -> bert.tensor(EncoderShape.WORDS))
          .isInstanceOf(EncoderException.class)
          .hasMessageMatching(
              "The tensor bert/embeddings/word_embeddings is damaged: its checksum must be"
                  + " [0-9a-f]{8}, but is [0-9a-f]{8}\\. Fetch com\\.robrua.* again");
      assertThat(bert.tensor(BIAS)).isEqualTo(TinyBert.TENSORS.get(BIAS));
    }
  }

  @Test
  void refusesATruncatedTensor() throws IOException {
    Path jar =
        TinyBert.write(
            folder,
            (name, content) ->
                name.endsWith("data-00000-of-00001")
                    ? Arrays.copyOf(content, content.length - 50)
                    : content);
    try (PretrainedBert bert = PretrainedBert.open(jar)) {
      assertThatThrownBy(() -> bert.tensor("bert/encoder/layer_2/output/LayerNorm/beta"))
          .isInstanceOf(EncoderException.class)
          .hasMessageContaining("is damaged");
    }
  }

  @Test
  void refusesADamagedIndex() throws IOException {
    Path jar = TinyBert.write(folder, (name, content) -> flip(name, content, "index", 7));

    assertThatThrownBy(() -> PretrainedBert.open(jar))
        .isInstanceOf(EncoderException.class)
        .hasMessageStartingWith("The block at byte 0 of a checkpoint's index is damaged: ");
  }

  @Test
  void refusesOtherPiecesThanEmbeddings() throws IOException {
    Path jar =
        TinyBert.write(
            folder,
            (name, content) ->
                name.endsWith("txt") ? "[PAD]\n[UNK]\n".getBytes(StandardCharsets.UTF_8) : content);

    assertThatThrownBy(() -> PretrainedBert.open(jar))
        .isInstanceOf(EncoderException.class)
        .hasMessageStartingWith(
            "A pretrained BERT must have as many pieces as embeddings of them, 8, but has 2");
  }

  @Test
  void refusesAJarWithoutModel() throws IOException {
    Path jar = TinyBert.write(folder);
    Files.write(
        jar,
        new String(Files.readAllBytes(jar), StandardCharsets.ISO_8859_1)
            .replace("multi-cased", "multi-other")
            .getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> PretrainedBert.open(jar))
        .isInstanceOf(EncoderException.class)
        .hasMessageContainingAll(
            "must hold " + PretrainedBert.MODEL, jar.toString(), "Fetch com.robrua");
  }

  @Test
  void refusesWhatIsNoJar() throws IOException {
    Path text = Files.writeString(folder.resolve("bert.jar"), "text");

    assertThatThrownBy(() -> PretrainedBert.open(text))
        .isInstanceOf(EncoderException.class)
        .hasMessageContainingAll("must be a jar with a zip, but " + text + " is not", "Fetch");
    assertThatThrownBy(() -> PretrainedBert.open(folder.resolve("absent.jar")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void refusesAJarWhoseModelIsNoZip() throws IOException {
    Path jar =
        TinyBert.write(
            folder, (name, content) -> name.equals(PretrainedBert.MODEL) ? new byte[100] : content);

    assertThatThrownBy(() -> PretrainedBert.open(jar))
        .isInstanceOf(EncoderException.class)
        .hasMessageContaining("must be a jar with a zip, but " + jar + " is not");
  }

  private static byte[] flip(String name, byte[] content, String file, int place) {
    if (name.contains("." + file)) {
      content[place] ^= 1;
    }
    return content;
  }
}
