package org.weerwoord.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.weerwoord.text.StatementLabel;

final class AgreementTest {

  private final Agreement agreement = new Agreement();

  @Test
  void countsAgreementBeyondChance() {
    // The example of two readers with 20, 5, 10 and 15 of 50: 0.7 agreed, 0.5 by chance.
    add(StatementLabel.ACCUSATION, StatementLabel.ACCUSATION, 20);
    add(StatementLabel.ACCUSATION, StatementLabel.NONE, 5);
    add(StatementLabel.NONE, StatementLabel.ACCUSATION, 10);
    add(StatementLabel.NONE, StatementLabel.NONE, 15);

    assertThat(agreement.statements()).isEqualTo(50);
    assertThat(agreement.agreed()).isEqualTo(35);
    assertThat(agreement.kappa().orElseThrow()).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void isUndefinedWhereNothingCouldDiffer() {
    assertThat(agreement.kappa()).isEmpty();
    add(StatementLabel.NONE, StatementLabel.NONE, 7);
    assertThat(agreement.kappa()).isEmpty();
  }

  private void add(StatementLabel first, StatementLabel second, int times) {
    for (int i = 0; i < times; i++) {
      agreement.add(first, second);
    }
  }
}
