package org.weerwoord.attribution;

import java.io.Serializable;
import org.weerwoord.reading.ChargeKind;
import org.weerwoord.text.Span;

/**
 * Who speaks in a statement, who acts in it against whom, and what it answers.
 *
 * @param speaker who speaks, where something is reported or quoted; null if nobody or not known
 * @param cue the reporting verb or phrase, as offsets in the article's full text; null without one
 * @param source who accuses, denies or counters; null for a statement without an act or if the text
 *     does not say
 * @param target who is blamed or, for a denial, made the charge; null as for {@code source}
 * @param answers position of the statement whose charge a denial or counter-accusation answers,
 *     before or after it, or {@link LabelledRoles#NO_ANSWER}
 * @param chargeKind what an accusation or counter-accusation is about; null for other labels
 */
public record Attribution(
    AttributedActor speaker,
    Span cue,
    AttributedActor source,
    AttributedActor target,
    int answers,
    ChargeKind chargeKind)
    implements Serializable {}
