package org.weerwoord.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A word form of one language, with the facts that were found out about it. */
final class Form {

  private static final int MOST_KEPT = 1 << 15;
  private static final int LONGEST_KEPT = 32;
  private static final Object[] NOTHING = {};

  /** The forms met first, by the ordinal of the language. */
  private static final List<ConcurrentHashMap<String, Form>> KEPT =
      Stream.generate(ConcurrentHashMap<String, Form>::new)
          .limit(Language.values().length)
          .toList();

  private final String text;

  /** By the number of the fact. Replaced as a whole, so that a fact is seen complete or not. */
  private volatile Object[] facts = NOTHING;

  private Form(String text) {
    this.text = text;
  }

  /** Returns the form of a text in lower case, with typographic apostrophes made straight. */
  static Form of(String printed, Language language) {
    String text = printed.toLowerCase(Locale.ROOT).replace('’', '\'');
    ConcurrentHashMap<String, Form> kept = KEPT.get(language.ordinal());
    Form form = kept.get(text);
    if (form == null) {
      form = new Form(text);
      if (text.length() <= LONGEST_KEPT && kept.mappingCount() < MOST_KEPT) {
        Form other = kept.putIfAbsent(text, form);
        form = other == null ? form : other;
      }
    }
    return form;
  }

  String text() {
    return text;
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
