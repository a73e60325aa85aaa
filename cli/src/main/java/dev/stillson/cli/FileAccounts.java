package dev.stillson.cli;

import dev.stillson.core.text.Shown;
import dev.stillson.server.auth.Account.Kind;
import dev.stillson.server.auth.FileCredentials;
import dev.stillson.server.auth.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The users and tokens in data folders. A running server takes notice within a second. */
public final class FileAccounts implements Accounts.Folders {

  @Override
  public Accounts in(Path data) {
    return new InFolder(data);
  }

  private record InFolder(Path data) implements Accounts {
    @Override
    public void putUser(String name, Optional<String> role, Optional<String> password) {
      Optional<Role> wanted = role.map(InFolder::role);
      change(credentials -> {
        Optional<Role> before = find(credentials, name, Kind.USER);
        if (password.isEmpty() && before.isEmpty()) {
          throw unknown(name, Kind.USER);
        }
        Role after = wanted.or(() -> before).orElse(Role.VIEWER);
        if (password.isPresent()) {
          credentials.putUser(name, after, password.get());
        } else {
          boolean _ = credentials.setRole(name, after);
        }
        return true;
      });
    }

    @Override
    public String newToken(String name, String role) {
      Role wanted = role(role);
      return change(credentials -> credentials.newToken(name, wanted));
    }

    @Override
    public void remove(String name, boolean user) {
      Kind kind = kind(user);
      on(credentials -> {
        if (find(credentials, name, kind).isEmpty() || !credentials.remove(name)) {
          throw unknown(name, kind);
        }
        return true;
      });
    }

    @Override
    public List<Account> list(boolean users) {
      return on(credentials ->
          credentials.accounts().stream()
              .filter(one -> one.kind() == kind(users))
              .map(one -> new Account(one.name(), one.role().text(), one.created().toString()))
              .toList());
    }

    private static Kind kind(boolean user) {
      return user ? Kind.USER : Kind.TOKEN;
    }

    private static Role role(String text) {
      return Role.parse(text).orElseThrow(() -> new UsageException("There is no role " + text));
    }

    private static Optional<Role> find(FileCredentials all, String name, Kind kind) {
      return all.accounts().stream()
          .filter(one -> one.name().equals(name) && one.kind() == kind)
          .map(dev.stillson.server.auth.Account::role)
          .findFirst();
    }

    private UsageException unknown(String name, Kind kind) {
      return new UsageException(
          "There is no "
              + (kind == Kind.USER ? "user" : "token")
              + " '"
              + Shown.plain(name)
              + "'\n  folder: "
              + data);
    }

    private interface Work<R> {
      R on(FileCredentials credentials) throws IOException;
    }

    private <R> R change(Work<R> work) {
      try {
        Files.createDirectories(data);
      } catch (IOException e) {
        throw unusable(e);
      }
      return on(work);
    }

    private <R> R on(Work<R> work) {
      try {
        return work.on(FileCredentials.in(data, InstantSource.system()));
      } catch (IllegalArgumentException e) {
        throw new UsageException(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        throw unusable(e);
      }
    }

    private UsageException unusable(IOException cause) {
      return new UsageException(
          "The users and tokens cannot be read or written\n  folder: "
              + data
              + "\n  cause:  "
              + cause.getMessage());
    }
  }
}
