package dev.stillson.core.parameter;

import dev.stillson.core.text.Shown;

import java.util.Optional;

/** One thing that is wrong with the parameters given for a task. */
public sealed interface ParameterProblem {

  /** What it is about: a flag with the text given for it, or the task. */
  String subject();

  /** What is wrong with it, as the rest of a sentence. */
  String statement();

  /**
   * A text that is not of its parameter's form.
   *
   * @param flag the parameter
   * @param given the text; masked if the parameter is not public
   * @param origin where the text is from if not from the caller; otherwise empty
   * @param form what it must be
   * @param example a text of that form
   * @param why what is wrong in particular; may be empty
   */
  record Misread(String flag, String given, String origin, String form, String example, String why)
      implements ParameterProblem {
    @Override
    public String subject() {
      return flag + " " + Shown.quoted(given) + (origin.isEmpty() ? "" : " (" + origin + ")");
    }

    @Override
    public String statement() {
      return "is not " + form + " such as " + example + (why.isEmpty() ? "" : ": " + why);
    }
  }

  /**
   * A parameter that must be given.
   *
   * @param flag the parameter
   * @param form what it must be
   * @param example a text of that form
   */
  record Missing(String flag, String form, String example) implements ParameterProblem {
    @Override
    public String subject() {
      return flag;
    }

    @Override
    public String statement() {
      return "is missing: " + form + " such as " + example;
    }
  }

  /**
   * A name that no parameter has.
   *
   * @param flag the name, as a flag
   * @param nearest the flag that was perhaps meant
   */
  record Unknown(String flag, Optional<String> nearest) implements ParameterProblem {
    @Override
    public String subject() {
      return Shown.plain(flag);
    }

    @Override
    public String statement() {
      return nearest.isPresent() ? "is unknown; did you mean " + nearest.get() + "?" : "is unknown";
    }
  }

  /**
   * A parameter that is given more than once.
   *
   * @param flag the parameter
   */
  record Repeated(String flag) implements ParameterProblem {
    @Override
    public String subject() {
      return flag;
    }

    @Override
    public String statement() {
      return "is given twice";
    }
  }

  /**
   * Values that the record's own constructor refuses.
   *
   * @param family the task
   * @param reason the words of the constructor's exception
   */
  record Refused(String family, String reason) implements ParameterProblem {
    @Override
    public String subject() {
      return family;
    }

    @Override
    public String statement() {
      return "refuses these values: " + reason;
    }
  }
}
