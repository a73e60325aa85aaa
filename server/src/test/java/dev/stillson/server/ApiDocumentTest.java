package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.server.http.Route;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The document and the table of routes say the same. */
class ApiDocumentTest {
  @Test
  void theDocumentHasEveryRouteOfTheApiWithItsPermissionAndNoOther() throws Exception {
    try (Rig rig = new Rig()) {
      Map<String, String> routes = new TreeMap<>();
      for (Route route : rig.server.routes().routes()) {
        if (route.path().toString().startsWith("/api/v1/")) {
          routes.put(
              route.verb() + " " + route.path(),
              route.permission().name().toLowerCase(Locale.ROOT));
        }
      }
      JsonNode document = rig.get("/api/v1/openapi.json");
      Map<String, String> documented = new TreeMap<>();
      document
          .get("paths")
          .properties()
          .forEach(path ->
              path.getValue()
                  .properties()
                  .forEach(operation ->
                      documented.put(
                          operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                          operation.getValue().get("x-permission").asString())));
      assertThat(documented).isEqualTo(routes);
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() throws Exception {
    try (Rig rig = new Rig()) {
      JsonNode document = rig.get("/api/v1/openapi.json");
      assertThat(document.findValuesAsString("$ref"))
          .isNotEmpty()
          .allMatch(reference -> !document.at(reference.substring(1)).isMissingNode());
    }
  }
}
