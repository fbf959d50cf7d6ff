package org.weerwoord.jobs.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.weerwoord.text.Article;

/**
 * Reads files put together at random from what readers look at. {@code mvn verify -Pfuzz} tries
 * other ones, and many more.
 */
class RecordFuzzTest {

  private static final int LONGEST = 200;

  private static final SerializableConfiguration HADOOP =
      new SerializableConfiguration(new Configuration());

  private static final List<String> PIECES =
      List.of(
          "{\"id\":1,\"text\":\"Jan ontkent.\"}\n",
          "{\"text\":\"",
          "\"}",
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          ";",
          "\"",
          "\"\"",
          "\\",
          "\\u",
          "\\ud83d",
          "\\u0000",
          "\\n",
          "null",
          "true",
          "-1e9",
          "9".repeat(20),
          "\"id\":",
          "\"text\":",
          "\"date\":",
          "\"title\":",
          "\"lang\":\"nl\",",
          "id,text\n",
          "id;text;date\n",
          "1,\"Jan, zei hij\"\n",
          "x".repeat(LONGEST),
          "date 2022-07 ",
          "2022-07-25",
          "\n",
          "\r\n",
          "\r",
          "\t",
          " ",
          "\0",
          "\u0085",
          "\u2028",
          "\uFEFF",
          "\uFFFD",
          "é",
          "東",
          "\uD83D\uDE00",
          "Jan ontkent. ",
          "“Nee”, zegt hij. ");

  private static final List<Charset> CHARSETS = List.of(UTF_8, UTF_8, UTF_8, UTF_16LE, ISO_8859_1);

  @Property(seed = "20260101", tries = 300)
  void makesRecordsOfAnything(
      @ForAll("formats") InputFormat format,
      @ForAll("contents") byte[] content,
      @ForAll @DoubleRange(max = 1) double at)
      throws IOException {
    check(format, content, at);
  }

  @Property
  @Tag("fuzz")
  void makesRecordsOfAnythingWhateverTheSeed(
      @ForAll("formats") InputFormat format,
      @ForAll("contents") byte[] content,
      @ForAll @DoubleRange(max = 1) double at)
      throws IOException {
    check(format, content, at);
  }

  /**
   * Checks what is made of a file, whole, in two pieces, and cut off while it is compressed.
   *
   * @param at where to cut, as a share of the file
   */
  private static void check(InputFormat format, byte[] content, double at) throws IOException {
    Path file = Files.createTempFile("fuzz", ".x");
    Path zipped = Files.createTempFile("fuzz", ".gz");
    try {
      Files.write(file, content);
      List<InputRecord> whole = read(format, file, 0, Long.MAX_VALUE);
      whole.forEach(RecordFuzzTest::check);
      long middle = (long) (at * content.length);
      if (format == InputFormat.JSONL && middle > TextEncoding.MAX_BOM_LENGTH && isAscii(content)) {
        List<InputRecord> pieces = new ArrayList<>(read(format, file, 0, middle));
        pieces.addAll(read(format, file, middle, Long.MAX_VALUE));
        assertThat(pieces).isEqualTo(whole);
      }
      byte[] all = gzip(content);
      Files.write(zipped, all);
      assertThat(read(format, zipped, 0, Long.MAX_VALUE)).hasSameSizeAs(whole);
      Files.write(zipped, Arrays.copyOf(all, (int) (at * all.length)));
      List<InputRecord> cut = read(format, zipped, 0, Long.MAX_VALUE);
      cut.forEach(RecordFuzzTest::check);
      if (format == InputFormat.JSONL) {
        int good = cut.isEmpty() ? 0 : cut.size() - 1;
        assertThat(cut.subList(0, good))
            .usingRecursiveFieldByFieldElementComparatorIgnoringFields("file")
            .isEqualTo(whole.subList(0, good));
      }
    } finally {
      Files.delete(file);
      Files.delete(zipped);
    }
  }

  /** Returns whether the file has no mark that only its beginning shows. */
  private static boolean isAscii(byte[] content) {
    return TextEncoding.of(content, UTF_8).endsLinesAsAscii();
  }

  private static void check(InputRecord record) {
    if (record.article() == null) {
      assertThat(record.raw().length()).isLessThanOrEqualTo(RecordParser.MAX_RAW_CHARS);
      assertThat(record.detail()).isNotBlank();
      requireWellFormed(record.raw());
      return;
    }
    Article article = record.article();
    assertThat(article.id()).isNotBlank();
    assertThat(article.text()).isNotBlank();
    int title = article.title() == null ? 0 : article.title().length();
    assertThat(title + article.text().length()).isLessThanOrEqualTo(LONGEST);
    requireWellFormed(article.id());
    requireWellFormed(article.fullText());
  }

  private static void requireWellFormed(String text) {
    assertThat(new String(text.getBytes(UTF_8), UTF_8)).isEqualTo(text);
  }

  private static List<InputRecord> read(InputFormat format, Path file, long begin, long end) {
    InputOptions options =
        new InputOptions(List.of("x"), Optional.of(format), Map.of(), Optional.empty(), LONGEST);
    RawRecords records = new RawRecords(HADOOP, format, options);
    RecordParser parser = new RecordParser(options);
    List<InputRecord> read = new ArrayList<>();
    try {
      String uri = file.toUri().toString();
      Iterator<Row> rows = records.open(new RawRecords.Piece(uri, "UTF-8", begin, end, null));
      rows.forEachRemaining(row -> read.add(parser.parse(row)));
    } catch (UncheckedIOException e) {
      // Found when the file is looked at, before anything is read.
      assertThat(e).hasMessageContaining("the header line is broken");
    }
    return read;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  @Provide
  Arbitrary<InputFormat> formats() {
    return Arbitraries.of(InputFormat.JSONL, InputFormat.JSONL, InputFormat.CSV, InputFormat.TEXT);
  }

  @Provide
  Arbitrary<byte[]> contents() {
    Arbitrary<byte[]> texts =
        Combinators.combine(Arbitraries.of(PIECES).list().ofMaxSize(40), Arbitraries.of(CHARSETS))
            .as((pieces, charset) -> String.join("", pieces).getBytes(charset));
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(60);
    return Arbitraries.frequencyOf(Tuple.of(8, texts), Tuple.of(1, bytes));
  }
}
