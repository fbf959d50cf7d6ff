package org.weerwoord.jobs.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.weerwoord.jobs.input.CsvRecords.CsvRecord;

class CsvRecordsTest {

  private static final int LONGEST = 1_000;

  @Test
  void readsQuotedDelimitersLineEndsAndQuotationMarks() throws IOException {
    assertThat(values("id,text\r\n1,\"Hij zei: \"\"nee\"\",\r\n\r\nen ging.\"\r\n2, kort \r\n"))
        .containsExactly(List.of("1", "Hij zei: \"nee\",\r\n\r\nen ging."), List.of("2", " kort "));
  }

  @Test
  void tellsDelimiterByTheHeader() throws IOException {
    assertThat(values("id;text\n1;a,b,c\n")).containsExactly(List.of("1", "a,b,c"));
    assertThat(values("id\ttext\n1\ta,b;c\n")).containsExactly(List.of("1", "a,b;c"));
    assertThat(values("\"text;body\",id\nx,1\n")).containsExactly(List.of("x", "1"));
    assertThat(values("text\nx\n")).containsExactly(List.of("x"));
  }

  @Test
  void readsLastRecordWithoutLineEnd() throws IOException {
    assertThat(values("id,text\n1,a\n2,\"b\""))
        .containsExactly(List.of("1", "a"), List.of("2", "b"));
    assertThat(values("id,text\n1,")).containsExactly(List.of("1", ""));
  }

  @Test
  void passesOverBlankLinesBetweenRecords() throws IOException {
    assertThat(values("\nid,text\n\n1,a\n  \n")).containsExactly(List.of("1", "a"));
  }

  @Test
  void keepsQuotationMarkInsideUnquotedField() throws IOException {
    assertThat(values("id,text\n1,een 5\" scherm\n"))
        .containsExactly(List.of("1", "een 5\" scherm"));
  }

  @Test
  void goesOnAfterRecordWithWrongNumberOfFields() throws IOException {
    List<CsvRecord> records = records("id,text\n1,a,b\n2\n3,c\n".getBytes(UTF_8), UTF_8);

    assertThat(records)
        .extracting(CsvRecord::detail)
        .containsExactly(
            "a record must have 2 fields, as the header has, but has 3",
            "a record must have 2 fields, as the header has, but has 1",
            null);
  }

  @Test
  void losesOneLineToQuotationMarkThatIsNotClosed() throws IOException {
    List<CsvRecord> records =
        records(
            "id,text\n1,\"open\n2,\"heel\"\n3,drie\n4,\"ook open\n5,vijf\n".getBytes(UTF_8), UTF_8);

    assertThat(records)
        .extracting(r -> new String(r.raw(), UTF_8))
        .containsExactly("1,\"open\n", "2,\"heel\"\n", "3,drie\n", "4,\"ook open\n", "5,vijf\n");
    assertThat(records)
        .extracting(CsvRecord::detail)
        .containsExactly(
            "text follows the closing quotation mark of field 2",
            null,
            null,
            "field 2 begins with a quotation mark and has no closing one",
            null);
  }

  @Test
  void endsSearchForClosingMarkAtTheLimit() throws IOException {
    String csv = "id,text\n1,\"open\n" + "2,twee\n".repeat(30_000);

    List<CsvRecord> records = records(csv.getBytes(UTF_8), UTF_8);

    assertThat(records).hasSize(30_001);
    assertThat(records.get(0).reason()).isEqualTo(QuarantineReason.MALFORMED);
    assertThat(records.subList(1, 30_001)).allMatch(r -> r.reason() == null);
  }

  @Test
  void takesLinearTimeForLinesThatCloseAndOpenQuotations() throws IOException {
    String csv = "id,text\nx,\"b\n" + "a\",\"b\n".repeat(100_000);

    assertThat(records(csv.getBytes(UTF_8), UTF_8)).isNotEmpty();
  }

  @Test
  void marksOnlyTheRecordWithUndecodableBytes() throws IOException {
    List<CsvRecord> records = records("id,text\n1,caf\u00E9\n2,b\n".getBytes(ISO_8859_1), UTF_8);

    assertThat(records)
        .extracting(CsvRecord::reason)
        .containsExactly(QuarantineReason.UNDECODABLE, null);
    assertThat(records.get(0).detail()).isEqualTo("the record is not UTF-8 text");
  }

  @Test
  void readsUtf16WithItsMark() throws IOException {
    byte[] bytes = "\uFEFFid,text\r\n1,\"Ċ\u0D0A regel\r\ntwee\"\r\n".getBytes(UTF_16LE);

    assertThat(records(bytes, UTF_8))
        .extracting(CsvRecord::values)
        .containsExactly(List.of("1", "Ċ\u0D0A regel\r\ntwee"));
  }

  @Test
  void rejectsHeaderThatIsBroken() {
    assertThatThrownBy(() -> values("id,\"te\"xt\n1,a\n"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the header line is broken: text follows the closing quotation mark of field 2");
  }

  private static List<List<String>> values(String csv) throws IOException {
    List<CsvRecord> records = records(csv.getBytes(UTF_8), UTF_8);
    assertThat(records).allMatch(r -> r.reason() == null);
    return records.stream().map(CsvRecord::values).toList();
  }

  private static List<CsvRecord> records(byte[] csv, Charset charset) throws IOException {
    List<CsvRecord> all = new ArrayList<>();
    try (CsvRecords records = CsvRecords.open(new ByteArrayInputStream(csv), charset, LONGEST)) {
      CsvRecord record = records.next();
      while (record != null) {
        all.add(record);
        record = records.next();
      }
    }
    return all;
  }
}
