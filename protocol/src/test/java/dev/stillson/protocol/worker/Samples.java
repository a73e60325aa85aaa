package dev.stillson.protocol.worker;

import dev.stillson.Retry;
import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Awaited;
import dev.stillson.core.scheduler.Batching;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.FamilyForm;
import dev.stillson.core.scheduler.Lease;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.Pulse;
import dev.stillson.core.scheduler.Refusal;
import dev.stillson.core.scheduler.Resumption;
import dev.stillson.core.scheduler.RetryRule;
import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Standing;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.Verdict;
import dev.stillson.core.scheduler.Visibility;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One message of each kind, by the name of its golden file. */
final class Samples {
  private static final Signature DAY =
      new Signature(List.of("day", "note"), List.of(Visibility.PUBLIC, Visibility.HIDDEN));

  private static final Terms HEAVY =
      new Terms(
          Demand.of(Map.of("warehouse", 1, "licence", 0.5)),
          new RetryRule.Counted(Retry.times(3, Duration.ofMinutes(5))),
          Optional.of(new Batching(List.of("day"), 10)),
          true);

  private static final Terms LUIGI =
      Terms.PLAIN.withRetry(
          new RetryRule.Windowed(5, Duration.ofHours(1), Duration.ofSeconds(999_999_999)));

  private Samples() {}

  static Map<String, WorkerRequest> requests() {
    Map<String, WorkerRequest> all = new LinkedHashMap<>();
    all.put(
        "register",
        request(
            new WorkerCommand.Register(
                new WorkerProfile(
                    "build-7",
                    4,
                    Map.of("zone", "north"),
                    new Assistance.Families(Set.of("WordCount", "Articles")),
                    Map.of("code", "3f9a")))));
    all.put(
        "announce",
        request(
            new WorkerCommand.Announce(
                List.of(
                    new Announcement(
                        "Articles_2026_11_21_1",
                        "Articles",
                        Parameters.of(DAY, "2026-11-21", "\"quoted\" \u00e9\u4e16\ud83d\ude00\n"),
                        List.of(),
                        List.of(),
                        Presence.EXTERNAL,
                        0,
                        Terms.PLAIN,
                        List.of("/data/articles/2026-11-21 \u00e9.txt")),
                    new Announcement(
                        "WordCount_2026_11_21_2",
                        "WordCount",
                        Parameters.of(Signature.of("day"), "2026-11-21"),
                        List.of("Articles_2026_11_21_1", "StopWords_en_3"),
                        List.of("Holidays_4"),
                        Presence.PENDING,
                        2.5,
                        HEAVY,
                        List.of("warehouse:counts[2026-11-21]", "s3://bucket/counts/")),
                    new Announcement(
                        "Report_5",
                        "Report",
                        Parameters.NONE,
                        List.of("WordCount_2026_11_21_2"),
                        List.of(),
                        Presence.PENDING,
                        Double.POSITIVE_INFINITY,
                        LUIGI)))));
    all.put(
        "claim",
        new WorkerRequest(
            "w1",
            "3f9a",
            8,
            Duration.ofSeconds(30),
            List.of(
                new WorkerCommand.Report("WordCount_2026_11_21_2", 1, Outcome.DONE),
                new WorkerCommand.Report(
                    "Report_5", 2, new Outcome.Failed("It broke\nline 2", true)),
                new WorkerCommand.Report("Report_6", 1, new Outcome.Released()),
                new WorkerCommand.Report("Report_7", 1, new Outcome.Done(Optional.of("12 rows"))),
                new WorkerCommand.Claim(2, Optional.of(Set.of("Report_8"))))));
    all.put(
        "await",
        request(
            new WorkerCommand.Await(
                "Report_5",
                1,
                List.of(
                    Announcement.pending("Extra_9", "Extra", List.of())
                        .withOutputs(List.of("/data/extra"))),
                List.of("Extra_9"))));
    all.put(
        "heartbeat",
        request(
            new WorkerCommand.Heartbeat(List.of(new Lease("Report_5", 1)), 3),
            new WorkerCommand.Progress(
                "Report_5",
                1,
                Optional.of("half way"),
                Optional.of(50.0),
                Optional.of("http://tracker/1")),
            new WorkerCommand.Decrease("Report_5", 1, Demand.of("warehouse", 1)),
            new WorkerCommand.Respond("Report_5", "m1", "yes"),
            new WorkerCommand.Log("Report_5", 1, 4096, "a line\n")));
    all.put(
        "idle",
        new WorkerRequest(
            "idle-1-4711",
            "c0de",
            14,
            Duration.ofSeconds(20),
            List.of(
                new WorkerCommand.Heartbeat(List.of(), 3),
                new WorkerCommand.Claim(4, Optional.of(Set.of())))));
    all.put(
        "delete",
        request(
            new WorkerCommand.Prepared(),
            new WorkerCommand.Deleted(List.of("Report_5"), Optional.empty()),
            new WorkerCommand.Deleted(
                List.of("Report_5"), Optional.of("WordCount_2026_11_21_2: the disk is read-only")),
            new WorkerCommand.Decline("This worker has no family Holidays")));
    all.put("forget", request(new WorkerCommand.Forget()));
    all.put(
        "start",
        request(
            new WorkerCommand.Register(
                WorkerProfile.of("build-7", 4)
                    .withAssistance(new Assistance.Families(Set.of("WordCount")))
                    .withForms(
                        List.of(
                            new FamilyForm(
                                "WordCount",
                                "Counts the words of a day's articles.",
                                List.of("data@example.com", "Ann, at night"),
                                List.of(
                                    new FamilyForm.Field(
                                        "day",
                                        "a date",
                                        "2026-11-21",
                                        true,
                                        Optional.empty(),
                                        "The day of the articles.",
                                        List.of(),
                                        false),
                                    new FamilyForm.Field(
                                        "lang",
                                        "a Language",
                                        "EN",
                                        false,
                                        Optional.of("EN"),
                                        "",
                                        List.of("EN", "DE"),
                                        false),
                                    new FamilyForm.Field(
                                        "note",
                                        "a text",
                                        "text",
                                        false,
                                        Optional.empty(),
                                        "",
                                        List.of(),
                                        true)))))),
            new WorkerCommand.Announce(
                List.of(
                    new Announcement(
                        "Train_6",
                        "Train",
                        Parameters.NONE,
                        List.of(),
                        List.of(),
                        Presence.PENDING,
                        0,
                        Terms.PLAIN.withLabels(Map.of("gpu", "yes"))))),
            new WorkerCommand.Started("WordCount_2026_11_21_2", 2, 1),
            new WorkerCommand.Decline("The parameter day is missing")));
    all.put(
        "plan",
        request(
            new WorkerCommand.Planned(
                new StartPlan(
                    "Report_5",
                    3,
                    2,
                    1,
                    List.of(
                        new StartPlan.Share("WordCount", 2, 1),
                        new StartPlan.Share("Report", 1, 0)),
                    List.of(
                        new StartPlan.Task(
                            "WordCount_2026_11_21_2", "WordCount", "WordCount(day=2026-11-21)")),
                    List.of(new StartPlan.Task("Articles_3", "Articles", "Articles()"))))));
    all.put(
        "submit",
        request(
            new WorkerCommand.Submit(
                List.of(Announcement.pending("Report_5", "Report", List.of()))),
            new WorkerCommand.Ask(List.of("Report_5", "Nobody_0"))));
    return all;
  }

  static Map<String, WorkerResponse> responses() {
    Map<String, WorkerResponse> all = new LinkedHashMap<>();
    all.put(
        "register",
        new WorkerResponse(
            List.of(Reply.DONE, new Reply.Stands(Standing.ACTIVE)), Standing.ACTIVE));
    all.put(
        "claim",
        response(
            new Reply.Judged(Verdict.ACCEPTED),
            new Reply.Judged(new Verdict.Refused(Refusal.ATTEMPT_OVER)),
            new Reply.Work(
                new Claimed(
                    List.of(
                        new Assignment(
                            "WordCount_2026_11_21_2",
                            3,
                            "WordCount",
                            Parameters.of(DAY, "2026-11-21", "n"),
                            List.of(
                                new Assignment(
                                    "WordCount_2026_11_21_2",
                                    3,
                                    "WordCount",
                                    Parameters.of(DAY, "2026-11-21", "n"),
                                    List.of()),
                                new Assignment(
                                    "WordCount_2026_11_22_3",
                                    1,
                                    "WordCount",
                                    Parameters.of(DAY, "2026-11-22", "n"),
                                    List.of())))),
                    List.of(new Resumption("Report_5", 1, List.of("Extra_9"))),
                    7,
                    Optional.of(Instant.parse("2026-11-21T05:00:00.250Z")),
                    Standing.ACTIVE,
                    5,
                    4,
                    3))));
    all.put(
        "await",
        response(
            new Reply.Waits(new Awaited.Parked()),
            new Reply.Waits(new Awaited.Settled(List.of("Extra_9"))),
            new Reply.Waits(new Awaited.Cycle(List.of("A_1", "B_2", "A_1"))),
            new Reply.Waits(new Awaited.Refused(Refusal.UNKNOWN_DEPENDENCY))));
    all.put(
        "heartbeat",
        new WorkerResponse(
            List.of(
                new Reply.Beat(
                    new Pulse(
                        List.of(
                            new WorkerMessage.Slots(4, 8),
                            new WorkerMessage.ForTask(5, "Report_5", "m1", "go on?"),
                            new WorkerMessage.Stop(6, "Report_5", 1)),
                        List.of(new Lease("Report_6", 2)),
                        Standing.UNREGISTERED)),
                new Reply.Logged(4103, false),
                new Reply.Logged(1_000_000, true)),
            Standing.UNREGISTERED));
    all.put(
        "idle",
        response(
            new Reply.Beat(
                new Pulse(List.of(), List.of(), Standing.ACTIVE), Duration.ofSeconds(20)),
            new Reply.Work(
                new Claimed(List.of(), List.of(), 2, Optional.empty(), Standing.ACTIVE, 1, 0, 0))));
    all.put(
        "start",
        response(
            new Reply.Beat(
                new Pulse(
                    List.of(
                        new WorkerMessage.Start(
                            7,
                            "submission-1",
                            "WordCount",
                            Map.of("day", "2026-11-21", "lang", "EN"),
                            "ann")),
                    List.of(),
                    Standing.ACTIVE))));
    all.put(
        "plan",
        response(
            new Reply.Beat(
                new Pulse(
                    List.of(
                        new WorkerMessage.Start(
                            9,
                            "submission-2",
                            "WordCount",
                            Map.of("day", "2026-11-21"),
                            "ann",
                            true)),
                    List.of(),
                    Standing.ACTIVE))));
    all.put(
        "delete",
        response(
            new Reply.Beat(
                new Pulse(
                    List.of(
                        new WorkerMessage.Delete(
                            8,
                            "deletion-1",
                            List.of(
                                new WorkerMessage.Named("Report_5", "Report", Map.of()),
                                new WorkerMessage.Named(
                                    "WordCount_2026_11_21_2",
                                    "WordCount",
                                    Map.of("day", "2026-11-21"))))),
                    List.of(),
                    Standing.ACTIVE)),
            Reply.DONE,
            new Reply.Refused(
                new ProtocolException(
                    ProtocolException.Code.UNAVAILABLE, "Another worker is not ready yet", ""))));
    all.put(
        "news",
        response(
            new Reply.News(
                List.of(
                    new Reply.TaskNews(
                        "Report_5",
                        Status.FAILED,
                        true,
                        Optional.of("w2"),
                        Optional.of("It broke")),
                    new Reply.TaskNews(
                        "Report_6", Status.PENDING, false, Optional.empty(), Optional.empty()))),
            new Reply.Refused(
                new ProtocolException(
                    ProtocolException.Code.INVALID_VALUE, "The amount is -1", "give more"))));
    return all;
  }

  private static WorkerRequest request(WorkerCommand... commands) {
    return new WorkerRequest("w1", "3f9a", 7, Duration.ZERO, List.of(commands));
  }

  private static WorkerResponse response(Reply... replies) {
    return new WorkerResponse(List.of(replies), Standing.ACTIVE);
  }
}
