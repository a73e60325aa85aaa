package dev.stillson.cli;

import static dev.stillson.cli.RemoteServer.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The users and tokens of a server that runs elsewhere. */
record RemoteAccounts(RemoteServer server, Console console) implements Accounts {

  @Override
  public void putUser(String name, Optional<String> role, Optional<String> password) {
    Map<String, String> fields = new LinkedHashMap<>();
    role.ifPresent(text -> fields.put("role", text));
    password.ifPresent(text -> fields.put("password", text));
    JsonNode _ = changing().post("users/" + quoted(name), fields);
  }

  @Override
  public String newToken(String name, String role) {
    return changing().post("tokens/" + quoted(name), Map.of("role", role)).path("token").asString();
  }

  @Override
  public void remove(String name, boolean user) {
    changing().delete((user ? "users/" : "tokens/") + quoted(name));
  }

  /** Says which server it is about to change. */
  private RemoteServer changing() {
    console.note("Changing " + server.address());
    return server;
  }

  @Override
  public List<Account> list(boolean users) {
    String kind = users ? "users" : "tokens";
    List<Account> all = new ArrayList<>();
    for (JsonNode one : server.get(kind).path(kind)) {
      all.add(
          new Account(
              one.path("name").asString(),
              one.path("role").asString(),
              one.path("created").asString()));
    }
    return all;
  }
}
