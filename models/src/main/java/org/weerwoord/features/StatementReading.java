package org.weerwoord.features;

import java.util.ArrayList;
import java.util.List;
import org.weerwoord.text.Language;
import org.weerwoord.text.Span;
import org.weerwoord.text.Statement;
import org.weerwoord.text.Tokens;

/**
 * What the feature generators read of one statement: tokens, which of them are quoted, and cues.
 */
final class StatementReading {

  private final Statement statement;
  private final Tokens tokens;
  private final boolean[] inQuotation;
  private final List<CueMatch> cues = new ArrayList<>();
  private long cueSet;

  /**
   * A cue found in a statement.
   *
   * @param begin first token
   * @param end token after the last one
   */
  record CueMatch(Cue cue, int begin, int end) {}

  private StatementReading(Statement statement, Tokens tokens, boolean[] inQuotation) {
    this.statement = statement;
    this.tokens = tokens;
    this.inQuotation = inQuotation;
  }

  /** Reads the statements of one article in their order. */
  static List<StatementReading> of(List<Statement> statements, Language language) {
    CueLexicon lexicon = CueLexicon.of(language);
    List<StatementReading> readings = new ArrayList<>(statements.size());
    for (Statement statement : statements) {
      Tokens tokens = Tokens.of(statement.text(), language);
      StatementReading reading =
          new StatementReading(statement, tokens, quotedTokens(statement, tokens));
      lexicon.scan(tokens, reading::add);
      readings.add(reading);
    }
    return readings;
  }

  Statement statement() {
    return statement;
  }

  Tokens tokens() {
    return tokens;
  }

  boolean inQuotation(int token) {
    return inQuotation[token];
  }

  List<CueMatch> cues() {
    return cues;
  }

  boolean has(Cue cue) {
    return (cueSet & bit(cue)) != 0;
  }

  /** Returns the cues as a set of bits, by ordinal. */
  long cueSet() {
    return cueSet;
  }

  private void add(Cue cue, int begin, int end) {
    cues.add(new CueMatch(cue, begin, end));
    cueSet |= bit(cue);
  }

  private static long bit(Cue cue) {
    return 1L << cue.ordinal();
  }

  private static boolean[] quotedTokens(Statement statement, Tokens tokens) {
    boolean[] quoted = new boolean[tokens.size()];
    int token = 0;
    for (Span part : statement.quotedParts()) {
      while (token < quoted.length && tokens.begin(token) < part.begin()) {
        token++;
      }
      while (token < quoted.length && tokens.begin(token) < part.end()) {
        quoted[token++] = true;
      }
    }
    return quoted;
  }
}
