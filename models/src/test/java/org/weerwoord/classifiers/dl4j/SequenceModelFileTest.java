package org.weerwoord.classifiers.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.attribution.AttributionModel.Ranking;
import org.weerwoord.attribution.Attributor;
import org.weerwoord.attribution.RoleScorer;
import org.weerwoord.classifiers.ModelException;
import org.weerwoord.classifiers.ModelFile;
import org.weerwoord.classifiers.ModelManifest;
import org.weerwoord.classifiers.StackedModelFile;
import org.weerwoord.classifiers.TinyModel;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;

class SequenceModelFileTest {

  private static final String AGAIN = ". Copy or train the model again";

  /** The encoder in three parts, as a large one would be. */
  private static final List<byte[]> ENCODER = threeParts(TinySequence.ENCODER.get(0));

  private static final byte[] SEQUENCE =
      SequenceModelFile.sequence(
          TinySequence.FROZEN_LAYERS,
          TinySequence.HEAD,
          TinySequence.MODEL,
          TinySequence.CALIBRATION);

  @Test
  void readsWhatWasWritten() {
    SequenceModelFile file = read(files(SEQUENCE));

    assertThat(file.classifier().threshold()).isEqualTo(TinySequence.THRESHOLD);
    assertThat(file.roleWeight()).isEqualTo(0.7);
    for (List<Statement> statements : TinySequence.ARTICLES) {
      assertThat(file.classifier().classify(TinySequence.article(statements)))
          .isEqualTo(TinySequence.classifier().classify(TinySequence.article(statements)));
    }
  }

  @Test
  void readsTheRoles() {
    ArticleActors article = TinySequence.article(TinySequence.ARTICLES.get(2));
    SequenceModelFile file = read(files(SEQUENCE));
    RoleScorer expected = TinySequence.classifier().read(article).roles();
    AtomicInteger scored = new AtomicInteger();

    new Attributor(file.attribution())
        .attribute(
            article,
            List.of(StatementLabel.DENIAL, StatementLabel.ACCUSATION),
            act -> {
              scored.incrementAndGet();
              double[][] found = file.classifier().read(article).roles().score(act);
              assertThat(found).isDeepEqualTo(expected.score(act));
              return found;
            });

    assertThat(scored).hasPositiveValue();
  }

  @Test
  void readsAModelFromBeforeThereWereRoles() {
    Map<String, byte[]> files =
        files(SEQUENCE, json -> ((ObjectNode) json.get("sha256")).remove("roles.bin"));
    files.remove("roles.bin");
    ArticleActors article = TinySequence.article(TinySequence.ARTICLES.get(2));

    assertThat(read(files).classifier().read(article).roles()).isNull();
    assertThat(read(files).classifier().classify(article))
        .isEqualTo(TinySequence.classifier().classify(article));
  }

  @Test
  void learnsRolesAnewAndKeepsTheRest() {
    Map<String, byte[]> files = files(SEQUENCE);
    SequenceModelFile own = read(files);
    AttributionModel other =
        new AttributionModel(
            own.attribution().firstSource(),
            own.attribution().firstTarget(),
            new Ranking(new float[AttributionModel.LINK_FEATURES], 0.25),
            own.attribution().source(),
            own.attribution().target());
    ModelManifest manifest = ModelManifest.create(ModelManifest.DL4J_FORMAT);
    manifest.json().setAll(own.manifest().json());
    RoleNetwork roles = new RoleNetwork(TinySequence.roleHead(8), TinySequence.roleHead(9));

    Map<String, byte[]> made = SequenceModelFile.withRoles(manifest, own, files::get, other, roles);
    made.put(ModelFile.MANIFEST, manifest.text().getBytes(StandardCharsets.UTF_8));

    SequenceModelFile file = read(made);
    assertThat(file.classifier().modelId()).isNotEqualTo(own.classifier().modelId());
    for (String name : List.of("sequence.bin", "encoder-1.bin", "encoder-3.bin")) {
      assertThat(made.get(name)).as(name).isEqualTo(files.get(name));
    }
    assertThat(made.get("roles.bin")).isNotEqualTo(files.get("roles.bin"));
    ArticleActors article = TinySequence.article(TinySequence.ARTICLES.get(2));
    assertThat(file.classifier().classify(article)).isEqualTo(own.classifier().classify(article));
    assertThat(bytes(file.attribution())).isEqualTo(bytes(other));
  }

  private static byte[] bytes(AttributionModel attribution) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      attribution.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 'must have layers between 1 and 65536 wide, but has one of 0'",
    "4, -1, 'must have layers between 1 and 65536 wide, but has one of -1'",
    "4, 65536, 'must have at most 67108864 weights a layer, but has one of 4294967296'",
    "100000, 4, ends too early",
    "0, 24, goes on after its end",
  })
  void refusesRolesThatCannotBe(int place, int value, String message) {
    byte[] roles = SequenceModelFile.roles(TinySequence.ROLES);
    byte[] damaged;
    if (message.startsWith("ends")) {
      damaged = Arrays.copyOf(roles, roles.length - value);
    } else if (message.startsWith("goes")) {
      damaged = Arrays.copyOf(roles, roles.length + value);
    } else {
      damaged = roles.clone();
      ByteBuffer.wrap(damaged).putInt(place, value);
    }

    assertRefused(files(SEQUENCE, damaged, json -> {}), "The model's roles.bin " + message + AGAIN);
  }

  @Test
  void writesTheSameBytesEachTime() {
    assertThat(
            SequenceModelFile.sequence(
                TinySequence.FROZEN_LAYERS,
                TinySequence.HEAD,
                TinySequence.MODEL,
                TinySequence.CALIBRATION))
        .isEqualTo(SEQUENCE);
  }

  @Test
  void namesTheFiles() {
    assertThat(files(SEQUENCE).keySet())
        .containsExactly(
            "weights.bin",
            "sequence.bin",
            "roles.bin",
            "encoder-1.bin",
            "encoder-2.bin",
            "encoder-3.bin",
            "manifest.json");
  }

  @Test
  void namesAModelByTheDigestOfAllItsFiles() {
    SequenceModelFile file = read(files(SEQUENCE));
    SequenceModelFile same = read(files(SEQUENCE));
    SequenceModelFile other =
        read(
            files(
                SequenceModelFile.sequence(
                    TinySequence.FROZEN_LAYERS,
                    TinySequence.HEAD,
                    TinySequence.MODEL,
                    TinyModel.CALIBRATION)));

    assertThat(file.classifier().modelId())
        .isEqualTo("dl4j-" + file.weightsDigest().substring(0, 12));
    assertThat(file.weightsDigest()).matches("[0-9a-f]{64}").isEqualTo(same.weightsDigest());
    assertThat(other.weightsDigest()).isNotEqualTo(file.weightsDigest());
    assertThat(other.classifier().modelId()).isNotEqualTo(file.classifier().modelId());
  }

  @ParameterizedTest
  @CsvSource({
    "weights.bin, 0",
    "weights.bin, 0.5",
    "weights.bin, 0.999",
    "sequence.bin, 0",
    "sequence.bin, 0.01",
    "sequence.bin, 0.5",
    "sequence.bin, 0.999",
    "roles.bin, 0",
    "roles.bin, 0.9",
    "encoder-1.bin, 0",
    "encoder-1.bin, 0.7",
    "encoder-2.bin, 0",
    "encoder-2.bin, 0.5",
    "encoder-3.bin, 0.999",
  })
  void refusesAFlippedBit(String name, double place) {
    Map<String, byte[]> files = files(SEQUENCE);
    byte[] damaged = files.get(name).clone();
    damaged[(int) (place * damaged.length)] ^= 1;
    String expected = StackedModelFile.sha256(files.put(name, damaged));

    assertRefused(
        files,
        "The model's "
            + name
            + " must have the SHA-256 digest of its manifest, "
            + expected
            + ", but has "
            + StackedModelFile.sha256(damaged)
            + ". The file is damaged or belongs to another model: copy or train it again");
  }

  @ParameterizedTest
  @CsvSource({
    "weights.bin, 0",
    "weights.bin, 0.5",
    "weights.bin, 0.9999",
    "sequence.bin, 0",
    "sequence.bin, 0.9999",
    "encoder-1.bin, 0",
    "encoder-1.bin, 0.5",
    "encoder-2.bin, 0.9",
    "encoder-3.bin, 0.9999",
  })
  void refusesAFileThatWasCutOff(String name, double part) {
    Map<String, byte[]> files = files(SEQUENCE);
    files.computeIfPresent(name, (n, all) -> Arrays.copyOf(all, (int) (part * all.length)));

    assertThatThrownBy(() -> read(files))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(
            "The model's " + name + " must have the SHA-256 digest of its manifest, ")
        .hasMessageEndingWith(
            "The file is damaged or belongs to another model: copy or train it again");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.98})
  void refusesAManifestThatWasCutOff(double part) {
    Map<String, byte[]> files = files(SEQUENCE);
    files.computeIfPresent(
        ModelFile.MANIFEST, (n, all) -> Arrays.copyOf(all, (int) (part * all.length)));

    assertThatThrownBy(() -> read(files))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("The model's manifest.json ");
  }

  @Test
  void refusesPartsOfTheEncoderInAnotherOrder() {
    Map<String, byte[]> files = files(SEQUENCE);
    files.put("encoder-1.bin", files.put("encoder-2.bin", files.get("encoder-1.bin")));

    assertThatThrownBy(() -> read(files))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("The model's encoder-1.bin must have the SHA-256 digest");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.1, 0.5, 0.9, 0.9999})
  void refusesASequenceModelThatIsTooBriefAlthoughItsDigestFits(double part) {
    assertRefused(
        files(Arrays.copyOf(SEQUENCE, (int) (part * SEQUENCE.length))),
        "The model's sequence.bin ends too early" + AGAIN);
  }

  @Test
  void refusesBytesAfterTheEnd() {
    assertRefused(
        files(Arrays.copyOf(SEQUENCE, SEQUENCE.length + 1)),
        "The model's sequence.bin goes on after its end" + AGAIN);
  }

  @Test
  void refusesAFileOfAnotherKind() {
    assertRefused(
        files("PK, not a model".getBytes(StandardCharsets.UTF_8)),
        "The model's sequence.bin does not begin as it should" + AGAIN);
  }

  /** After the magic number and the number of frozen layers stands the size of the kernel. */
  @ParameterizedTest
  @CsvSource({
    "8, 0, has an array of 0 values",
    "8, -1, has an array of -1 values",
    "8, 2000000, has an array of 2000000 values",
    "416, 0, must have between 1 and 100 models",
    "420, 0, must have between 1 and 65536 inputs",
    "428, -7, must have between 1 and 65536 hidden units",
  })
  void refusesSizesOutOfRange(int offset, int size, String message) {
    byte[] sequence = SEQUENCE.clone();
    ByteBuffer.wrap(sequence).putInt(offset, size);

    assertThatThrownBy(() -> read(files(sequence)))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("The model's sequence.bin " + message)
        .hasMessageEndingWith(AGAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequence.bin", "encoder-1.bin"})
  void refusesAManifestWithoutADigest(String name) {
    assertRefused(
        files(
            SEQUENCE,
            json -> {
              ObjectNode digests = (ObjectNode) json.get("sha256");
              if (name.startsWith("encoder")) {
                List.of(1, 2, 3).forEach(part -> digests.remove("encoder-" + part + ".bin"));
              } else {
                digests.remove(name);
              }
            }),
        "The model's manifest.json lacks the digest of " + name + AGAIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sha256", "weights_sha256", "model_id", "threshold", "role_weight", "features"})
  void refusesAManifestWithoutAField(String field) {
    assertRefused(
        files(SEQUENCE, json -> json.remove(field)),
        "The model's manifest.json lacks the field '" + field + "'" + AGAIN);
  }

  @Test
  void refusesTheManifestOfTheFastClassifier() {
    assertRefused(
        files(SEQUENCE, json -> json.put("format", ModelManifest.MLLIB_FORMAT)),
        "The model's manifest.json must have format 'weerwoord-dl4j-1', but has"
            + " 'weerwoord-mllib-1'. Name the --classifier that made it, or train the model with"
            + " this version");
  }

  @Test
  void theFastClassifierRefusesItsManifest() {
    Map<String, byte[]> files = files(SEQUENCE);

    assertThatThrownBy(
            () ->
                StackedModelFile.read(
                    files.get(ModelFile.MANIFEST), files.get(StackedModelFile.WEIGHTS)))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "The model's manifest.json must have format 'weerwoord-mllib-1', but has"
                + " 'weerwoord-dl4j-1'. Name the --classifier that made it, or train the model"
                + " with this version");
  }

  @Test
  void keepsFieldsOfTheManifestThatItDoesNotKnow() {
    SequenceModelFile file = read(files(SEQUENCE, json -> json.put("note", "from elsewhere")));

    assertThat(file.manifest().json().get("note").asText()).isEqualTo("from elsewhere");
  }

  @Test
  void asksForNoFileButItsOwnWhateverTheManifestNames() {
    Map<String, byte[]> files =
        files(
            SEQUENCE,
            json -> {
              ObjectNode digests = (ObjectNode) json.get("sha256");
              digests.put("../encoder-4.bin", "0");
              digests.put("/etc/passwd", "0");
              json.put("weights", "../weights.bin");
            });
    List<String> asked = new ArrayList<>();

    SequenceModelFile.read(
        name -> {
          asked.add(name);
          return files.get(name);
        });

    assertThat(asked).hasSize(7).containsExactlyInAnyOrderElementsOf(files.keySet());
  }

  private static void assertRefused(Map<String, byte[]> files, String message) {
    assertThatThrownBy(() -> read(files)).isInstanceOf(ModelException.class).hasMessage(message);
  }

  private static SequenceModelFile read(Map<String, byte[]> files) {
    return SequenceModelFile.read(files::get);
  }

  private static Map<String, byte[]> files(byte[] sequence) {
    return files(sequence, json -> {});
  }

  /** Returns all files of a model, the manifest changed at last. */
  private static Map<String, byte[]> files(byte[] sequence, Consumer<ObjectNode> change) {
    return files(sequence, SequenceModelFile.roles(TinySequence.ROLES), change);
  }

  private static Map<String, byte[]> files(
      byte[] sequence, byte[] roles, Consumer<ObjectNode> change) {
    ModelManifest manifest = ModelManifest.create(ModelManifest.DL4J_FORMAT);
    ObjectNode json = manifest.json();
    json.put("threshold", TinySequence.THRESHOLD);
    json.put("role_weight", 0.7);
    for (FeatureFamily family : FeatureFamily.values()) {
      json.withArray("features").add(family.name());
    }
    Map<String, byte[]> files =
        new LinkedHashMap<>(
            SequenceModelFile.files(manifest, TinyModel.weights(), ENCODER, sequence, roles));
    change.accept(json);
    files.put(ModelFile.MANIFEST, manifest.text().getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static List<byte[]> threeParts(byte[] all) {
    return List.of(
        Arrays.copyOf(all, 1000),
        Arrays.copyOfRange(all, 1000, 1500),
        Arrays.copyOfRange(all, 1500, all.length));
  }
}
