package dev.stillson.server.metrics;

import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.Status;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.event.EventRoutes;
import dev.stillson.server.event.LogStreams;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.RequestLog;
import dev.stillson.server.http.Route;
import dev.stillson.server.rest.Catalogue;
import dev.stillson.server.scheduler.CommitListener;
import dev.stillson.server.scheduler.SchedulerStatistics;
import dev.stillson.server.scheduler.SchedulerUnavailableException;
import dev.stillson.server.scheduler.ServerState;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures requests, and shows what others measure. Safe for use by many threads. */
public final class ServerMetrics implements RequestLog {
  private static final double NANO = 1e-9;
  private static final int MOST_FAMILIES = 1_000;

  private final RequestTimes requests = new RequestTimes();
  private final AttemptTimes attempts = new AttemptTimes();
  private final ServerState state;
  private final Catalogue catalogue;
  private final EventRoutes events;
  private final LogStreams logs;

  /** Shows what these measure. */
  public ServerMetrics(
      ServerState state, Catalogue catalogue, EventRoutes events, LogStreams logs) {
    this.logs = logs;
    this.state = state;
    this.catalogue = catalogue;
    this.events = events;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(Route.get("/metrics", Permission.VIEW, this::show));
  }

  /** What is to be told of the attempts that it measures. */
  public CommitListener attempts() {
    return attempts;
  }

  @Override
  public void answered(
      @Nullable Route route,
      String verb,
      String path,
      int status,
      long nanos,
      String who,
      String address) {
    requests.add(route, status, nanos);
  }

  private void show(Exchange exchange) throws IOException {
    List<MetricSnapshot> metrics = new ArrayList<>(requests.snapshots());
    metrics.addAll(attempts.snapshots());
    thread(metrics);
    try {
      tasks(metrics);
      resources(metrics);
    } catch (SchedulerUnavailableException e) {
      // What is not known is left out: the other numbers are what is needed to see why.
      gauge(metrics, "stillson_up", "Whether the scheduler answers.", 0);
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, new MetricSnapshots(metrics));
    exchange.send(200, PrometheusTextFormatWriter.CONTENT_TYPE, text.toByteArray());
  }

  private void thread(List<MetricSnapshot> metrics) {
    SchedulerStatistics now = state.statistics();
    gauge(metrics, "stillson_scheduler_queued", "Calls that wait for their turn.", now.queued());
    gauge(
        metrics,
        "stillson_scheduler_waiting_claims",
        "Claims that wait for work.",
        now.waitingClaims());
    gauge(
        metrics,
        "stillson_scheduler_largest_group",
        "Calls in the largest group that was stored at once.",
        now.largestGroup());
    gauge(
        metrics,
        "stillson_store_longest_commit_seconds",
        "The longest that storing a group took.",
        seconds(now.longestCommit()));
    counter(metrics, "stillson_scheduler_commands", "Calls that were applied.", now.commands());
    counter(
        metrics,
        "stillson_scheduler_applying_seconds",
        "Time spent in applying calls.",
        seconds(now.applying()));
    counter(metrics, "stillson_store_commits", "Groups that were stored.", now.commits());
    counter(
        metrics,
        "stillson_store_failed_commits",
        "Groups that could not be stored.",
        now.failedCommits());
    counter(metrics, "stillson_store_rows", "Rows that were stored.", now.storedRows());
    counter(
        metrics,
        "stillson_store_committing_seconds",
        "Time spent in storing groups.",
        seconds(now.committing()));
    counter(
        metrics,
        "stillson_store_reopenings",
        "How often the state was read anew.",
        now.reopenings());
    counter(
        metrics,
        "stillson_cycles",
        "Announcements that made tasks wait for each other.",
        now.cycles());
    gauge(metrics, "stillson_event_streams", "Watchers of events.", events.watchers());
    gauge(metrics, "stillson_log_streams", "Followers of logs.", logs.followers());
  }

  private void tasks(List<MetricSnapshot> metrics) {
    Map<String, Map<Status, Integer>> families = catalogue.families();
    GaugeSnapshot.Builder byStatus =
        GaugeSnapshot.builder().name("stillson_tasks").help("Tasks by status.");
    catalogue.counts().forEach((status, n) -> byStatus.dataPoint(point(n, "status", text(status))));
    metrics.add(byStatus.build());
    GaugeSnapshot.Builder queues =
        GaugeSnapshot.builder()
            .name("stillson_family_tasks")
            .help("Tasks that are not done, by family and status; of the first 1000 families.");
    families.entrySet().stream()
        .limit(MOST_FAMILIES)
        .forEach(family ->
            family.getValue().entrySet().stream()
                .filter(entry -> entry.getKey() != Status.DONE)
                .forEach(entry ->
                    queues.dataPoint(
                        point(
                            entry.getValue(),
                            "family",
                            family.getKey(),
                            "status",
                            text(entry.getKey())))));
    metrics.add(queues.build());
    gauge(metrics, "stillson_workers", "Workers that are known.", catalogue.workerCount());
  }

  private void resources(List<MetricSnapshot> metrics) {
    GaugeSnapshot.Builder totals =
        GaugeSnapshot.builder()
            .name("stillson_resource_total")
            .help("How much there is of a resource.");
    GaugeSnapshot.Builder used =
        GaugeSnapshot.builder()
            .name("stillson_resource_used")
            .help("How much of a resource is in use.");
    state
        .scheduler()
        .look(Scheduler::totals)
        .forEach((name, amount) -> totals.dataPoint(point(amount, "resource", name)));
    state
        .scheduler()
        .look(Scheduler::usedResources)
        .forEach((name, amount) -> used.dataPoint(point(amount, "resource", name)));
    metrics.add(totals.build());
    metrics.add(used.build());
    boolean paused = state.scheduler().look(Scheduler::isPaused);
    gauge(metrics, "stillson_paused", "Whether the scheduler is paused.", paused ? 1 : 0);
    gauge(metrics, "stillson_up", "Whether the scheduler answers.", 1);
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot point(double value, String... labels) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder()
        .value(value)
        .labels(Labels.of(labels))
        .build();
  }

  private static void gauge(List<MetricSnapshot> all, String name, String help, double value) {
    all.add(GaugeSnapshot.builder().name(name).help(help).dataPoint(point(value)).build());
  }

  private static void counter(List<MetricSnapshot> all, String name, String help, double value) {
    CounterSnapshot.CounterDataPointSnapshot point =
        CounterSnapshot.CounterDataPointSnapshot.builder().value(value).build();
    all.add(CounterSnapshot.builder().name(name).help(help).dataPoint(point).build());
  }

  private static void counter(List<MetricSnapshot> all, String name, String help, long value) {
    counter(all, name, help, (double) value);
  }

  private static String text(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static double seconds(Duration time) {
    return time.toNanos() * NANO;
  }
}
