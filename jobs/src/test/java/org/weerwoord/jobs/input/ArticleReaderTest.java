package org.weerwoord.jobs.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weerwoord.jobs.SparkSessionExtension;
import org.weerwoord.text.Article;
import org.weerwoord.text.ArticleDate;
import org.weerwoord.text.ArticleDate.Precision;

@ExtendWith(SparkSessionExtension.class)
class ArticleReaderTest {

  private static final String LINE =
      "{\"id\":\"a1\",\"lang\":\"nl-BE\",\"date\":\"2023-05-12\",\"source\":\"De Proef\",\"url\":\"https://proef.example/1\",\"title\":\"Titel\",\"text\":\"De één ontkent.\"}\n";

  @TempDir Path folder;

  private SparkSession spark;

  @BeforeEach
  void takeSession(SparkSession session) {
    spark = session;
  }

  @Test
  void readsEveryFieldOfJsonLine() throws IOException {
    write("a.jsonl", LINE);

    List<InputRecord> records = read(options());

    assertThat(records)
        .containsExactly(
            new InputRecord(
                "file:" + folder.resolve("a.jsonl"),
                null,
                new Article(
                    "a1",
                    new ArticleDate(LocalDate.of(2023, 5, 12), Precision.DAY),
                    "nl",
                    "De Proef",
                    "https://proef.example/1",
                    "Titel",
                    "De één ontkent."),
                null,
                null,
                false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.ndjson.gz", "a.json.bz2", "a.jsonl.zst", "a.jsonl.zstd"})
  void readsCompressedJsonLines(String name) throws IOException {
    write(name, LINE + "\n" + LINE.replace("a1", "a2"));

    assertThat(ids(read(options()))).containsExactly("a1", "a2");
  }

  @ParameterizedTest
  @CsvSource({
    "a.jsonl,UTF-8,true", "a.jsonl,UTF-16LE,true", "a.jsonl,UTF-16BE,true",
        "a.jsonl.gz,UTF-16LE,true",
    "a.csv,UTF-8,true", "a.csv,UTF-16LE,true", "a.csv.gz,UTF-16BE,true", "a.csv.zst,UTF-8,false",
    "a.txt,UTF-8,true", "a.txt,UTF-16LE,true", "a.txt,UTF-16BE,true", "a.txt.gz,UTF-8,false"
  })
  void readsByteOrderMarks(String name, String charset, boolean marked) throws IOException {
    String content =
        switch (name.charAt(2)) {
          case 'j' -> LINE;
          case 'c' -> "id,text\r\na1,De één ontkent.\r\n";
          default -> "De één ontkent.";
        };
    write(name, ((marked ? "\uFEFF" : "") + content).getBytes(Charset.forName(charset)));

    assertThat(articles(read(options())))
        .extracting(Article::text)
        .containsExactly("De één ontkent.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.csv", "a.txt"})
  void readsGivenEncoding(String name) throws IOException {
    String content =
        switch (name) {
          case "a.jsonl" -> LINE;
          case "a.csv" -> "id,text\r\na1,De één ontkent.\r\n";
          default -> "De één ontkent.";
        };
    write(name, content.getBytes(Charset.forName("windows-1252")));

    InputOptions windows =
        new InputOptions(
            List.of(folder.toString()),
            Optional.empty(),
            Map.of(),
            Optional.of(Charset.forName("windows-1252")),
            1_000);
    assertThat(articles(read(windows)))
        .extracting(Article::text)
        .containsExactly("De één ontkent.");
    assertThat(read(options()))
        .extracting(InputRecord::reason, r -> r.raw().startsWith("base64:"))
        .containsExactly(tuple(QuarantineReason.UNDECODABLE, true));
  }

  @Test
  void readsGivenUtf16WithoutMark() throws IOException {
    write("a.jsonl", (LINE + LINE).getBytes(UTF_16LE));
    write("a.csv", "text\n\u0A0A een\n".getBytes(UTF_16LE));

    InputOptions options =
        new InputOptions(
            List.of(folder.toString()), Optional.empty(), Map.of(), Optional.of(UTF_16LE), 1_000);

    assertThat(articles(read(options))).hasSize(3);
  }

  @Test
  void quarantinesOnlyTheBrokenRecords() throws IOException {
    write(
        "a.jsonl",
        String.join(
            "\n",
            "{\"id\":1,\"text\":\"Goed\"}",
            "{\"id\":2,\"text\":\"Stuk}",
            "{\"id\":3,\"text\":\" \\n\\u200b\"}",
            "{\"id\":4}",
            "[1]",
            "{\"id\":5,\"text\":[\"a\"]}",
            "{\"id\":{},\"text\":\"a\"}",
            "{\"id\":6,\"text\":\"a\"} {}",
            "{\"id\":7,\"text\":\"" + "x".repeat(101) + "\"}",
            "nul",
            "",
            "   ",
            "{\"id\":8,\"x\":" + "[".repeat(2_000) + "]".repeat(2_000) + ",\"text\":\"a\"}"));

    List<InputRecord> records = read(limited(100));

    assertThat(records)
        .extracting(r -> r.reason() == null ? "-" : r.reason().text())
        .containsExactly(
            "-",
            "malformed",
            "no-text",
            "no-text",
            "malformed",
            "malformed",
            "malformed",
            "malformed",
            "too-long",
            "malformed",
            "malformed");
    assertThat(records.get(1).raw()).isEqualTo("{\"id\":2,\"text\":\"Stuk}");
    assertThat(records)
        .extracting(InputRecord::detail)
        .contains(
            "the record has no text",
            "the text has no visible character",
            "a record must be a JSON object, but is an array",
            "field 'text' must be a string, but is an array",
            "field 'id' must be a string or a number, but is an object",
            "a line must be one JSON object, but more follows at column 21",
            "title and text have 101 characters, the limit is 100");
  }

  @Test
  void cutsRawAndDetail() throws IOException {
    write("a.jsonl", "{\"text\":\"" + "é".repeat(20_000) + "\n");
    write("b.jsonl", ("{\"text\":\"" + "é".repeat(20_000)).getBytes(ISO_8859_1));

    List<InputRecord> records = read(options());

    assertThat(records.get(0).raw()).hasSize(10_000).startsWith("{\"text\":\"é");
    assertThat(records.get(1).raw()).hasSizeLessThanOrEqualTo(10_000).startsWith("base64:eyJ0ZXh0");
    assertThat(records).allMatch(r -> r.detail().length() <= 300);
  }

  @Test
  void replacesUnpairedSurrogates() throws IOException {
    write("a.jsonl", "{\"id\":\"\\udc00\",\"text\":\"a\\ud800b \\ud83d\\ude00\"}");

    assertThat(articles(read(options())))
        .extracting(Article::id, Article::text)
        .containsExactly(tuple("\uFFFD", "a\uFFFDb \uD83D\uDE00"));
  }

  @Test
  void keepsReplacementCharacterOfTheTextItself() throws IOException {
    write("a.jsonl", "{\"id\":1,\"text\":\"a\uFFFDb\"}");

    assertThat(articles(read(options()))).extracting(Article::text).containsExactly("a\uFFFDb");
  }

  @Test
  void marksUnreadableDate() throws IOException {
    write(
        "a.jsonl",
        lines(
            "{\"id\":1,\"text\":\"a\",\"date\":\"25/07/2022\"}",
            "{\"id\":2,\"text\":\"a\",\"date\":{\"d\":1}}",
            "{\"id\":3,\"text\":\"a\",\"date\":\"\"}",
            "{\"id\":4,\"text\":\"a\",\"date\":1658736000}"));

    List<InputRecord> records = read(options());

    assertThat(records)
        .extracting(InputRecord::dateUnreadable)
        .containsExactly(true, true, false, false);
    assertThat(articles(records))
        .extracting(a -> a.date() == null ? null : a.date().day())
        .containsExactly(null, null, null, LocalDate.of(2022, 7, 25));
  }

  @Test
  void makesStableIdentifierWhereThereIsNone() throws IOException {
    write(
        "a.jsonl",
        "{\"text\":\"b\",\"title\":\"a\",\"date\":\"2022\"}\n{\"id\":\" \",\"text\":\"b\"}\n{\"id\":null,\"text\":\"b\"}\n");

    // printf 'a\0b\0002022' | sha256sum; printf '\0b\0' | sha256sum
    assertThat(ids(read(options())))
        .containsExactly("9db0dff137f37f17", "38390301b7df9cab", "38390301b7df9cab");
  }

  @Test
  void detectsLanguageOnlyWhereNoneIsGiven() throws IOException {
    String text = "Le ministre rejette les accusations de l'opposition et parle de calomnie.";
    write(
        "a.jsonl",
        List.of(
                    "\"lang\":\"NL_be\",",
                    "\"lang\":\"fre\",",
                    "\"lang\":\"und\",",
                    "\"lang\":\"\",",
                    "")
                .stream()
                .map(lang -> "{" + lang + "\"text\":\"" + text + "\"}\n")
                .reduce("", String::concat)
            + "{\"text\":\"Nee.\"}");

    assertThat(articles(read(options())))
        .extracting(Article::lang)
        .containsExactly("nl", "fr", "fr", "fr", "fr", "und");
  }

  @Test
  void mapsFieldsAndNestedFields() throws IOException {
    write(
        "a.jsonl",
        "{\"guid\":7,\"content\":{\"body\":\"Tekst\",\"x\":[{}]},\"text\":\"niet\",\"source\":{\"name\":\"Blad\"},\"kop.kort\":\"Kop\"}");
    write("b.csv", "GUID,content.body,source.name,kop.kort\n8,Tekst,Blad,Kop\n");
    spark
        .sql(
            "select 9 as guid, named_struct('body', 'Tekst') as content, named_struct('name', 'Blad') as source, 'Kop' as `kop.kort`")
        .write()
        .parquet(folder.resolve("c.parquet").toString());

    InputOptions mapped =
        new InputOptions(
            List.of(folder.toString()),
            Optional.empty(),
            Map.of(
                "id", "guid", "text", "content.body", "source", "source.name", "title", "kop.kort"),
            Optional.empty(),
            1_000);

    assertThat(articles(read(mapped)))
        .extracting(Article::id, Article::text, Article::sourceName, Article::title)
        .containsExactly(
            tuple("7", "Tekst", "Blad", "Kop"),
            tuple("8", "Tekst", "Blad", "Kop"),
            tuple("9", "Tekst", "Blad", "Kop"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'7' | date'2022-07-25' | 7 | 2022-07-25",
        "7 | timestamp'2022-07-25 23:30:00Z' | 7 | 2022-07-25",
        "7L | timestamp'1969-12-31 23:30:00Z' | 7 | 1969-12-31",
        "7 | timestamp_ntz'2022-07-25 23:30:00' | 7 | 2022-07-25",
        "cast(7 as short) | 1658736000L | 7 | 2022-07-25",
        "'7' | 1658736000000L | 7 | 2022-07-25",
        "'7' | cast('2022-07-25' as binary) | 7 | 2022-07-25",
        "'7' | 1658736000D | 7 | 2022-07-25",
        "'7' | 20220725 | 7 | 2022-07-25",
      })
  void readsParquetTypes(String idSql, String dateSql, String id, LocalDate day) {
    spark
        .sql("select " + idSql + " as ID, " + dateSql + " as Date, 'Tekst' as Text")
        .write()
        .parquet(folder.resolve("a").toString());
    String zone = spark.conf().get("spark.sql.session.timeZone");
    spark.conf().set("spark.sql.session.timeZone", "Pacific/Auckland");
    try {
      assertThat(articles(read(options())))
          .extracting(Article::id, a -> a.date().day())
          .containsExactly(tuple(id, day));
    } finally {
      spark.conf().set("spark.sql.session.timeZone", zone);
    }
  }

  @Test
  void readsParquetFilesOfDifferentSchemas() {
    spark.sql("select 1 as id, 'een' as text").write().parquet(folder.resolve("a").toString());
    spark
        .sql("select 'x' as extra, 'twee' as text, '2' as id")
        .write()
        .parquet(folder.resolve("b").toString());

    assertThat(articles(read(options())))
        .extracting(Article::id, Article::text)
        .containsExactlyInAnyOrder(tuple("1", "een"), tuple("2", "twee"));
  }

  @Test
  void showsValuesOfQuarantinedParquetRow() {
    spark
        .sql("select 1 as id, cast(null as string) as text, 'Kop' as title")
        .write()
        .parquet(folder.resolve("a").toString());

    assertThat(read(options()))
        .extracting(InputRecord::reason, InputRecord::raw)
        .containsExactly(tuple(QuarantineReason.NO_TEXT, "{\"id\":\"1\",\"title\":\"Kop\"}"));
  }

  @Test
  void readsCsvWithParagraphsAndQuarantinesBrokenRows() throws IOException {
    write(
        "a.csv",
        "id;title;text\n1;Kop;\"Eerste \"\"alinea\"\".\n\nTweede; alinea.\"\n2;te weinig\n3;;\n4;;Vier\n");

    List<InputRecord> records = read(options());

    assertThat(articles(records))
        .extracting(Article::id, Article::text)
        .containsExactlyInAnyOrder(
            tuple("1", "Eerste \"alinea\".\n\nTweede; alinea."), tuple("4", "Vier"));
    assertThat(records.stream().filter(r -> r.reason() != null))
        .extracting(InputRecord::reason, InputRecord::raw)
        .containsExactlyInAnyOrder(
            tuple(QuarantineReason.MALFORMED, "2;te weinig"),
            tuple(QuarantineReason.NO_TEXT, "3;;"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "' date 2022-07 China ontkent.'     | 2022-07-01 | China ontkent.",
        "'date 2022-07-25\n\nChina ontkent.' | 2022-07-25 | China ontkent.",
        "'date 2022-13 China ontkent.'      |            | date 2022-13 China ontkent.",
        "'date 2022-07China'                |            | date 2022-07China",
        "'dates 2022-07 China'              |            | dates 2022-07 China",
        "'date 2022 was goed'               |            | date 2022 was goed",
        "'China ontkent. date 2022-07 x'    |            | China ontkent. date 2022-07 x",
      })
  void cutsDateHeaderOffTextFile(String content, LocalDate day, String text) throws IOException {
    write("belgie.2022.txt", content);

    List<InputRecord> records = read(options());

    assertThat(articles(records))
        .extracting(Article::id, a -> a.date() == null ? null : a.date().day(), Article::text)
        .containsExactly(tuple("belgie.2022", day, text));
    assertThat(records.get(0).dateUnreadable()).isFalse();
  }

  @Test
  void quarantinesLongAndEmptyTextFiles() throws IOException {
    write("a.txt", "x".repeat(101));
    write("b.txt", "é".repeat(10_000));
    write("c.txt", "");

    assertThat(read(limited(100)))
        .extracting(InputRecord::reason)
        .containsExactly(
            QuarantineReason.TOO_LONG, QuarantineReason.TOO_LONG, QuarantineReason.NO_TEXT);
  }

  @Test
  void passesOverHiddenAndUnknownFilesOfFolders() throws IOException {
    write("a.jsonl", LINE);
    write("_SUCCESS", "");
    write(".a.jsonl.crc", "x");
    write("_quarantine/b.jsonl", LINE);
    write("README.md", "lees mij");
    write("sub/deep/c.txt", "Tekst");
    write("part-00000", LINE.replace("a1", "a2"));

    ArticleReader reader = ArticleReader.open(spark, options());

    assertThat(reader.files())
        .extracting(InputFile::path)
        .containsExactly(
            "file:" + folder + "/a.jsonl",
            "file:" + folder + "/part-00000",
            "file:" + folder + "/sub/deep/c.txt");
    assertThat(reader.files().get(0).size()).isEqualTo(LINE.getBytes(UTF_8).length);
    assertThat(reader.skipped())
        .containsExactly("file:" + folder + "/README.md: its name ends in no known format");
    assertThat(ids(read(options()))).containsExactly("a1", "a2", "c");
  }

  @Test
  void readsFilesThatAreNamedWhateverTheirNames() throws IOException {
    write("_a.jsonl", LINE);
    write("b.md", "Tekst");
    write("c [1]{x}?*%20 é.jsonl", LINE.replace("a1", "a2"));
    write("d.dat", LINE.replace("a1", "a3"));

    List<InputRecord> records =
        read(
            InputOptions.of(
                folder + "/_a.jsonl",
                folder + "/b.md",
                folder + "/c [1]{x}?*%20 é.jsonl",
                folder + "/*.dat"));

    assertThat(ids(records)).containsExactly("a1", "b", "a2", "a3");
    assertThat(records.get(2).file()).isEqualTo("file:" + folder + "/c [1]{x}?*%20 é.jsonl");
  }

  @Test
  void readsEachFileOnceAndMatchesGlobs() throws IOException {
    write("2022/a.jsonl", LINE);
    write("2023/a.jsonl", LINE.replace("a1", "a2"));
    write("2024/a.jsonl", LINE.replace("a1", "a3"));

    List<InputRecord> records =
        read(
            InputOptions.of(
                folder + "/202{2,3}/*.jsonl", folder + "/2022", folder + "/2023/a.jsonl"));

    assertThat(ids(records)).containsExactly("a1", "a2");
  }

  @Test
  void readsForcedFormat() throws IOException {
    write("a.dat", "id,text\n1,Tekst\n");
    write("b.txt", "id,text\n2,Tekst\n");

    assertThat(
            ids(
                read(
                    new InputOptions(
                        List.of(folder.toString()),
                        Optional.of(InputFormat.CSV),
                        Map.of(),
                        Optional.empty(),
                        100))))
        .containsExactly("1", "2");
  }

  @Test
  void givesSameRecordsWhateverThePartitions() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      lines.append(i % 7 == 0 ? "{stuk " + i + "\n" : LINE.replace("a1", "a" + i));
    }
    write("a.jsonl", lines.toString());
    for (int i = 0; i < 20; i++) {
      write("t" + i + ".txt", "Tekst " + i);
    }
    write("c.csv", "id,text\n1,\"a\nb\"\n2,c\n");

    List<String> once = read(ArticleReader.open(spark, options()).raw().coalesce(1));
    String bytes = spark.conf().get("spark.sql.files.maxPartitionBytes");
    spark.conf().set("spark.sql.files.maxPartitionBytes", "20000");
    try {
      Dataset<Row> raw = ArticleReader.open(spark, options()).raw();
      assertThat(raw.javaRDD().getNumPartitions()).isGreaterThan(4);
      assertThat(read(raw)).hasSize(2_022).isEqualTo(once);
      assertThat(read(raw.repartition(4))).isEqualTo(once);
    } finally {
      spark.conf().set("spark.sql.files.maxPartitionBytes", bytes);
    }
  }

  @Test
  void rejectsPathThatMatchesNothing() {
    assertThatThrownBy(() -> read(InputOptions.of(folder + "/geen*.jsonl")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Input path '"
                + folder
                + "/geen*.jsonl' must match a file, but matches none: check the path, and quote a glob"
                + " so that the shell leaves it as it is");
    assertThatThrownBy(() -> read(options()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("must lead to a file, but leads only to empty folders");
    assertThatThrownBy(() -> read(InputOptions.of("nergens://x/a.jsonl")))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Input path 'nergens://x/a.jsonl' can't be listed: ");
  }

  @Test
  void rejectsInputOfUnknownFormats() throws IOException {
    write("a.md", "x");
    write("b.bin", new byte[] {1, 2, 3, 0, 0});

    assertThatThrownBy(() -> read(options()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.md: its name ends in no known format")
        .hasMessageContaining("--input-format");
    assertThatThrownBy(() -> read(InputOptions.of(folder + "/b.bin")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "b.bin must be JSON lines, Parquet, CSV or text, but its first bytes");
  }

  @Test
  void namesColumnsWhereTheTextIsMissing() throws IOException {
    write("a.csv", "id,body\n1,x\n");
    spark.sql("select 1 as id, 'x' as body").write().parquet(folder.resolve("p").toString());

    for (String name : List.of("a.csv", "p")) {
      assertThatThrownBy(() -> read(InputOptions.of(folder + "/" + name)))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("Input file file:" + folder + "/" + name)
          .hasMessageEndingWith(
              "must have a column 'text' for the field 'text', but its columns are id, body: name the"
                  + " right one with --field text=...");
    }
  }

  @Test
  void rejectsMappedColumnThatNoTableHas() throws IOException {
    write("a.csv", "id,text\n1,x\n");

    assertThatThrownBy(
            () ->
                read(
                    new InputOptions(
                        List.of(folder.toString()),
                        Optional.empty(),
                        Map.of("title", "kopp"),
                        Optional.empty(),
                        100)))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "must have a column 'kopp' for the field 'title', but its columns are id, text: name the"
                + " right one with --field title=...");
  }

  @Test
  void rejectsColumnOfAnotherType() {
    spark.sql("select 1 as id, array('x') as text").write().parquet(folder.resolve("p").toString());

    assertThatThrownBy(() -> ArticleReader.open(spark, options()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Parquet column 'text' must be a string to hold the field 'text', but is array<string>:"
                + " name another column with --field text=...");
  }

  @Test
  void rejectsNestedColumnThatIsNotThere() {
    spark
        .sql("select named_struct('x', 1) as content")
        .write()
        .parquet(folder.resolve("p").toString());

    assertThatThrownBy(
            () ->
                ArticleReader.open(
                    spark,
                    new InputOptions(
                        List.of(folder.toString()),
                        Optional.empty(),
                        Map.of("text", "content.body"),
                        Optional.empty(),
                        100)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("must have a column 'content.body' for the field 'text'");
  }

  @Test
  void rejectsFilesThatAreNotWhatTheirNamesSay() throws IOException {
    write("a.parquet", "tekst");
    write("b.json", "[\n{\"text\":\"a\"}\n]");
    write("c.csv", "x");
    Files.write(folder.resolve("d.jsonl.gz"), "geen gzip".getBytes(UTF_8));

    assertThatThrownBy(() -> read(InputOptions.of(folder + "/b.json")))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "b.json must have one JSON object a line, but begins with '[': write one object a line,"
                + " for instance with jq -c");
  }

  @Test
  void setsAsideFilesThatAreNotWhatTheirNamesSay() throws IOException {
    write("a.parquet", "tekst");
    Files.write(folder.resolve("b.jsonl.gz"), "geen gzip".getBytes(UTF_8));
    Files.write(folder.resolve("c.csv.bz2"), "geen bzip2".getBytes(UTF_8));
    Files.write(folder.resolve("d.txt.zst"), "geen zstandard".getBytes(UTF_8));
    write("e.jsonl", LINE);

    assertThat(read(options()))
        .extracting(r -> r.reason() == null ? "-" : r.reason().text())
        .containsExactly("unreadable", "unreadable", "unreadable", "unreadable", "-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv.gz", "a.jsonl.gz", "a.jsonl.bz2", "a.jsonl.zst"})
  void readsWhatAFileHasBeforeItIsCutOff(String name) throws IOException {
    boolean csv = name.startsWith("a.csv");
    StringBuilder text = new StringBuilder(csv ? "id,text\n" : "");
    for (int i = 0; i < 100_000; i++) {
      String number = i + " tekst " + i * 31;
      text.append(csv ? i + "," + number : "{\"text\":\"" + number + "\"}").append('\n');
    }
    write(name, text.toString());
    byte[] whole = Files.readAllBytes(folder.resolve(name));
    Files.write(folder.resolve(name), Arrays.copyOf(whole, whole.length / 2));

    List<InputRecord> records = read(options());

    assertThat(articles(records).size()).isBetween(10_000, 90_000);
    InputRecord last = records.get(records.size() - 1);
    assertThat(records).filteredOn(r -> r.reason() != null).containsExactly(last);
    assertThat(last.reason()).isEqualTo(QuarantineReason.UNREADABLE);
    assertThat(last.file()).endsWith("/" + name);
    assertThat(last.detail()).startsWith("from here on the file can't be read: ");
  }

  @Test
  void setsAsideALineThatIsTooLong() throws IOException {
    write("a.jsonl", LINE + "{\"text\":\"" + "a".repeat(11 << 20) + "\"}\n" + LINE);
    write("b.csv", "id,text\n1,x\n2," + "a".repeat(1 << 20) + "\n3,\"x\n" + "a".repeat(1 << 20));

    List<InputRecord> records = read(limited(1_000));

    assertThat(records)
        .extracting(r -> r.reason() == null ? "-" : r.reason().text())
        .containsExactly("-", "too-long", "-", "-", "too-long", "malformed", "too-long");
    assertThat(records.get(1).detail()).isEqualTo("the line has more than 10491760 bytes");
    assertThat(records.get(1).raw()).hasSize(RecordParser.MAX_RAW_CHARS);
    assertThat(records.get(4).detail()).isEqualTo("the line has more than 408000 bytes");
  }

  @Test
  void setsAsideAnArticleWithALongIdentifier() throws IOException {
    write("a.jsonl", LINE.replace("a1", "a".repeat(4_097)) + LINE.replace("a1", "a".repeat(4_096)));

    assertThat(read(options()))
        .extracting(InputRecord::detail)
        .containsExactly("field 'id' has 4097 characters, the limit is 4096", null);
  }

  @Test
  void readsNothingFromEmptyFiles() throws IOException {
    write("a.csv", "");
    write("b.jsonl", "");
    write("c.jsonl", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});

    assertThat(read(options())).isEmpty();
    assertThat(ArticleReader.open(spark, options()).files()).hasSize(3);
  }

  @Test
  void readsUtf16AcrossLineEndBytes() throws IOException {
    // U+0D0A has the bytes of a line end, and so has U+0A0D turned round.
    write("a.jsonl", "\uFEFF{\"id\":1,\"text\":\"\u0D0A \u0A0D x\"}\r\n".getBytes(UTF_16BE));

    assertThat(articles(read(options())))
        .extracting(Article::text)
        .containsExactly("\u0D0A \u0A0D x");
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private InputOptions options() {
    return InputOptions.of(folder.toString());
  }

  private InputOptions limited(int maxArticleChars) {
    return new InputOptions(
        List.of(folder.toString()), Optional.empty(), Map.of(), Optional.empty(), maxArticleChars);
  }

  private List<InputRecord> read(InputOptions options) {
    ArticleReader reader = ArticleReader.open(spark, options);
    RecordParser parser = reader.parser();
    // In the order of the files, then of their records.
    return reader.raw().collectAsList().stream()
        .map(parser::parse)
        .sorted(Comparator.comparing(InputRecord::file))
        .toList();
  }

  /** Parses where a job would, in the tasks. */
  private List<String> read(Dataset<Row> raw) {
    RecordParser parser = ArticleReader.open(spark, options()).parser();
    return raw.javaRDD().map(row -> parser.parse(row).toString()).collect().stream()
        .sorted()
        .toList();
  }

  private static List<Article> articles(List<InputRecord> records) {
    return records.stream().map(InputRecord::article).filter(a -> a != null).toList();
  }

  private static List<String> ids(List<InputRecord> records) {
    return articles(records).stream().map(Article::id).toList();
  }

  private void write(String name, String content) throws IOException {
    write(name, content.getBytes(UTF_8));
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compressed(name, bytes)) {
      out.write(content);
    }
    Files.write(file, bytes.toByteArray());
  }

  private static OutputStream compressed(String name, OutputStream out) throws IOException {
    String suffix = name.substring(name.lastIndexOf('.') + 1);
    return switch (suffix) {
      case "gz" -> new GZIPOutputStream(out);
      case "zst", "zstd" -> new ZstdOutputStream(out);
      case "bz2" -> {
        BZip2Codec codec = new BZip2Codec();
        codec.setConf(new Configuration());
        yield codec.createOutputStream(out);
      }
      default -> out;
    };
  }
}
