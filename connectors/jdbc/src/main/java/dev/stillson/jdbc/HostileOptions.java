package dev.stillson.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Options of JDBC URLs by which a database server, or whoever wrote the URL, runs code or reads
 * files here. They are refused by what their names contain, so that a driver nobody thought of is
 * covered, too: a URL may come from an environment variable, a template or a form.
 */
final class HostileOptions {
  private static final List<String> PARTS =
      List.of(
          "FACTORY",
          "INTERCEPTOR",
          "CLASSNAME",
          "PLUGIN",
          "SERIALIZ",
          "LOCALINFILE",
          "INLOCALINFILE",
          "SQLFILE",
          "INITSQL",
          "JNDI",
          "CALLBACK",
          "LISTENER",
          "EXTENSION",
          "LOGGERFILE",
          "TRACEFILE",
          "TRACELEVEL",
          "HOSTNAMEVERIFIER",
          "PROPERTIESTRANSFORM",
          "JAAS",
          "RUNSCRIPT");

  private HostileOptions() {}

  /** What is wrong with {@code url}, if anything; never repeats a value. */
  static Optional<String> in(String url) {
    String folded = url.toLowerCase(Locale.ROOT);
    for (String scheme : List.of("ldap:", "ldaps:", "rmi:", ":resource:")) {
      if (folded.contains(scheme)) {
        return Optional.of("names '" + scheme + "', by which a URL loads code; that is refused");
      }
    }
    if (folded.matches("(?s)jdbc:[^?;]*//[^/?;@]*:[^/?;@]*@.*")) {
      return Optional.of(hidden());
    }
    String[] words = url.split("[?&;,()]", -1);
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      String name = equals < 0 ? words[i] : words[i].substring(0, equals);
      String value = equals < 0 ? "" : words[i].substring(equals + 1);
      Optional<String> problem = in(decode(name), value);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /** What is wrong with the option {@code name}, if anything. */
  static Optional<String> in(String name, String value) {
    // Upper case before anything else is removed: drivers fold letters such as the dotless ı, too.
    String plain = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    if (plain.equals("PASSWORD") || plain.equals("PWD")) {
      return Optional.of(hidden());
    }
    boolean hostile = plain.equals("INIT") || PARTS.stream().anyMatch(plain::contains);
    boolean off = value.equalsIgnoreCase("false");
    return hostile && !off
        ? Optional.of(
            "has the option '%s', by which code is run or files are read; that is refused"
                .formatted(name))
        : Optional.empty();
  }

  private static String hidden() {
    return "has a password in plain sight\nhint: set the key 'password' instead";
  }

  private static String decode(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A stray % is no encoding: the name is taken as it stands.
      return name;
    }
  }
}
