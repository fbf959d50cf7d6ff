package org.weerwoord.encoder;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.Nd4jBlas;

/**
 * Lets ND4J compute on the calling thread alone. On tiny arrays its other threads gain nothing, and
 * wait for each other long where the machine has other things to do.
 */
final class OneThread implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    ((Nd4jBlas) Nd4j.factory().blas()).setMaxThreads(1);
  }
}
