package org.weerwoord.jobs;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** The rows made of each record, one record at a time, so that memory holds one article only. */
final class Flattened implements Iterator<Row> {

  private final Iterator<Row> records;
  private final Function<Row, ? extends Iterable<Row>> maker;
  private Iterator<Row> made = Collections.emptyIterator();

  Flattened(Iterator<Row> records, Function<Row, ? extends Iterable<Row>> maker) {
    this.records = records;
    this.maker = maker;
  }

  @Override
  public boolean hasNext() {
    while (!made.hasNext() && records.hasNext()) {
      made = maker.apply(records.next()).iterator();
    }
    return made.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("All rows have been taken");
    }
    return made.next();
  }
}
