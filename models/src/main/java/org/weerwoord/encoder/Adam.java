package org.weerwoord.encoder;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam with its usual constants (Kingma and Ba, <a
 * href="https://arxiv.org/abs/1412.6980">2015</a>).
 */
public final class Adam {

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  private Adam() {}

  /**
   * Turns a gradient into what is to be subtracted from its variable.
   *
   * @param gradient is changed
   * @param first moment of the variable's gradients, which is changed too
   * @param second moment likewise
   * @param step from 0, as ND4J counts them
   */
  public static void step(
      INDArray gradient, INDArray first, INDArray second, double rate, int step) {
    Nd4j.exec(new AdamUpdater(gradient, second, first, rate, BETA_1, BETA_2, EPSILON, step));
  }
}
