package org.weerwoord.encoder;

import java.io.Serializable;

/** A linear layer over the mean of a statement's token states. */
public final class LinearHead implements Serializable {

  private final float[] kernel;
  private final float[] bias;

  /**
   * Takes over the arrays.
   *
   * @param kernel [width, labels], row after row
   * @param bias one a label
   * @throws IllegalArgumentException if the sizes do not fit
   */
  public LinearHead(float[] kernel, float[] bias) {
    if (bias.length == 0 || kernel.length == 0 || kernel.length % bias.length != 0) {
      throw new IllegalArgumentException(
          "A linear layer must have a row of as many weights as its bias for each input, but has "
              + kernel.length
              + " weights and a bias of "
              + bias.length);
    }
    this.kernel = kernel;
    this.bias = bias;
  }

  /** Returns the number of inputs. */
  public int width() {
    return kernel.length / bias.length;
  }

  /** Returns the weights themselves, [width, labels], row after row; not to be changed. */
  public float[] kernel() {
    return kernel;
  }

  /** Returns the bias itself, one a label; not to be changed. */
  public float[] bias() {
    return bias;
  }

  /**
   * Returns the logits of a vector.
   *
   * @throws IllegalArgumentException if it has not as many values as there are inputs
   */
  public float[] logits(float[] vector) {
    if (vector.length != width()) {
      throw new IllegalArgumentException(
          "A linear layer of "
              + width()
              + " inputs must be given as many values, but gets "
              + vector.length);
    }
    float[] logits = bias.clone();
    for (int i = 0; i < vector.length; i++) {
      for (int label = 0; label < logits.length; label++) {
        logits[label] += vector[i] * kernel[i * logits.length + label];
      }
    }
    return logits;
  }
}
