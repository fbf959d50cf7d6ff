package org.weerwoord.attribution;

import java.io.Serializable;

/**
 * Who plays a part in a statement.
 *
 * @param name as the article prints it: the fullest name of a person or organisation, else the
 *     mention in the statement or the one that names the actor best, of a country the one that last
 *     named it; pronouns are resolved
 * @param begin offset of the name's first character in the article's full text, in UTF-16 units;
 *     the name may stand in another statement
 * @param end offset after its last character
 * @param actor normal form that all mentions of the actor in this article share: the ISO 3166-1
 *     code of a country, else a name
 * @param side normal form of the party that the actor speaks or acts for: a spokesman's
 *     organisation, an embassy's country; the actor itself if it acts for nobody
 */
public record AttributedActor(String name, int begin, int end, String actor, String side)
    implements Serializable {}
