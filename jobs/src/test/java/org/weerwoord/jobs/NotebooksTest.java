package org.weerwoord.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notebooks as they are committed; {@code -Pnotebooks} executes them. */
class NotebooksTest {

  private static final Path FOLDER = Path.of("../notebooks");
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.<])/(?:home|root|Users|tmp|work|opt|usr)/|[A-Z]:\\\\");

  /** What a cell has that shows something. */
  private static final Pattern SHOWS =
      Pattern.compile(
          "(?m)System\\.out|^(?:DisplayData|BitmapEncoder|mxCellRenderer)|\\.show\\(\\);$");

  static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  @Test
  void areListedInTheirReadme() throws IOException {
    String readme = Files.readString(FOLDER.resolve("README.md"));

    assertThat(notebooks())
        .hasSize(4)
        .allSatisfy(file -> assertThat(readme).contains("(" + file.getFileName() + ")"));
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void areCommittedAsOneRunFromTopToBottomLeftThem(Path file) throws IOException {
    JsonNode notebook = new ObjectMapper().readTree(file.toFile());
    assertThat(notebook.get("nbformat").asInt()).isEqualTo(4);
    assertThat(notebook.at("/metadata/kernelspec/name").asText()).isEqualTo("weerwoord");

    List<JsonNode> code = new ArrayList<>();
    notebook.get("cells").forEach(cell -> addIfCode(code, cell));
    assertThat(code)
        .extracting(cell -> cell.get("execution_count").asInt())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, code.size()).boxed().toList());
    assertThat(code)
        .allSatisfy(
            cell -> {
              String source = text(cell.get("source"));
              if (SHOWS.matcher(source).find()) {
                assertThat(cell.get("outputs")).as("outputs of%n%s", source).isNotEmpty();
              }
              assertThat(cell.get("outputs"))
                  .allSatisfy(
                      output -> {
                        assertThat(output.get("output_type").asText()).isNotEqualTo("error");
                        assertThat(output.path("name").asText()).isNotEqualTo("stderr");
                        assertThat(shown(output)).doesNotContainPattern(MACHINE_PATH);
                      });
            });
  }

  private static void addIfCode(List<JsonNode> code, JsonNode cell) {
    if (cell.get("cell_type").asText().equals("code")) {
      code.add(cell);
    }
  }

  private static String shown(JsonNode output) {
    return text(output.path("text")) + text(output.at("/data/text~1html"));
  }

  private static String text(JsonNode lines) {
    List<String> texts = new ArrayList<>();
    lines.forEach(line -> texts.add(line.asText()));
    return texts.stream().collect(Collectors.joining());
  }
}
