package org.weerwoord.classifiers.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.bytedeco.javacpp.Loader;
import org.weerwoord.attribution.AttributionModel;
import org.weerwoord.classifiers.LinearModel;
import org.weerwoord.classifiers.ModelException;
import org.weerwoord.classifiers.ModelFile;
import org.weerwoord.classifiers.ModelManifest;
import org.weerwoord.classifiers.StackedClassifier;
import org.weerwoord.classifiers.StackedModelFile;
import org.weerwoord.encoder.EncoderFile;
import org.weerwoord.encoder.LinearHead;

/**
 * The files of a {@link SequenceClassifier}: {@code manifest.json}, {@code weights.bin} with the
 * fast classifier it builds on and the attribution, {@code sequence.bin} with the linear layer, the
 * sequence model and its calibration, {@code roles.bin} with what scores sources and targets, and
 * {@code encoder-1.bin} and so on with the encoder. The manifest has the SHA-256 digest of each.
 *
 * @param manifest what the model says of itself
 * @param classifier ready to use
 * @param attribution weights of the attribution
 * @param roleWeight see {@link org.weerwoord.classifiers.Labeller}
 */
public record SequenceModelFile(
    ModelManifest manifest,
    SequenceClassifier classifier,
    AttributionModel attribution,
    double roleWeight)
    implements ModelFile {

  private static final String BUNDLED = "/org/weerwoord/model/dl4j/";

  private static final String SEQUENCE = "sequence.bin";
  private static final String ROLES = "roles.bin";
  private static final String DIGESTS = "sha256";
  private static final int MAGIC = 0x57575331;
  private static final int DIGEST_IN_ID = 12;

  /** Reads the released model from the class path; its encoder only when it is first used. */
  public static SequenceModelFile bundled() {
    return read(SequenceModelFile::part, true);
  }

  private static byte[] part(String name) {
    return ModelFile.bundled(BUNDLED + name);
  }

  /**
   * Reads a model.
   *
   * @param files returns the contents of the file of a name in the model's folder
   * @throws ModelException if they do not fit together or are damaged
   */
  public static SequenceModelFile read(Function<String, byte[]> files) {
    return read(files, false);
  }

  private static SequenceModelFile read(Function<String, byte[]> files, boolean bundled) {
    ModelManifest manifest = ModelManifest.parse(files.apply(MANIFEST), ModelManifest.DL4J_FORMAT);
    Map<String, String> encoderDigests = encoderDigests(manifest);
    SharedEncoder.Source source =
        bundled ? new BundledParts(encoderDigests) : new ReadParts(parts(encoderDigests, files));
    StackedModelFile fast = StackedModelFile.read(manifest, files.apply(StackedModelFile.WEIGHTS));
    byte[] sequence =
        ModelFile.checked(SEQUENCE, digest(manifest, SEQUENCE), files.apply(SEQUENCE));
    RoleNetwork roles =
        digests(manifest).has(ROLES)
            ? readRoles(ModelFile.checked(ROLES, digest(manifest, ROLES), files.apply(ROLES)))
            : null;
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(sequence))) {
      if (in.readInt() != MAGIC) {
        throw damaged(SEQUENCE, "does not begin as it should");
      }
      SharedEncoder encoder =
          new SharedEncoder(String.join("-", encoderDigests.values()), in.readInt(), source);
      LinearHead head = new LinearHead(floats(in), floats(in));
      SequenceEnsemble model = SequenceEnsemble.read(in);
      LinearModel calibration = new LinearModel(floats(in), doubles(in));
      if (in.read() >= 0) {
        throw damaged(SEQUENCE, "goes on after its end");
      }
      SequenceClassifier classifier =
          new SequenceClassifier(
              manifest.required("model_id"),
              fast.classifier(),
              encoder,
              head,
              model,
              calibration,
              manifest.threshold(),
              roles);
      return new SequenceModelFile(manifest, classifier, fast.attribution(), fast.roleWeight());
    } catch (LinkageError e) {
      throw new ModelException(
          "The dl4j classifier needs the native code of ND4J, but there is none for "
              + Loader.getPlatform()
              + " in this jar, or it can't be loaded. Use the mllib classifier, or build the jar with"
              + " -Dnative.platform=PLATFORM",
          e);
    } catch (IllegalArgumentException e) {
      throw damaged(SEQUENCE, e.getMessage());
    } catch (IOException e) {
      throw damaged(SEQUENCE, "ends too early");
    }
  }

  /**
   * Returns the contents of a model's files but the manifest, by name, and puts what belongs to
   * them into the manifest.
   *
   * @param fastWeights see {@link StackedModelFile#weights}
   */
  public static Map<String, byte[]> files(
      ModelManifest manifest,
      byte[] fastWeights,
      List<byte[]> encoder,
      byte[] sequence,
      byte[] roles) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(StackedModelFile.WEIGHTS, fastWeights);
    files.put(SEQUENCE, sequence);
    files.put(ROLES, roles);
    for (int i = 0; i < encoder.size(); i++) {
      files.put(encoderPart(i + 1), encoder.get(i));
    }
    StringBuilder all = new StringBuilder();
    ObjectNode json = manifest.json();
    ObjectNode digests = json.putObject(DIGESTS);
    files.forEach(
        (name, bytes) -> {
          digests.put(name, StackedModelFile.sha256(bytes));
          all.append(StackedModelFile.sha256(bytes));
        });
    json.put("model_id", "dl4j-" + digestOf(all).substring(0, DIGEST_IN_ID));
    json.put("weights_sha256", StackedModelFile.sha256(fastWeights));
    return files;
  }

  /**
   * Returns the names of the files that a model's manifest lists.
   *
   * @param manifest of any format; of one that is damaged or not of this format there are none
   */
  public static Set<String> listed(byte[] manifest) {
    Set<String> names = new TreeSet<>();
    try {
      digests(ModelManifest.parse(manifest, ModelManifest.DL4J_FORMAT))
          .fieldNames()
          .forEachRemaining(names::add);
    } catch (ModelException e) {
      return Set.of();
    }
    // A manifest that somebody else wrote must not name files elsewhere.
    names.removeIf(name -> name.contains("/"));
    return names;
  }

  /**
   * Returns a classifier that was just trained.
   *
   * @param fast the fast classifier it builds on
   */
  public static SequenceClassifier classifier(
      StackedClassifier fast,
      DeepTraining.Encoded encoded,
      SequenceEnsemble model,
      LinearModel calibration,
      double threshold,
      RoleNetwork roles) {
    return new SequenceClassifier(
        "dl4j",
        fast,
        new SharedEncoder(
            EncoderFile.digest(encoded.encoder()),
            encoded.frozenLayers(),
            new ReadParts(encoded.encoder())),
        encoded.head(),
        model,
        calibration,
        threshold,
        roles);
  }

  /**
   * Returns the contents of {@code sequence.bin}.
   *
   * @param frozenLayers of the encoder, which were not tuned
   */
  public static byte[] sequence(
      int frozenLayers, LinearHead head, SequenceEnsemble model, LinearModel calibration) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(frozenLayers);
      write(head.kernel(), out);
      write(head.bias(), out);
      model.write(out);
      write(calibration.weights(), out);
      out.writeInt(calibration.intercepts().length);
      for (double intercept : calibration.intercepts()) {
        out.writeDouble(intercept);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing a sequence model to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Returns the contents of a model's files but the manifest, with other attribution and roles and
   * all else as it was, and puts what belongs to them into the manifest.
   *
   * @param manifest of the model to be made
   * @param own that of the model whose files are read
   * @param attribution that of the model to be made
   * @param files returns the contents of the file of a name in that model's folder
   */
  public static Map<String, byte[]> withRoles(
      ModelManifest manifest,
      SequenceModelFile own,
      Function<String, byte[]> files,
      AttributionModel attribution,
      RoleNetwork roles) {
    return files(
        manifest,
        StackedModelFile.withAttribution(
            files.apply(StackedModelFile.WEIGHTS), own.attribution(), attribution),
        own.encoder(files),
        files.apply(SEQUENCE),
        roles(roles));
  }

  /**
   * Returns the parts of the encoder's file.
   *
   * @param files returns the contents of the file of a name in the model's folder
   */
  public List<byte[]> encoder(Function<String, byte[]> files) {
    return parts(encoderDigests(manifest), files);
  }

  /** Returns the contents of {@code roles.bin}. */
  public static byte[] roles(RoleNetwork roles) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      roles.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing a role network to memory failed", e);
    }
    return bytes.toByteArray();
  }

  @Override
  public String weightsDigest() {
    StringBuilder all = new StringBuilder();
    digests(manifest).forEach(digest -> all.append(digest.asText()));
    return digestOf(all);
  }

  private static String digestOf(StringBuilder digests) {
    return StackedModelFile.sha256(digests.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static JsonNode digests(ModelManifest manifest) {
    JsonNode digests = manifest.json().path(DIGESTS);
    if (!digests.isObject()) {
      throw new ModelException(
          "The model's manifest.json lacks the field '" + DIGESTS + "'" + ModelManifest.AGAIN);
    }
    return digests;
  }

  private static Map<String, String> encoderDigests(ModelManifest manifest) {
    Map<String, String> encoderDigests = new LinkedHashMap<>();
    int part = 1;
    do {
      encoderDigests.put(encoderPart(part), digest(manifest, encoderPart(part)));
      part++;
    } while (digests(manifest).has(encoderPart(part)));
    return encoderDigests;
  }

  private static String encoderPart(int number) {
    return "encoder-" + number + ".bin";
  }

  private static String digest(ModelManifest manifest, String name) {
    JsonNode digest = digests(manifest).get(name);
    if (digest == null) {
      throw new ModelException(
          "The model's manifest.json lacks the digest of " + name + ModelManifest.AGAIN);
    }
    return digest.asText();
  }

  private static List<byte[]> parts(Map<String, String> digests, Function<String, byte[]> files) {
    List<byte[]> parts = new ArrayList<>();
    digests.forEach(
        (name, digest) -> parts.add(ModelFile.checked(name, digest, files.apply(name))));
    return parts;
  }

  /** The encoder of the released model, which is in every process's jar. */
  private static final class BundledParts implements SharedEncoder.Source {
    private final LinkedHashMap<String, String> digests;

    BundledParts(Map<String, String> digests) {
      this.digests = new LinkedHashMap<>(digests);
    }

    @Override
    public List<byte[]> parts() {
      return SequenceModelFile.parts(digests, SequenceModelFile::part);
    }
  }

  /** An encoder that was read from a model folder, and travels along. */
  private static final class ReadParts implements SharedEncoder.Source {
    private final ArrayList<byte[]> parts;

    ReadParts(List<byte[]> parts) {
      this.parts = new ArrayList<>(parts);
    }

    @Override
    public List<byte[]> parts() {
      return parts;
    }
  }

  private static RoleNetwork readRoles(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      RoleNetwork roles = RoleNetwork.read(in);
      if (in.read() >= 0) {
        throw damaged(ROLES, "goes on after its end");
      }
      return roles;
    } catch (IllegalArgumentException e) {
      throw damaged(ROLES, e.getMessage());
    } catch (IOException e) {
      throw damaged(ROLES, "ends too early");
    }
  }

  private static ModelException damaged(String file, String what) {
    return new ModelException("The model's " + file + " " + what + ModelManifest.AGAIN);
  }

  private static void write(float[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static float[] floats(DataInputStream in) throws IOException {
    return ModelFile.floats(in, length(in));
  }

  private static double[] doubles(DataInputStream in) throws IOException {
    double[] values = new double[length(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  private static int length(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 1 || length > 1 << 20) {
      throw damaged(
          SEQUENCE, "has an array of " + length + " values, where 1 to " + (1 << 20) + " may be");
    }
    return length;
  }
}
