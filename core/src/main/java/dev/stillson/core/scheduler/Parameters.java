package dev.stillson.core.scheduler;

import java.util.Arrays;
import java.util.List;

/** The parameters of one task, as texts: the shared names of its family and its own values. */
public final class Parameters {

  /** No parameters. */
  public static final Parameters NONE = new Parameters(Signature.NONE, new String[0]);

  private final Signature signature;
  private final String[] values;

  private Parameters(Signature signature, String[] values) {
    this.signature = signature;
    this.values = values;
  }

  /**
   * The parameters with {@code values}, in the order of the signature's names. The array is kept
   * and must not be changed any more: a million tasks are announced without a second copy.
   *
   * @throws IllegalArgumentException if there are not as many values as names
   */
  public static Parameters of(Signature signature, String... values) {
    if (signature.names().size() != values.length) {
      throw new IllegalArgumentException(
          "There are " + values.length + " values for the names " + signature.names());
    }
    return values.length == 0 && signature.equals(Signature.NONE)
        ? NONE
        : new Parameters(signature, values);
  }

  /** The names and their visibilities. */
  public Signature signature() {
    return signature;
  }

  /** How many parameters there are. */
  public int size() {
    return values.length;
  }

  /** The value at {@code index}, as text. */
  public String value(int index) {
    return values[index];
  }

  /** All values, in the order of the names. */
  public List<String> values() {
    return List.of(values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parameters that
        && signature.equals(that.signature)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * signature.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? "" : ", ")
          .append(signature.names().get(i))
          .append('=')
          .append(values[i]);
    }
    return text.append(')').toString();
  }
}
