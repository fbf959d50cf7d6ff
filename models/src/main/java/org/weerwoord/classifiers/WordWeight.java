package org.weerwoord.classifiers;

/**
 * How a word of a statement speaks for a label.
 *
 * @param word as printed
 * @param weight what the word adds to the logarithm of the odds of the label against {@code none}
 *     in the model of single statements; negative if it speaks against the label
 */
public record WordWeight(String word, double weight) {}
