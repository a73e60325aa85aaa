package dev.stillson.protocol.worker;

import dev.stillson.core.scheduler.FamilyForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Writes and reads what a worker tells of the families that it can start tasks of. */
final class Forms {
  private Forms() {}

  static void write(JsonGenerator out, List<FamilyForm> forms) {
    out.writeName("forms").writeStartArray();
    for (FamilyForm form : forms) {
      out.writeStartObject();
      out.writeStringProperty("family", form.family());
      if (!form.help().isEmpty()) {
        out.writeStringProperty("help", form.help());
      }
      if (!form.owners().isEmpty()) {
        Output.texts(out, "owners", form.owners());
      }
      out.writeName("parameters").writeStartArray();
      form.fields().forEach(field -> write(out, field));
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, FamilyForm.Field field) {
    out.writeStartObject();
    out.writeStringProperty("name", field.name());
    out.writeStringProperty("form", field.form());
    out.writeStringProperty("example", field.example());
    if (field.required()) {
      out.writeBooleanProperty("required", true);
    }
    field.initial().ifPresent(text -> out.writeStringProperty("default", text));
    if (!field.help().isEmpty()) {
      out.writeStringProperty("help", field.help());
    }
    if (!field.choices().isEmpty()) {
      Output.texts(out, "choices", field.choices());
    }
    if (field.hidden()) {
      out.writeBooleanProperty("hidden", true);
    }
    out.writeEndObject();
  }

  static List<FamilyForm> read(JsonInput in) {
    List<FamilyForm> forms = new ArrayList<>();
    in.beginArray();
    while (in.more()) {
      String family = "";
      String help = "";
      List<String> owners = List.of();
      List<FamilyForm.Field> fields = new ArrayList<>();
      in.beginObject();
      for (String name = in.name(); name != null; name = in.name()) {
        switch (name) {
          case "family" -> family = in.text();
          case "help" -> help = in.text();
          case "owners" -> owners = in.texts();
          case "parameters" -> {
            in.beginArray();
            while (in.more()) {
              fields.add(field(in));
            }
          }
          default -> in.skip();
        }
      }
      forms.add(new FamilyForm(family, help, owners, fields));
    }
    return forms;
  }

  private static FamilyForm.Field field(JsonInput in) {
    String called = "";
    String form = "";
    String example = "";
    boolean required = false;
    Optional<String> initial = Optional.empty();
    String help = "";
    List<String> choices = List.of();
    boolean hidden = false;
    in.beginObject();
    for (String name = in.name(); name != null; name = in.name()) {
      switch (name) {
        case "name" -> called = in.text();
        case "form" -> form = in.text();
        case "example" -> example = in.text();
        case "required" -> required = in.truth();
        case "default" -> initial = Optional.of(in.text());
        case "help" -> help = in.text();
        case "choices" -> choices = in.texts();
        case "hidden" -> hidden = in.truth();
        default -> in.skip();
      }
    }
    return new FamilyForm.Field(called, form, example, required, initial, help, choices, hidden);
  }
}
