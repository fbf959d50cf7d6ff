package org.weerwoord;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.weerwoord.attribution.ArticleActors;
import org.weerwoord.attribution.Attribution;
import org.weerwoord.classifiers.Classification;
import org.weerwoord.classifiers.Labeller;
import org.weerwoord.classifiers.StackedModelFile;
import org.weerwoord.evaluation.CorpusArticle;
import org.weerwoord.features.SparseFeatures;
import org.weerwoord.features.StatementFeatureGenerator;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.Language;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;
import org.weerwoord.text.StatementLabel;

/**
 * What each stage costs, on one thread, for the articles of the corpus in random order: run by
 * {@code mvn -Pbench}. The count {@code statements} is the rate of statements, those of articles
 * the rate of articles.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class StageBenchmark {

  private final List<Case> cases = new ArrayList<>();
  private StackedModelFile model;
  private Labeller labeller;
  private int next;

  /** An article with what the stages before the measured one make of it. */
  private record Case(
      Article article,
      List<Statement> statements,
      ArticleReading reading,
      List<StatementLabel> labels) {}

  /** Counts statements beside articles. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counts {
    /** Statements that a stage went through. */
    public long statements;

    /** Sets the count back. */
    @Setup(Level.Iteration)
    public void clear() {
      statements = 0;
    }
  }

  /** Reads the articles, and what is made of them. */
  @Setup
  public void read() throws IOException {
    model = StackedModelFile.bundled();
    labeller = model.labeller(model.classifier());
    List<Path> files;
    try (Stream<Path> listed = Files.list(Path.of("..", "seeds", "corpus"))) {
      files = listed.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
    Random random = new Random(1);
    for (Path file : files) {
      for (String line : Files.readAllLines(file, UTF_8)) {
        if (random.nextInt(4) == 0) {
          cases.add(of(CorpusArticle.parse(line)));
        }
      }
    }
    Collections.shuffle(cases, random);
  }

  private Case of(CorpusArticle corpus) {
    String text = corpus.fullText().substring(corpus.title().length()).strip();
    Article article =
        new Article(corpus.id(), null, corpus.lang(), null, null, corpus.title(), text);
    List<Statement> statements = StatementExtractor.extract(article);
    ArticleReading reading = ArticleReading.of(statements, article.language());
    List<StatementLabel> labels =
        model.classifier().classify(ArticleActors.of(reading)).stream()
            .map(Classification::label)
            .toList();
    return new Case(article, statements, reading, labels);
  }

  private Case next(Counts counts) {
    next = (next + 1) % cases.size();
    counts.statements += cases.get(next).statements().size();
    return cases.get(next);
  }

  /** Article to statements. */
  @Benchmark
  public List<Statement> segmentation(Counts counts) {
    return StatementExtractor.extract(next(counts).article());
  }

  /** Statements to tokens and cues. */
  @Benchmark
  public ArticleReading reading(Counts counts) {
    Case each = next(counts);
    return ArticleReading.of(each.statements(), each.article().language());
  }

  /** Tokens to mentions and actors. */
  @Benchmark
  public ArticleActors actors(Counts counts) {
    return ArticleActors.of(next(counts).reading());
  }

  /** Tokens and cues to sparse features. */
  @Benchmark
  public List<SparseFeatures> features(Counts counts) {
    return new StatementFeatureGenerator().generate(next(counts).reading());
  }

  /** Actors, tokens and cues to labels; finds speakers and features too. */
  @Benchmark
  public List<Classification> scoring(Counts counts) {
    return model.classifier().classify(ArticleActors.of(next(counts).reading()));
  }

  /** Actors and labels to speakers, sources, targets and links. */
  @Benchmark
  public List<Attribution> attribution(Counts counts) {
    Case each = next(counts);
    return labeller.attributor().attribute(ArticleActors.of(each.reading()), each.labels());
  }

  /** All of them: article to labels and attributions. */
  @Benchmark
  public Labeller.Labelled all(Counts counts) {
    Article article = next(counts).article();
    Language language = article.language();
    return labeller.label(StatementExtractor.extract(article), language);
  }
}
