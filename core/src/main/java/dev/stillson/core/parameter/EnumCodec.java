package dev.stillson.core.parameter;

/** An enum, by the names of its constants; any case is read where that leaves no doubt. */
final class EnumCodec extends Codec {
  private final Enum<?>[] constants;

  EnumCodec(Class<?> type) {
    constants = (Enum<?>[]) type.getEnumConstants();
  }

  @Override
  String form() {
    StringBuilder form = new StringBuilder("one of ");
    for (int i = 0; i < constants.length; i++) {
      form.append(i == 0 ? "" : ", ").append(constants[i].name());
    }
    return form.toString();
  }

  @Override
  String example() {
    return constants.length == 0 ? "" : constants[0].name();
  }

  @Override
  String text(Object value) {
    return ((Enum<?>) value).name();
  }

  @Override
  Object parse(String text) throws Unreadable {
    Object found = null;
    for (Enum<?> constant : constants) {
      if (constant.name().equals(text)) {
        return constant;
      }
      if (constant.name().equalsIgnoreCase(text)) {
        if (found != null) {
          throw new Unreadable("more than one differ from it in case only");
        }
        found = constant;
      }
    }
    if (found == null) {
      throw new Unreadable();
    }
    return found;
  }
}
