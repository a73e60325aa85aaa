package dev.stillson.cli;

import dev.stillson.core.text.Shown;
import dev.stillson.server.auth.FileCredentials;
import dev.stillson.server.auth.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The users and tokens in the data folder. A running server takes notice within a second. */
public final class FileAccounts implements Accounts {

  @Override
  public boolean isRole(String role) {
    return Role.parse(role).isPresent();
  }

  @Override
  public void putUser(Path data, String name, Optional<String> role, String password) {
    in(
        data,
        true,
        credentials -> {
          Optional<FileCredentials.Entry> before = entry(credentials, name);
          refuseOther(before, true);
          Role after =
              role.flatMap(Role::parse)
                  .or(() -> before.map(FileCredentials.Entry::role))
                  .orElse(Role.VIEWER);
          credentials.putUser(name, after, password);
          return true;
        });
  }

  @Override
  public String newToken(Path data, String name, String role) {
    return in(
        data,
        true,
        credentials -> {
          refuseOther(entry(credentials, name), false);
          return credentials.newToken(name, Role.parse(role).orElseThrow());
        });
  }

  @Override
  public boolean remove(Path data, String name, boolean user) {
    return in(
        data,
        false,
        credentials -> {
          Optional<FileCredentials.Entry> before = entry(credentials, name);
          return before.isPresent() && before.get().user() == user && credentials.remove(name);
        });
  }

  @Override
  public List<Account> list(Path data, boolean users) {
    return in(
        data,
        false,
        credentials ->
            credentials.entries().stream()
                .filter(entry -> entry.user() == users)
                .map(entry -> new Account(entry.name(), entry.role().text(), entry.created()))
                .toList());
  }

  private static Optional<FileCredentials.Entry> entry(FileCredentials all, String name) {
    return all.entries().stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  private static void refuseOther(Optional<FileCredentials.Entry> before, boolean user) {
    if (before.isPresent() && before.get().user() != user) {
      throw new UsageException(
          "The name '"
              + Shown.plain(before.get().name())
              + "' is that of a "
              + (user ? "token" : "user")
              + "\nhint: names are unique among users and tokens; choose another");
    }
  }

  private interface Work<R> {
    R on(FileCredentials credentials) throws IOException;
  }

  private static <R> R in(Path data, boolean make, Work<R> work) {
    try {
      if (make) {
        Files.createDirectories(data);
      }
      return work.on(FileCredentials.in(data, InstantSource.system()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UsageException(
          "The users and tokens cannot be read or written\n  folder: "
              + data
              + "\n  cause:  "
              + e.getMessage());
    }
  }
}
