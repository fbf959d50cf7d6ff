package org.weerwoord.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Splits a text into sentences as printed. A quotation with its reporting clause is one sentence; a
 * quotation of several sentences is several. Rules and word lists only, one pass, time linear in
 * the length of the text. Immutable and safe to share between threads.
 */
public final class SentenceSegmenter {

  /** Longest stretch that is read back or ahead around a full stop, in UTF-16 units. */
  private static final int WINDOW = 48;

  /** A longer line is a paragraph of its own rather than a line that was wrapped. */
  private static final int LONGEST_WRAPPED_LINE = 160;

  private static final Map<Language, SentenceSegmenter> INSTANCES = new EnumMap<>(Language.class);

  static {
    for (Language language : Language.values()) {
      INSTANCES.put(language, new SentenceSegmenter(language));
    }
  }

  private final Language language;
  private final BoundaryLexicon lexicon;

  private SentenceSegmenter(Language language) {
    this.language = language;
    this.lexicon = BoundaryLexicon.read(language);
  }

  /** Returns the segmenter of the language; {@link Language#OTHER} has neutral rules only. */
  public static SentenceSegmenter of(Language language) {
    return INSTANCES.get(language);
  }

  /**
   * Returns the sentences of the text from an offset on: in order, without overlap, not empty,
   * without surrounding white space, and together with every character that is no white space.
   *
   * @param fullText the text
   * @param from offset of the first character to read, in UTF-16 units
   * @throws IllegalArgumentException if the offset lies outside the text
   */
  public List<Span> segment(String fullText, int from) {
    if (from < 0 || from > fullText.length()) {
      throw new IllegalArgumentException(
          "Offset to segment from must lie in 0.."
              + fullText.length()
              + ", the length of the text, but is "
              + from);
    }
    Scan scan = new Scan(fullText, from, language, lexicon);
    return scan.sentences();
  }

  /** The state of one pass over one text. */
  private static final class Scan {

    private final String text;
    private final int from;
    private final Language language;
    private final BoundaryLexicon lexicon;
    private final QuotationMarks marks;
    private final List<Span> sentences = new ArrayList<>();

    /** Longest line, in UTF-16 units: the width that the text may be wrapped at. */
    private final int width;

    /** Offsets in the present block of brackets that are still open, innermost last. */
    private int[] brackets = new int[8];

    private int depth;
    private int blockBegin;
    private int sentenceBegin;

    /** Whether the present sentence holds a letter or digit yet. */
    private boolean hasWord;

    Scan(String text, int from, Language language, BoundaryLexicon lexicon) {
      this.text = text;
      this.from = from;
      this.language = language;
      this.lexicon = lexicon;
      this.marks = QuotationMarks.of(text, from);
      this.width = widestLine();
    }

    List<Span> sentences() {
      int at = TextCharacters.skipSpaces(text, from, text.length());
      while (at < text.length()) {
        int end = blockEnd(at);
        block(at, end);
        at = TextCharacters.skipSpaces(text, end, text.length());
      }
      return sentences;
    }

    // Lines

    private int widestLine() {
      int widest = 0;
      int lineBegin = from;
      for (int at = from; at <= text.length(); at++) {
        if (at == text.length() || TextCharacters.isLineBreak(text, at)) {
          widest = Math.max(widest, at - lineBegin);
          lineBegin = at + 1;
        }
      }
      return widest;
    }

    /** Returns the end of the block of lines that belong together, white space excluded. */
    private int blockEnd(int begin) {
      int lineBegin = begin;
      int lastVisible = begin;
      int at = begin;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (!TextCharacters.isSpace(c)) {
          lastVisible = at;
          at++;
          continue;
        }
        if (!TextCharacters.isLineBreak(text, at)) {
          at++;
          continue;
        }
        int next = at + 1;
        int breaks = 1;
        while (next < text.length() && TextCharacters.isSpace(text.charAt(next))) {
          if (TextCharacters.isLineBreak(text, next)) {
            breaks++;
          }
          next++;
        }
        if (next == text.length()
            || breaks > 1
            || c == '\u2029'
            || isDeliberate(lineBegin, lastVisible + 1, next)) {
          return lastVisible + 1;
        }
        lineBegin = next;
        lastVisible = next;
        at = next;
      }
      return lastVisible + 1;
    }

    /** Returns whether a line was ended on purpose and not because the next word was too long. */
    private boolean isDeliberate(int lineBegin, int lineEnd, int next) {
      if (beginsItem(next)) {
        return true;
      }
      char first = text.charAt(wordBegin(next));
      if (Character.isLowerCase(first)) {
        return false;
      }
      if (width > LONGEST_WRAPPED_LINE) {
        return true;
      }
      int end = next;
      while (end < text.length()
          && end - next < LONGEST_WRAPPED_LINE
          && !TextCharacters.isSpace(text.charAt(end))) {
        end++;
      }
      return lineEnd - lineBegin + 1 + (end - next) <= width;
    }

    /** Returns whether a line begins with a bullet, a dash and a space, or a number of a list. */
    private boolean beginsItem(int at) {
      char c = text.charAt(at);
      int after = at + 1;
      if (Character.isDigit(c)) {
        while (after < text.length() && after - at < 3 && Character.isDigit(text.charAt(after))) {
          after++;
        }
        if (after == text.length() || (text.charAt(after) != '.' && text.charAt(after) != ')')) {
          return false;
        }
        after++;
      } else if (!TextCharacters.isBullet(c) && !TextCharacters.isDash(c)) {
        return false;
      }
      if (after >= text.length() || !TextCharacters.isSpace(text.charAt(after))) {
        return false;
      }
      // A dash at a wrapped line's start is a list's or a speaker's only before a capital.
      return !TextCharacters.isDash(c) || !Character.isLowerCase(text.charAt(visible(after)));
    }

    private int visible(int at) {
      int next = TextCharacters.skipSpaces(text, at, text.length());
      return next == text.length() ? at : next;
    }

    // Sentences

    private void block(int begin, int end) {
      depth = 0;
      blockBegin = begin;
      start(begin);
      int at = begin;
      while (at < end) {
        char c = text.charAt(at);
        if (TextCharacters.isTerminator(c)) {
          at = terminator(at, end);
          continue;
        }
        if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
          hasWord = true;
        } else if (TextCharacters.isOpeningBracket(c)) {
          push(at);
        } else if (TextCharacters.isClosingBracket(c) && depth > 0) {
          depth--;
        }
        at++;
      }
      if (sentenceBegin < end) {
        sentences.add(new Span(sentenceBegin, end));
      }
    }

    private void start(int begin) {
      sentenceBegin = begin;
      hasWord = false;
    }

    private void push(int at) {
      if (depth == brackets.length) {
        brackets = Arrays.copyOf(brackets, depth * 2);
      }
      brackets[depth] = at;
      depth++;
    }

    /** Reads one run of terminators with what closes after it; returns where to go on. */
    private int terminator(int begin, int end) {
      Stop stop = new Stop(begin);
      int at = begin;
      while (at < end && TextCharacters.isTerminator(text.charAt(at))) {
        stop.add(text.charAt(at));
        at++;
      }
      stop.runEnd = at;
      at = closers(stop, at, end);
      int next = TextCharacters.skipSpaces(text, at, end);
      if (next == end) {
        return end;
      }
      if (hasWord && isBoundary(stop, at, next, end)) {
        if (isSourceTag(next, end)) {
          return end;
        }
        sentences.add(new Span(sentenceBegin, at));
        start(next);
        return next;
      }
      return Math.max(at, stop.runEnd);
    }

    private int closers(Stop stop, int from, int end) {
      int at = from;
      while (at < end) {
        char c = text.charAt(at);
        if (TextCharacters.isClosingBracket(c)) {
          if (depth > 0) {
            depth--;
            stop.bracketBegin = brackets[depth];
          }
          stop.closedBracket = true;
          at++;
        } else if (marks.role(at) == QuotationMarks.Role.CLOSE) {
          stop.closedQuotation = true;
          at++;
        } else if (TextCharacters.isTerminator(c)) {
          stop.add(c);
          stop.outside = true;
          at++;
        } else if (TextCharacters.isSpace(c)) {
          // A closing mark may be set off by a space, as in French.
          int next = TextCharacters.skipSpaces(text, at, end);
          if (next == end || marks.role(next) != QuotationMarks.Role.CLOSE) {
            return at;
          }
          at = next;
        } else {
          return at;
        }
      }
      return at;
    }

    private boolean isBoundary(Stop stop, int end, int next, int limit) {
      if (stop.unspaced) {
        return true;
      }
      int word = wordBegin(next);
      if (word >= limit) {
        return false;
      }
      boolean spaced = next > end;
      boolean opens = word > next;
      char first = text.charAt(word);
      if (!spaced) {
        boolean quotes = opens && marks.role(next) == QuotationMarks.Role.OPEN;
        return quotes ? !isLower(word) : isMissingSpace(stop, next, limit);
      }
      if (TextCharacters.isDash(first)) {
        int afterDash = TextCharacters.skipSpaces(text, word + 1, limit);
        if (afterDash == limit
            || isLower(wordBegin(afterDash))
            || isDateline(stop, end)
            || isListed(stop)) {
          return false;
        }
      } else if (isLower(word)) {
        return !stop.strong && isAside(next, limit) && !isAbbreviated(stop, word, limit);
      } else if (!opens && isPause(first)) {
        return false;
      }
      if (insideBracket(stop) || isBracketed(stop)) {
        return false;
      }
      if (stop.strong) {
        return !(stop.closedQuotation && !stop.outside && isReportedBy(word, limit));
      }
      if (stop.dots > 1 || stop.closedQuotation || stop.outside) {
        return true;
      }
      return !isAbbreviated(stop, word, limit);
    }

    private static boolean isPause(char c) {
      return c == ',' || c == ';' || c == ':' || c == '/' || c == '&' || c == '+' || c == '='
          || c == '|';
    }

    /** Returns where the word begins after marks and brackets that open. */
    private int wordBegin(int at) {
      int word = at;
      int limit = Math.min(text.length(), at + WINDOW);
      while (word < limit) {
        char c = text.charAt(word);
        boolean opening =
            marks.role(word) == QuotationMarks.Role.OPEN
                || TextCharacters.isOpeningBracket(c)
                || c == '¿'
                || c == '¡';
        if (!opening && (word == at || !TextCharacters.isSpace(c))) {
          return word;
        }
        word++;
      }
      return Math.min(word, text.length() - 1);
    }

    /**
     * Returns whether a sentence cannot begin with the word: small letters, except in 's Avonds.
     */
    private boolean isLower(int word) {
      char c = text.charAt(word);
      if (TextCharacters.isApostrophe(c)) {
        int clippedEnd = TextCharacters.wordEnd(text, word + 1, Math.min(text.length(), word + 4));
        if (clippedEnd == word + 1 || clippedEnd >= text.length()) {
          return false;
        }
        int following = visible(clippedEnd);
        return Character.isLowerCase(text.charAt(word + 1))
            && !TextCharacters.isUpper(text.charAt(following))
            && !(TextCharacters.isDash(text.charAt(clippedEnd))
                && clippedEnd + 1 < text.length()
                && TextCharacters.isUpper(text.charAt(clippedEnd + 1)));
      }
      if (c == '.' || c == '…') {
        int after = word;
        while (after < text.length()
            && after - word < 4
            && TextCharacters.isTerminator(text.charAt(after))) {
          after++;
        }
        if (after == text.length()) {
          return false;
        }
        return Character.isLowerCase(text.charAt(visible(after)));
      }
      if (!Character.isLowerCase(c)) {
        return false;
      }
      // iPhone, eBay, d'Hondt
      return word + 1 >= text.length() || !TextCharacters.isUpper(text.charAt(word + 1));
    }

    /** Returns whether a space was forgotten: two small letters, a stop, a capitalised word. */
    private boolean isMissingSpace(Stop stop, int next, int limit) {
      if (stop.dots > 1 || next + 1 >= limit || !TextCharacters.isUpper(text.charAt(next))) {
        return false;
      }
      int wordEnd = TextCharacters.wordEnd(text, next, Math.min(limit, next + WINDOW));
      if (wordEnd > next + 1 && !Character.isLowerCase(text.charAt(next + 1))) {
        return false;
      }
      boolean domain = wordEnd + 1 < limit && ".@".indexOf(text.charAt(wordEnd)) >= 0;
      if (domain && Character.isLetterOrDigit(text.charAt(wordEnd + 1))) {
        return false;
      }
      if (stop.closedQuotation || stop.closedBracket) {
        return true;
      }
      int tokenBegin = tokenBegin(stop.begin);
      if (stop.begin - tokenBegin < 3) {
        return false;
      }
      for (int at = tokenBegin; at < stop.begin; at++) {
        char c = text.charAt(at);
        if (!Character.isLetter(c) || Character.isUpperCase(c)) {
          return false;
        }
      }
      return tokenBegin == 0 || TextCharacters.isSpace(text.charAt(tokenBegin - 1));
    }

    private int tokenBegin(int tokenEnd) {
      int begin = tokenEnd;
      int limit = Math.max(sentenceBegin, tokenEnd - WINDOW);
      while (begin > limit) {
        char c = text.charAt(begin - 1);
        boolean inToken =
            Character.isLetterOrDigit(c)
                || c == '.'
                || c == '-'
                || c == '°'
                || c == '§'
                || c == '/'
                || c == '@'
                || (TextCharacters.isApostrophe(c)
                    && marks.role(begin - 1) == QuotationMarks.Role.NONE);
        if (!inToken) {
          break;
        }
        begin--;
      }
      return begin;
    }

    /** Returns whether the stop lies in a bracket that was opened within the sentence. */
    private boolean insideBracket(Stop stop) {
      return depth > 0 && brackets[depth - 1] > sentenceBegin && closesSoon(stop.runEnd);
    }

    private boolean closesSoon(int at) {
      int limit = Math.min(text.length(), at + 4 * WINDOW);
      for (int i = at; i < limit; i++) {
        if (TextCharacters.isClosingBracket(text.charAt(i))) {
          return true;
        }
        if (TextCharacters.isOpeningBracket(text.charAt(i))) {
          return false;
        }
      }
      return false;
    }

    /** Returns whether the stop belongs to a bracket within the sentence: (!), (...), (hurrah!). */
    private boolean isBracketed(Stop stop) {
      if (!stop.closedBracket || stop.outside || stop.bracketBegin < 0) {
        return false;
      }
      if (stop.bracketBegin + 1 == stop.begin) {
        return true;
      }
      return stop.bracketBegin > sentenceBegin && (stop.strong || isListed(stop));
    }

    private boolean isListed(Stop stop) {
      String token = text.substring(tokenBegin(stop.begin), stop.begin);
      return lexicon.abbreviation(token) != BoundaryLexicon.Abbreviation.NONE;
    }

    /**
     * Returns whether all that is left of the block is a short bracket with its source: (Belga).
     */
    private boolean isSourceTag(int next, int end) {
      if (end - next > WINDOW || text.charAt(next) != '(' || text.charAt(end - 1) != ')') {
        return false;
      }
      for (int at = next + 1; at < end - 1; at++) {
        char c = text.charAt(at);
        boolean stops =
            TextCharacters.isTerminator(c) && TextCharacters.isSpace(text.charAt(at + 1));
        if (stops || Character.isDigit(c) || TextCharacters.isOpeningBracket(c)) {
          return false;
        }
      }
      return !TextCharacters.isTerminator(text.charAt(end - 2));
    }

    // Abbreviations

    private boolean isAbbreviated(Stop stop, int word, int limit) {
      int tokenBegin = tokenBegin(stop.begin);
      String token = text.substring(tokenBegin, stop.begin);
      if (token.isEmpty()) {
        return false;
      }
      boolean digits = isDigits(token);
      if (isTime(stop.begin)
          || isPlace(tokenBegin, stop.begin)
          || isListNumber(token, tokenBegin, digits)) {
        return true;
      }
      if (isSpacedOut(token, word, limit)) {
        return true;
      }
      BoundaryLexicon.Abbreviation kind = kind(token);
      return switch (kind) {
        case INSIDE -> true;
        case NUMBER ->
            Character.isDigit(text.charAt(word))
                || isRomanWord(word, limit)
                || ((isInitials(token) || isSpacedOutEnd(tokenBegin, token))
                    && !beginsSentence(word, limit));
        case END -> !beginsSentence(word, limit);
        case NONE ->
            (isUnlisted(token, tokenBegin) || isSpacedOutEnd(tokenBegin, token))
                && !beginsSentence(word, limit);
      };
    }

    private boolean isListNumber(String token, int tokenBegin, boolean digits) {
      return tokenBegin == sentenceBegin
          && token.length() <= 3
          && (digits || isRoman(token) || token.length() == 1);
    }

    /** Returns whether all of the sentence so far is a time of day: 20.30 uur. */
    private boolean isTime(int stop) {
      int at = sentenceBegin;
      if (stop - at > 10 || stop - at < 4 || !Character.isDigit(text.charAt(at))) {
        return false;
      }
      while (Character.isDigit(text.charAt(at))) {
        at++;
      }
      if (text.charAt(at) == ' ' || text.charAt(at) == '\u00A0') {
        // 11 h 40
        return at + 2 < stop
            && text.charAt(at + 1) == 'h'
            && TextCharacters.isSpace(text.charAt(at + 2));
      }
      return at + 1 < stop
          && ".:h".indexOf(text.charAt(at)) >= 0
          && Character.isDigit(text.charAt(at + 1));
    }

    /** Returns whether a paragraph begins with where it was written: GRAZ. BAD SELTERSBERG. */
    private boolean isPlace(int tokenBegin, int stop) {
      if (sentenceBegin != blockBegin
          || stop - sentenceBegin < 3
          || stop - sentenceBegin > WINDOW) {
        return false;
      }
      boolean capitals = true;
      for (int at = sentenceBegin; at < stop; at++) {
        char c = text.charAt(at);
        if (!Character.isLetter(c) && " -/'’".indexOf(c) < 0) {
          return false;
        }
        capitals &= !Character.isLowerCase(c);
      }
      boolean first = sentences.isEmpty() && tokenBegin == sentenceBegin;
      return capitals
          || (language == Language.GERMAN && first && !beginsSentence(tokenBegin, stop));
    }

    /** Returns whether the sentence so far is a place name, as before a dash: ATHLONE. – */
    private boolean isDateline(Stop stop, int end) {
      return stop.dots == 1
          && !stop.strong
          && end == stop.runEnd
          && tokenBegin(stop.begin) == sentenceBegin;
    }

    /** Returns whether a bracket in small letters begins what follows: (laughs) “Indeed. */
    private boolean isAside(int begin, int limit) {
      if (!TextCharacters.isOpeningBracket(text.charAt(begin))) {
        return false;
      }
      int at = begin + 1;
      int end = Math.min(limit, begin + WINDOW);
      while (at < end && !TextCharacters.isClosingBracket(text.charAt(at))) {
        at++;
      }
      if (at + 1 == limit) {
        return true;
      }
      if (at + 1 >= end || !TextCharacters.isSpace(text.charAt(at + 1))) {
        return false;
      }
      int next = TextCharacters.skipSpaces(text, at + 1, end);
      return next < end && TextCharacters.isUpper(text.charAt(wordBegin(next)));
    }

    /** Looks the token up, then what follows its last apostrophe or hyphen: l'art, vice-min. */
    private BoundaryLexicon.Abbreviation kind(String token) {
      BoundaryLexicon.Abbreviation kind = lexicon.abbreviation(token);
      int part = token.length() - 1;
      while (part >= 0
          && token.charAt(part) != '-'
          && !TextCharacters.isApostrophe(token.charAt(part))) {
        part--;
      }
      if (kind == BoundaryLexicon.Abbreviation.NONE && part >= 0) {
        kind = lexicon.abbreviation(token.substring(part + 1));
      }
      if (kind == BoundaryLexicon.Abbreviation.NONE
          && language == Language.GERMAN
          && token.endsWith("str")) {
        kind = lexicon.abbreviation("str");
      }
      return kind;
    }

    /** Returns whether the single letter follows another one with its stop: u. a. */
    private boolean isSpacedOutEnd(int tokenBegin, String token) {
      return token.length() == 1
          && tokenBegin - 3 >= sentenceBegin
          && TextCharacters.isSpace(text.charAt(tokenBegin - 1))
          && text.charAt(tokenBegin - 2) == '.'
          && Character.isLetter(text.charAt(tokenBegin - 3))
          && (tokenBegin - 3 == sentenceBegin
              || TextCharacters.isSpace(text.charAt(tokenBegin - 4)));
    }

    /** Returns whether two single letters with stops follow each other: z. B. */
    private boolean isSpacedOut(String token, int word, int limit) {
      return token.length() == 1
          && Character.isLowerCase(token.charAt(0))
          && word + 1 < limit
          && Character.isLetter(text.charAt(word))
          && text.charAt(word + 1) == '.';
    }

    private boolean isUnlisted(String token, int tokenBegin) {
      // Not the end of 4:1 or 3,5
      boolean whole = tokenBegin == 0 || ":,".indexOf(text.charAt(tokenBegin - 1)) < 0;
      boolean counts = (isDigits(token) && token.length() <= 3 && whole) || isRoman(token);
      if (language == Language.GERMAN && counts) {
        return true;
      }
      return isInitials(token);
    }

    private static boolean isDigits(String token) {
      for (int i = 0; i < token.length(); i++) {
        if (!Character.isDigit(token.charAt(i))) {
          return false;
        }
      }
      return true;
    }

    private static boolean isRoman(String token) {
      if (token.isEmpty() || token.length() > 6) {
        return false;
      }
      for (int i = 0; i < token.length(); i++) {
        if ("IVXLC".indexOf(token.charAt(i)) < 0) {
          return false;
        }
      }
      return true;
    }

    private boolean isRomanWord(int word, int limit) {
      return isRoman(
          text.substring(word, TextCharacters.wordEnd(text, word, Math.min(limit, word + 8))));
    }

    /**
     * Returns whether the token is made of single letters or short parts: J, J.P, J.-M, U.S, z.B.
     */
    private static boolean isInitials(String token) {
      int part = 0;
      int parts = 1;
      for (int i = 0; i < token.length(); i++) {
        char c = token.charAt(i);
        if (c == '.') {
          if (part == 0) {
            return false;
          }
          part = 0;
          parts++;
        } else if (c == '-') {
          part = 0;
        } else if (Character.isLetter(c)) {
          part++;
          if (part > 2) {
            return false;
          }
        } else {
          return false;
        }
      }
      if (part == 0) {
        return false;
      }
      return parts > 1 || (token.length() == 1 && Character.isUpperCase(token.charAt(0)));
    }

    /** Returns whether the word is one that begins sentences rather than names. */
    private boolean beginsSentence(int begin, int limit) {
      int wordEnd = TextCharacters.wordEnd(text, begin, Math.min(limit, begin + WINDOW));
      if (wordEnd == begin) {
        // An apostrophe or a dash
        return !Character.isDigit(text.charAt(begin));
      }
      String word = text.substring(begin, wordEnd).toLowerCase(Locale.ROOT);
      if (lexicon.isParticle(word)) {
        int following = TextCharacters.skipSpaces(text, wordEnd, Math.min(limit, wordEnd + 4));
        return following > wordEnd
            && following < limit
            && Character.isLowerCase(text.charAt(following));
      }
      return lexicon.isStarter(word);
    }

    /** Returns whether names and then a reporting verb follow: (“No!”) Smith said. */
    private boolean isReportedBy(int begin, int limit) {
      int at = begin;
      for (int words = 0; words < 5; words++) {
        int wordEnd = TextCharacters.wordEnd(text, at, Math.min(limit, at + WINDOW));
        if (wordEnd == at) {
          return false;
        }
        String word = text.substring(at, wordEnd).toLowerCase(Locale.ROOT);
        if (words == 0 && lexicon.isStarter(word)) {
          return false;
        }
        if (words > 0 && lexicon.isReportingVerb(word)) {
          return true;
        }
        if (Character.isLowerCase(text.charAt(at))
            && !lexicon.isParticle(word)
            && !word.equals("of")) {
          return false;
        }
        boolean shortened = wordEnd < limit && text.charAt(wordEnd) == '.';
        int wordLimit = shortened ? wordEnd + 1 : wordEnd;
        at = TextCharacters.skipSpaces(text, wordLimit, Math.min(limit, wordLimit + 4));
        if (at == wordLimit || at >= limit) {
          return false;
        }
      }
      return false;
    }
  }

  /** A run of terminators and what closes after it. */
  private static final class Stop {

    private final int begin;
    private int runEnd;
    private int dots;

    /** Whether a question or exclamation mark is among them. */
    private boolean strong;

    /** Whether one that needs no space is among them. */
    private boolean unspaced;

    private boolean closedQuotation;
    private boolean closedBracket;

    /** Where the outermost closed bracket begins, or -1. */
    private int bracketBegin = -1;

    /** Whether another terminator stands after what closes. */
    private boolean outside;

    Stop(int begin) {
      this.begin = begin;
    }

    void add(char c) {
      if (c == '.') {
        dots++;
      } else if (c == '…') {
        dots += 3;
      } else {
        strong = true;
        unspaced |= TextCharacters.isUnspacedTerminator(c);
      }
    }
  }
}
