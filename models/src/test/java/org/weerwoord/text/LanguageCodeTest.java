package org.weerwoord.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageCodeTest {

  @ParameterizedTest
  @CsvSource({
    "nl,nl", "NL,nl", "nl-BE,nl", "NL_be,nl", "' nl ',nl", "nld,nl", "dut,nl", "ger,de", "deu,de",
    "fre,fr", "fra,fr", "eng,en", "zh-Hant-TW,zh", "cmn,zh", "lvs,lv", "iw,he", "heb,he", "in,id",
    "ind,id", "yid,yi"
  })
  void readsTag(String tag, String code) {
    assertThat(LanguageCode.of(tag)).contains(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "und", "xx", "Nederlands", "nl be", "gsw", "1", "-nl", "mul"})
  void knowsNoCodeForOtherText(String tag) {
    assertThat(LanguageCode.of(tag)).isEmpty();
  }
}
