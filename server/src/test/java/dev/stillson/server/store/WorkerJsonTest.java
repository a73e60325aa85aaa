package dev.stillson.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.FamilyForm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Profiles as servers before this one stored them. */
class WorkerJsonTest {
  @Test
  void aFamilyWithoutHelpAndOwnersIsRead() {
    assertThat(
            WorkerJson.profile(
                    "build7",
                    2,
                    """
                    {"labels": {}, "info": {}, "forms": [{"family": "Load", "fields": []}]}
                    """)
                .forms())
        .containsExactly(new FamilyForm("Load", List.of()));
  }
}
