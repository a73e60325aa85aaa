package dev.stillson.core.parameter;

import dev.stillson.Param;
import java.util.List;
import java.util.Optional;

/**
 * One parameter of a task type, as command lines, help texts and forms need it.
 *
 * @param component the name of the record's component: {@code orderDate}
 * @param wireName the name in ids, in configuration and for other languages: {@code order_date}
 * @param flag what the command line calls it: {@code --order-date}
 * @param type the component's type, without type arguments
 * @param form what its text must be, with an article: {@code a date}
 * @param example a text of that form
 * @param choices all its texts where they are few, as those of an enum; otherwise empty
 * @param defaultValue its text when nothing else is given; empty if it must be given
 * @param help one sentence of its author, or empty
 * @param significant whether it is part of the task's identity (if it is public, too)
 * @param visibility who may see its value; always private for what is, or holds, a secret
 * @param positional whether the command line takes it without its flag
 * @param batch how values of several tasks become one
 * @param onOff whether it is a boolean, so that its flag alone means true
 */
public record Parameter(
    String component,
    String wireName,
    String flag,
    Class<?> type,
    String form,
    String example,
    List<String> choices,
    Optional<String> defaultValue,
    String help,
    boolean significant,
    Param.Visibility visibility,
    boolean positional,
    Param.Batch batch,
    boolean onOff) {

  /** What stands for a value that is not to be seen. */
  static final String MASK = "******";

  /** Whether a task cannot be made without it being given or configured. */
  public boolean required() {
    return defaultValue.isEmpty();
  }

  /** Whether its value may be shown and sent. */
  public boolean isPublic() {
    return visibility == Param.Visibility.PUBLIC;
  }

  /** Whether it is part of the task's id. */
  public boolean identifies() {
    return significant && isPublic();
  }
}
