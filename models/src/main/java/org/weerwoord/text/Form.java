package org.weerwoord.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;

/** A word form of one language, with the facts that were found out about it. */
final class Form {

  private static final int MOST_KEPT = 1 << 15;
  private static final int LONGEST_KEPT = 32;
  private static final Object[] NOTHING = {};

  /** The forms met first, by the ordinal of the language. */
  private static final List<Table> KEPT =
      Stream.generate(Table::new).limit(Language.values().length).toList();

  private final String text;
  private final int hash;

  /** By the number of the fact. Replaced as a whole, so that a fact is seen complete or not. */
  private volatile Object[] facts = NOTHING;

  /**
   * A bit for each of the first facts that is as usual. It stands beside the text, so that what is
   * usual, as most is of most words, is told without another look into memory.
   */
  private volatile long usual;

  private Form(String text) {
    this.text = text;
    hash = text.hashCode();
  }

  /** Returns the form of a text in lower case, with typographic apostrophes made straight. */
  static Form of(String printed, Language language) {
    return of(printed, 0, printed.length(), language);
  }

  /** Returns the form of a part of a text, as {@link #of(String, Language)} does. */
  static Form of(String text, int begin, int end, Language language) {
    return of(text, begin, end, KEPT.get(language.ordinal()));
  }

  static Form of(String text, int begin, int end, Table kept) {
    if (end - begin > LONGEST_KEPT) {
      return new Form(folded(text.substring(begin, end)));
    }
    // Most words are found by their characters, without a copy of them.
    int hash = 0;
    for (int i = begin; i < end; i++) {
      char character = text.charAt(i);
      if (character >= 128) {
        String folded = folded(text.substring(begin, end));
        return kept.form(folded, 0, folded.length(), folded.hashCode());
      }
      hash = 31 * hash + folded(character);
    }
    return kept.form(text, begin, end, hash);
  }

  private static String folded(String printed) {
    return printed.toLowerCase(Locale.ROOT).replace('’', '\'');
  }

  private static char folded(char character) {
    return character >= 'A' && character <= 'Z' ? (char) (character + ('a' - 'A')) : character;
  }

  /** The kept forms of one language: a hash table with open addressing that only grows fuller. */
  static final class Table {

    private static final int SLOTS = 4 * MOST_KEPT;

    private final AtomicReferenceArray<Form> slots = new AtomicReferenceArray<>(SLOTS);
    private final AtomicInteger size = new AtomicInteger();

    /**
     * Returns a form: the kept one, or one that is kept from now on if there is room.
     *
     * @param hash of the form, as a string has it
     */
    private Form form(String text, int begin, int end, int hash) {
      int slot = (hash * 0x9E3779B1) >>> (32 - Integer.numberOfTrailingZeros(SLOTS));
      Form made = null;
      while (true) {
        Form form = slots.get(slot);
        if (form == null) {
          made = made == null ? new Form(folded(text.substring(begin, end))) : made;
          if (size.get() >= MOST_KEPT) {
            return made;
          }
          if (slots.compareAndSet(slot, null, made)) {
            size.incrementAndGet();
            return made;
          }
          form = slots.get(slot);
        }
        if (form.hash == hash && form.is(text, begin, end)) {
          return form;
        }
        slot = (slot + 1) & (SLOTS - 1);
      }
    }
  }

  private boolean is(String other, int begin, int end) {
    if (text.length() != end - begin) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != folded(other.charAt(begin + i))) {
        return false;
      }
    }
    return true;
  }

  String text() {
    return text;
  }

  boolean isUsual(int number) {
    return number < Long.SIZE && (usual >>> number & 1) != 0;
  }

  /**
   * Keeps that a fact is as usual; another thread's at the same time may be lost, and is found out
   * again.
   *
   * @return whether there is a bit for it
   */
  boolean keepUsual(int number) {
    if (number >= Long.SIZE) {
      return false;
    }
    long known = usual;
    usual = known | 1L << number;
    return true;
  }

  Object fact(int number) {
    Object[] known = facts;
    return number < known.length ? known[number] : null;
  }

  /** Keeps a fact; another thread's at the same time may be lost, and is found out again. */
  void keep(int number, Object fact) {
    Object[] more = Arrays.copyOf(facts, Math.max(facts.length, number + 1));
    more[number] = fact;
    facts = more;
  }
}
