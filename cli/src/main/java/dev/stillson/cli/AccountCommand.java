package dev.stillson.cli;

import dev.stillson.core.text.Shown;
import dev.stillson.worker.ExitCode;
import dev.stillson.worker.configuration.Configuration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** {@code stillson user} and {@code stillson token}. */
final class AccountCommand {
  private static final List<String> ROLES = List.of("viewer", "worker", "operator", "admin");

  private final Console console;
  private final CommandLine line;
  private final boolean users;

  AccountCommand(Console console, CommandLine line) {
    this.console = console;
    this.line = line;
    this.users = line.command() == Command.USER;
  }

  ExitCode run() {
    Accounts accounts = accounts();
    return switch (line.subject().isEmpty() ? "" : line.subject().getFirst()) {
      case "add" -> add(accounts);
      case "role" -> role(accounts);
      case "remove" -> remove(accounts);
      case "list" -> list(accounts);
      default -> throw wrong("takes add, " + (users ? "role, " : "") + "remove or list");
    };
  }

  /** Those of a server that is named, or else those in the data folder. */
  private Accounts accounts() {
    if (line.options().has(Option.SCHEDULER)) {
      if (line.options().has(Option.DATA)) {
        throw new UsageException(
            "The options --scheduler and --data exclude each other"
                + "\nhint: a running server is asked, or its folder is changed");
      }
      return new RemoteAccounts(RemoteServer.of(line.options(), console), console);
    }
    Configuration configuration = TaskCall.configuration(Optional.empty(), line.options(), console);
    return ServiceLoader.load(Accounts.Folders.class)
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "This program has no server in it\nhint: start it as ./stillson "
                    + line.command().word()
                    + ", or name a server by --scheduler"))
        .in(new ServerSettings(line.options(), configuration).data());
  }

  private ExitCode add(Accounts accounts) {
    String name = name();
    Optional<String> role = role();
    if (users) {
      accounts.putUser(name, role, Optional.of(password(name)));
      console.note("The user " + name + " may sign in");
    } else {
      if (role.isEmpty()) {
        throw new UsageException(
            "A token needs a role\nhint: --role worker for a worker, --role viewer to look only");
      }
      console.print(accounts.newToken(name, role.get()));
      console.note(
          "This is the token of "
              + name
              + "; it is not shown again"
              + "\nhint: programs of Stillson read it from STILLSON_TOKEN");
    }
    return ExitCode.OK;
  }

  private Optional<String> role() {
    Optional<String> role = line.options().text(Option.ROLE);
    if (role.isPresent() && !ROLES.contains(role.get())) {
      throw new UsageException(
          "There is no role '"
              + Shown.plain(role.get())
              + "'\n  expected: viewer, worker, operator or admin");
    }
    return role;
  }

  private ExitCode role(Accounts accounts) {
    String name = name();
    if (!users) {
      throw wrong("takes add, remove or list: another role needs a new token");
    }
    String role = role().orElseThrow(() -> wrong("role needs --role NAME"));
    accounts.putUser(name, Optional.of(role), Optional.empty());
    console.note("The user " + name + " has the role " + role);
    return ExitCode.OK;
  }

  private ExitCode remove(Accounts accounts) {
    String name = name();
    accounts.remove(name, users);
    console.note("The " + kind() + " " + name + " is removed");
    return ExitCode.OK;
  }

  private ExitCode list(Accounts accounts) {
    if (line.subject().size() > 1) {
      throw wrong("list takes no name");
    }
    List<Accounts.Account> all = accounts.list(users);
    int width = all.stream().mapToInt(one -> one.name().length()).max().orElse(0);
    for (Accounts.Account one : all) {
      console.print(
          Shown.plain(
              one.name()
                  + " ".repeat(width - one.name().length() + 2)
                  + (one.role() + " ".repeat(10)).substring(0, 10)
                  + one.created()));
    }
    if (all.isEmpty()) {
      console.note("There is no " + kind());
    }
    return ExitCode.OK;
  }

  private String kind() {
    return users ? "user" : "token";
  }

  private String name() {
    if (line.subject().size() != 2) {
      throw wrong(line.subject().getFirst() + " takes one name");
    }
    return line.subject().get(1);
  }

  private UsageException wrong(String problem) {
    return new UsageException(
        "stillson "
            + kind()
            + " "
            + problem
            + "\nhint: such as stillson "
            + kind()
            + " add anna --role operator");
  }

  /** Asked for twice on a terminal; otherwise the first line of what is sent. */
  private String password(String name) {
    Optional<java.io.Console> terminal =
        Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal);
    if (terminal.isPresent()) {
      String first = typed(terminal.get(), "Password for " + name + ": ");
      if (!first.equals(typed(terminal.get(), "Once more: "))) {
        throw new UsageException("The two passwords differ");
      }
      return first;
    }
    try {
      // Not closed: it is the process's.
      String first =
          new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8))
              .readLine();
      if (first == null) {
        throw noPassword();
      }
      return first;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String typed(java.io.Console terminal, String question) {
    char[] typed = terminal.readPassword("%s", question);
    if (typed == null) {
      throw noPassword();
    }
    return new String(typed);
  }

  private static UsageException noPassword() {
    return new UsageException(
        "There is no password\nhint: type it, or send it: stillson user add NAME < FILE");
  }
}
