"""See bench/luigi/compare."""
import difflib, glob, os, re, shutil, signal, sys, tempfile, time
from daemons import Daemon, Worker

root, chosen = sys.argv[1], sys.argv[2:]
work = tempfile.mkdtemp(prefix="stillson-luigi")
# Times, random names, and what Luigi takes from the order of a set.
VOLATILE = {"start_time", "last_updated", "time_running", "worker_running", "workers", "name", "last_active", "started", "salt", "host", "username", "pid", "re_enable_able"}

ALIVE = {"worker.keep_alive": "true"}


def plain(value):
    """A value as text, keys and unordered lists sorted."""
    if isinstance(value, dict):
        return "{%s}" % ", ".join("%s: %s" % (key, plain(item)) for key, item in sorted(value.items()) if key not in VOLATILE)
    if isinstance(value, list):
        return "[%s]" % ", ".join(sorted(map(plain, value)))
    return repr(value)


def state(daemon):
    """What people see of a daemon: one fact a line."""
    facts = []
    for status in ("PENDING", "RUNNING", "BATCH_RUNNING", "DONE", "FAILED", "DISABLED", "UNKNOWN"):
        for task, row in sorted(daemon.ask("task_list", status=status, upstream_status="").items()):
            facts.append("%s %s %s" % (status, task, plain(row)))
    facts += ["worker " + plain(row) for row in daemon.ask("worker_list")]
    facts += ["resource " + plain(row) for row in daemon.ask("resource_list")]
    return sorted(facts)


def story(daemon, ordered=False):
    try:
        lines = open(daemon.folder + "/story").read().splitlines()
    except FileNotFoundError:
        lines = []
    return ["ran " + line for line in (lines if ordered else sorted(lines))]


def ended(*workers):
    facts = []
    for worker in workers:
        code, summary = worker.end()
        # Luigi names one of several tasks, whichever a set gives first.
        summary = re.sub(r"Worker\([^()]*\)", "Worker(…)", summary)
        summary = re.sub(r"\([^()]*\) and (\d+) other", r"(…) and \1 other", summary)
        facts += ["exit %s" % code] + ["said " + line.strip() for line in sorted(summary.splitlines())]
    return facts


def until(condition, seconds=60):
    end = time.time() + seconds
    while not condition():
        if time.time() > end:
            raise TimeoutError("what was waited for did not come")
        time.sleep(0.02)


def there(daemon, name):
    until(lambda: os.path.exists(daemon.folder + "/" + name))


def one(task, *words, module="pipelines", ordered=False, settings={}):
    """One worker, one task."""

    def play(daemon):
        worker = Worker(daemon, module, task, *words, settings=settings)
        return ended(worker) + story(daemon, ordered) + state(daemon)

    return play


def example(module, task, *words, leaves="", settings={}):
    """One of Luigi's own examples; some write to folders of the machine, which are emptied first."""

    def play(daemon):
        for path in glob.glob(leaves):
            shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
        return one(task, *words, module="examples." + module, settings=settings)(daemon)

    return play


def several(daemon):
    workers = [Worker(daemon, "pipelines", "Wide", "--count", "300", "--workers", "2") for _ in range(3)]
    codes = [worker.end()[0] for worker in workers]
    return ["exit %s" % code for code in codes] + story(daemon) + state(daemon)


def assistant(daemon):
    """Takes what a busy worker asked for, without having been asked for it itself."""
    asker = Worker(daemon, "pipelines", "Helped", settings=ALIVE)
    there(daemon, "slow-1")
    helper = Worker(daemon, "pipelines", "Leaf", "--number", "0", "--assistant", settings=ALIVE)
    until(lambda: len(story(daemon)) == 20)
    open(daemon.folder + "/go", "w").close()
    facts = ended(asker)
    helper.process.send_signal(signal.SIGTERM)
    helper.process.wait()
    return facts + story(daemon) + [fact for fact in state(daemon) if not fact.startswith("worker")]


def messages(daemon):
    worker = Worker(daemon, "pipelines", "Talks")
    running = lambda: list(daemon.ask("task_list", status="RUNNING", upstream_status=""))
    until(running)
    task, facts = running()[0], []
    until(lambda: daemon.ask("get_task_progress_percentage", task_id=task)["progressPercentage"] == 42 and daemon.ask("task_list", status="RUNNING", upstream_status="")[task]["tracking_url"])
    facts += ["status " + plain(daemon.ask("get_task_status_message", task_id=task)), *state(daemon)]
    name = daemon.ask("worker_list")[0]["name"]
    for content in ("how far?", "<b>ü</b>\n2", "end"):
        sent = daemon.ask("send_scheduler_message", worker=name, task=task, content=content)["message_id"]
        answer = {}

        def answered():
            answer.update(daemon.ask("get_scheduler_message_response", task_id=task, message_id=sent))
            return answer["response"] is not None

        until(answered)
        facts.append("answer " + plain(answer))
    return facts + ended(worker) + story(daemon) + state(daemon)


def paused(daemon):
    daemon.ask("pause")
    worker = Worker(daemon, "pipelines", "Leaf", "--number", "1", settings=ALIVE)
    until(lambda: daemon.ask("task_list", status="PENDING", upstream_status=""))
    time.sleep(1)
    facts = ["paused %s" % daemon.ask("is_paused")] + story(daemon) + state(daemon)
    daemon.ask("unpause")
    return facts + ended(worker) + story(daemon) + state(daemon)


def worker_killed(daemon):
    """Another worker waits for what the killed one had, and gets it when that one is given up."""
    first = Worker(daemon, "pipelines", "AfterSlow", "--number", "1", settings=ALIVE)
    there(daemon, "slow-1")
    first.process.kill()
    first.process.wait()
    os.remove(daemon.folder + "/slow-1")
    second = Worker(daemon, "pipelines", "AfterSlow", "--number", "1", settings=ALIVE)
    there(daemon, "slow-1")
    running = state(daemon)
    open(daemon.folder + "/go", "w").close()
    return running + ended(second) + story(daemon) + state(daemon)


def server_restarted(daemon):
    """Asked to stop and started again in the middle of a task, as luigid keeps its state only so."""
    worker = Worker(daemon, "pipelines", "Slow", "--number", "1")
    there(daemon, "slow-1")
    before = state(daemon)
    daemon.stop()
    daemon.start()
    after = state(daemon)
    open(daemon.folder + "/go", "w").close()
    return before + after + ended(worker) + story(daemon) + state(daemon)


def operated(daemon):
    """Disabled by its failures, enabled and forgiven by people, marked as done."""
    facts = ended(Worker(daemon, "pipelines", "Above", "--times", "9", settings=ALIVE)) + state(daemon)
    flaky = next(iter(daemon.ask("task_list", status="DISABLED", upstream_status="")))
    above = next(iter(daemon.ask("task_list", status="PENDING", upstream_status="UPSTREAM_DISABLED")))
    facts += [plain(daemon.ask("fetch_error", task_id=flaky))[-60:], plain(daemon.ask("re_enable_task", task_id=flaky))] + state(daemon)
    facts += [plain(daemon.ask("forgive_failures", task_id=flaky))] + state(daemon)
    facts += [plain(daemon.ask("mark_as_done", task_id=flaky))] + state(daemon)
    facts += [plain(daemon.ask("dep_graph", task_id=above)), plain(daemon.ask("inverse_dep_graph", task_id=flaky)), plain(daemon.ask("task_search", task_str="Flaky"))]
    return facts


def worker_disabled(daemon):
    worker = Worker(daemon, "pipelines", "Slow", "--number", "1", "--workers", "1")
    there(daemon, "slow-1")
    daemon.ask("disable_worker", worker=daemon.ask("worker_list")[0]["name"])
    facts = state(daemon)
    open(daemon.folder + "/go", "w").close()
    return facts + ended(worker) + story(daemon) + state(daemon)


SCENARIOS = {
    "hello_world": ({}, example("hello_world", "examples.HelloWorldTask")),
    "foo": ({}, example("foo", "examples.Foo", "--workers", "4", leaves="/tmp/bar")),
    "foo_complex": ({}, example("foo_complex", "examples.Foo", "--workers", "4", leaves="/tmp/bar")),
    "execution_summary_example": ({}, example("execution_summary_example", "examples.EntryPoint", leaves="/tmp/bar")),
    "dynamic_requirements": ({}, example("dynamic_requirements", "Dynamic", "--workers", "4", leaves="/tmp/[CD]*_[0-9]*.txt")),
    "per_task_retry_policy": ({"scheduler.retry_delay": "1", "scheduler.prune_on_get_work": "true"}, example("per_task_retry_policy", "examples.PerTaskRetryPolicy", leaves="/tmp/_docs-*.ldj", settings=ALIVE)),
    "top_artists": ({}, example("top_artists", "Top10Artists", "--date-interval", "2026-W10")),
    "batches": ({}, one("Batches", ordered=True)),
    "batches of four processes": ({}, one("Batches", "--workers", "4")),
    "bad batch": ({}, one("BadBatch")),
    "resources": ({"resources.cpu": "2"}, one("Resources", "--workers", "4", settings={})),
    "dynamic": ({}, one("Grows", "--depth", "3", ordered=True)),
    "dynamic in four processes": ({}, one("Grows", "--depth", "3", "--workers", "4")),
    "retries": ({"scheduler.retry_delay": "0.5", "scheduler.prune_on_get_work": "true"}, one("Retries", settings=ALIVE)),
    "priorities": ({}, one("Priorities", ordered=True)),
    "problems": ({}, one("Problems")),
    "messages": ({}, messages),
    "several workers": ({}, several),
    "assistant": ({}, assistant),
    "paused": ({}, paused),
    "worker killed": ({"scheduler.worker_disconnect_delay": "3", "scheduler.retry_delay": "1", "scheduler.prune_on_get_work": "true"}, worker_killed),
    "server restarted": ({}, server_restarted),
    "operated": ({"scheduler.retry_delay": "0.5", "scheduler.prune_on_get_work": "true"}, operated),
    "worker disabled": ({}, worker_disabled),
    "3,000 tasks": ({}, one("Wide", "--count", "3000", "--workers", "4", "--no-lock")),
}

differing = 0
for number, (name, (settings, play)) in enumerate(SCENARIOS.items()):
    if chosen and name not in chosen:
        continue
    told = {}
    for server in ("luigid", "stillson"):
        daemon = Daemon(server, root, "%s/%d-%s" % (work, number, server), settings)
        try:
            began = time.time()
            try:
                told[server] = play(daemon)
            except (TimeoutError, LookupError) as e:
                told[server] = ["%s: %r" % (server, e), *state(daemon)]
            took = time.time() - began
        finally:
            daemon.stop(signal.SIGKILL)
        print("%-26s %-9s %5.1f s" % (name, server, took), flush=True)
    for line in difflib.unified_diff(told["luigid"], told["stillson"], "luigid", "stillson", n=0, lineterm=""):
        print("    " + line[:1000])
    differing += told["luigid"] != told["stillson"]
print("%d scenarios differ; what the processes said is in %s" % (differing, work) if differing else "nothing differs")
if not differing:
    shutil.rmtree(work)
sys.exit(differing > 0)
