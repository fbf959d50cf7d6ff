package org.weerwoord.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.weerwoord.text.StatementLabel;

/** How the annotation tools are to show the tasks. */
final class LabellingConfig {

  // The names of Label Studio's controls, which stand in each result.
  static final String TEXT = "text";
  static final String LABEL = "label";
  static final String SOURCE = "source";
  static final String TARGET = "target";
  static final String ANSWERS = "answers";

  private static final Map<StatementLabel, String> COLOURS =
      Map.of(
          StatementLabel.ACCUSATION, "#c62828",
          StatementLabel.DENIAL, "#1565c0",
          StatementLabel.COUNTER_ACCUSATION, "#ef6c00",
          StatementLabel.NONE, "#9e9e9e");

  private static final Map<StatementLabel, String> KEYS =
      Map.of(
          StatementLabel.ACCUSATION, "a",
          StatementLabel.DENIAL, "d",
          StatementLabel.COUNTER_ACCUSATION, "c",
          StatementLabel.NONE, "n");

  private LabellingConfig() {}

  /** Returns the labelling interface of a Label Studio project. */
  static String labelStudio() {
    String labels =
        Stream.of(StatementLabel.values())
            .map(
                label ->
                    "    <Label value=\"%s\" background=\"%s\" hotkey=\"%s\"/>%n"
                        .formatted(label.text(), COLOURS.get(label), KEYS.get(label)))
            .collect(Collectors.joining())
            .replace(System.lineSeparator(), "\n");
    return """
        <View>
          <Style>.htx-text { white-space: pre-wrap; }</Style>
          <Header size="5" value="$article_id"/>
          <Header size="5" value="$look_at"/>
          <Labels name="label" toName="text" choice="single" showInline="true">
        %s  </Labels>
          <Relations>
            <Relation value="answers"/>
          </Relations>
          <Text name="text" value="$text" granularity="word"/>
          <View visibleWhen="region-selected">
            <Header size="5" value="Source: who accuses, denies or hits back"/>
            <TextArea name="source" toName="text" perRegion="true" editable="true" maxSubmissions="1"/>
            <Header size="5" value="Target: who is blamed or made the denied charge"/>
            <TextArea name="target" toName="text" perRegion="true" editable="true" maxSubmissions="1"/>
          </View>
        </View>
        """
        .formatted(labels);
  }

  /** Returns the label types of a doccano project of sequence labelling. */
  static String doccano() {
    ArrayNode types = JsonNodeFactory.instance.arrayNode();
    for (StatementLabel label : StatementLabel.values()) {
      types
          .addObject()
          .put("text", label.text())
          .put("suffix_key", KEYS.get(label))
          .put("background_color", COLOURS.get(label))
          .put("text_color", "#ffffff");
    }
    return types.toPrettyString() + "\n";
  }
}
