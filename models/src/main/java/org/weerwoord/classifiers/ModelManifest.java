package org.weerwoord.classifiers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.weerwoord.features.StatementFeatureGenerator.FeatureFamily;

/**
 * What a model says of itself, the {@code manifest.json} of a model folder: what made it and how
 * well it does. The digest of the weights ties the two files together.
 *
 * @param json the whole manifest
 */
public record ModelManifest(ObjectNode json) {

  /** The value of {@code format} in a manifest of a {@link StackedClassifier}. */
  public static final String FORMAT = "weerwoord-mllib-1";

  /** What to do about a damaged file. */
  static final String AGAIN = ". Copy or train the model again";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Returns an empty manifest of the present format. */
  public static ModelManifest create() {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT);
    return new ModelManifest(json);
  }

  /**
   * Reads a manifest.
   *
   * @throws ModelException if it is not JSON or not of the present format
   */
  public static ModelManifest parse(String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ModelException(
          "The model's manifest.json is not valid JSON: " + e.getOriginalMessage() + AGAIN, e);
    }
    if (!(json instanceof ObjectNode object) || !FORMAT.equals(json.path("format").asText())) {
      throw new ModelException(
          "The model's manifest.json must have format '"
              + FORMAT
              + "', but has '"
              + json.path("format").asText()
              + "'. Train the model with this version");
    }
    return new ModelManifest(object);
  }

  /** Returns the manifest as indented JSON. */
  public String text() {
    try {
      return JSON.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A manifest could not be written as JSON", e);
    }
  }

  /** Returns a field, as a text. */
  String required(String field) {
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
  double threshold() {
    return share("threshold");
  }

  /** Returns what a counter-accusation keeps without its role, in [0,1]: see {@link Labeller}. */
  double roleWeight() {
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
