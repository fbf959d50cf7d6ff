package org.weerwoord.jobs.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.Serializable;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Picks the fields of an article out of a JSON object; what is not asked for is skipped over. */
final class JsonFields implements Serializable {

  /** Nesting is limited by Jackson's default; strings are as long as the line they stand in. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  /**
   * Stands for a date that is an object or an array, so that it reads as a date of unknown form.
   */
  private static final String NO_SCALAR = "(not a scalar)";

  private static final class Node implements Serializable {
    final HashMap<String, Node> children = new HashMap<>();
    final ArrayList<ArticleField> fields = new ArrayList<>();
  }

  private final Node root = new Node();

  /** Makes a picker of the fields that the options name. */
  JsonFields(InputOptions options) {
    for (ArticleField field : ArticleField.values()) {
      String column = options.column(field);
      add(field, List.of(column));
      if (column.indexOf('.') > 0) {
        add(field, List.of(column.split("\\.")));
      }
    }
  }

  private void add(ArticleField field, List<String> path) {
    Node node = root;
    for (String name : path) {
      node = node.children.computeIfAbsent(name, n -> new Node());
    }
    node.fields.add(field);
  }

  /**
   * Returns the values by {@link ArticleField#index()}, null where there is none.
   *
   * @throws MalformedRecordException if the text is not one JSON object, or a value of a wrong type
   */
  String[] read(String json) throws MalformedRecordException {
    String[] values = new String[ArticleField.COUNT];
    try (JsonParser parser = FACTORY.createParser(json)) {
      JsonToken token = parser.nextToken();
      if (token != JsonToken.START_OBJECT) {
        throw new MalformedRecordException(
            "a record must be a JSON object, but is " + description(token));
      }
      readObject(parser, root, values);
      if (parser.nextToken() != null) {
        throw new MalformedRecordException(
            "a line must be one JSON object, but more follows at column "
                + parser.currentTokenLocation().getColumnNr());
      }
      return values;
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " at column " + e.getLocation().getColumnNr();
      throw new MalformedRecordException("broken JSON: " + e.getOriginalMessage() + where, e);
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory can't fail to be read", e);
    }
  }

  private static void readObject(JsonParser parser, Node node, String[] values)
      throws IOException, MalformedRecordException {
    String name = parser.nextFieldName();
    while (name != null) {
      JsonToken token = parser.nextToken();
      Node child = node.children.get(name);
      if (child != null) {
        for (ArticleField field : child.fields) {
          values[field.index()] = value(parser, token, field, name);
        }
      }
      if (child != null && !child.children.isEmpty() && token == JsonToken.START_OBJECT) {
        readObject(parser, child, values);
      } else {
        parser.skipChildren();
      }
      name = parser.nextFieldName();
    }
  }

  private static String value(JsonParser parser, JsonToken token, ArticleField field, String name)
      throws IOException, MalformedRecordException {
    boolean mayBeNumber = field != ArticleField.TEXT;
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token == JsonToken.VALUE_STRING || (mayBeNumber && token.isNumeric())) {
      return parser.getText();
    }
    if (field == ArticleField.DATE) {
      return NO_SCALAR;
    }
    throw new MalformedRecordException(
        "field '"
            + name
            + "' must be a string"
            + (mayBeNumber ? " or a number" : "")
            + ", but is "
            + description(token));
  }

  private static String description(JsonToken token) {
    if (token == null) {
      return "empty";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      default -> token.name();
    };
  }

  /** Returns a JSON object of the values that are there, for a record that is not JSON itself. */
  static String write(String[] values) {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      generator.writeStartObject();
      for (ArticleField field : ArticleField.values()) {
        if (values[field.index()] != null) {
          generator.writeStringField(field.text(), values[field.index()]);
        }
      }
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory can't fail to be written", e);
    }
    return out.toString();
  }
}
