package org.weerwoord.classifiers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;

/**
 * What a model says of itself, the {@code manifest.json} of a model folder: what made it and how
 * well it does. The digest of the weights ties the two files together; a last field holds the
 * digest of all others, for a threshold that lost a digit would label without a word.
 *
 * @param json the whole manifest
 */
public record ModelManifest(ObjectNode json) {

  /** The value of {@code format} in a manifest of the fast classifier. */
  public static final String MLLIB_FORMAT = "weerwoord-mllib-1";

  /** The value of {@code format} in a manifest of the accurate classifier. */
  public static final String DL4J_FORMAT = "weerwoord-dl4j-1";

  /** What to do about a damaged file. */
  public static final String AGAIN = ". Copy or train the model again";

  private static final String DIGEST = "manifest_sha256";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Returns an empty manifest. */
  public static ModelManifest create(String format) {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", format);
    return new ModelManifest(json);
  }

  /**
   * Reads a manifest.
   *
   * @param utf8 JSON
   * @throws ModelException if it is not JSON, not of the format, or was changed since it was
   *     written
   */
  public static ModelManifest parse(byte[] utf8, String format) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ModelException(
          "The model's manifest.json is not valid JSON: " + e.getOriginalMessage() + AGAIN, e);
    }
    if (!(json instanceof ObjectNode object) || !format.equals(json.path("format").asText())) {
      throw new ModelException(
          "The model's manifest.json must have format '"
              + format
              + "', but has '"
              + json.path("format").asText()
              + "'. Name the --classifier that made it, or train the model with this version");
    }
    ModelManifest manifest = new ModelManifest(object);
    String expected = manifest.required(DIGEST);
    if (!expected.equals(manifest.digest())) {
      throw new ModelException(
          "The model's manifest.json must have the SHA-256 digest that it names, "
              + expected
              + ", but has "
              + manifest.digest()
              + ". The file is damaged or was changed by hand: copy or train the model again, and give"
              + " another threshold by --threshold");
    }
    return manifest;
  }

  /** Returns the manifest as indented JSON, with its digest. */
  public String text() {
    return write(json.deepCopy().put(DIGEST, digest()));
  }

  private String digest() {
    return DigestUtils.sha256Hex(write(json.deepCopy().without(DIGEST)));
  }

  private static String write(JsonNode json) {
    try {
      return JSON.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A manifest could not be written as JSON", e);
    }
  }

  /** Returns a field, as a text. */
  public String required(String field) {
    return requiredNode(field).asText();
  }

  /** Returns the families of features that the weights were trained on. */
  Set<FeatureFamily> families() {
    Set<FeatureFamily> families = EnumSet.noneOf(FeatureFamily.class);
    for (JsonNode name : requiredNode("features")) {
      try {
        families.add(FeatureFamily.valueOf(name.asText()));
      } catch (IllegalArgumentException e) {
        throw new ModelException(
            "The model's manifest.json must name features of "
                + List.of(FeatureFamily.values())
                + ", but names '"
                + name.asText()
                + "'. Train the model with this version",
            e);
      }
    }
    return families;
  }

  /** Returns the threshold of the classifier, in [0,1]. */
  public double threshold() {
    return share("threshold");
  }

  /** Returns what a counter-accusation keeps without its role, in [0,1]: see {@link Labeller}. */
  public double roleWeight() {
    return share("role_weight");
  }

  private double share(String field) {
    String text = required(field);
    double share;
    try {
      share = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw noShare(field, text, e);
    }
    if (!(share >= 0 && share <= 1)) {
      throw noShare(field, text, null);
    }
    return share;
  }

  private static ModelException noShare(String field, String text, Throwable cause) {
    return new ModelException(
        "The model's manifest.json must have a "
            + field
            + " between 0 and 1, but has '"
            + text
            + "'"
            + AGAIN,
        cause);
  }

  private JsonNode requiredNode(String field) {
    JsonNode value = json.get(field);
    if (value == null || value.isNull()) {
      throw new ModelException("The model's manifest.json lacks the field '" + field + "'" + AGAIN);
    }
    return value;
  }
}
