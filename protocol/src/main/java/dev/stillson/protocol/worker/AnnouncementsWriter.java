package dev.stillson.protocol.worker;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * Writes announcements in compact form: what many tasks share (families with their parameter names,
 * terms) stands once in a table of the message, and a dependency that is in the message, too, is
 * named by its position.
 */
final class AnnouncementsWriter {
  static final Words<Presence> PRESENCES = new Words<>("presence", Presence.class);

  private final JsonGenerator out;
  private final Map<Family, Integer> families = new HashMap<>();
  private final Map<Terms, Integer> terms = new HashMap<>();
  private final Map<String, Integer> positions;
  private final List<Announcement> tasks;
  private Family lastFamily = new Family("", Signature.NONE);
  private int lastFamilyIndex = -1;
  private Terms lastTerms = Terms.PLAIN;
  private int lastTermsIndex = -1;

  private record Family(String name, Signature signature) {}

  AnnouncementsWriter(JsonGenerator out, List<Announcement> tasks) {
    this.out = out;
    this.tasks = tasks;
    this.positions = HashMap.newHashMap(tasks.size());
  }

  /** Writes the fields {@code families}, {@code terms} and {@code tasks} of an open object. */
  void write() {
    List<Family> shared = new ArrayList<>();
    List<Terms> rules = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      Announcement task = tasks.get(i);
      positions.putIfAbsent(task.id(), i);
      if (family(task) == shared.size()) {
        shared.add(lastFamily);
      }
      if (terms(task.terms()) == rules.size()) {
        rules.add(task.terms());
      }
    }
    out.writeName("families").writeStartArray();
    shared.forEach(this::write);
    out.writeEndArray();
    out.writeName("terms").writeStartArray();
    rules.forEach(rule -> Rules.write(out, rule));
    out.writeEndArray();
    out.writeName("tasks").writeStartArray();
    for (int i = 0; i < tasks.size(); i++) {
      write(tasks.get(i));
    }
    out.writeEndArray();
  }

  @SuppressWarnings("ReferenceEquality") // Tasks of a family share their signature.
  private int family(Announcement task) {
    Signature signature = task.parameters().signature();
    if (lastFamilyIndex >= 0
        && signature == lastFamily.signature
        && task.family().equals(lastFamily.name)) {
      return lastFamilyIndex;
    }
    lastFamily = new Family(task.family(), signature);
    Integer known = families.putIfAbsent(lastFamily, families.size());
    lastFamilyIndex = known == null ? families.size() - 1 : known;
    return lastFamilyIndex;
  }

  @SuppressWarnings("ReferenceEquality") // Most tasks share their terms.
  private int terms(Terms rule) {
    if (rule == Terms.PLAIN) {
      return -1;
    }
    if (rule == lastTerms) {
      return lastTermsIndex;
    }
    lastTerms = rule;
    Integer known = terms.putIfAbsent(rule, terms.size());
    lastTermsIndex = known == null ? terms.size() - 1 : known;
    return lastTermsIndex;
  }

  private void write(Family family) {
    out.writeStartObject();
    out.writeStringProperty("name", family.name);
    List<String> names = family.signature.names();
    if (!names.isEmpty()) {
      Output.texts(out, "parameters", names);
    }
    List<String> hidden = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (family.signature.visibilities().get(i) == Visibility.HIDDEN) {
        hidden.add(names.get(i));
      }
    }
    if (!hidden.isEmpty()) {
      Output.texts(out, "hidden", hidden);
    }
    out.writeEndObject();
  }

  private void write(Announcement task) {
    out.writeStartObject();
    out.writeStringProperty("id", task.id());
    out.writeNumberProperty("family", family(task));
    Parameters parameters = task.parameters();
    if (parameters.size() > 0) {
      out.writeName("values").writeStartArray();
      for (int i = 0; i < parameters.size(); i++) {
        out.writeString(parameters.value(i));
      }
      out.writeEndArray();
    }
    ids("needs", task.dependencies());
    ids("softNeeds", task.softDependencies());
    if (task.presence() != Presence.PENDING) {
      out.writeStringProperty("presence", PRESENCES.of(task.presence()));
    }
    if (task.priority() != 0) {
      Output.decimal(out, "priority", task.priority());
    }
    int rule = terms(task.terms());
    if (rule >= 0) {
      out.writeNumberProperty("terms", rule);
    }
    if (!task.outputs().isEmpty()) {
      Output.texts(out, "outputs", task.outputs());
    }
    out.writeEndObject();
  }

  private void ids(String name, List<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    out.writeName(name).writeStartArray();
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      Integer position = positions.get(id);
      if (position == null) {
        out.writeString(id);
      } else {
        out.writeNumber(position);
      }
    }
    out.writeEndArray();
  }
}
