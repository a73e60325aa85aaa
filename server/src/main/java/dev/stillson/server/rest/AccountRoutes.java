package dev.stillson.server.rest;

import dev.stillson.server.auth.Account;
import dev.stillson.server.auth.Credentials;
import dev.stillson.server.auth.Identity;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.auth.Role;
import dev.stillson.server.http.Body;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import dev.stillson.server.http.Verb;
import dev.stillson.server.json.JsonObject;
import dev.stillson.server.json.MalformedJsonException;
import dev.stillson.server.scheduler.ServerState;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;

/**
 * Users and tokens, for those who administer the server. Whoever does something here stays an
 * administrator, so that there always is one.
 */
public final class AccountRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(AccountRoutes.class);

  private final Credentials credentials;
  private final Operator operator;

  /** Routes to {@code credentials}; what is done is noted in {@code state}. */
  public AccountRoutes(Credentials credentials, ServerState state, InstantSource clock) {
    this.credentials = credentials;
    this.operator = new Operator(state, clock);
  }

  /** The routes. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (Account.Kind kind : Account.Kind.values()) {
      String all = "/api/v1/" + word(kind) + "s";
      routes.add(Route.get(all, Permission.ADMINISTER, exchange -> list(kind, exchange)));
      routes.add(
          Route.change(
              Verb.DELETE,
              all + "/{name}",
              Permission.ADMINISTER,
              Body.JSON,
              exchange -> remove(kind, exchange)));
    }
    routes.add(Route.post("/api/v1/users/{name}", Permission.ADMINISTER, this::putUser));
    routes.add(Route.post("/api/v1/tokens/{name}", Permission.ADMINISTER, this::newToken));
    return routes;
  }

  private static String word(Account.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private void list(Account.Kind kind, Exchange exchange) throws IOException {
    List<Account> all =
        credentials.accounts().stream().filter(account -> account.kind() == kind).toList();
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart(word(kind) + "s");
          for (Account account : all) {
            json.writeStartObject();
            fields(account.name(), account.role(), json);
            json.writeStringProperty("created", account.created().toString());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void fields(String name, Role role, JsonGenerator json) {
    json.writeStringProperty("name", name);
    json.writeStringProperty("role", role.text());
  }

  private void putUser(Exchange exchange) throws HttpProblem, MalformedJsonException, IOException {
    JsonObject body = exchange.json();
    String name = exchange.path("name");
    Optional<Role> wanted = role(body);
    Optional<String> password = body.text("password");
    Optional<Account> before = account(name, Account.Kind.USER);
    if (password.isEmpty() && before.isEmpty()) {
      throw HttpProblem.notFound("There is no user '" + name + "'")
          .hint("One is made by sending a password.");
    }
    Role role = wanted.or(() -> before.map(Account::role)).orElse(Role.VIEWER);
    checkThatAnAdministratorIsLeft(exchange, name, Optional.of(role));
    attempt(() -> {
      if (password.isPresent()) {
        credentials.putUser(name, role, password.get());
      } else {
        boolean _ = credentials.setRole(name, role);
      }
      return true;
    });
    operator.note(
        exchange,
        "user",
        name,
        "role " + role.text() + (password.isPresent() ? ", a new password" : ""));
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          fields(name, role, json);
          json.writeEndObject();
        });
  }

  private void newToken(Exchange exchange) throws HttpProblem, MalformedJsonException, IOException {
    String name = exchange.path("name");
    Role role =
        role(exchange.json()).orElseThrow(() -> HttpProblem.bad("The field 'role' is missing"));
    checkThatAnAdministratorIsLeft(exchange, name, Optional.of(role));
    String token = attempt(() -> credentials.newToken(name, role));
    operator.note(exchange, "token", name, "role " + role.text());
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          fields(name, role, json);
          json.writeStringProperty("token", token);
          json.writeEndObject();
        });
  }

  private void remove(Account.Kind kind, Exchange exchange)
      throws HttpProblem, MalformedJsonException, IOException {
    exchange.json();
    String name = exchange.path("name");
    if (account(name, kind).isEmpty()) {
      throw HttpProblem.notFound("There is no " + word(kind) + " '" + name + "'");
    }
    checkThatAnAdministratorIsLeft(exchange, name, Optional.empty());
    if (attempt(() -> credentials.remove(name))) {
      operator.note(exchange, "remove-" + word(kind), name, "");
    }
    exchange.empty(204);
  }

  private Optional<Account> account(String name, Account.Kind kind) {
    return credentials.accounts().stream()
        .filter(account -> account.name().equals(name) && account.kind() == kind)
        .findFirst();
  }

  private static Optional<Role> role(JsonObject body) throws HttpProblem, MalformedJsonException {
    Optional<String> text = body.text("role");
    Optional<Role> role = text.flatMap(Role::parse);
    if (text.isPresent() && role.isEmpty()) {
      throw HttpProblem.bad("There is no role '" + text.get() + "'")
          .hint("There are viewer, worker, operator and admin.");
    }
    return role;
  }

  /**
   * Whoever asks is one and must stay one. Who asks a server that knows nobody yet is nobody
   * afterwards, so the first to be made must be one.
   *
   * @param after the role that {@code name} is to have; empty: none
   */
  private void checkThatAnAdministratorIsLeft(Exchange exchange, String name, Optional<Role> after)
      throws HttpProblem {
    if (after.equals(Optional.of(Role.ADMIN))) {
      return;
    }
    if (credentials.isEmpty() && exchange.identity().equals(Identity.LOCAL)) {
      throw HttpProblem.of(409, "no_admin", "The first of all users and tokens must be an admin")
          .hint("Nobody could make others with any other role.");
    }
    if (exchange.identity().name().equals(name)) {
      throw HttpProblem.of(409, "no_admin", "Nobody takes the role 'admin' from themselves")
          .hint("Ask another admin, or use the command line at the server.");
    }
  }

  private interface Change<R> {
    R make() throws IOException;
  }

  private static <R> R attempt(Change<R> change) throws HttpProblem {
    try {
      return change.make();
    } catch (IllegalArgumentException e) {
      throw HttpProblem.bad(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      LOG.error("The users and tokens cannot be changed: {}", e.getMessage());
      throw HttpProblem.of(503, "unavailable", "The users and tokens cannot be changed at present")
          .hint("The server's log says more.");
    }
  }
}
