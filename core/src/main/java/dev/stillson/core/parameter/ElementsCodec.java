package dev.stillson.core.parameter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;

/** {@link List}, and {@link java.util.Set}, whose elements are written in their own order. */
final class ElementsCodec extends JsonCodec {
  private final Codec element;
  private final boolean isSet;

  ElementsCodec(Codec element, boolean isSet) {
    this.element = element;
    this.isSet = isSet;
  }

  @Override
  String form() {
    return isSet ? "a JSON list without repetitions" : "a JSON list";
  }

  @Override
  void writeExample(StringBuilder json) {
    json.append('[');
    example(element, json);
    json.append(']');
  }

  @Override
  void write(Object value, StringBuilder json) {
    Collection<?> elements = (Collection<?>) value;
    if (isSet && element.comparable()) {
      List<Object> sorted = new ArrayList<>(elements);
      sorted.sort(element::compare);
      elements = sorted;
    }
    List<String> texts = isSet && !element.comparable() ? sortedTexts(elements) : List.of();
    json.append('[');
    int i = 0;
    for (Object item : elements) {
      json.append(i == 0 ? "" : ", ");
      if (texts.isEmpty()) {
        element.write(item, json);
      } else {
        json.append(texts.get(i));
      }
      i++;
    }
    json.append(']');
  }

  private List<String> sortedTexts(Collection<?> elements) {
    List<String> texts = new ArrayList<>(elements.size());
    for (Object item : elements) {
      StringBuilder text = new StringBuilder();
      element.write(item, text);
      texts.add(text.toString());
    }
    Collections.sort(texts);
    return texts;
  }

  @Override
  Object read(Json json) throws Unreadable {
    if (!(json instanceof Json.Array array)) {
      throw new Unreadable("expected " + form() + " instead of " + json.kind());
    }
    Collection<Object> elements = isSet ? new LinkedHashSet<>() : new ArrayList<>();
    int number = 0;
    for (Json item : array.items()) {
      number++;
      try {
        if (!elements.add(element.read(item))) {
          throw new Unreadable("it is there twice");
        }
      } catch (Unreadable e) {
        throw inside("element " + number, element, e);
      }
    }
    return isSet
        ? Collections.unmodifiableSet((LinkedHashSet<Object>) elements)
        : List.copyOf(elements);
  }

  @Override
  boolean secret() {
    return element.secret();
  }
}
