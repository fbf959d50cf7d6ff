package org.rapaio.jupyter.kernel.channels;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Stands in for the class of the same name in rapaio-jupyter-kernel 3.0.1, before it on the class
 * path. With that one about one kernel in seven never answers: the thread may end before it is
 * marked as running, and it dies of a message that arrives before its handlers are there. (Jupyter
 * asks again until it is answered.)
 */
public final class LoopThread extends Thread {

  private static final Logger LOGGER = Logger.getLogger(LoopThread.class.getName());

  private final long sleep;
  private final Runnable loopBody;
  private volatile boolean running = true;

  public LoopThread(String name, long sleep, Runnable loopBody) {
    super(name);
    this.sleep = sleep;
    this.loopBody = loopBody;
  }

  @Override
  public void run() {
    try {
      while (running) {
        runBody();
        Thread.sleep(sleep);
      }
    } catch (InterruptedException e) {
      running = false;
    }
  }

  private void runBody() {
    try {
      loopBody.run();
    } catch (RuntimeException e) {
      LOGGER.log(Level.FINE, "A message was lost", e);
    }
  }

  public void shutdown() {
    running = false;
  }
}
