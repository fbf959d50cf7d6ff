package org.weerwoord.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void leavesNoWayOutOfAnElementOrAnAttribute() {
    assertThat(Html.escape("<script>alert(1)</script> & \"a\" 'b'"))
        .isEqualTo("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;a&quot; &#39;b&#39;");
  }

  @Test
  void keepsLettersOfAllLanguagesAndLines() {
    assertThat(Html.escape("één 😀 عربي\n\tעברית")).isEqualTo("één 😀 عربي\n\tעברית");
  }

  @Test
  void endsLinesWhereAScriptWouldEndThem() {
    assertThat(Html.escape("a\u2028b\u2029c")).isEqualTo("a\nb\nc");
  }

  @Test
  void showsControlCharacters() {
    assertThat(Html.escape("a\u0000b\u001bc\u007fd\u0085")).isEqualTo("a␀b␛c␡d[U+0085]");
  }

  @Test
  void showsWhatWouldTurnTheDirection() {
    assertThat(Html.escape("gpj.\u202eexe\u202c \u2066x\u2069"))
        .isEqualTo("gpj.[U+202E]exe[U+202C] [U+2066]x[U+2069]");
  }

  @Test
  void replacesHalfACharacter() {
    assertThat(Html.escape("a\ud83db")).isEqualTo("a\ufffdb");
  }

  @Test
  void countsNouns() {
    assertThat(Html.count(1, "act")).isEqualTo("1 act");
    assertThat(Html.count(1234, "act")).isEqualTo("1,234 acts");
    assertThat(Html.share(1, 3)).isEqualTo("33.3%");
    assertThat(Html.share(0, 0)).isEqualTo("–");
  }
}
