package org.weerwoord.jobs.input;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteLinesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a\n",
        "\n",
        "\r\n",
        "a\nb",
        "a\r\nb\r\n",
        "a\rb\r",
        "\n\n\n",
        "\r\r\n\n",
        "aa\r\n\r\nb",
        "aaaaaaaaaaaaaaaaaaaaaaaa\nb\n",
        "één\nĳsje\r\n",
        "a\n\rb"
      })
  void readsEveryLineInOnePieceWhereverAFileIsCut(String text) throws IOException {
    byte[] file = text.getBytes(UTF_8);
    List<String> whole = read(ByteLines.open(new ByteArrayInputStream(file), UTF_8, 100));

    assertThat(String.join("", whole)).isEqualTo(text);
    for (int first = 1; first < file.length; first++) {
      for (int second = first + 1; second <= file.length; second++) {
        List<String> lines =
            read(ByteLines.open(new ByteArrayInputStream(file), UTF_8, 100, first));
        lines.addAll(read(ByteLines.within(from(file, first - 1), UTF_8, 100, first, second)));
        if (second < file.length) {
          lines.addAll(
              read(ByteLines.within(from(file, second - 1), UTF_8, 100, second, Long.MAX_VALUE)));
        }
        assertThat(lines).as("cut at %d and %d", first, second).isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 70_000, 200_000})
  void holdsTheBeginningOfALongLineOnly(int length) throws IOException {
    byte[] file = ("a\n" + "b".repeat(length) + "\nc\n").getBytes(UTF_16BE);

    ByteLines lines = ByteLines.open(new ByteArrayInputStream(file), UTF_16BE, 10);

    assertThat(lines.isTooLong(lines.next())).isFalse();
    byte[] longLine = lines.next();
    assertThat(lines.isTooLong(longLine)).isTrue();
    assertThat(longLine).hasSize(21);
    assertThat(lines.next()).isEqualTo("c\n".getBytes(UTF_16BE));
    assertThat(lines.next()).isNull();
  }

  @Test
  void takesNoMoreMemoryForALongerLine() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    ByteLines lines = ByteLines.open(new Letters(1L << 30), UTF_8, 1 << 20);

    assertThat(lines.isTooLong(lines.next())).isTrue();
    assertThat(lines.next()).isNull();
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16 << 20);
  }

  /** As many letters as asked for. */
  private static final class Letters extends InputStream {
    private long left;

    Letters(long count) {
      left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'a' : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int count = (int) Math.min(left, length);
      Arrays.fill(bytes, offset, offset + count, (byte) 'a');
      left -= count;
      return count == 0 ? -1 : count;
    }
  }

  private static InputStream from(byte[] file, int offset) {
    return new ByteArrayInputStream(file, offset, file.length - offset);
  }

  private static List<String> read(ByteLines lines) throws IOException {
    List<String> read = new ArrayList<>();
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      read.add(new String(line, UTF_8));
    }
    return read;
  }
}
