package org.weerwoord.features;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.weerwoord.reading.Cue;
import org.weerwoord.reading.StatementReading;
import org.weerwoord.reading.StatementReading.CueMatch;
import org.weerwoord.text.Statement;
import org.weerwoord.text.Statement.Quoted;
import org.weerwoord.text.Tokens;

/**
 * Which names each statement of an article mentions, and which of them belong to whoever speaks in
 * it. A rough reading by capital letters and the nearness of a reporting cue: enough to tell
 * whether a speaker was mentioned in an earlier charge.
 */
final class ArticleNames {

  /** Tokens between a reporting cue and a name that still belongs to its speaker. */
  private static final int SPEAKER_REACH = 8;

  private static final int SHORTEST_NAME = 3;

  private static final Set<Cue> REPORTING =
      Set.of(Cue.SAY, Cue.ACCORDING, Cue.CLAIM, Cue.REPLY, Cue.DENY, Cue.ACCUSE, Cue.ADMIT);

  private final List<Set<String>> mentioned = new ArrayList<>();
  private final List<Set<String>> speaking = new ArrayList<>();

  private ArticleNames() {}

  static ArticleNames of(List<StatementReading> readings) {
    Set<String> known = new HashSet<>();
    for (StatementReading reading : readings) {
      Tokens tokens = reading.tokens();
      for (int i = 1; i < tokens.size(); i++) {
        if (isNameLike(tokens, i) && tokens.isWord(i - 1)) {
          known.add(tokens.form(i));
        }
      }
    }
    // One capital in "The Hague" or a headline must not make every "the" a name.
    for (StatementReading reading : readings) {
      Tokens tokens = reading.tokens();
      for (int i = 0; i < tokens.size(); i++) {
        if (!tokens.isCapitalised(i)) {
          known.remove(tokens.form(i));
        }
      }
    }
    ArticleNames names = new ArticleNames();
    for (StatementReading reading : readings) {
      names.add(reading, known);
    }
    return names;
  }

  /** Returns the names in a statement, in lower case. */
  Set<String> mentioned(int statement) {
    return mentioned.get(statement);
  }

  /** Returns the names of who speaks in a statement; empty if nobody is found to. */
  Set<String> speaking(int statement) {
    return speaking.get(statement);
  }

  private void add(StatementReading reading, Set<String> known) {
    Tokens tokens = reading.tokens();
    Set<String> all = new HashSet<>();
    Set<String> speakers = new HashSet<>();
    boolean reported = false;
    for (int i = 0; i < tokens.size(); i++) {
      if (isNameLike(tokens, i) && known.contains(tokens.form(i))) {
        all.add(tokens.form(i));
      }
    }
    for (CueMatch match : reading.cues()) {
      if (!REPORTING.contains(match.cue()) || reading.inQuotation(match.begin())) {
        continue;
      }
      reported = true;
      int last = Math.min(tokens.size(), match.end() + SPEAKER_REACH);
      for (int i = Math.max(0, match.begin() - SPEAKER_REACH); i < last; i++) {
        if (!reading.inQuotation(i) && all.contains(tokens.form(i))) {
          speakers.add(tokens.form(i));
        }
      }
    }
    int position = mentioned.size();
    if (speakers.isEmpty() && position > 0) {
      // Quotation alone, or a pronoun before a reporting verb: mostly the speaker stays the same.
      Statement statement = reading.statement();
      if (statement.quoted() == Quoted.WHOLLY || reported) {
        speakers = speaking.get(position - 1);
      }
    }
    mentioned.add(all);
    speaking.add(speakers);
  }

  private static boolean isNameLike(Tokens tokens, int token) {
    return tokens.isCapitalised(token) && tokens.form(token).length() >= SHORTEST_NAME;
  }
}
