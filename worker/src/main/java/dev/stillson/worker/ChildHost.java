package dev.stillson.worker;

import dev.stillson.DependencyFailed;
import dev.stillson.Messages;
import dev.stillson.Node;
import dev.stillson.PermanentFailure;
import dev.stillson.Producer;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers a context in a task's own JVM, by asking the worker. */
final class ChildHost implements Host {
  private final PrintStream wire;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<String, CompletableFuture<WireLine>> open = new ConcurrentHashMap<>();

  ChildHost(PrintStream wire) {
    this.wire = wire;
  }

  void send(WireLine line) {
    String text = line.text();
    synchronized (wire) {
      wire.print(text + "\n");
      wire.flush();
    }
  }

  /** The worker's answer to something that was asked. */
  void answer(WireLine line) {
    CompletableFuture<WireLine> question = open.remove(line.field(0));
    if (question != null) {
      question.complete(line);
    }
  }

  private WireLine ask(WireLine.Kind kind, List<? extends Node> nodes) throws InterruptedException {
    String number = Integer.toString(numbers.incrementAndGet());
    List<String> fields = new ArrayList<>();
    fields.add(number);
    for (Node node : nodes) {
      NodeTexts.add(node, fields);
    }
    CompletableFuture<WireLine> answer = new CompletableFuture<>();
    open.put(number, answer);
    send(new WireLine(kind, fields));
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public boolean isReal(Producer<?> node) {
    try {
      return Boolean.parseBoolean(ask(WireLine.Kind.LOCATE, List.of(node)).field(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The attempt was asked to stop", e);
    }
  }

  @Override
  public void require(List<? extends Node> nodes) throws InterruptedException {
    WireLine line = ask(WireLine.Kind.REQUIRE, nodes);
    if (line.kind() == WireLine.Kind.REFUSAL) {
      String message = line.field(1);
      String dependency = line.field(2);
      throw dependency.isEmpty()
          ? new PermanentFailure(message)
          : new DependencyFailed(dependency, line.field(3));
    }
  }

  @Override
  public void progress(double fraction) {
    send(WireLine.of(WireLine.Kind.PROGRESS, Double.toString(fraction)));
  }

  @Override
  public void status(String message) {
    send(WireLine.of(WireLine.Kind.STATUS, message));
  }

  @Override
  public void trackingUrl(URI url) {
    send(WireLine.of(WireLine.Kind.TRACKING, url.toString()));
  }

  @Override
  public void release(String resource, int amount) {
    send(WireLine.of(WireLine.Kind.RELEASE, resource, Integer.toString(amount)));
  }

  @Override
  public Optional<Messages.Message> message(Duration wait) throws InterruptedException {
    Thread.sleep(wait);
    return Optional.empty();
  }

  void log(String level, String logger, String message, String thrown) {
    send(WireLine.of(WireLine.Kind.LOG, level, logger, message, thrown));
  }
}
