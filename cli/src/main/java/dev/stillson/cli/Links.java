package dev.stillson.cli;

import dev.stillson.cli.pipeline.Pipeline;
import dev.stillson.worker.scheduler.SchedulerLink;
import dev.stillson.worker.scheduler.ServerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Links to a server, as options and environment variables name it. */
final class Links {
  private static final String TOKEN = "STILLSON_TOKEN";

  private Links() {}

  /**
   * The link that {@link Option#SCHEDULER} asks for; empty if it is not given.
   *
   * @param role what begins the worker's name
   */
  static Optional<SchedulerLink> of(
      Options options, Console console, String role, List<Pipeline> pipelines) {
    return options.text(Option.SCHEDULER).map(url -> to(url, options, console, role, pipelines));
  }

  /** The same to the server at {@code url}. */
  static SchedulerLink to(
      String url, Options options, Console console, String role, List<Pipeline> pipelines) {
    Optional<String> token = Optional.ofNullable(console.variables().get(TOKEN));
    String host = host();
    List<Path> code = new ArrayList<>();
    for (Pipeline pipeline : pipelines) {
      code.addAll(pipeline.classPath());
    }
    return SchedulerLink.to(ServerAddress.parse(url, token), name(role, host))
        .withHost(host)
        .withCodeVersion(CodeVersion.of(code))
        .withLabels(labels(options));
  }

  /**
   * The same for a command that can do nothing without.
   *
   * @throws UsageException if the option is not given
   */
  static SchedulerLink required(
      Options options, Console console, String role, List<Pipeline> pipelines) {
    return of(options, console, role, pipelines)
        .orElseThrow(() ->
            new UsageException(
                "stillson "
                    + role
                    + " needs the address of a server"
                    + "\nhint: --scheduler http://HOST:8082"));
  }

  private static Map<String, String> labels(Options options) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String label : options.all(Option.LABEL)) {
      int equals = label.indexOf('=');
      if (equals < 1) {
        throw new UsageException(
            "The option --label takes a name and a value\n  given:    "
                + label
                + "\n  expected: such as gpu=yes");
      }
      labels.put(label.substring(0, equals), label.substring(equals + 1));
    }
    return labels;
  }

  /** Readable, and unlike that of any other process. */
  private static String name(String role, String host) {
    byte[] salt = new byte[3];
    new SecureRandom().nextBytes(salt);
    return role
        + "-"
        + host
        + "-"
        + ProcessHandle.current().pid()
        + "-"
        + HexFormat.of().formatHex(salt);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine without a name of its own still has work to do.
      return "unknown";
    }
  }
}
