package dev.stillson.server.auth.openid;

import dev.stillson.server.auth.Identity;
import dev.stillson.server.auth.Role;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the claims of a token. A claim within another is named with a dot: {@code
 * realm_access.roles}.
 *
 * @param userClaim the claim that names the person; where it has no usable name the token's subject
 *     is taken
 * @param roleClaim the claim whose values decide about the role
 * @param roles for each role the values that give it, {@code *} standing for everybody; of several
 *     roles the one that may most counts
 */
public record ClaimRules(String userClaim, String roleClaim, Map<Role, Set<String>> roles) {
  /** Names of people from elsewhere begin with this, which no name of our own can. */
  static final String PREFIX = "oidc:";

  /** Copies the roles. */
  public ClaimRules {
    roles = Map.copyOf(roles);
  }

  /** Who the claims are about; empty: nobody who has a role here. */
  Optional<Identity> identity(Map<String, Object> claims) {
    return name(claims).flatMap(name -> role(claims).map(role -> new Identity(name, role)));
  }

  private Optional<String> name(Map<String, Object> claims) {
    return List.of(userClaim, "sub").stream()
        .flatMap(claim -> values(claims, claim).stream())
        .filter(name -> name.matches("[\\p{L}\\p{N}!-~]{1,200}"))
        .map(name -> PREFIX + name)
        .findFirst();
  }

  private Optional<Role> role(Map<String, Object> claims) {
    Set<String> values = values(claims, roleClaim);
    return List.of(Role.values()).reversed().stream()
        .filter(role ->
            roles.getOrDefault(role, Set.of()).stream()
                .anyMatch(value -> value.equals("*") || values.contains(value)))
        .findFirst();
  }

  private static Set<String> values(Map<String, Object> claims, String claim) {
    // Whoever may write any address into their profile would be whom they like.
    boolean doubtful =
        claim.equals("email")
            && claims.containsKey("email_verified")
            && !"true".equals(String.valueOf(claims.get("email_verified")));
    Set<String> values = new LinkedHashSet<>();
    if (!doubtful) {
      collect(find(claims, claim), values);
    }
    return values;
  }

  private static @Nullable Object find(Map<?, ?> claims, String path) {
    if (claims.containsKey(path)) {
      return claims.get(path);
    }
    int dot = path.indexOf('.');
    return dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
        ? find(inner, path.substring(dot + 1))
        : null;
  }

  private static void collect(@Nullable Object value, Set<String> values) {
    if (value instanceof Collection<?> several) {
      several.forEach(one -> collect(one, values));
    } else if (value instanceof String || value instanceof Boolean || value instanceof Number) {
      values.add(value.toString());
    }
  }
}
