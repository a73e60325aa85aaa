package dev.stillson.protocol.worker;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.Visibility;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@link AnnouncementsWriter} writes, the fields in any order: positions are looked up
 * when all is read.
 */
final class AnnouncementsReader {
  static final int LONGEST_ID = 4_000;
  private static final int MOST_OUTPUTS = 100;
  private static final int LONGEST_OUTPUT = 4_000;
  private static final String[] NO_VALUES = {};

  private final List<Family> families = new ArrayList<>();
  private final List<Terms> terms = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();
  private final ArrayList<String> values = new ArrayList<>();

  private record Family(String name, Signature signature) {}

  /** A task before its positions are looked up. */
  private static final class Draft {
    String id = "";
    int family = -1;
    String[] values = NO_VALUES;
    List<Object> needs = List.of();
    List<Object> softNeeds = List.of();
    Presence presence = Presence.PENDING;
    double priority;
    int terms = -1;
    List<String> outputs = List.of();
  }

  /** Reads the value of the table {@code name}; false: there is no such table. */
  boolean read(String name, JsonInput in) {
    switch (name) {
      case "families" -> {
        in.beginArray();
        while (in.more()) {
          families.add(family(in));
        }
      }
      case "terms" -> {
        in.beginArray();
        while (in.more()) {
          terms.add(Rules.read(in));
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Reads a task. */
  void task(JsonInput in) {
    drafts.add(draft(in));
  }

  private static Family family(JsonInput in) {
    String family = "";
    List<String> names = List.of();
    List<String> hidden = List.of();
    in.beginObject();
    for (String name = in.name(); name != null; name = in.name()) {
      switch (name) {
        case "name" -> family = in.text();
        case "parameters" -> names = in.texts();
        case "hidden" -> hidden = in.texts();
        default -> in.skip();
      }
    }
    List<Visibility> visibilities = new ArrayList<>(names.size());
    for (String each : names) {
      visibilities.add(hidden.contains(each) ? Visibility.HIDDEN : Visibility.PUBLIC);
    }
    return new Family(
        family, names.isEmpty() ? Signature.NONE : new Signature(names, visibilities));
  }

  private Draft draft(JsonInput in) {
    Draft draft = new Draft();
    in.beginObject();
    for (String name = in.name(); name != null; name = in.name()) {
      switch (name) {
        case "id" -> draft.id = id(in);
        case "family" -> draft.family = in.integer(0);
        case "values" -> {
          values.clear();
          in.beginArray();
          while (in.more()) {
            values.add(in.text());
          }
          draft.values = values.toArray(NO_VALUES);
        }
        case "needs" -> draft.needs = needs(in);
        case "softNeeds" -> draft.softNeeds = needs(in);
        case "presence" -> draft.presence = AnnouncementsWriter.PRESENCES.parse(in.text());
        case "priority" -> draft.priority = in.decimal();
        case "terms" -> draft.terms = in.integer(0);
        case "outputs" -> draft.outputs = outputs(in);
        default -> in.skip();
      }
    }
    return draft;
  }

  /** Ids of tasks, and positions of tasks in this message. */
  private static List<Object> needs(JsonInput in) {
    List<Object> needs = new ArrayList<>(4);
    in.beginArray();
    while (in.more()) {
      needs.add(in.isNumber() ? (Object) in.integer(0) : id(in));
    }
    return needs;
  }

  /** What people call the places of a task's results: few, and none of them long. */
  private static List<String> outputs(JsonInput in) {
    List<String> outputs = in.texts();
    if (outputs.size() > MOST_OUTPUTS) {
      throw JsonInput.invalid(
          "A task has " + outputs.size() + " outputs; at most " + MOST_OUTPUTS + " can be told",
          "let the last one say how many more there are");
    }
    for (String output : outputs) {
      if (output.length() > LONGEST_OUTPUT) {
        throw JsonInput.invalid(
            "An output of a task has "
                + output.length()
                + " characters; at most "
                + LONGEST_OUTPUT
                + " can be told",
            "");
      }
    }
    return outputs;
  }

  /** The id of a task: not empty, and no longer than {@link #LONGEST_ID}. */
  static String id(JsonInput in) {
    String id = in.text();
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      throw JsonInput.invalid(
          "The id of a task has " + id.length() + " characters; it must have 1 to " + LONGEST_ID,
          "");
    }
    return id;
  }

  /** The tasks, after all fields have been read. */
  List<Announcement> tasks() {
    List<Announcement> tasks = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      tasks.add(task(drafts.get(i)));
    }
    return tasks;
  }

  private Announcement task(Draft draft) {
    if (draft.id.isEmpty()) {
      throw JsonInput.malformed("A task has no id");
    }
    Family family = at(families, draft.family, draft, "family");
    if (family.signature.names().size() != draft.values.length) {
      throw JsonInput.invalid(
          "The task "
              + JsonInput.shown(draft.id)
              + " has "
              + draft.values.length
              + " values for "
              + family.signature.names().size()
              + " parameters",
          "");
    }
    return new Announcement(
        draft.id,
        family.name,
        Parameters.of(family.signature, draft.values),
        ids(draft.needs, draft),
        ids(draft.softNeeds, draft),
        draft.presence,
        draft.priority,
        draft.terms < 0 ? Terms.PLAIN : at(terms, draft.terms, draft, "terms"),
        draft.outputs);
  }

  private List<String> ids(List<Object> needs, Draft draft) {
    if (needs.isEmpty()) {
      return List.of();
    }
    String[] ids = new String[needs.size()];
    for (int i = 0; i < ids.length; i++) {
      Object need = needs.get(i);
      ids[i] =
          need instanceof Integer position ? at(drafts, position, draft, "need").id : (String) need;
    }
    return List.of(ids);
  }

  private static <T> T at(List<T> table, int index, Draft draft, String what) {
    if (index < 0 || index >= table.size()) {
      throw JsonInput.invalid(
          "The task "
              + JsonInput.shown(draft.id)
              + (index < 0
                  ? " names no " + what
                  : " names " + what + " " + index + " of " + table.size()),
          "");
    }
    return table.get(index);
  }
}
