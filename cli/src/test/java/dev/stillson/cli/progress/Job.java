package dev.stillson.cli.progress;

import dev.stillson.Node;
import dev.stillson.Target;
import dev.stillson.WrapperTask;
import dev.stillson.worker.Failure;
import dev.stillson.worker.PlannedTask;
import java.util.List;
import java.util.Optional;

/** A planned task of which only its name matters. */
record Job(String name) implements PlannedTask {
  private record Nothing() implements WrapperTask {}

  @Override
  public String id() {
    return name + "_id";
  }

  @Override
  public Node node() {
    return new Nothing();
  }

  @Override
  public String family() {
    return "Job";
  }

  @Override
  public State state() {
    return State.TO_RUN;
  }

  @Override
  public List<PlannedTask> dependencies() {
    return List.of();
  }

  @Override
  public List<PlannedTask> softDependencies() {
    return List.of();
  }

  @Override
  public Optional<Target> output() {
    return Optional.empty();
  }

  @Override
  public Optional<Failure> failure() {
    return Optional.empty();
  }
}
