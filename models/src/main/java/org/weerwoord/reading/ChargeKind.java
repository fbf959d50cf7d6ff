package org.weerwoord.reading;

import java.util.List;
import java.util.Map;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/**
 * What a charge is about, as {@code seeds/lexicon/charges.*.tsv} lists the words for it.
 *
 * <p>The kinds are those of the event codes 1121 to 1125 of CAMEO: P. A. Schrodt, <i>CAMEO:
 * Conflict and Mediation Event Observations Event and Actor Codebook</i>, version 1.1b3, 2012,
 * section 2.11 (Disapprove). What CAMEO codes as 112, an accusation not specified further, is
 * {@link #OTHER}.
 */
public enum ChargeKind {
  /** Crime and corruption, CAMEO 1121. */
  CRIME("crime"),
  /** Abuse of human rights, CAMEO 1122. */
  HUMAN_RIGHTS("human-rights"),
  /** Aggression, CAMEO 1123. */
  AGGRESSION("aggression"),
  /** War crimes, CAMEO 1124. */
  WAR_CRIMES("war-crimes"),
  /** Espionage, treason, attacks on computers, meddling with elections; CAMEO 1125. */
  ESPIONAGE("espionage"),
  /** Anything else. */
  OTHER("other");

  /** The order among kinds with as many and as long matches: the narrower kind first. */
  private static final List<ChargeKind> BY_PRIORITY =
      List.of(WAR_CRIMES, ESPIONAGE, HUMAN_RIGHTS, AGGRESSION, CRIME);

  private final String text;

  ChargeKind(String text) {
    this.text = text;
  }

  /** Returns the kind as it is written in output columns. */
  public String text() {
    return text;
  }

  /** Returns the words for charges of a language; none for {@link Language#OTHER}. */
  public static Lexicon<ChargeKind> lexicon(Language language) {
    return Bundled.LEXICONS.get(language);
  }

  /**
   * Returns the kind with the most matches in the tokens; among several, the one with the longest
   * match in tokens, then the first of war crimes, espionage, human rights, aggression, crime;
   * {@link #OTHER} if nothing matches.
   *
   * <p>A match within a longer one does not count, nor does a second one of the same kind and
   * tokens: {@code stealing secrets} is espionage and no theft besides.
   */
  public static ChargeKind of(Tokens tokens, Language language) {
    Tally tally = new Tally();
    lexicon(language).scan(tokens, tally);
    return tally.winner();
  }

  /** Counts matches that come in the order of their first token. */
  private static final class Tally implements Lexicon.MatchConsumer<ChargeKind> {

    private final int[] matches = new int[values().length];
    private final int[] longest = new int[values().length];

    /** The matches that begin at this token; of these only the longest count. */
    private int begin = -1;

    private int end;
    private int kindsToEnd;

    /** The last end of a match that begins before {@link #begin}. */
    private int covered;

    @Override
    public void accept(ChargeKind kind, int matchBegin, int matchEnd) {
      if (matchBegin > begin) {
        count();
        begin = matchBegin;
        end = -1;
      }
      if (matchEnd > end) {
        end = matchEnd;
        kindsToEnd = 0;
      }
      if (matchEnd == end) {
        kindsToEnd |= 1 << kind.ordinal();
      }
    }

    ChargeKind winner() {
      count();
      ChargeKind best = OTHER;
      for (ChargeKind kind : BY_PRIORITY) {
        int more = matches[kind.ordinal()] - matches[best.ordinal()];
        if (more > 0 || (more == 0 && longest[kind.ordinal()] > longest[best.ordinal()])) {
          best = kind;
        }
      }
      return best;
    }

    private void count() {
      if (end > covered) {
        for (ChargeKind kind : BY_PRIORITY) {
          int at = kind.ordinal();
          if ((kindsToEnd & (1 << at)) != 0) {
            matches[at]++;
            longest[at] = Math.max(longest[at], end - begin);
          }
        }
        covered = end;
      }
      kindsToEnd = 0;
    }
  }

  private static final class Bundled {
    private static final Map<Language, Lexicon<ChargeKind>> LEXICONS =
        Lexicon.bundled("charges", ChargeKind.class);
  }
}
