package dev.stillson.bench;

/** The least that a JVM can do. */
final class Hello {
  private Hello() {}

  /** Says hello. */
  public static void main(String[] args) {
    System.out.println("hello");
  }
}
