package dev.stillson.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Announcements that arrive again. */
class EchoesTest {
  private final Echoes echoes = new Echoes();

  private static WorkerRequest registration(long number, String process) {
    WorkerProfile profile = WorkerProfile.of("host", 1).withInfo(Map.of("pid", process));
    return request(number, new WorkerCommand.Register(profile));
  }

  private static WorkerRequest announcement(long number) {
    return request(
        number, new WorkerCommand.Announce(List.of(Announcement.pending("a", "A", List.of()))));
  }

  private static WorkerRequest request(long number, WorkerCommand command) {
    return new WorkerRequest("w", "code", number, Duration.ZERO, List.of(command));
  }

  private void arrive(WorkerRequest... requests) {
    for (WorkerRequest request : requests) {
      echoes.applied(request);
    }
  }

  @Test
  void anAnnouncementIsAnEchoThoughACopyOfItsRegistrationComesInBetween() {
    arrive(registration(1, "7"), announcement(2), registration(1, "7"));
    assertThat(echoes.isEcho(announcement(2))).isTrue();
  }

  @Test
  void anAnnouncementIsAnEchoThoughItsWorkerHasRegisteredAgain() {
    arrive(registration(1, "7"), announcement(2), registration(3, "7"));
    assertThat(echoes.isEcho(announcement(2))).isTrue();
  }

  @Test
  void aNewProcessUnderAnOldNameIsHeardThoughItSaysTheSame() {
    arrive(registration(1, "7"), announcement(2), registration(1, "8"));
    assertThat(echoes.isEcho(announcement(2))).isFalse();
  }

  @Test
  void aWorkerThatDoesNotCountIsAlwaysHeard() {
    arrive(registration(0, "7"), announcement(0));
    assertThat(echoes.isEcho(announcement(0))).isFalse();
  }
}
