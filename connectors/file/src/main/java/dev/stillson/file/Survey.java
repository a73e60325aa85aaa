package dev.stillson.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Looks for many files, alone while that is quick and with helpers when it is not.
 *
 * <p>Every file is asked for by itself. To list a folder would be quicker for thousands of files in
 * one local folder, but ruinous for two files in a folder of millions, and nobody knows which it is
 * beforehand; helpers bring a slow file system, where a question is a round trip, to the same
 * speed.
 */
final class Survey implements Runnable {
  private static final int CHUNK = 256;
  private static final long WORTH_HELP_NANOS = 10_000_000;
  private static final long ROUND_TRIP_NANOS = 50_000;
  private static final int MOST_HELPERS = 15;

  /** Whether the file with this number exists. */
  @FunctionalInterface
  interface Question {
    boolean exists(int index) throws IOException;
  }

  private final Question question;
  private final boolean[] found;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private Survey(Question question, int count) {
    this.question = question;
    this.found = new boolean[count];
  }

  /**
   * The answers to {@code question} for 0 to {@code count} - 1.
   *
   * @throws IOException the first that the question threw
   */
  static boolean[] of(int count, Question question) throws IOException {
    Survey survey = new Survey(question, count);
    survey.answer();
    return survey.found;
  }

  private void answer() throws IOException {
    long begin = System.nanoTime();
    chunk();
    int remaining = found.length - CHUNK;
    if (remaining > 0) {
      long each = (System.nanoTime() - begin) / CHUNK;
      List<Thread> helpers = helpers(each, remaining);
      run();
      for (Thread helper : helpers) {
        join(helper);
      }
    }
    Throwable thrown = failure.get();
    if (thrown instanceof IOException e) {
      throw e;
    } else if (thrown instanceof RuntimeException e) {
      throw e;
    } else if (thrown instanceof Error e) {
      throw e;
    }
  }

  private List<Thread> helpers(long each, int remaining) {
    if (each * remaining < WORTH_HELP_NANOS) {
      return List.of();
    }
    int useful =
        each > ROUND_TRIP_NANOS ? MOST_HELPERS : Runtime.getRuntime().availableProcessors() - 1;
    int count = Math.min(useful, remaining / CHUNK);
    List<Thread> helpers = new ArrayList<>(Math.max(count, 0));
    for (int i = 0; i < count; i++) {
      helpers.add(Thread.ofPlatform().name("stillson-look").daemon().start(this));
    }
    return helpers;
  }

  /** Helps until no question is left. */
  @Override
  public void run() {
    boolean more = true;
    while (more && failure.get() == null) {
      more = chunk();
    }
  }

  private boolean chunk() {
    int from = next.getAndAdd(CHUNK);
    int to = Math.min(from + CHUNK, found.length);
    try {
      for (int i = from; i < to; i++) {
        found[i] = question.exists(i);
      }
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
    return to < found.length;
  }

  private void join(Thread helper) throws InterruptedIOException {
    try {
      helper.join();
    } catch (InterruptedException e) {
      failure.compareAndSet(null, e);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The search for files was interrupted");
    }
  }
}
