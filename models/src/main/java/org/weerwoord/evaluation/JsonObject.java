package org.weerwoord.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.weerwoord.text.StatementLabel;
import org.weerwoord.text.TextCharacters;

/** A JSON object of an article's line, whose errors name the article and the field. */
final class JsonObject {

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private static final int SHOWN_CHARACTERS = 60;

  private final String owner;
  private final String path;
  private final JsonNode node;

  private JsonObject(String owner, String path, JsonNode node) {
    this.owner = owner;
    this.path = path;
    this.node = node;
  }

  /**
   * Reads the object on a line; it must have an {@code id}.
   *
   * @param kind what the line holds, such as {@code Gold article}; begins every error message
   */
  static JsonObject parse(String kind, String line) {
    JsonNode node;
    try {
      node = READER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          kind
              + ": each line must be one JSON object, but '"
              + shortened(line)
              + "' is not: "
              + e.getOriginalMessage(),
          e);
    }
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          kind + ": each line must be one JSON object, but one reads '" + shortened(line) + "'");
    }
    String id = new JsonObject(kind, "", node).requiredText("id");
    return new JsonObject(kind + " '" + id + "'", "", node);
  }

  boolean has(String field) {
    return node.has(field);
  }

  /** Returns a text that is there and not blank. */
  String requiredText(String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw error(field, "must be a text that is not blank", value);
    }
    return value.textValue();
  }

  /** Returns a text, or {@code fallback} where the field is missing or null. */
  String text(String field, String fallback) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return fallback;
    }
    if (!value.isTextual()) {
      throw error(field, "must be a text or null", value);
    }
    return value.textValue();
  }

  /** Returns true or false; false where the field is missing or null. */
  boolean flag(String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw error(field, "must be true, false or null", value);
    }
    return value.booleanValue();
  }

  /** Returns an index below {@code size} that is there. */
  int requiredIndex(String field, int size) {
    Integer index = index(field, size);
    if (index == null) {
      throw error(field, indexRule(size), node.path(field));
    }
    return index;
  }

  /** Returns an index below {@code size}, or null where the field is missing or null. */
  Integer index(String field, int size) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isInt() || value.intValue() < 0 || value.intValue() >= size) {
      throw error(field, indexRule(size), value);
    }
    return value.intValue();
  }

  private static String indexRule(int size) {
    return "must be the index of a statement of the article, from 0 to " + (size - 1);
  }

  /** Returns a label that is there. */
  StatementLabel requiredLabel(String field) {
    return label(field, requiredText(field));
  }

  /** Returns a label, or null where the field is missing, null or empty. */
  StatementLabel label(String field) {
    String text = text(field, "");
    return text.isEmpty() ? null : label(field, text);
  }

  private StatementLabel label(String field, String text) {
    try {
      return StatementLabel.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(owner + ": " + path + field + ": " + e.getMessage(), e);
    }
  }

  /** Returns the elements of an array that is there. */
  List<JsonNode> array(String field) {
    JsonNode value = node.path(field);
    if (!value.isArray()) {
      throw error(field, "must be an array", value);
    }
    List<JsonNode> elements = new ArrayList<>(value.size());
    value.forEach(elements::add);
    return elements;
  }

  /** Returns the objects of an array that is there. */
  List<JsonObject> objects(String field) {
    List<JsonNode> elements = array(field);
    List<JsonObject> objects = new ArrayList<>(elements.size());
    for (int k = 0; k < elements.size(); k++) {
      if (!elements.get(k).isObject()) {
        throw error(field + "[" + k + "]", "must be an object", elements.get(k));
      }
      objects.add(new JsonObject(owner, path + field + "[" + k + "].", elements.get(k)));
    }
    return objects;
  }

  /** Returns an error that names the article, the field, the rule and the value. */
  IllegalArgumentException error(String field, String rule, JsonNode value) {
    return ruleBroken(
        field,
        rule + ", but is " + (value.isMissingNode() ? "missing" : shortened(value.toString())));
  }

  /** Returns an error that names the article and the field, and says the rest as given. */
  IllegalArgumentException ruleBroken(String field, String rule) {
    return new IllegalArgumentException(owner + ": " + path + field + " " + rule);
  }

  private static String shortened(String text) {
    return TextCharacters.shortened(text, SHOWN_CHARACTERS);
  }
}
