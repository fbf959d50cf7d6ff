package org.weerwoord.jobs.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputOptionsTest {

  @Test
  void namesWhatIsWrong() {
    assertThatThrownBy(() -> options(List.of(), Map.of(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Input needs at least one path, but has none: name a file, a folder or a glob");
    assertThatThrownBy(() -> options(List.of(" "), Map.of(), 1))
        .hasMessage("Input path must not be blank, but is ' ': name a file, a folder or a glob");
    assertThatThrownBy(() -> options(List.of("a"), Map.of("body", "text"), 1))
        .hasMessage(
            "Field must be one of id, date, lang, source, url, title, text, but is 'body': map a"
                + " field as in text=body");
    assertThatThrownBy(() -> options(List.of("a"), Map.of("text", ""), 1))
        .hasMessage(
            "Field 'text' needs the name of a column, but has '': map a field as in text=body");
    assertThatThrownBy(() -> options(List.of("a"), Map.of(), 0))
        .hasMessage("Longest article must be at least 1 character, but is 0");
  }

  @Test
  void readsNamesOfFormats() {
    assertThat(InputFormat.parse(" Parquet")).isEqualTo(InputFormat.PARQUET);
    assertThatThrownBy(() -> InputFormat.parse("xml"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Input format must be one of jsonl, parquet, csv, text, but is 'xml'");
  }

  @Test
  void rejectsRecordThatIsNeitherArticleNorQuarantined() {
    assertThatThrownBy(() -> new InputRecord("f", "", null, null, null, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An input record needs an article or a reason, but has neither");
  }

  private static InputOptions options(List<String> paths, Map<String, String> fields, int max) {
    return new InputOptions(paths, Optional.empty(), fields, Optional.empty(), max);
  }
}
