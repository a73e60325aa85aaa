package dev.stillson.core.scheduler;

import java.util.List;
import java.util.Map;

/**
 * What a worker tells about itself.
 *
 * @param host the machine it runs on; may be empty
 * @param slots how many tasks it runs at once, at least 1; the scheduler keeps resources back for
 *     better ranked tasks as long as somebody has a slot for them
 * @param labels what the worker has, by name
 * @param assistance which tasks of others it takes; an assistant has no stake in what it announces
 * @param info anything else, shown to people
 * @param forms the families of which people may have it start tasks
 */
public record WorkerProfile(
    String host,
    int slots,
    Map<String, String> labels,
    Assistance assistance,
    Map<String, String> info,
    List<FamilyForm> forms) {

  /** An unknown host, one slot, no assistant. */
  public static final WorkerProfile UNKNOWN =
      new WorkerProfile("", 1, Map.of(), Assistance.NONE, Map.of());

  /**
   * Copies the maps.
   *
   * @throws IllegalArgumentException if {@code slots} is below 1
   */
  public WorkerProfile {
    if (slots < 1) {
      throw new IllegalArgumentException("A worker has " + slots + " slots; 1 is the least");
    }
    labels = Map.copyOf(labels);
    info = Map.copyOf(info);
    forms = List.copyOf(forms);
  }

  /** A worker that starts nothing for people. */
  public WorkerProfile(
      String host,
      int slots,
      Map<String, String> labels,
      Assistance assistance,
      Map<String, String> info) {
    this(host, slots, labels, assistance, info, List.of());
  }

  /** A worker with {@code slots} that runs what it announces. */
  public static WorkerProfile of(String host, int slots) {
    return new WorkerProfile(host, slots, Map.of(), Assistance.NONE, Map.of());
  }

  /** This profile with {@code info}. */
  public WorkerProfile withInfo(Map<String, String> info) {
    return new WorkerProfile(host, slots, labels, assistance, info, forms);
  }

  /** This profile with {@code assistance}. */
  public WorkerProfile withAssistance(Assistance assistance) {
    return new WorkerProfile(host, slots, labels, assistance, info, forms);
  }

  /** This profile with {@code labels}. */
  public WorkerProfile withLabels(Map<String, String> labels) {
    return new WorkerProfile(host, slots, labels, assistance, info, forms);
  }

  /** This profile with {@code forms}. */
  public WorkerProfile withForms(List<FamilyForm> forms) {
    return new WorkerProfile(host, slots, labels, assistance, info, forms);
  }

  /** Whether people may have it start tasks of {@code family}. */
  public boolean starts(String family) {
    return forms.stream().anyMatch(form -> form.family().equals(family));
  }
}
