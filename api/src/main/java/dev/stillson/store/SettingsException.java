package dev.stillson.store;

/** The configuration is wrong; the message says where and how, for the user. */
public class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** All problems, one after another. */
  public SettingsException(String message) {
    super(message);
  }
}
