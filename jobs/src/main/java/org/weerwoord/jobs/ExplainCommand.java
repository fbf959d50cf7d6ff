package org.weerwoord.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.weerwoord.classifiers.Labeller.Labelled;
import org.weerwoord.evaluation.CorpusArticle;
import org.weerwoord.evaluation.CorpusNeighbours;
import org.weerwoord.jobs.input.ArticleDates;
import org.weerwoord.jobs.input.InputRecord;
import org.weerwoord.jobs.input.RecordParser;
import org.weerwoord.reading.ArticleReading;
import org.weerwoord.text.Article;
import org.weerwoord.text.ArticleDate;
import org.weerwoord.text.LanguageCode;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementExtractor;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Labels one article and says why. Starts no Spark session. */
@Command(
    name = "explain",
    showDefaultValues = true,
    sortOptions = false,
    description =
        "Labels one article and prints of each statement its label and probabilities, the words for and"
            + " against it, who speaks, who acts against whom, what it answers and how roles had a say,"
            + " and the most similar statements of a labelled corpus.",
    footer = {
      "",
      "Example:",
      "  weerwoord explain --text 'De minister noemt de aantijging onzin.' --lang nl"
    })
final class ExplainCommand extends CheckedCommand {

  private static final String STANDARD_INPUT = "-";

  /** Where the article comes from. */
  private static final class Given {

    @Option(
        names = "--text",
        required = true,
        paramLabel = "TEXT",
        description = "The text of the article, or a few sentences.")
    private String text;

    @Option(
        names = "--article",
        required = true,
        paramLabel = "FILE",
        description =
            "A local file with the article: plain text (it may begin with a line such as date 2022-07),"
                + " or, if it begins with a brace, one JSON object as label reads it; - for standard"
                + " input.")
    private String file;
  }

  @ArgGroup(multiplicity = "1")
  private Given given;

  @Option(
      names = "--lang",
      paramLabel = "CODE",
      description = "Language, as an ISO 639 code such as nl. Detected unless given.")
  private String lang;

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "Date of the article, to be printed.")
  private String date;

  @Option(names = "--title", paramLabel = "TITLE", description = "Headline, which is statement 0.")
  private String title;

  @Mixin private ModelOptions modelOptions;

  @Option(
      names = "--neighbours",
      defaultValue = "3",
      paramLabel = "N",
      description = "Most similar statements of the corpus to print, from 0.")
  private int neighbours;

  @Option(
      names = "--corpus",
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "JSON lines of labelled articles to look for them in: files, folders or globs of *.jsonl."
              + " The released corpus, in this jar, unless given.")
  private List<String> corpus = List.of();

  private Article article;

  @Override
  void validate() {
    modelOptions.validate();
    if (neighbours < 0) {
      throw new IllegalArgumentException("--neighbours must be at least 0, but is " + neighbours);
    }
    if (lang != null && LanguageCode.of(lang).isEmpty()) {
      throw new IllegalArgumentException(
          "--lang must be an ISO 639 code such as nl, but is '" + lang + "'");
    }
    if (date != null && ArticleDates.parse(date).isEmpty()) {
      throw new IllegalArgumentException(
          "--date must be a date such as 2022-07-25, 2022-07 or 2022, but is '" + date + "'");
    }
    if (given.text != null && given.text.isBlank()) {
      throw new IllegalArgumentException("--text must not be blank: give a sentence at least");
    }
    if (given.file != null
        && !given.file.equals(STANDARD_INPUT)
        && !Files.isRegularFile(Path.of(given.file))) {
      throw new IllegalArgumentException(
          "--article must be a local file, or - for standard input, but there is none at "
              + given.file);
    }
  }

  @Override
  void execute() throws IOException {
    Configuration hadoop = hadoop();
    article = article();
    LoadedModel model = modelOptions.load(hadoop);
    List<Statement> statements = StatementExtractor.extract(article);
    Labelled labelled = model.labeller().label(statements, article.language());
    ArticleReading reading = ArticleReading.of(statements, article.language());
    List<List<CorpusNeighbours.Neighbour>> nearest =
        neighbours == 0
            ? statements.stream().map(statement -> List.<CorpusNeighbours.Neighbour>of()).toList()
            : CorpusNeighbours.find(
                model.classifier().sparse(), reading, corpus(hadoop), neighbours);
    new Explanation(article, reading, labelled, nearest, model).lines().forEach(this::print);
  }

  private Stream<CorpusArticle> corpus(Configuration hadoop) {
    return corpus.isEmpty() ? ReleasedCorpus.articles() : JsonLines.corpus(hadoop, corpus);
  }

  private Article article() throws IOException {
    byte[] content = content();
    String file = given.file == null || given.file.equals(STANDARD_INPUT) ? "text" : given.file;
    boolean json = given.file != null && beginsWithBrace(content);
    InputRecord record = RecordParser.parse(file, json, content);
    if (record.article() == null) {
      throw new BadInputException(
          (given.file == null ? "--text" : "--article " + given.file)
              + " must hold one article, but "
              + record.detail()
              + (json ? ". Of JSON lines with several articles give one line" : ""));
    }
    Article read = record.article();
    String ownTitle = title == null ? read.title() : title;
    return new Article(
        read.id(),
        date == null ? read.date() : ArticleDates.parse(date).orElseThrow(),
        lang == null ? read.lang() : LanguageCode.of(lang).orElseThrow(),
        read.sourceName(),
        read.url(),
        ownTitle,
        read.text());
  }

  private byte[] content() throws IOException {
    if (given.text != null) {
      return given.text.getBytes(StandardCharsets.UTF_8);
    }
    if (given.file.equals(STANDARD_INPUT)) {
      InputStream in = System.in;
      return in.readAllBytes();
    }
    return Files.readAllBytes(Path.of(given.file));
  }

  private static boolean beginsWithBrace(byte[] content) {
    return new String(content, StandardCharsets.UTF_8).stripLeading().startsWith("{");
  }

  /** Returns as much of a date as its source gives. */
  static String printed(ArticleDate date) {
    return date == null ? "no date" : date.precision().print(date.day());
  }
}
