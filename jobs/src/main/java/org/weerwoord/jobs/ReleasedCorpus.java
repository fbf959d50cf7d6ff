package org.weerwoord.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.weerwoord.evaluation.CorpusArticle;

/** The labelled articles of {@code seeds/corpus}, which the jar holds. */
final class ReleasedCorpus {

  private static final String FOLDER = "corpus";

  private ReleasedCorpus() {}

  /** Returns its articles. */
  static Stream<CorpusArticle> articles() {
    return lines().stream().map(CorpusArticle::parse);
  }

  private static List<String> lines() {
    try {
      URI folder = ReleasedCorpus.class.getResource(FOLDER).toURI();
      if (!folder.getScheme().equals("jar")) {
        return lines(Path.of(folder));
      }
      try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
        return lines(
            jar.getPath("/" + ReleasedCorpus.class.getPackageName().replace('.', '/'), FOLDER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read the corpus in the jar", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The corpus in the jar has no address", e);
    }
  }

  private static List<String> lines(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }
}
