package dev.stillson.worker;

import dev.stillson.ExternalTask;
import dev.stillson.Family;
import dev.stillson.Node;
import dev.stillson.Policy;
import dev.stillson.Requires;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import dev.stillson.WrapperTask;
import dev.stillson.worker.scheduler.SystemTimer;
import dev.stillson.worker.scheduler.Timer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A pipeline of a test, in lines such as {@code a: b ~c}: task {@code a} requires {@code b}, and
 * {@code c} softly. A name that begins with {@code w} is a wrapper, with {@code x} external.
 */
final class Lab {
  private static final Map<Integer, Lab> ALL = new ConcurrentHashMap<>();
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  final Spots spots = new Spots();
  private final int number = NUMBERS.incrementAndGet();
  private final Map<String, List<String>> requirements = new ConcurrentHashMap<>();
  private final Map<String, Supplier<Requires>> customRequirements = new ConcurrentHashMap<>();
  private final Map<String, Body> bodies = new ConcurrentHashMap<>();
  private final Map<String, Policy> policies = new ConcurrentHashMap<>();
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private final List<String> opened = Collections.synchronizedList(new ArrayList<>());
  private Timer timer = new SystemTimer();
  private RunOptions options = RunOptions.defaults().withWorkers(2).withConnector(spots);

  /** What a task does, where it is more than putting its output. */
  interface Body {
    void run(Step step, TaskContext context) throws Exception;
  }

  Lab(String... lines) {
    ALL.put(number, this);
    for (String line : lines) {
      int colon = line.indexOf(':');
      String rest = line.substring(colon + 1).strip();
      requirements.put(
          line.substring(0, colon), rest.isEmpty() ? List.of() : List.of(rest.split(" ")));
    }
  }

  Lab exists(String... names) {
    for (String name : names) {
      spots.put(name);
    }
    return this;
  }

  Lab body(String name, Body body) {
    bodies.put(name, body);
    return this;
  }

  Lab policy(String name, Policy policy) {
    policies.put(name, policy);
    return this;
  }

  Lab requirements(String name, Supplier<Requires> supplier) {
    customRequirements.put(name, supplier);
    return this;
  }

  Lab options(UnaryOperator<RunOptions> change) {
    options = change.apply(options);
    return this;
  }

  Lab timer(Timer timer) {
    this.timer = timer;
    return this;
  }

  /** The tasks whose body ran, in the order in which it began. */
  List<String> ran() {
    return List.copyOf(ran);
  }

  /** The nodes whose {@code requires()} was called, in order. */
  List<String> opened() {
    return List.copyOf(opened);
  }

  Engine engine() {
    return Engine.open(options, timer);
  }

  RunResult run(String... names) {
    try (Engine engine = engine()) {
      return engine.run(nodes(names));
    }
  }

  Plan plan(String... names) {
    try (Engine engine = engine()) {
      return engine.plan(nodes(names));
    }
  }

  List<Node> nodes(String... names) {
    List<Node> nodes = new ArrayList<>();
    for (String name : names) {
      nodes.add(node(name));
    }
    return nodes;
  }

  Node node(String name) {
    return switch (name.charAt(0)) {
      case 'w' -> new Bundle(number, name);
      case 'x' -> new Supply(number, name);
      default -> step(name);
    };
  }

  Step step(String name) {
    return new Step(number, name);
  }

  TaskOutcome outcome(RunResult result, String name) {
    return result.task(node(name)).orElseThrow();
  }

  private Requires requires(String name) {
    opened.add(name);
    Supplier<Requires> custom = customRequirements.get(name);
    if (custom != null) {
      return custom.get();
    }
    List<Node> hard = new ArrayList<>();
    List<Requires> soft = new ArrayList<>();
    for (String required : requirements.getOrDefault(name, List.of())) {
      if (required.charAt(0) == '~') {
        soft.add(Requires.soft(node(required.substring(1))));
      } else {
        hard.add(node(required));
      }
    }
    if (soft.size() > 1) {
      throw new IllegalArgumentException("A line has one soft requirement at most");
    }
    return soft.isEmpty()
        ? Requires.all(hard)
        : new Mixed(Requires.all(hard), (Requires.Soft<?>) soft.getFirst());
  }

  private Policy policyOf(String name) {
    return policies.getOrDefault(name, Policy.DEFAULT);
  }

  record Mixed(Requires.All<Node> hard, Requires.Soft<?> soft) implements Requires.Group {}

  /** A task. */
  @Family(help = "A step of a lab.", owners = "ann@example.com")
  record Step(int lab, String name) implements Task<Spot> {
    private Lab owner() {
      Lab owner = ALL.get(lab);
      if (owner == null) {
        throw new IllegalStateException("There is no lab " + lab);
      }
      return owner;
    }

    @Override
    public Requires requires() {
      return owner().requires(name);
    }

    @Override
    public Spot output() {
      return new Spot(name);
    }

    @Override
    public Policy policy() {
      return owner().policyOf(name);
    }

    @Override
    public void run(TaskContext context) throws Exception {
      owner().ran.add(name);
      Body body = owner().bodies.get(name);
      if (body == null) {
        put(context);
      } else {
        body.run(this, context);
      }
    }

    void put(TaskContext context) throws Exception {
      context.client(Spots.Pen.class).put(output());
    }
  }

  /** A wrapper. */
  record Bundle(int lab, String name) implements WrapperTask {
    @Override
    public Requires requires() {
      return new Step(lab, name).requires();
    }
  }

  /** An external task. */
  record Supply(int lab, String name) implements ExternalTask<Spot> {
    @Override
    public Spot output() {
      return new Spot(name);
    }
  }
}
