package org.weerwoord.encoder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Deals examples into batches of like size, so that little is padded. */
public final class Batches {

  private Batches() {}

  /**
   * Returns batches of examples in random order, in which so many batches' worth were sorted; in
   * the order of this sorting.
   *
   * @param batch examples in each but the last of those that were sorted together, at least 1
   * @param together batches whose examples are sorted together, at least 1
   */
  public static <T> List<List<T>> of(
      List<T> examples, int batch, int together, Comparator<T> size, Random random) {
    List<T> shuffled = new ArrayList<>(examples);
    Collections.shuffle(shuffled, random);
    List<List<T>> batches = new ArrayList<>();
    int sortedTogether = together * batch;
    for (int begin = 0; begin < shuffled.size(); begin += sortedTogether) {
      List<T> sorted =
          new ArrayList<>(
              shuffled.subList(begin, Math.min(shuffled.size(), begin + sortedTogether)));
      sorted.sort(size);
      for (int i = 0; i < sorted.size(); i += batch) {
        batches.add(sorted.subList(i, Math.min(sorted.size(), i + batch)));
      }
    }
    return batches;
  }
}
