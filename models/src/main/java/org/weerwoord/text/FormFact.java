package org.weerwoord.text;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Something that a word form tells by itself, such as the lexicon entries that it may begin. It is
 * found out once for each of the forms that {@link Tokens} keeps: a few thousand make up most of
 * any text. Safe for use by several threads. Make few of them, each for good; what models tell of
 * forms is a {@link FormMemory}.
 *
 * @param <V> what is told; immutable, never null
 */
public final class FormFact<V> {

  /** The most that there may be: each form has an array as long as the highest number it keeps. */
  private static final int MOST = 1 << 10;

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final int number = nextNumber();
  private final V usual;
  private final Function<String, V> find;

  /**
   * @param usual what is so of most forms; the fastest to be told
   * @param find finds the fact out; must depend on nothing but the form, and not return null
   * @throws IllegalStateException if there are a thousand facts already
   */
  public FormFact(V usual, Function<String, V> find) {
    this.usual = usual;
    this.find = find;
  }

  /**
   * Returns a number for something that forms shall keep.
   *
   * @throws IllegalStateException if so many were given that forms would fill the memory
   */
  static int nextNumber() {
    int number = COUNT.getAndIncrement();
    if (number >= MOST) {
      throw new IllegalStateException(
          "There are "
              + MOST
              + " kinds of facts about word forms already; make each once, for good, not one an"
              + " article or a line");
    }
    return number;
  }

  /** Returns the fact about a token's form. */
  public V of(Tokens tokens, int token) {
    Form form = tokens.known(token);
    if (form.isUsual(number)) {
      return usual;
    }
    @SuppressWarnings("unchecked") // Only this fact has this number.
    V fact = (V) form.fact(number);
    if (fact == null) {
      fact = find.apply(form.text());
      if (!fact.equals(usual) || !form.keepUsual(number)) {
        form.keep(number, fact);
      }
    }
    return fact;
  }
}
