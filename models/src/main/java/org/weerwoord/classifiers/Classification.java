package org.weerwoord.classifiers;

import java.util.List;
import org.weerwoord.text.StatementLabel;

/**
 * What a classifier says of one statement.
 *
 * @param label the label decided on
 * @param probabilities of the four labels in the order of {@link StatementLabel}, calibrated, each
 *     in [0,1], 1 in sum
 * @param evidence the words of the statement that weighed most for the label, strongest first; may
 *     be empty, as it always is for {@link StatementLabel#NONE}
 */
public record Classification(
    StatementLabel label, List<Double> probabilities, List<String> evidence) {}
