package dev.stillson.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The floor: walks {@link Layers} with counters and an executor, and does the same system calls,
 * without any engine.
 *
 * <p>Usage: {@code Floor COUNT noop|file [FOLDER]}.
 */
final class Floor {
  private final int count;
  private final boolean files;
  private final Path folder;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final ConcurrentHashMap<Integer, AtomicInteger> waiting = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Integer, List<Integer>> below = new ConcurrentHashMap<>();
  private final AtomicInteger done = new AtomicInteger();
  private final CountDownLatch all = new CountDownLatch(1);

  private Floor(int count, boolean files, Path folder) {
    this.count = count;
    this.files = files;
    this.folder = folder;
  }

  /** Runs once; prints nothing. */
  public static void main(String[] args) throws InterruptedException {
    boolean files = args[1].equals("file");
    new Floor(Integer.parseInt(args[0]), files, Path.of(files ? args[2] : ".")).run();
  }

  private void run() throws InterruptedException {
    int width = count / Layers.COUNT;
    for (int i = 0; i < count; i++) {
      int[] above = Layers.above(i, width);
      waiting.put(i, new AtomicInteger(above.length));
      for (int vertex : above) {
        below.computeIfAbsent(vertex, _ -> new ArrayList<>()).add(i);
      }
    }
    for (int i = 0; i < width; i++) {
      int vertex = i;
      threads.execute(() -> work(vertex));
    }
    all.await();
    threads.shutdown();
  }

  private void work(int vertex) {
    if (files) {
      write(vertex);
    }
    for (int next : below.getOrDefault(vertex, List.of())) {
      if (waiting.getOrDefault(next, done).decrementAndGet() == 0) {
        threads.execute(() -> work(next));
      }
    }
    if (done.incrementAndGet() == count) {
      all.countDown();
    }
  }

  private void write(int vertex) {
    try {
      Path target = folder.resolve("t" + vertex);
      if (!Files.exists(target)) {
        Path beside = folder.resolve("t" + vertex + ".tmp");
        Files.write(beside, new byte[] {'x'});
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
