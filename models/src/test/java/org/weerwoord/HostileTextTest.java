package org.weerwoord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.weerwoord.text.Language;

/** The timeouts guard against hanging; how long texts take is measured elsewhere. */
class HostileTextTest {

  @ParameterizedTest
  @EnumSource(HostileText.class)
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void isLabelledWhateverItsShape(HostileText shape) {
    assertThat(LabelledInvariants.check(null, shape.text(20_000), Language.DUTCH)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void isLabelledInEveryLanguage(Language language) {
    StringBuilder all = new StringBuilder();
    for (HostileText shape : HostileText.values()) {
      all.append(shape.text(300)).append("\n\n");
    }

    assertThat(LabelledInvariants.check("Titel “", all.toString(), language)).isNotEmpty();
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void isLabelledWhereEverySentenceOfAMegabyteIsACharge() {
    String text = HostileText.NAMED_CHARGES.text(1_000_000);

    assertThat(LabelledInvariants.check(null, text, Language.DUTCH)).hasSizeGreaterThan(10_000);
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void namesNobodyByHalfAMegabyte() {
    String text = HostileText.LONG_NAME_AND_SENTENCES.text(1_000_000);

    assertThat(LabelledInvariants.check(null, text, Language.DUTCH)).hasSizeGreaterThan(10_000);
  }
}
