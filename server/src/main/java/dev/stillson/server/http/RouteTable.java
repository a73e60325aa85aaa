package dev.stillson.server.http;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that the server answers. What is not in the table does not exist. */
public final class RouteTable {
  private final List<Route> routes;
  private final Map<String, Place> literal = new HashMap<>();
  private final Map<String, Place> variable = new LinkedHashMap<>();

  /**
   * A table of these routes. A path without variables wins over one with, and of those the one that
   * comes first.
   *
   * @throws IllegalArgumentException if two routes have the same method and path
   */
  public RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
    for (Route route : routes) {
      Map<String, Place> places = route.path().isLiteral() ? literal : variable;
      Place place =
          places.computeIfAbsent(
              route.path().toString(),
              _ -> new Place(route.path(), new EnumMap<>(Verb.class), Map.of()));
      if (place.routes.put(route.verb(), route) != null) {
        throw new IllegalArgumentException(
            "Two routes are for " + route.verb() + " " + route.path());
      }
    }
  }

  /**
   * A path of the table.
   *
   * @param pattern the path
   * @param routes its routes, at least one
   * @param variables the values that a request has for its variables
   */
  record Place(PathPattern pattern, Map<Verb, Route> routes, Map<String, String> variables) {}

  /** All routes, in the order they were given in. */
  public List<Route> routes() {
    return routes;
  }

  /** Where a path as it was sent leads; empty: nowhere. */
  Optional<Place> find(String path) {
    Place exact = literal.get(path);
    if (exact != null) {
      return Optional.of(exact);
    }
    for (Place place : variable.values()) {
      Optional<Map<String, String>> variables = place.pattern.match(path);
      if (variables.isPresent()) {
        return Optional.of(new Place(place.pattern, place.routes, variables.get()));
      }
    }
    return Optional.empty();
  }
}
