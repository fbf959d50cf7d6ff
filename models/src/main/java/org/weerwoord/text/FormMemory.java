package org.weerwoord.text;

import java.util.function.Function;

/**
 * Remembers what a model tells of word forms, where a {@link FormFact} remembers what is so of them
 * for good. The memories of one {@link Place} share it: a form remembers what the last of them
 * told, so that models that come and go leave nothing behind but that. Safe for use by several
 * threads.
 *
 * @param <V> what is told
 */
public final class FormMemory<V extends FormMemory.Told> {

  private final Place<V> place;
  private final Function<String, V> find;

  /** Stands for this memory, without a reference to what it remembers things of. */
  private final Object mark = new Object();

  /**
   * @param place shared by memories of one kind
   * @param find tells something of a form: an object made for this, which depends on nothing but
   *     the form
   */
  public FormMemory(Place<V> place, Function<String, V> find) {
    this.place = place;
    this.find = find;
  }

  /** What is told of a form; immutable otherwise, and without a reference to the model. */
  public abstract static class Told {
    private Object mark;
  }

  /**
   * Where forms keep something for memories of one kind. Make few of them, each for good.
   *
   * @param <V> what is told
   */
  public static final class Place<V extends Told> {

    private final int number = FormFact.nextNumber();

    @SuppressWarnings("unchecked") // Only memories of this place have this number.
    private V get(Form form) {
      return (V) form.fact(number);
    }

    private void put(Form form, V told) {
      form.keep(number, told);
    }
  }

  /** Returns what is told of a token's form. */
  public V of(Tokens tokens, int token) {
    Form form = tokens.known(token);
    V told = place.get(form);
    if (told == null || ((Told) told).mark != mark) {
      told = find.apply(form.text());
      ((Told) told).mark = mark;
      place.put(form, told);
    }
    return told;
  }
}
