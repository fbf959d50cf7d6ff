package org.weerwoord.attribution;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.weerwoord.attribution.Speakers.Speaker;
import org.weerwoord.reading.Cue;
import org.weerwoord.reading.FunctionWord;
import org.weerwoord.reading.StatementReading;
import org.weerwoord.reading.StatementReading.CueMatch;
import org.weerwoord.text.Language;
import org.weerwoord.text.Tokens;

/**
 * Who is blamed, and by whom, by the grammar of the words that blame: the object of <i>accuses</i>,
 * the subject of <i>is accused</i>, whom a complaint is <i>against</i>; and who is the subject of
 * what a speaker says.
 */
final class ActClauses {

  private static final Set<Cue> BLAMING =
      EnumSet.of(Cue.ACCUSE, Cue.ACCUSED_PASSIVE, Cue.LEGAL_CHARGE);

  private static final int REACH = 8;
  private static final int FAR_REACH = 16;

  private final ArticleActors article;
  private final Language language;
  private final int statement;
  private final StatementReading reading;
  private final Tokens tokens;
  private final List<Mention> mentions;

  private ActClauses(ArticleActors article, int statement) {
    this.article = article;
    this.statement = statement;
    language = article.reading().language();
    reading = article.reading().readings().get(statement);
    tokens = reading.tokens();
    mentions = article.mentions(statement);
  }

  /**
   * What the grammar of a statement says.
   *
   * @param blamed object of an active or subject of a passive word of blame; null without one
   * @param blamer agent of a passive one; null without one
   * @param passive whether there is a passive word of blame
   * @param accuser whose accusation a noun mentions by a country's adjective ({@code the Belgian
   *     accusation that …}); null without one
   * @param subject the first actor in what is said who is no part of a phrase with a preposition
   * @param pronoun whether a pronoun stands there before any such actor
   */
  record Reading(
      Actor blamed, Actor blamer, boolean passive, Actor accuser, Actor subject, boolean pronoun) {}

  static Reading of(ArticleActors article, int statement) {
    return new ActClauses(article, statement).read();
  }

  private Reading read() {
    Actor blamed = null;
    Actor blamer = null;
    boolean passive = false;
    Actor accuser = null;
    for (CueMatch cue : reading.cues()) {
      if (!BLAMING.contains(cue.cue())) {
        continue;
      }
      if (accuser == null && cue.cue() == Cue.ACCUSE) {
        accuser = adjectiveOf(cue);
      }
      boolean isPassive = cue.cue() == Cue.ACCUSED_PASSIVE || isPassive(tokens, cue, language);
      passive |= isPassive;
      if (blamed == null) {
        blamed = against(cue);
      }
      if (blamed == null) {
        blamed = isPassive ? subjectOf(cue) : objectOf(cue);
      }
      if (blamer == null && isPassive) {
        blamer = agentOf(cue);
      }
    }
    int from = saidFrom();
    Actor subject = null;
    boolean pronoun = false;
    for (int i = 0; i < mentions.size() && subject == null && !pronoun; i++) {
      Mention mention = mentions.get(i);
      if (mention.first() < from
          || isOblique(mention)
          || mention.kind() == Mention.Kind.ADJECTIVE) {
        continue;
      }
      Actor actor = article.actor(statement, i);
      pronoun = actor == null;
      subject = actor == article.speakers().get(statement).actor() ? null : actor;
    }
    return new Reading(blamed, blamer, passive, accuser, subject, pronoun);
  }

  /** Returns the token with which what the speaker says begins. */
  private int saidFrom() {
    Speaker speaker = article.speakers().get(statement);
    for (int i = 0; i < tokens.size(); i++) {
      if (reading.inQuotation(i)) {
        return i;
      }
    }
    if (speaker.cue() == null || speaker.mention() == null) {
      return 0;
    }
    int cue = speaker.cue().end();
    for (int i = cue; i < Math.min(tokens.size(), cue + FAR_REACH); i++) {
      if ((classes(i) & FunctionWord.SUBORDINATOR.bit()) != 0) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Returns whom a charge is brought against. */
  private Actor against(CueMatch cue) {
    return after(cue, FunctionWord.AGAINST.bit());
  }

  private Actor objectOf(CueMatch cue) {
    // "accused X of" has its object inside.
    for (int i = Mention.firstFrom(mentions, cue.begin() + 1); i < mentions.size(); i++) {
      Mention mention = mentions.get(i);
      if (mention.kind() == Mention.Kind.ADJECTIVE) {
        continue;
      }
      if (mention.first() > cue.end() + REACH || subordinates(cue.end(), mention.first())) {
        return null;
      }
      Actor actor = article.actor(statement, i);
      boolean speaks = actor != null && actor == article.speakers().get(statement).actor();
      if (!speaks && !isOblique(mention)) {
        return actor;
      }
    }
    return null;
  }

  private Actor adjectiveOf(CueMatch cue) {
    for (int i = Mention.firstFrom(mentions, cue.begin() - REACH); i < mentions.size(); i++) {
      Mention mention = mentions.get(i);
      if (mention.first() > cue.end()) {
        break;
      }
      boolean beside = mention.last() == cue.begin() || mention.first() == cue.end();
      int end = Math.max(mention.last(), cue.end());
      boolean tellsTheCharge = (classes(end) & FunctionWord.SUBORDINATOR.bit()) != 0;
      if (mention.kind() == Mention.Kind.ADJECTIVE && beside && tellsTheCharge) {
        return article.actor(statement, i);
      }
    }
    return null;
  }

  private boolean subordinates(int from, int to) {
    for (int i = from; i < to; i++) {
      if ((classes(i) & FunctionWord.SUBORDINATOR.bit()) != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the subject of a word in the passive: who stands last before its auxiliary, or else
   * first after that; null for a pronoun.
   */
  private Actor subjectOf(CueMatch cue) {
    int auxiliary = auxiliary(tokens, cue, language);
    int until = auxiliary < 0 ? cue.begin() : auxiliary;
    int found = -1;
    for (int i = Mention.firstFrom(mentions, until - FAR_REACH); i < mentions.size(); i++) {
      Mention mention = mentions.get(i);
      boolean before = mention.last() <= until;
      if (!before && (found >= 0 || mention.first() >= Math.max(cue.end(), until + REACH))) {
        break;
      }
      boolean inside = found >= 0 && mention.last() <= mentions.get(found).last();
      if (!inside && mention.kind() != Mention.Kind.ADJECTIVE && !isOblique(mention)) {
        found = i;
        if (!before) {
          break;
        }
      }
    }
    return found < 0 ? null : article.actor(statement, found);
  }

  private Actor agentOf(CueMatch cue) {
    long by = FunctionWord.BY.bit() | (language == Language.GERMAN ? FunctionWord.OF.bit() : 0L);
    return after(cue, by);
  }

  /** Returns who stands near a cue after a word of some classes. */
  private Actor after(CueMatch cue, long classes) {
    for (int i = Mention.firstFrom(mentions, cue.begin() - REACH + 1); i < mentions.size(); i++) {
      Mention mention = mentions.get(i);
      if (mention.first() > cue.end() + REACH) {
        break;
      }
      if ((classes(Prepositions.place(language, tokens, mention.first())) & classes) != 0) {
        return article.actor(statement, i);
      }
    }
    return null;
  }

  private boolean isOblique(Mention mention) {
    return Prepositions.govern(language, tokens, mention);
  }

  private long classes(int token) {
    return token < 0 || token >= tokens.size() ? 0 : FunctionWord.classes(language, tokens, token);
  }

  static boolean isPassive(Tokens tokens, CueMatch cue, Language language) {
    return auxiliary(tokens, cue, language) >= 0;
  }

  /** Returns the token with the auxiliary of a passive beside a cue; -1 without one. */
  private static int auxiliary(Tokens tokens, CueMatch cue, Language language) {
    // English and French have it before the participle, close by.
    boolean after = language == Language.DUTCH || language == Language.GERMAN;
    int last = Math.min(tokens.size(), after ? cue.end() + 3 : cue.end());
    for (int i = Math.max(0, cue.begin() - (after ? REACH : REACH / 2)); i < last; i++) {
      if ((FunctionWord.classes(language, tokens, i) & FunctionWord.PASSIVE.bit()) != 0) {
        return i;
      }
    }
    return -1;
  }
}
