package org.weerwoord.classifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.features.ContextFeatureGenerator;
import org.weerwoord.features.SparseFeatures;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;
import org.weerwoord.text.Statement;

class StackedModelFileTest {

  private static final byte[] WEIGHTS = TinyModel.weights();

  @Test
  void readsWhatWasWritten() {
    StackedModelFile file = StackedModelFile.read(manifest(WEIGHTS), WEIGHTS);
    List<Statement> unseen =
        TinyModel.statements("Bakker ontkent dat hij zelf gestolen heeft. Wie beschuldigt Smit?");

    assertThat(file.classifier().modelId()).isEqualTo(StackedModelFile.modelId(WEIGHTS));
    assertThat(file.classifier().threshold()).isEqualTo(TinyModel.THRESHOLD);
    assertThat(file.weightsDigest()).isEqualTo(StackedModelFile.sha256(WEIGHTS));
    for (List<Statement> statements : List.of(TinyModel.STATEMENTS, unseen)) {
      assertThat(file.classifier().classify(TinyModel.article(statements)))
          .isEqualTo(TinyModel.classifier().classify(TinyModel.article(statements)));
    }
  }

  @Test
  void writesTheSameBytesEachTime() {
    assertThat(TinyModel.weights()).isEqualTo(WEIGHTS);
  }

  @Test
  void namesAModelByTheDigestOfItsWeights() {
    assertThat(StackedModelFile.modelId("abc".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("mllib-ba7816bf8f01");
  }

  @Test
  void keepsFieldsOfTheManifestThatItDoesNotKnow() {
    byte[] manifest = manifest(WEIGHTS, json -> json.put("note", "from elsewhere"));

    assertThat(StackedModelFile.read(manifest, WEIGHTS).manifest().json().get("note").asText())
        .isEqualTo("from elsewhere");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.999})
  void refusesAFlippedByte(double place) {
    byte[] damaged = WEIGHTS.clone();
    damaged[(int) (place * damaged.length)] ^= 1;

    assertThatThrownBy(() -> StackedModelFile.read(manifest(WEIGHTS), damaged))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "The model's weights.bin must have the SHA-256 digest of its manifest, "
                + StackedModelFile.sha256(WEIGHTS)
                + ", but has "
                + StackedModelFile.sha256(damaged)
                + ". The file is damaged or belongs to another model: copy or train it again");
  }

  @Test
  void refusesATruncatedFile() {
    byte[] truncated = Arrays.copyOf(WEIGHTS, WEIGHTS.length - 1);

    assertThatThrownBy(() -> StackedModelFile.read(manifest(WEIGHTS), truncated))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("must have the SHA-256 digest of its manifest")
        .hasMessageEndingWith("copy or train it again");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.5, 0.9999})
  void refusesATruncatedFileWhoseDigestFits(double part) {
    byte[] truncated = Arrays.copyOf(WEIGHTS, (int) (part * WEIGHTS.length));

    assertWeightsRefused(
        truncated, "The model's weights.bin ends too early. Copy or train the model again");
  }

  @Test
  void refusesBytesAfterTheEnd() {
    assertWeightsRefused(
        Arrays.copyOf(WEIGHTS, WEIGHTS.length + 1),
        "The model's weights.bin goes on after its end. Copy or train the model again");
  }

  @Test
  void refusesAFileOfAnotherKind() {
    assertWeightsRefused(
        "PK, not weights".getBytes(StandardCharsets.UTF_8),
        "The model's weights.bin does not begin as weights do. Copy or train the model again");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, SparseFeatures.DIMENSION + 1, Integer.MAX_VALUE})
  void refusesANumberOfFeaturesOutOfRange(int features) {
    byte[] weights = WEIGHTS.clone();
    ByteBuffer.wrap(weights).putInt(Integer.BYTES, features);

    assertWeightsRefused(
        weights,
        "The model's weights.bin must have between 1 and "
            + SparseFeatures.DIMENSION
            + " features, but has "
            + features
            + ". Copy or train the model again");
  }

  @Test
  void refusesFeaturesOutOfOrder() {
    byte[] weights = WEIGHTS.clone();
    ByteBuffer.wrap(weights).putInt(3 * Integer.BYTES, 0);

    assertWeightsRefused(
        weights,
        "The model's weights.bin must have its features in ascending order, but number 1 is 0."
            + " Copy or train the model again");
  }

  @Test
  void refusesAModelForOtherFeatures() {
    byte[] weights =
        StackedModelFile.weights(
            TinyModel.VOCABULARY,
            TinyModel.STATEMENT_MODEL,
            TinyModel.CALIBRATION,
            TinyModel.CALIBRATION,
            AttributionModel.untrained());

    assertWeightsRefused(
        weights,
        "The model's weights.bin must have weights for "
            + ContextFeatureGenerator.DIMENSION
            + " features, but has them for 4. Train the"
            + " model with this version");
  }

  @Test
  void refusesAManifestOfAnotherFormat() {
    assertManifestRefused(
        manifest(WEIGHTS, json -> json.put("format", "weerwoord-mllib-0")),
        "The model's manifest.json must have format 'weerwoord-mllib-1', but has"
            + " 'weerwoord-mllib-0'. Name the --classifier that made it, or train the model with"
            + " this version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "null"})
  void refusesAManifestWithoutFormat(String json) {
    assertManifestRefused(
        json.getBytes(StandardCharsets.UTF_8),
        "The model's manifest.json must have format 'weerwoord-mllib-1', but has ''. Name the"
            + " --classifier that made it, or train the model with this version");
  }

  @Test
  void refusesAManifestThatIsNotJson() {
    assertThatThrownBy(() -> StackedModelFile.read("{,".getBytes(StandardCharsets.UTF_8), WEIGHTS))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("The model's manifest.json is not valid JSON: ")
        .hasMessageEndingWith(". Copy or train the model again");
  }

  @Test
  void refusesAManifestOfWhichAByteIsFlipped() {
    String manifest = new String(manifest(WEIGHTS), StandardCharsets.UTF_8);
    String threshold = "\"threshold\" : " + TinyModel.THRESHOLD;
    assertThat(manifest).contains(threshold);
    byte[] flipped =
        manifest
            .replace(threshold, "\"threshold\" : " + (TinyModel.THRESHOLD + 0.1))
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> StackedModelFile.read(flipped, WEIGHTS))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(
            "The model's manifest.json must have the SHA-256 digest that it names, ")
        .hasMessageEndingWith("and give another threshold by --threshold");
  }

  @Test
  void refusesAManifestWithoutItsDigest() {
    String manifest = new String(manifest(WEIGHTS), StandardCharsets.UTF_8);

    assertManifestRefused(
        manifest.replace("manifest_sha256", "manifest_sha257").getBytes(StandardCharsets.UTF_8),
        "The model's manifest.json lacks the field 'manifest_sha256'. Copy or train the model"
            + " again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights_sha256", "model_id", "threshold", "role_weight", "features"})
  void refusesAManifestWithoutAField(String field) {
    assertManifestRefused(
        manifest(WEIGHTS, json -> json.remove(field)),
        "The model's manifest.json lacks the field '" + field + "'. Copy or train the model again");
  }

  @Test
  void refusesAnUnknownFamilyOfFeatures() {
    assertManifestRefused(
        manifest(WEIGHTS, json -> json.putArray("features").add("WORDS").add("SOUNDS")),
        "The model's manifest.json must name features of [WORDS, CHARACTERS, CUES,"
            + " QUOTATION_AND_FORM, NEIGHBOURS, CONTEXT], but names 'SOUNDS'. Train the model with this"
            + " version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"high", "NaN", "-0.1", "1.5", ""})
  void refusesAThresholdThatIsNoProbability(String threshold) {
    assertManifestRefused(
        manifest(WEIGHTS, json -> json.put("threshold", threshold)),
        "The model's manifest.json must have a threshold between 0 and 1, but has '"
            + threshold
            + "'. Copy or train the model again");
  }

  private static void assertWeightsRefused(byte[] weights, String message) {
    assertRefused(manifest(weights), weights, message);
  }

  private static void assertManifestRefused(byte[] manifest, String message) {
    assertRefused(manifest, WEIGHTS, message);
  }

  private static void assertRefused(byte[] manifest, byte[] weights, String message) {
    assertThatThrownBy(() -> StackedModelFile.read(manifest, weights))
        .isInstanceOf(ModelException.class)
        .hasMessage(message);
  }

  private static byte[] manifest(byte[] weights) {
    return manifest(weights, json -> {});
  }

  private static byte[] manifest(byte[] weights, Consumer<ObjectNode> change) {
    ModelManifest manifest = ModelManifest.create(ModelManifest.MLLIB_FORMAT);
    ObjectNode json = manifest.json();
    json.put("model_id", StackedModelFile.modelId(weights));
    json.put("weights_sha256", StackedModelFile.sha256(weights));
    json.put("threshold", TinyModel.THRESHOLD);
    json.put("role_weight", 1);
    for (FeatureFamily family : FeatureFamily.values()) {
      json.withArray("features").add(family.name());
    }
    change.accept(json);
    return manifest.text().getBytes(StandardCharsets.UTF_8);
  }
}
