package org.weerwoord.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "label --output x | Missing required option: '--input=PATH'",
        "label --input x | Missing required option: '--output=FOLDER'",
        "label --input x --output y --threshold 1.5 | --threshold must be between 0 and 1, but is 1.5",
        "label --input x --output y --max-bad-rate -1 | --max-bad-rate must be between 0 and 1, but is -1.0",
        "label --input x --output y --max-article-chars 0 | at least 1 character, but is 0",
        "label --input x --output y --field body=text | Field must be one of",
        "label --input x --output y --encoding klingon | --encoding must be a character set that Java knows",
        "label --input x --output y --mode replace | Invalid value for option '--mode'",
        "label --input x --output y --incremental --mode append | --incremental must stand without --mode, but there is --mode append",
        "label --input x --output y --incremental --mode error | leave one of the two out",
        "label --input x --output y --partition-by lang | Invalid value for option '--partition-by'",
        "label --input x --output y --show -1 | --show must be between 0 and 1000, but is -1",
        "label --input x --output y --show 1001 | --show must be between 0 and 1000, but is 1001",
        "label --input x --output y --threads -1 | --threads must be between 0 and 1000, but is -1",
        "label --input x --output y --threads 1001 | --threads must be between 0 and 1000, but is 1001",
        "label --input x --output y --report-threads -1 | --report-threads must be between 0 and 1000, but is -1",
        "label --input x --output y --report-threads 7 | --report-threads 7 is of the report, and needs --report: add that",
        "report | Missing required option: '--output=FOLDER'",
        "report --output x --report-threads 1001 | --report-threads must be between 0 and 1000, but is 1001",
        "label --input x --output y --inptu z | Unknown options: '--inptu', 'z'",
        "train --corpus x --output y --folds 1 | Folds must be at least 2, but is 1",
        "train --corpus x --output y --act-share 1 | Act share must be",
        "train --corpus x --output y --counter-share 0 | Counter share must be",
        "train --corpus x --output y --iterations 0 | Iterations must be at least 1, but is 0",
        "train --corpus x --output y --classifier bert | Invalid value for option '--classifier'",
        "train --corpus x --output y --corpus-share 0 | --corpus-share must be over 0 and at most 1, but is 0.0",
        "train --corpus x --output y --corpus-share 1.1 | --corpus-share must be over 0 and at most 1, but is 1.1",
        "train --corpus x --output y --classifier dl4j | --classifier dl4j needs --pretrained JAR: the file that mvn",
        "train --corpus x --output y --labels-from m | --labels-from m is of the dl4j classifier, and needs --classifier dl4j: add that, or leave out --labels-from",
        "train --corpus x --output y --pretrained none.jar --layers 6 | --pretrained none.jar is of the dl4j classifier, and needs --classifier dl4j",
        "train --corpus x --output y --classifier mllib --layers 6 | --layers 6 is of the dl4j classifier, and needs --classifier dl4j",
        "train --corpus x --output y --none-share 0.4 | --none-share 0.4 is of the dl4j classifier",
        "train --corpus x --output y --checkpoints c | --checkpoints c is of the dl4j classifier",
        "train --corpus x --output y --classifier dl4j --labels-from m --pretrained pom.xml | so that there is nothing to do for --pretrained pom.xml: leave out one",
        "train --corpus x --output y --classifier dl4j --labels-from m --ablation | --labels-from keeps the labels of a model, so that there is nothing for --ablation",
        "train --corpus x --output y --classifier dl4j --labels-from m --calibration-corpus z | or to calibrate for --calibration-corpus, --act-share and --counter-share: leave them out",
        "train --corpus x --output y --classifier dl4j --labels-from m --act-share 0.2 | or to calibrate for --calibration-corpus, --act-share",
        "train --corpus x --output y --classifier dl4j --labels-from m --counter-share 0.1 | --act-share and --counter-share: leave them out",
        "train --corpus x --output y --classifier dl4j --labels-from m --layers 8 | so that there is nothing to do for --layers 8: leave out one",
        "train --corpus x --output y --classifier dl4j --labels-from m --pieces 2000 | so that there is nothing to do for --pieces 2000: leave out one",
        "train --corpus x --output y --classifier dl4j --labels-from m --checkpoints c | so that there is nothing to do for --checkpoints c: leave out one",
        "train --corpus x --output y --classifier dl4j --pretrained none.jar | --pretrained must be a local file, but there is none at none.jar",
        "train --corpus x --output y --classifier dl4j --pretrained src | --pretrained must be a local file, but there is none at src",
        "train --corpus x --output y --classifier dl4j --pretrained pom.xml --layers 4 --tuned-layers 4 | --tuned-layers must be at least 1 and fewer than --layers, but they are 4 and 4",
        "train --corpus x --output y --classifier dl4j --pretrained pom.xml --tuned-layers 0 | --tuned-layers must be at least 1 and fewer than --layers, but they are 0 and",
        "train --corpus x --output y --classifier dl4j --pretrained pom.xml --layers 0 | fewer than --layers",
        "train --corpus x --output y --classifier dl4j --pretrained pom.xml --pieces 999 | --pieces must be at least 1000, but is 999",
        "train --corpus x --output y --classifier dl4j --pretrained pom.xml --encoder-rate 0 | The rate of learning must be between 0 and 1, but it is 0.0",
        "train --corpus x --output y --classifier dl4j --pretrained pom.xml --encoder-rate 1.5 | The rate of learning must be between 0 and 1, but it is 1.5",
        "train --corpus x --output y --classifier dl4j --pretrained pom.xml --encoder-rate fast | Invalid value for option '--encoder-rate'",
        "train --corpus x --output y --classifier dl4j --pretrained pom.xml --encoder-epochs 0 | Epochs must be at least 1, but it is 0",
        "train --corpus x --output y --classifier dl4j --pretrained pom.xml --sequence-epochs 0 | Epochs must be at least 1, but it is 0",
        "train --corpus x --output y --classifier dl4j --pretrained pom.xml --none-share 0 | The share of statements without an act must be over 0 and at most 1, but is 0.0",
        "train --corpus x --output y --classifier dl4j --pretrained pom.xml --none-share 1.1 | The share of statements without an act must be over 0 and at most 1, but is 1.1",
        "train --corpus x --output y --classifier dl4j --pretrained pom.xml --folds 1 | Folds must be at least 2, but is 1",
        "label --input x --output y --classifier bert | Invalid value for option '--classifier'",
        "evaluate --gold x --threshold -0.1 | --threshold must be between 0 and 1, but is -0.1",
        "evaluate --gold x --labels mine | Invalid value for option '--labels'",
        "evaluate | Missing required option: '--gold=PATH'",
        "explain | Missing required argument",
        "explain --text x --article y | are mutually exclusive",
        "explain --text x --lang klingonese | --lang must be an ISO 639 code such as nl, but is 'klingonese'",
        "explain --text x --date 25/07/2022 | --date must be a date such as 2022-07-25, 2022-07 or 2022, but is",
        "explain --text x --neighbours -1 | --neighbours must be at least 0, but is -1",
        "explain --text x --threshold 2 | --threshold must be between 0 and 1, but is 2.0",
        "explain --article none.txt | --article must be a local file, or - for standard input, but there is none at none.txt",
        "export-annotations --output y | Missing required option: '--input=FOLDER'",
        "export-annotations --input x --output y --count 0 | --count must be between 1 and 100000, but is 0",
        "export-annotations --input x --output y --choose whim | Invalid value for option '--choose'",
        "export-annotations --input x --output y --format brat | Invalid value for option '--format'",
        "export-annotations --input x --output y --choose disagreement | --choose disagreement needs --other FOLDER",
        "export-annotations --input x --output y --other z | --choose disagreement needs --other FOLDER",
        "import-annotations --output y | Missing required option: '--input=PATH'",
        "import-annotations --input x --output y --format brat | Invalid value for option '--format'",
        "lable | Unmatched argument",
      })
  void refusesWrongUsageBeforeSparkStarts(String arguments, String message) {
    StringWriter err = new StringWriter();
    CommandLine commandLine = Weerwoord.commandLine();
    commandLine.setErr(new PrintWriter(err, true));

    int code = commandLine.execute(arguments.strip().split(" "));

    assertThat(code).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "label",
        "report",
        "train",
        "evaluate",
        "explain",
        "export-annotations",
        "import-annotations"
      })
  void documentsEveryOptionInHelpAndReadme(String command) throws IOException {
    StringWriter out = new StringWriter();
    CommandLine commandLine = Weerwoord.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    String readme = Files.readString(Path.of("..", "README.md"));

    int code = commandLine.execute(command, "--help");

    assertThat(code).isZero();
    commandLine
        .getSubcommands()
        .get(command)
        .getCommandSpec()
        .options()
        .forEach(
            option -> {
              assertThat(option.description()).as(option.longestName()).isNotEmpty();
              assertThat(out.toString()).contains(option.longestName());
              assertThat(readme).contains("`" + option.longestName());
            });
  }

  @Test
  void readmeIsFilledIn() throws IOException {
    assertThat(Files.readString(Path.of("..", "README.md"))).doesNotContainPattern("@[A-Z_]+@");
  }

  @Test
  void showsDefaults() {
    assertThat(Weerwoord.commandLine().getSubcommands().get("label").getUsageMessage())
        .contains("Default: error")
        .contains("Default: parquet")
        .contains("Default: 0.1")
        .contains("Default: 1000000");
  }

  @Test
  void tellsItsVersions() {
    StringWriter out = new StringWriter();
    CommandLine commandLine = Weerwoord.commandLine();
    commandLine.setOut(new PrintWriter(out, true));

    assertThat(commandLine.execute("--version")).isZero();
    assertThat(out.toString()).contains("weerwoord").contains("Spark 4.1.0").contains("Java 17");
  }
}
