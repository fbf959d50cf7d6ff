package org.weerwoord.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.weerwoord.text.StatementLabel;

/** What the data statement promises of the corpus. */
final class CorpusRulesTest {

  /** A run of so many words in two texts is a copy. */
  private static final int RUN = 8;

  private static final Path GOLD = Path.of("..", "..", "shared", "gold");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+");
  private static final Set<StatementLabel> CHARGES =
      EnumSet.of(StatementLabel.ACCUSATION, StatementLabel.COUNTER_ACCUSATION);

  private static List<CorpusArticle> corpus;

  @BeforeAll
  static void read() throws IOException {
    corpus = CorpusArticleTest.corpus();
  }

  @Test
  void noTwoArticlesShareARunOfEightWords() {
    List<String> copies = new ArrayList<>();
    runs(copies);

    assertThat(copies).isEmpty();
  }

  @Test
  void noArticleSharesARunOfEightWordsWithGold() throws IOException {
    assumeThat(GOLD).as("gold articles stand beside a working copy only").isDirectory();
    Map<Long, String> runs = runs(new ArrayList<>());
    List<String> copies = new ArrayList<>();
    for (GoldArticle article : gold()) {
      String[] words = words(article.text());
      for (int i = 0; i + RUN <= words.length; i++) {
        String id = runs.get(hash(words, i));
        if (id != null) {
          copies.add(id + " and gold " + article.id() + ": " + run(words, i));
        }
      }
    }

    assertThat(copies).isEmpty();
  }

  @Test
  void aReplyAnswersACharge() {
    for (CorpusArticle article : corpus) {
      List<GoldLabel> labels = article.toGold().labels();
      for (int i = 0; i < labels.size(); i++) {
        Integer answers = labels.get(i).answers();
        if (answers != null) {
          GoldLabel charge = labels.get(answers);
          assertThat(CHARGES.contains(charge.label()) || CHARGES.contains(charge.also()))
              .as("statement %d of %s answers %d", i, article.id(), answers)
              .isTrue();
          assertThat(labels.get(i).label())
              .as("label of statement %d of %s, which answers another", i, article.id())
              .isNotEqualTo(StatementLabel.NONE);
        }
      }
    }
  }

  /** Acts stand in a third of the first generation's statements, in a quarter of the eighth's. */
  @Test
  void everyFileHasTheSharesOfItsGeneration() {
    Map<String, List<CorpusArticle>> files = new TreeMap<>();
    for (CorpusArticle article : corpus) {
      String file = article.id().substring(0, article.id().lastIndexOf('-'));
      files.computeIfAbsent(file, name -> new ArrayList<>()).add(article);
    }
    files.forEach(
        (file, articles) -> {
          double acts =
              share(
                  articles.stream().flatMap(a -> a.labels().stream()).map(CorpusRulesTest::isAct));
          double without =
              share(
                  articles.stream()
                      .map(a -> a.labels().stream().noneMatch(CorpusRulesTest::isAct)));
          boolean first = isBefore(file, "f", "d", "c");
          boolean eighth = !isBefore(file, "zd", "p", "m");
          assertThat(acts)
              .as("share of acts in %s", file)
              .isBetween(0.10, first ? 0.40 : eighth ? 0.27 : 0.25);
          assertThat(without)
              .as("share of articles without an act in %s", file)
              .isBetween(eighth ? 0.05 : 0.08, 0.30);
        });
  }

  /** Returns whether a file stands before the first one of a generation in its language. */
  private static boolean isBefore(String file, String dutch, String english, String other) {
    String language = file.substring(0, 2);
    String begin = language.equals("nl") ? dutch : language.equals("en") ? english : other;
    return file.compareTo(language + "-" + begin) < 0;
  }

  private static boolean isAct(StatementLabel label) {
    return label != StatementLabel.NONE;
  }

  private static double share(Stream<Boolean> flags) {
    return flags.mapToInt(flag -> flag ? 1 : 0).average().orElseThrow();
  }

  /** Returns the id of an article with each run; runs in two articles are added to the copies. */
  private static Map<Long, String> runs(List<String> copies) {
    Map<Long, String> runs = new HashMap<>();
    for (CorpusArticle article : corpus) {
      String[] words = words(article.fullText());
      for (int i = 0; i + RUN <= words.length; i++) {
        String other = runs.putIfAbsent(hash(words, i), article.id());
        if (other != null && !other.equals(article.id())) {
          copies.add(other + " and " + article.id() + ": " + run(words, i));
        }
      }
    }
    return runs;
  }

  private static String[] words(String text) {
    return NO_WORD
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .toArray(String[]::new);
  }

  private static String run(String[] words, int from) {
    return String.join(" ", Arrays.copyOfRange(words, from, from + RUN));
  }

  /** Two of a million runs are as good as sure to differ in 64 bits. */
  private static long hash(String[] words, int from) {
    long hash = 0;
    for (int i = from; i < from + RUN; i++) {
      hash = hash * 0x9E3779B97F4A7C15L + words[i].hashCode();
      hash ^= hash >>> 29;
    }
    return hash;
  }

  private static List<GoldArticle> gold() throws IOException {
    List<GoldArticle> articles = new ArrayList<>();
    try (Stream<Path> files = Files.walk(GOLD)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).sorted().toList()) {
        Files.readAllLines(file).stream().map(GoldArticle::parse).forEach(articles::add);
      }
    }
    return articles;
  }
}
