package org.weerwoord.jobs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.weerwoord.jobs.input.ArticleReader;
import org.weerwoord.jobs.input.InputOptions;
import org.weerwoord.jobs.input.InputRecord;
import org.weerwoord.jobs.input.RecordParser;
import org.weerwoord.text.Article;
import picocli.CommandLine;

/**
 * What becomes of files that no newspaper would send and an archive of ten million articles holds.
 * All are labelled by one run; each case looks at what became of its own file.
 */
@ExtendWith(SparkSessionExtension.class)
class HostileInputTest {

  private static final int LONGEST = InputOptions.DEFAULT_MAX_ARTICLE_CHARS;
  private static final double ROUNDED = 1e-5;

  private static final List<String> TOO_LONG = List.of("too-long");

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** A file and what becomes of it. */
  static final class Case {
    private final String file;
    private final byte[] content;
    private final int copies;
    private final int articles;
    private final List<String> reasons;

    /**
     * @param file its name
     * @param content of which the file is as many copies
     * @param copies how many
     * @param articles how many of its records are labelled
     * @param reasons why the others are set aside, in their order
     */
    Case(String file, byte[] content, int copies, int articles, List<String> reasons) {
      this.file = file;
      this.content = content;
      this.copies = copies;
      this.articles = articles;
      this.reasons = reasons;
    }

    void write(Path folder) throws IOException {
      try (OutputStream out = Files.newOutputStream(folder.resolve(file))) {
        for (int i = 0; i < copies; i++) {
          out.write(content);
        }
      }
    }

    @Override
    public String toString() {
      return file;
    }
  }

  @TempDir private static Path folder;

  private static Map<String, List<InputRecord>> records;
  private static Map<String, List<Row>> rows;

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    // Files that are empty, one way or another.
    cases.add(text("empty", "", "no-text"));
    cases.add(text("white-space", " \n\t\u00A0\u2003\r\n ", "no-text"));
    cases.add(text("invisible", "\u200B\u200D\uFEFF\u202E", "no-text"));
    cases.add(lines("empty-lines", "", 0));
    cases.add(lines("blank-lines", "\n\r\n   \n\t\n", 0));
    cases.add(table("empty-table", "", 0));
    cases.add(table("header-alone", "id,text\n", 0));
    cases.add(json("empty-text", "", "no-text"));
    cases.add(file("empty.jsonl.gz", gzip(new byte[0]), 0));
    cases.add(file("no-bytes.jsonl.gz", new byte[0], 0, "unreadable"));

    // Texts without sentences, or with far too many or far too long ones.
    cases.add(text("quotation-marks", "“”\"'„«»‹›‘’"));
    cases.add(text("200000-quotation-marks", "\"".repeat(200_000)));
    cases.add(text("200000-quotation-marks-of-all-kinds", "“„«‘\"".repeat(40_000)));
    cases.add(text("one-sentence-of-1-MB", "de raad zegt dat ".repeat(LONGEST / 17)));
    cases.add(text("100000-sentences", "Ja. Nee. ".repeat(50_000)));
    cases.add(text("charges", "Iran beschuldigt Israël. ".repeat(10_000)));
    cases.add(text("no-spaces", "minister".repeat(LONGEST / 8)));
    cases.add(text("one-name-of-500-KB", "A".repeat(LONGEST / 2) + ". Hij liegt.".repeat(20_000)));
    cases.add(text("a-character-too-many", "a".repeat(LONGEST + 1), "too-long"));
    cases.add(text("5-MB", "a".repeat(5_000_000), "too-long"));
    cases.add(text("brackets", "(".repeat(100_000) + ")".repeat(100_000)));
    cases.add(text("line-breaks", "a\n\n\n".repeat(10_000)));
    cases.add(text("digits-and-stops", "1.2.3. ".repeat(20_000)));

    // Characters.
    cases.add(text("emoji", "\uD83D\uDE00\uD83D\uDC68\u200D\uD83D\uDC69".repeat(10_000)));
    cases.add(json("lone-surrogates", "\uD83D Jan \uDE00 ontkent\uD800. \uDC00"));
    cases.add(text("nul-and-control", "Jan\0 ontkent.\u0001\u0008 Nee\u001B[31m!\u007F\u0085"));
    cases.add(json("nul-in-json", "Jan\0 ontkent."));
    cases.add(text("only-nul", "\0\0\0\0", "no-text"));
    cases.add(text("right-to-left", "قال الوزير إن هذا غير صحيح. نفى المتحدث ذلك."));
    cases.add(text("bidi-overrides", "Jan \u202Etnektno\u202C dat. \u2067Nee\u2069."));
    cases.add(text("combining-marks", "a" + "\u0301\u0323\u0489".repeat(50_000)));
    cases.add(text("zalgo", "J\u0334\u0322a\u0335n\u0336 l\u0338i\u0335egt. ".repeat(2_000)));
    cases.add(text("mixed-scripts", "Jan Петров 東京 العربية Αθήνα ontkent。Nee！"));
    cases.add(text("homoglyphs", "Јаn Реeтеrѕ оntkеnt dе bеschuldіgіng."));
    cases.add(text("html", "<p>Jan <b>ontkent</b> &amp; zwijgt.</p>"));
    cases.add(text("script", "<script>alert('x')</script>\"; DROP TABLE x; -- ${jndi:ldap://x}"));
    cases.add(text("replacement-characters", "\uFFFD\uFFFE\uFFFF Jan ontkent."));
    cases.add(text("byte-order-marks", "\uFEFF\uFEFFJan ontkent.\uFEFF"));

    // JSON.
    String open = "{\"text\":\"";
    cases.add(lines("nested-10000-deep", nested("{\"a\":", "1", "}"), 0, "malformed"));
    cases.add(lines("arrays", "{\"a\":" + nested("[", "1", "]") + "}", 0, "malformed"));
    cases.add(lines("10000-open-braces", "{\"a\":".repeat(10_000), 0, "malformed"));
    cases.add(lines("line-of-20-MB", open + "a".repeat(20 << 20) + "\"}", 0, "too-long"));
    cases.add(
        new Case("line-of-200-MB.jsonl", "a".repeat(1 << 20).getBytes(UTF_8), 200, 0, TOO_LONG));
    cases.add(lines("escapes", open + "\\u00e9".repeat(LONGEST) + "\"}", 1));
    cases.add(lines("half-an-object", "{\"text\":\"Jan ontk", 0, "malformed"));
    cases.add(lines("array", "[1]", 0, "malformed"));
    cases.add(lines("null", "null", 0, "malformed"));
    cases.add(lines("not-a-number", "{\"text\":\"x\",\"id\":NaN}", 0, "malformed"));
    String digits = "9".repeat(100_000);
    cases.add(lines("100000-digits", "{\"text\":\"x\",\"id\":" + digits + "}", 0, "malformed"));
    cases.add(lines("text-is-an-object", "{\"text\":{\"a\":1}}", 0, "malformed"));
    String name = "a".repeat(LONGEST);
    cases.add(lines("name-of-1-MB", "{\"" + name + "\":1,\"text\":\"x\"}", 0, "malformed"));
    cases.add(lines("twice-the-same-field", "{\"text\":\"Ja.\",\"text\":\"Nee, nee.\"}", 1));
    String between = "{\n" + object("id", "between") + "\n}";
    cases.add(lines("good-between-bad", between, 1, "malformed", "malformed"));
    byte[] accent = (open + "é").getBytes(UTF_8);
    cases.add(file("cut-in-a-character.jsonl", cut(accent, 1), 0, "undecodable"));
    cases.add(file("latin-1.txt", "Jan ontként.".getBytes(ISO_8859_1), 0, "undecodable"));
    cases.add(file("overlong.txt", new byte[] {'a', (byte) 0xC0, (byte) 0xAF}, 0, "undecodable"));

    // Identifiers and dates.
    cases.add(lines("same-ids", object("id", "same") + "\n" + object("id", "same"), 2));
    cases.add(lines("id-with-path", object("id", "../../etc/passwd"), 1));
    cases.add(lines("id-with-line-breaks", object("id", "a\nb\r\u2028\0c"), 1));
    cases.add(lines("id-of-1-MB", object("id", "x".repeat(LONGEST)), 0, "too-long"));
    cases.add(lines("url-of-5000", object("url", "x".repeat(5_000)), 0, "too-long"));
    cases.add(lines("year-0", object("date", "0000-01-01"), 1));
    cases.add(lines("year-292278994", object("date", "+292278994-08-17T07:12:55Z"), 1));
    cases.add(lines("exponent", object("date", "1e999999999"), 1));
    cases.add(lines("date-of-1-MB", object("date", "2".repeat(LONGEST)), 1));
    cases.add(lines("february-30", object("date", "2024-02-30"), 1));
    cases.add(lines("odd-language", object("lang", "\u202E../../nl"), 1));

    // Compressed files.
    byte[] good = (object("id", "before-the-cut") + "\n").getBytes(UTF_8);
    byte[] zipped = gzip(good);
    cases.add(file("cut-off.jsonl.gz", cut(zipped, 6), 1, "unreadable"));
    cases.add(file("cut-in-its-header.jsonl.gz", Arrays.copyOf(zipped, 5), 0, "unreadable"));
    cases.add(file("flipped.txt.gz", flipped(zipped), 0, "unreadable"));
    byte[] zeros = gzip(new byte[1 << 20]);
    cases.add(new Case("bomb-of-1-GB.jsonl.gz", zeros, 1 << 10, 0, TOO_LONG));
    cases.add(new Case("bomb-of-1-GB.txt.gz", zeros, 1 << 10, 0, TOO_LONG));
    byte[] letters = gzip("text\n".repeat(1 << 18).getBytes(UTF_8));
    cases.add(file("bomb-of-lines.txt.gz", letters, 0, "too-long"));
    cases.add(file("cut-off.txt.zst", cut(zstandard(good), 3), 0, "unreadable"));
    cases.add(file("no-bzip2.csv.bz2", "id,text\n1,x\n".getBytes(UTF_8), 0, "unreadable"));
    cases.add(file("no.parquet", "PAR1 is how it begins".getBytes(UTF_8), 0, "unreadable"));

    // Tables.
    String quotes = "id,text\n1,\"Nee.\n2,Ja.\n3,\"Jan\" x,y\n";
    cases.add(table("unbalanced-quotes", quotes, 1, "malformed", "malformed"));
    String odd = "id,text\n" + "\"a\"b\",\"c\n".repeat(3);
    cases.add(table("odd-quotes", odd, 0, "malformed", "malformed", "malformed"));
    cases.add(table("fields", "id,text\n1\nx,Neen.\n3,a,b\n", 1, "malformed", "malformed"));
    String wide = "text" + ",x".repeat(10_000) + "\nNee." + ",1".repeat(10_000) + "\n";
    cases.add(table("10000-columns", wide, 1));
    cases.add(table("formula", "id,text\n=1+1,=HYPERLINK(\"x\")\n", 1));

    // Encodings and names.
    String denial = "Jan Peeters ontkent.";
    cases.add(file("utf-16le.txt", denial.getBytes(UTF_16LE), 0, "undecodable"));
    cases.add(file("utf-16be.txt", denial.getBytes(UTF_16BE), 0, "undecodable"));
    cases.add(file("utf-16.jsonl", object("id", "x").getBytes(UTF_16LE), 0, "malformed"));
    Charset utf32 = Charset.forName("UTF-32LE");
    cases.add(file("utf-32-with-mark.txt", ("\uFEFF" + denial).getBytes(utf32), 1));
    cases.add(text(" name with spaces ", denial));
    cases.add(text("name%20{a,b}[c]*?", denial));
    cases.add(text("naam-é-東京-\uD83D\uDE00", denial));
    return cases;
  }

  @BeforeAll
  static void labelAllOfThem(SparkSession spark) throws IOException {
    Path input = Files.createDirectory(folder.resolve("input"));
    for (Case each : cases()) {
      each.write(input);
    }
    Path output = folder.resolve("output");
    StringWriter err = new StringWriter();
    assertThat(
            label(
                new StringWriter(),
                err,
                "--input",
                input.toString(),
                "--output",
                output.toString(),
                "--max-bad-rate",
                "1"))
        .as(err.toString())
        .isZero();
    ArticleReader reader = ArticleReader.open(spark, InputOptions.of(input.toString()));
    RecordParser parser = reader.parser();
    records =
        reader.raw().collectAsList().stream()
            .map(parser::parse)
            .collect(Collectors.groupingBy(record -> name(record.file())));
    rows =
        spark.read().parquet(output.resolve("statements").toString()).collectAsList().stream()
            .collect(Collectors.groupingBy(row -> row.getAs("article_id")));
    List<Row> setAside =
        spark.read().json(output.resolve("_quarantine/*").toString()).collectAsList();
    assertThat(setAside.stream().map(row -> name(row.getAs("file")) + " " + row.getAs("reason")))
        .containsExactlyInAnyOrderElementsOf(
            records.values().stream()
                .flatMap(List::stream)
                .filter(record -> record.article() == null)
                .map(record -> name(record.file()) + " " + record.reason().text())
                .toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isLabelledOrSetAside(Case given) {
    List<InputRecord> own = records.getOrDefault(given.file, List.of());

    assertThat(own)
        .filteredOn(record -> record.article() == null)
        .extracting(record -> record.reason().text())
        .containsExactlyElementsOf(given.reasons);
    List<Article> articles =
        own.stream().map(InputRecord::article).filter(article -> article != null).toList();
    assertThat(articles).hasSize(given.articles);
    for (Article article : articles) {
      List<Row> statements = rows.get(article.id());
      assertThat(statements)
          .filteredOn(row -> row.<Integer>getAs("position") == 0)
          .hasSize((int) articles.stream().filter(a -> a.id().equals(article.id())).count());
      checkStatements(article.fullText(), statements);
    }
  }

  /** Checks the rows of an article, or of several with the same identifier and text. */
  private static void checkStatements(String fullText, List<Row> statements) {
    List<Row> ordered =
        statements.stream().sorted(Comparator.comparingInt(row -> row.getAs("position"))).toList();
    int begin = 0;
    int last = 0;
    for (Row row : ordered) {
      boolean again = row.<Integer>getAs("begin") == begin && last > 0;
      begin = row.getAs("begin");
      requireBlank(fullText, again ? begin : last, begin);
      last = row.getAs("end");
      if (!fullText.substring(begin, last).equals(row.getAs("text"))) {
        throw new AssertionError("The text does not stand at its offsets: " + row);
      }
      double sum =
          row.<Double>getAs("p_accusation")
              + row.<Double>getAs("p_denial")
              + row.<Double>getAs("p_counter_accusation")
              + row.<Double>getAs("p_none");
      if (Math.abs(sum - 1) > ROUNDED) {
        throw new AssertionError("The probabilities do not sum to 1: " + row);
      }
    }
    requireBlank(fullText, last, fullText.length());
  }

  private static void requireBlank(String text, int begin, int end) {
    if (begin > end) {
      throw new AssertionError("Statements overlap at " + end);
    }
    for (int i = begin; i < end; i++) {
      if (!Character.isWhitespace(text.charAt(i)) && !Character.isSpaceChar(text.charAt(i))) {
        throw new AssertionError("Character " + i + " lies in no statement");
      }
    }
  }

  static List<Arguments> errors() {
    return List.of(
        Arguments.of(List.of("gone.jsonl"), 3, "must match a file, but matches none"),
        Arguments.of(List.of("gone-*.{jsonl,csv}"), 3, "must match a file, but matches none"),
        Arguments.of(List.of("name with [spaces] and *"), 3, "must match a file, but matches none"),
        Arguments.of(List.of("empty"), 3, "leads only to empty folders"),
        Arguments.of(List.of("{unbalanced"), 3, "can't be listed"),
        Arguments.of(List.of("nul\0"), 3, "must match a file, but matches none"),
        Arguments.of(List.of("xyz://nowhere/a"), 3, "can't be listed"),
        Arguments.of(List.of("binary"), 3, "its first bytes are none of these"),
        Arguments.of(List.of("document.json"), 3, "must have one JSON object a line"),
        Arguments.of(List.of("no-text.csv"), 3, "must have a column 'text'"),
        Arguments.of(List.of("header.csv"), 3, "the header line is broken"),
        Arguments.of(List.of("list.parquet"), 3, "must be a string to hold the field 'text'"),
        Arguments.of(List.of("number.parquet"), 3, "must be a string to hold the field 'text'"),
        Arguments.of(List.of("no-text.parquet"), 3, "must have a column 'text'"),
        Arguments.of(
            List.of("broken.jsonl"), 3, "1 of 1 records can't be read as articles (1 malf"),
        Arguments.of(List.of("cut.parquet"), 3, "can't be read as articles (1 unreadable)"),
        Arguments.of(List.of("a.txt", "--encoding", "utf-99"), 2, "that Java knows"),
        Arguments.of(List.of("a.txt", "--max-article-chars", "0"), 2, "at least 1 character"),
        Arguments.of(List.of("a.txt", "--field", "text= "), 2, "needs the name of a column"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void endsWithAClearError(
      List<String> arguments, int code, String message, @TempDir Path input, SparkSession spark)
      throws IOException {
    Files.createDirectory(input.resolve("empty"));
    Files.write(input.resolve("binary"), new byte[] {1, 2, 3, 0});
    Files.writeString(input.resolve("document.json"), "[\n{\"text\":\"a\"}\n]");
    Files.writeString(input.resolve("no-text.csv"), "id,body\n1,x\n");
    Files.writeString(input.resolve("header.csv"), "\"id\" x,text\n1,x\n");
    Files.writeString(input.resolve("broken.jsonl"), "{\"text\":");
    Files.writeString(input.resolve("cut.parquet"), "PAR1");
    Files.writeString(input.resolve("a.txt"), "Jan ontkent.");
    Map<String, String> tables =
        Map.of(
            "list.parquet", "array('x') as text",
            "number.parquet", "1 as text",
            "no-text.parquet", "'x' as body");
    if (tables.containsKey(arguments.get(0))) {
      Path table = input.resolve(arguments.get(0));
      spark.sql("select " + tables.get(arguments.get(0))).write().parquet(table.toString());
    }
    List<String> all = new ArrayList<>(List.of("--output", input.resolve("output").toString()));
    all.add("--input");
    all.add(arguments.get(0).contains("://") ? arguments.get(0) : input + "/" + arguments.get(0));
    all.addAll(arguments.subList(1, arguments.size()));
    StringWriter err = new StringWriter();

    assertThat(label(new StringWriter(), err, all.toArray(String[]::new))).isEqualTo(code);

    assertThat(err.toString()).contains(message).doesNotContain("\tat ");
    assertThat(input.resolve("output/statements")).doesNotExist();
  }

  private static int label(StringWriter out, StringWriter err, String... arguments) {
    CommandLine commandLine = Weerwoord.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(
        Stream.concat(Stream.of("label"), Stream.of(arguments)).toArray(String[]::new));
  }

  private static String name(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  private static Case file(String name, byte[] content, int articles, String... reasons) {
    return new Case(name, content, 1, articles, List.of(reasons));
  }

  /** A text file that is an article, or is set aside for a reason. */
  private static Case text(String name, String text, String... reasons) {
    return file(name + ".txt", text.getBytes(UTF_8), 1 - reasons.length, reasons);
  }

  /** A JSON line that is an article, or is set aside for a reason. */
  private static Case json(String name, String text, String... reasons) {
    return lines(name, object("text", text), 1 - reasons.length, reasons);
  }

  private static Case lines(String name, String content, int articles, String... reasons) {
    return file(name + ".jsonl", content.getBytes(UTF_8), articles, reasons);
  }

  private static Case table(String name, String content, int articles, String... reasons) {
    return file(name + ".csv", content.getBytes(UTF_8), articles, reasons);
  }

  /** A JSON object with a text, and another field. */
  private static String object(String field, String value) {
    try {
      Map<String, String> object = new TreeMap<>(Map.of("text", "Jan Peeters ontkent dat."));
      object.put(field, value);
      return JSON.writeValueAsString(object);
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory can't fail to be written", e);
    }
  }

  private static String nested(String open, String inside, String close) {
    return open.repeat(10_000) + inside + close.repeat(10_000);
  }

  private static byte[] gzip(byte[] content) {
    return compressed(content, GZIPOutputStream::new);
  }

  private static byte[] zstandard(byte[] content) {
    return compressed(content, ZstdOutputStream::new);
  }

  private interface Compression {
    OutputStream of(OutputStream out) throws IOException;
  }

  private static byte[] compressed(byte[] content, Compression compression) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compression.of(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory can't fail to be compressed", e);
    }
    return bytes.toByteArray();
  }

  private static byte[] cut(byte[] content, int last) {
    return Arrays.copyOf(content, content.length - last);
  }

  private static byte[] flipped(byte[] content) {
    byte[] flipped = content.clone();
    flipped[content.length / 2] ^= 4;
    return flipped;
  }
}
