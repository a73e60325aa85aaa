package dev.stillson.server.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tasks of a model world and where their outputs are. */
final class Places {
  private final Map<String, Recipe> recipes = new LinkedHashMap<>();
  private final Set<String> outputs = new HashSet<>();
  private final Set<String> deleted = new HashSet<>();

  Places(Chance chance, int tasks) {
    for (int i = 0; i < tasks; i++) {
      Recipe recipe = Recipe.of(chance, i);
      recipes.put(recipe.id(), recipe);
    }
  }

  Recipe recipe(String id) {
    Recipe recipe = recipes.get(id);
    if (recipe == null) {
      throw new AssertionError("There is no task " + id);
    }
    return recipe;
  }

  List<String> ids() {
    return List.copyOf(recipes.keySet());
  }

  boolean isThere(String id) {
    return outputs.contains(id);
  }

  void make(String id) {
    outputs.add(id);
  }

  void delete(String id) {
    outputs.remove(id);
    deleted.add(id);
  }

  /** Whether somebody deleted the output at some time. */
  boolean wasDeleted(String id) {
    return deleted.contains(id);
  }

  /** These tasks and all that they need, requirements first. */
  List<String> closure(List<String> roots) {
    Set<String> all = new LinkedHashSet<>();
    roots.forEach(root -> visit(root, all));
    return new ArrayList<>(all);
  }

  private void visit(String id, Set<String> all) {
    if (!all.contains(id)) {
      Recipe recipe = recipe(id);
      recipe.hard().forEach(one -> visit(one, all));
      recipe.soft().forEach(one -> visit(one, all));
      all.add(id);
    }
  }
}
