package org.weerwoord.encoder;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * BERT's vocabulary, and what splits text into its pieces as Google's cased {@code FullTokenizer}
 * does: first into words, then each word, from its begin, into the longest pieces that there are. A
 * piece that does not begin a word is written with {@code ##} before it. Immutable.
 *
 * <p>Where Google's tokenizer finds all words, this one finds the same pieces. Where it takes a
 * word for unknown:
 *
 * <ul>
 *   <li>A word that can't be pieced together is tried in plain characters, and only then unknown,
 *       as a whole. The multilingual vocabulary lacks {@code ’ ‘ “ ” – —} and {@code …}, which
 *       become {@code ' " -} and {@code .}, and some capitals with diacritics, as in {@code AOÛT}.
 *   <li>Of a word of more than 200 characters, each 200 are a word.
 *   <li>Halves of surrogate pairs are dropped.
 * </ul>
 *
 * @see <a href="https://arxiv.org/abs/1609.08144">Wu et al., Google's Neural Machine Translation
 *     System, 2016, section 4.1</a>
 */
public final class WordPieces {

  private static final String PAD = "[PAD]";
  private static final String UNKNOWN = "[UNK]";
  private static final String CLASS = "[CLS]";
  private static final String SEPARATOR = "[SEP]";
  private static final List<String> SPECIAL = List.of(PAD, UNKNOWN, CLASS, SEPARATOR);
  private static final String INNER = "##";

  private final List<String> pieces;

  /** Ids of the pieces that begin a word. */
  private final Map<String, Integer> first = new HashMap<>();

  /** Ids of the pieces within a word, without their {@code ##}. */
  private final Map<String, Integer> inner = new HashMap<>();

  private final int longest;

  private WordPieces(List<String> pieces) {
    this.pieces = List.copyOf(pieces);
    int length = 0;
    for (int id = 0; id < size(); id++) {
      String text = text(id);
      length = Math.max(length, text.length());
      if ((isInner(id) ? inner : first).put(text, id) != null) {
        throw new IllegalArgumentException(
            "The pieces of a vocabulary must differ, but '"
                + piece(id)
                + "' stands in it twice, lastly as number "
                + id
                + "; give the vocabulary as it was published");
      }
    }
    longest = length;
    for (String special : SPECIAL) {
      if (!first.containsKey(special)) {
        throw new IllegalArgumentException(
            "A vocabulary must hold the pieces "
                + String.join(" ", SPECIAL)
                + ", but this one, of "
                + size()
                + " pieces, lacks "
                + special
                + "; give the lines of a BERT model's vocab.txt");
      }
    }
  }

  /**
   * Returns the vocabulary of these pieces, whose ids are their places in the list.
   *
   * @throws IllegalArgumentException if a piece stands there twice or a special one is missing
   */
  public static WordPieces of(List<String> pieces) {
    return new WordPieces(pieces);
  }

  /** Returns the number of pieces. */
  public int size() {
    return pieces.size();
  }

  /**
   * Returns a piece as the vocabulary writes it.
   *
   * @param id from 0 to {@link #size()} - 1
   */
  public String piece(int id) {
    return pieces.get(id);
  }

  /** Returns all pieces in the order of their ids; unmodifiable. */
  public List<String> pieces() {
    return pieces;
  }

  /** Returns the id of the piece that fills up short sequences. */
  public int pad() {
    return first.get(PAD);
  }

  /** Returns the id of the piece that stands for a word which can't be pieced together. */
  public int unknown() {
    return first.get(UNKNOWN);
  }

  /** Returns the id of the piece that a sequence begins with. */
  public int cls() {
    return first.get(CLASS);
  }

  /** Returns the id of the piece that a sequence ends with. */
  public int sep() {
    return first.get(SEPARATOR);
  }

  /**
   * Returns for each piece its id in another vocabulary: of a pruned vocabulary in the full one,
   * the rows of the embeddings to keep.
   *
   * @throws IllegalArgumentException if the other vocabulary lacks a piece
   */
  public int[] idsIn(WordPieces other) {
    return IntStream.range(0, size()).map(id -> other.id(piece(id), isInner(id))).toArray();
  }

  private int id(String piece, boolean isInner) {
    Integer id = isInner ? inner.get(piece.substring(INNER.length())) : first.get(piece);
    if (id == null) {
      throw new IllegalArgumentException(
          "The other vocabulary must hold all pieces of this one, but lacks '"
              + piece
              + "'; give the one that this one was pruned from");
    }
    return id;
  }

  /**
   * Returns the ids of a text's pieces as an encoder wants them: after {@code [CLS]}, before {@code
   * [SEP]}.
   *
   * @param most ids in all, at least 2; pieces beyond are cut off
   */
  public int[] input(String text, int most) {
    return input(encode(text, most - 2));
  }

  /**
   * Returns the ids of pieces as an encoder wants them: after {@code [CLS]}, before {@code [SEP]}.
   */
  public int[] input(Encoded encoded) {
    int[] ids = encoded.ids();
    int[] input = new int[ids.length + 2];
    System.arraycopy(ids, 0, input, 1, ids.length);
    input[0] = cls();
    input[input.length - 1] = sep();
    return input;
  }

  /**
   * Splits a text into pieces, without special ones around them. It takes time in proportion to the
   * text read, whatever the text is.
   *
   * @param most the number of pieces, 0 or more, after which the rest of the text is left out
   */
  public Encoded encode(String text, int most) {
    WordScanner words = new WordScanner(text);
    List<Piece> encoded = new ArrayList<>();
    while (encoded.size() < most && words.next()) {
      addWord(words, encoded);
    }
    return new Encoded(encoded.subList(0, Math.min(most, encoded.size())));
  }

  private void addWord(WordScanner words, List<Piece> encoded) {
    String word = words.word();
    if (!addPieces(word, words, encoded) && !addPieces(plain(word), words, encoded)) {
      encoded.add(new Piece(unknown(), words.begin(0), words.end(word.length())));
    }
  }

  /** Adds all pieces of a word and returns true, or none and returns false. */
  private boolean addPieces(String word, WordScanner offsets, List<Piece> encoded) {
    int before = encoded.size();
    int end;
    for (int begin = 0; begin < word.length(); begin = end) {
      Map<String, Integer> candidates = begin == 0 ? first : inner;
      end = Math.min(word.length(), begin + longest);
      while (end > begin && !candidates.containsKey(word.substring(begin, end))) {
        end--;
      }
      if (end == begin) {
        encoded.subList(before, encoded.size()).clear();
        return false;
      }
      int id = candidates.get(word.substring(begin, end));
      encoded.add(new Piece(id, offsets.begin(begin), offsets.end(end)));
    }
    return true;
  }

  /** Returns a word of the same length without typographic marks and diacritics. */
  private static String plain(String word) {
    StringBuilder plain = new StringBuilder(word.length());
    word.chars().forEach(character -> plain.append(plain((char) character)));
    return plain.toString();
  }

  private static char plain(char character) {
    return switch (character) {
      case '‘', '’', '‛', '`', '´' -> '\'';
      case '“', '”', '„', '‟' -> '"';
      case '‐', '‑', '‒', '–', '—', '―' -> '-';
      case '…' -> '.';
      default -> Normalizer.normalize(String.valueOf(character), Normalizer.Form.NFD).charAt(0);
    };
  }

  /**
   * Returns a smaller vocabulary for languages in Latin script. In the order of this one, it has:
   *
   * <ol>
   *   <li>the special pieces, and those of one character that is of the Latin script or of none
   *       (digits, punctuation), so that words fall apart into smaller pieces but are not lost;
   *   <li>of the pieces of the texts the most frequent; if all fit, the texts are split as before;
   *   <li>the first other pieces of Latin letters, digits and the like: BERT's vocabularies begin
   *       with what is frequent.
   * </ol>
   *
   * @param texts examples of what will be encoded
   * @param most the number of pieces to keep at most
   * @throws IllegalArgumentException if {@code most} is too few for the pieces of the first item
   */
  public WordPieces pruned(Iterable<String> texts, int most) {
    BitSet kept = new BitSet(size());
    SPECIAL.forEach(piece -> kept.set(first.get(piece)));
    for (int id = 0; id < size(); id++) {
      String text = text(id);
      if (text.codePointCount(0, text.length()) == 1 && isLatin(text)) {
        kept.set(id);
      }
    }
    if (kept.cardinality() > most) {
      throw new IllegalArgumentException(
          "A pruned vocabulary must keep the special pieces and the single characters, here "
              + kept.cardinality()
              + ", but is to have "
              + most
              + " pieces at most; allow more");
    }
    int[] uses = uses(texts);
    IntStream used =
        IntStream.range(0, size())
            .filter(id -> uses[id] > 0)
            .boxed()
            .sorted(Comparator.comparingInt((Integer id) -> uses[id]).reversed())
            .mapToInt(id -> id);
    IntStream latin = IntStream.range(0, size()).filter(this::isLatinWord);
    IntStream.concat(used, latin)
        .filter(id -> !kept.get(id))
        .distinct()
        .limit(most - kept.cardinality())
        .forEach(kept::set);
    return of(kept.stream().mapToObj(pieces::get).toList());
  }

  private int[] uses(Iterable<String> texts) {
    int[] uses = new int[size()];
    for (String text : texts) {
      for (int id : encode(text, Integer.MAX_VALUE).ids()) {
        uses[id]++;
      }
    }
    return uses;
  }

  private boolean isInner(int id) {
    String piece = piece(id);
    return piece.startsWith(INNER) && piece.length() > INNER.length();
  }

  private String text(int id) {
    return isInner(id) ? piece(id).substring(INNER.length()) : piece(id);
  }

  /** Punctuation is never part of a word, so no text has pieces such as {@code [unused1]}. */
  private boolean isLatinWord(int id) {
    String text = text(id);
    return isLatin(text) && text.codePoints().noneMatch(WordScanner::standsAlone);
  }

  private static boolean isLatin(String text) {
    return text.codePoints()
        .mapToObj(UnicodeScript::of)
        .allMatch(
            script ->
                script == UnicodeScript.LATIN
                    || script == UnicodeScript.COMMON
                    || script == UnicodeScript.INHERITED);
  }

  private record Piece(int id, int begin, int end) {}

  /**
   * A text in pieces. The arrays, one number a piece, belong to whoever asked for the encoding.
   * Offsets are in UTF-16 units of the text.
   */
  public static final class Encoded {

    private final int[] ids;
    private final int[] begins;
    private final int[] ends;

    private Encoded(List<Piece> pieces) {
      ids = numbers(pieces, Piece::id);
      begins = numbers(pieces, Piece::begin);
      ends = numbers(pieces, Piece::end);
    }

    private static int[] numbers(List<Piece> pieces, ToIntFunction<Piece> number) {
      return pieces.stream().mapToInt(number).toArray();
    }

    /** Returns the number of pieces. */
    public int size() {
      return ids.length;
    }

    /** Returns the pieces' ids in the vocabulary. */
    public int[] ids() {
      return ids;
    }

    /** Returns where each piece begins in the text. */
    public int[] begins() {
      return begins;
    }

    /** Returns where each piece ends in the text, exclusively. */
    public int[] ends() {
      return ends;
    }
  }
}
