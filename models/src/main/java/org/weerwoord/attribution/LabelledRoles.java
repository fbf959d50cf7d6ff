package org.weerwoord.attribution;

import java.io.Serializable;

/**
 * Who acts in a statement and what it answers, as an annotator has it.
 *
 * @param source who accuses, denies or counters; empty if the text does not say, null if no
 *     annotator was asked
 * @param target who is blamed or made the denied charge; empty or null likewise
 * @param answers position of the statement with the charge that this one answers, {@link
 *     #NO_ANSWER}, or {@link #NOT_ASKED}
 */
public record LabelledRoles(String source, String target, int answers) implements Serializable {

  /** The value of {@code answers} where no statement of the article is answered. */
  public static final int NO_ANSWER = -1;

  /** The roles of a statement without an act. */
  public static final LabelledRoles NONE = new LabelledRoles("", "", NO_ANSWER);

  /** The value of {@code answers} where no annotator was asked. */
  public static final int NOT_ASKED = -2;

  /** The roles of an act whose annotator gave labels only. */
  public static final LabelledRoles UNKNOWN = new LabelledRoles(null, null, NOT_ASKED);
}
