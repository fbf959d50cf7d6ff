package org.weerwoord.attribution;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.weerwoord.attribution.Speakers.Speaker;
import org.weerwoord.reading.StatementReading;
import org.weerwoord.text.Statement;
import org.weerwoord.text.StatementLabel;
import org.weerwoord.text.Tokens;

/**
 * Binary features of a charge as what a denial or counter-accusation answers: how far away it
 * stands, who made it against whom, and which words both share.
 */
final class LinkFeatureGenerator {

  /** Number of features, which are hashed. */
  static final int DIMENSION = 1 << 14;

  /** The letters of a word that tell what it is about, whatever its ending. */
  private static final int STEM = 5;

  /** Statements between a reply and the charges that it may answer. */
  private static final int REACH = 60;

  private static final int FIRST_CHARGES = 5;

  private final ArticleActors article;
  private final List<StatementReading> readings;
  private final List<Speaker> speakers;
  private final List<StatementLabel> labels;
  private final Actor[] sources;
  private final Actor[] targets;
  private final int[] chargesBefore;
  private final int[] firstCharges;
  private final Set<?>[] stems;

  /** The actors that each statement mentions, made when first asked for. */
  private final Set<?>[] actors;

  private int[] features = new int[64];
  private int size;
  private int group;

  LinkFeatureGenerator(ArticleActors article, List<StatementLabel> labels, Roles roles) {
    this.article = article;
    this.labels = labels;
    speakers = article.speakers();
    sources = roles.sources();
    targets = roles.targets();
    readings = article.reading().readings();
    chargesBefore = new int[labels.size() + 1];
    stems = new Set<?>[labels.size()];
    actors = new Set<?>[labels.size()];
    for (int i = 0; i < labels.size(); i++) {
      chargesBefore[i + 1] = chargesBefore[i] + (isCharge(i) ? 1 : 0);
    }
    firstCharges =
        IntStream.range(0, labels.size()).filter(this::isCharge).limit(FIRST_CHARGES).toArray();
  }

  /** Returns the charges that a reply may answer: those near it, and the article's first ones. */
  int[] charges(int reply) {
    int from = Math.max(0, reply - REACH);
    int to = Math.min(labels.size() - 1, reply + REACH);
    IntStream near = IntStream.rangeClosed(from, to).filter(this::isCharge);
    IntStream first = Arrays.stream(firstCharges).filter(i -> i < from || i > to);
    return IntStream.concat(first, near).filter(i -> i != reply).sorted().toArray();
  }

  /** Returns whether a statement makes a charge that can be answered. */
  boolean isCharge(int statement) {
    return Exchange.isCharge(labels.get(statement));
  }

  /**
   * Returns the features of a charge, in no order and perhaps twice.
   *
   * @param charge position of the statement with the charge; negative for none
   * @param before the charge that the reply before answers; negative for none
   */
  int[] features(int reply, int charge, int before) {
    size = 0;
    group = labels.get(reply).ordinal();
    int charges = chargesBefore[labels.size()];
    if (charge < 0) {
      add(1, 0);
      add(2, Math.min(3, charges));
      add(3, Math.min(3, chargesBefore[reply]));
      add(4, sources[reply] == null ? 1 : 0);
      add(5, before < 0 ? 1 : 0);
      return Arrays.copyOf(features, size);
    }
    int distance = reply - charge;
    int bucket = bucket(Math.abs(distance)) + (distance > 0 ? 0 : 10);
    add(10, bucket);
    add(11, labels.get(charge).ordinal());
    int between = Math.abs(chargesBefore[reply] - chargesBefore[charge + (distance > 0 ? 1 : 0)]);
    add(12, Math.min(4, between) + (distance > 0 ? 0 : 10));
    add(13, chargesBefore[charge] == 0 ? 1 : 0);
    add(14, charge == 0 ? 1 : 0);
    add(15, Math.min(4, charges));
    int paragraphs =
        readings.get(reply).statement().paragraph() - readings.get(charge).statement().paragraph();
    add(16, Math.max(-2, Math.min(3, paragraphs)));
    add(17, readings.get(charge).statement().quoted().ordinal());

    Actor replier = sources[reply] != null ? sources[reply] : speakers.get(reply).actor();
    int accused = relation(replier, targets[charge]);
    int accuser = relation(replier, sources[charge]);
    add(20, accused);
    add(21, accuser);
    add(22, accused * 4 + accuser);
    add(23, accused * 20 + bucket);
    int target = relation(targets[reply], sources[charge]);
    add(24, target);
    add(25, target * 4 + accused);
    add(26, replier != null && mentions(charge, replier) ? 1 : 0);
    add(27, sources[charge] != null && mentions(reply, sources[charge]) ? 1 : 0);
    add(28, targets[charge] != null && mentions(reply, targets[charge]) ? 1 : 0);

    int shared = 0;
    for (Object stem : stems(reply)) {
      shared += stems(charge).contains(stem) ? 1 : 0;
    }
    add(30, Math.min(4, shared));
    add(31, Math.min(3, shared) * 20 + bucket);

    add(40, before < 0 ? 0 : before == charge ? 1 : before < charge ? 2 : 3);
    if (before >= 0) {
      boolean sameQuotation =
          reply > 0
              && readings.get(reply).statement().quotation() != Statement.NO_QUOTATION
              && readings.get(reply).statement().quotation()
                  == readings.get(reply - 1).statement().quotation();
      add(41, (before == charge ? 1 : 0) + (sameQuotation ? 2 : 0));
      if (sources[before] != null && sources[charge] != null) {
        add(42, (sources[before] == sources[charge] ? 1 : 0) + (before == charge ? 2 : 0));
      }
    }
    int first = firstOfItsKind(charge);
    add(43, first == charge ? 1 : 0);
    add(44, (first == charge ? 1 : 0) + 2 * Math.min(3, between));
    return Arrays.copyOf(features, size);
  }

  /** Returns 3 where an actor is not known, 2 for the same actor, 1 for the same side, else 0. */
  private static int relation(Actor one, Actor other) {
    if (one == null || other == null) {
      return 3;
    }
    return one == other ? 2 : one.sameSide(other) ? 1 : 0;
  }

  /** Returns the first charge with the same source and target in the row of charges before it. */
  private int firstOfItsKind(int charge) {
    int first = charge;
    for (int i = charge - 1; i >= 0 && i >= charge - 6; i--) {
      if (isCharge(i) && sources[i] == sources[charge] && targets[i] == targets[charge]) {
        first = i;
      }
    }
    return first;
  }

  private boolean mentions(int statement, Actor actor) {
    // The article's first charges are looked at for every reply, however much they mention.
    if (actors[statement] == null) {
      Set<Actor> mentioned = new HashSet<>();
      for (int k = 0; k < article.mentions(statement).size(); k++) {
        mentioned.add(article.actor(statement, k));
      }
      actors[statement] = mentioned;
    }
    return actors[statement].contains(actor);
  }

  private Set<?> stems(int statement) {
    if (stems[statement] == null) {
      Set<String> found = new HashSet<>();
      Tokens tokens = readings.get(statement).tokens();
      for (int i = 0; i < tokens.size(); i++) {
        if (tokens.isWord(i) && tokens.form(i).length() >= STEM) {
          found.add(tokens.form(i).substring(0, STEM));
        }
      }
      stems[statement] = found;
    }
    return stems[statement];
  }

  private static int bucket(int distance) {
    return distance <= 4
        ? distance
        : distance <= 6 ? 5 : distance <= 10 ? 6 : distance <= 20 ? 7 : 8;
  }

  private void add(int id, int value) {
    put(id, value, 9);
    put(id, value, group);
  }

  private void put(int id, int value, int in) {
    if (size == features.length) {
      features = Arrays.copyOf(features, size * 2);
    }
    long hash =
        (id * 0x9e3779b97f4a7c15L) ^ (value * 0xff51afd7ed558ccdL) ^ (in * 0xc4ceb9fe1a85ec53L);
    hash = (hash ^ (hash >>> 32)) * 0xff51afd7ed558ccdL;
    hash ^= hash >>> 29;
    features[size++] = (int) (hash & (DIMENSION - 1));
  }
}
