package org.weerwoord.attribution;

import java.io.Serializable;

/**
 * Who acts in a statement and what it answers, as an annotator has it.
 *
 * @param source who accuses, denies or counters; empty if the text does not say
 * @param target who is blamed or made the denied charge; empty if the text does not say
 * @param answers position of the statement with the charge that this one answers, or {@link
 *     #NO_ANSWER}
 */
public record LabelledRoles(String source, String target, int answers) implements Serializable {

  /** The value of {@code answers} where no statement of the article is answered. */
  public static final int NO_ANSWER = -1;

  /** The roles of a statement without an act. */
  public static final LabelledRoles NONE = new LabelledRoles("", "", NO_ANSWER);
}
