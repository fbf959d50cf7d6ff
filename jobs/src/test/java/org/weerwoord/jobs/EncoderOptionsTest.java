package org.weerwoord.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EncoderOptionsTest {

  @TempDir private Path folder;

  @Test
  void keepsCheckpointsOnlyWhereAskedTo() throws IOException {
    EncoderOptions without = CommandLine.populateCommand(new EncoderOptions());
    EncoderOptions with =
        CommandLine.populateCommand(
            new EncoderOptions(), "--checkpoints", folder.resolve("kept").toString());

    for (EncoderOptions options : new EncoderOptions[] {without, with}) {
      Path checkpoints = options.checkpoints();
      Files.writeString(checkpoints.resolve("encoder-all.bin"), "a tuning");
      options.discard(checkpoints);
      assertThat(Files.exists(checkpoints)).isEqualTo(options == with);
    }

    assertThat(folder.resolve("kept/encoder-all.bin")).exists();
  }
}
