package org.weerwoord;

import java.lang.management.ManagementFactory;

/** Compares how long tasks take, to tell linear time from quadratic. */
public final class ProcessorTime {

  /**
   * The ratio that a task of eight times the size stays under if it takes linear time; 64 would be
   * quadratic.
   */
  public static final double LINEAR = 24;

  private ProcessorTime() {}

  /**
   * Returns how many times as much processor time the second of two tasks takes, in the best of a
   * few rounds, so that neither the compiler nor other processes decide.
   */
  public static double ratio(Runnable small, Runnable large) {
    long least = Long.MAX_VALUE;
    long most = Long.MAX_VALUE;
    for (int round = 0; round < 4; round++) {
      least = Math.min(least, of(small));
      most = Math.min(most, of(large));
    }
    return most / (double) Math.max(1, least);
  }

  private static long of(Runnable task) {
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    task.run();
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
  }
}
