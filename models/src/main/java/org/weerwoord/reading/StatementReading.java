package org.weerwoord.reading;

import java.util.ArrayList;
import java.util.List;
import org.weerwoord.text.Language;
import org.weerwoord.text.Span;
import org.weerwoord.text.Statement;
import org.weerwoord.text.Tokens;

/**
 * What is read of one statement before any model sees it: tokens, which of them are quoted, cues.
 */
public final class StatementReading {

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
  public record CueMatch(Cue cue, int begin, int end) {}

  private StatementReading(Statement statement, Tokens tokens, boolean[] inQuotation) {
    this.statement = statement;
    this.tokens = tokens;
    this.inQuotation = inQuotation;
  }

  /** Reads the statements of one article in their order. */
  static List<StatementReading> of(List<Statement> statements, Language language) {
    Lexicon<Cue> lexicon = Cue.lexicon(language);
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

  /** Returns the statement that was read. */
  public Statement statement() {
    return statement;
  }

  /** Returns its tokens. */
  public Tokens tokens() {
    return tokens;
  }

  /** Returns whether a token stands in quotation marks. */
  public boolean inQuotation(int token) {
    return inQuotation[token];
  }

  /** Returns its cues, in the order of their first token. */
  public List<CueMatch> cues() {
    return cues;
  }

  /** Returns whether it has a cue of a concept. */
  public boolean has(Cue cue) {
    return (cueSet & bit(cue)) != 0;
  }

  /** Returns the cues as a set of bits, by ordinal. */
  public long cueSet() {
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
