"""Records what Luigi's scheduler answers: record.py CHECKOUT SEED SCENARIOS OUT.jsonl.gz

Drives luigi.scheduler.Scheduler in this process, with a clock of its own, through random scenarios.
Each line of the output is one of

    {"settings": {...}}              a new scheduler begins
    [time, method, data, answer]     a call; the answer is {"response": ...}, or "error" for a 500

Where Luigi's answer depends on the order of a Python set, or is a defect that ours does not share
(docs/luigi-differences.md), Luigi is changed below before it is asked; each change says which.
"""

import gzip
import json
import random
import sys

checkout, seed, count, target = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
sys.path.insert(0, checkout)

import luigi.scheduler as luigi  # noqa: E402
from luigi import notifications  # noqa: E402

TICK = 2.0**-22


class Clock:
    """Differences between any two calls' times are never a whole number of seconds."""

    def __init__(self):
        self.whole, self.calls, self.ticks = 1763683200, 0, 0
        self.rest = 0.0

    def advance(self, seconds):
        before = self.now
        self.calls += 1
        self.rest += seconds
        whole = int(self.rest)
        self.rest -= whole
        self.whole += whole
        self.ticks = 0
        if self.now <= before:
            self.whole += 1

    @property
    def now(self):
        return self.whole + (self.calls * 1501 % 4096) / 4096

    def time(self):
        self.ticks += 1
        return self.now + self.ticks * TICK


class InOrder:
    """A set that keeps the order of insertion: which order does not matter, but it must be one."""

    def __init__(self, values=()):
        self.values = dict.fromkeys(values)

    def __contains__(self, value):
        return value in self.values

    def __iter__(self):
        return iter(self.values)

    def __len__(self):
        return len(self.values)

    def add(self, value):
        self.values[value] = None

    def update(self, values):
        self.values.update(dict.fromkeys(values))

    def difference_update(self, values):
        for value in values:
            self.values.pop(value, None)

    def clear(self):
        self.values.clear()

    def __or__(self, other):
        return InOrder(list(self.values) + list(other))


class Workers(luigi.OrderedSet):
    """The workers of a task, by the order in which the scheduler first heard of them."""

    heard = {}
    latest = None

    def __iter__(self):
        return iter(sorted(self.map, key=lambda worker: Workers.heard[worker]))

    def add(self, worker):
        if worker not in self.map:
            self.latest = worker
        super().add(worker)

    def discard(self, worker):
        super().discard(worker)
        if self.latest == worker:
            rest = list(self)
            self.latest = rest[-1] if rest else None

    def peek(self, last=True):
        return self.latest


class State(luigi.SimpleTaskState):
    def get_worker(self, worker_id):
        if worker_id not in self._active_workers:
            Workers.heard[worker_id] = len(Workers.heard) + 1000 * clock.calls
        return super().get_worker(worker_id)

    def set_batcher(self, worker_id, *args):
        # Ours are kept with the worker.
        self.get_worker(worker_id)
        super().set_batcher(worker_id, *args)

    def inactivate_workers(self, workers):
        for worker in workers:
            self._task_batchers.pop(worker, None)
        super().inactivate_workers(workers)

    def set_status(self, task, *args):
        # What has left its batch does not end the batch later.
        member = task.status == luigi.BATCH_RUNNING
        super().set_status(task, *args)
        if member and task.status not in (luigi.RUNNING, luigi.BATCH_RUNNING):
            task.batch_id = None

    def set_batch_running(self, task, batch_id, worker_id):
        # A runner that has lost its batch does not speak for the next batch of the same tasks.
        for runner in self.get_active_tasks_by_status(luigi.RUNNING):
            if runner.batch_id == batch_id:
                runner.batch_id = "lost " + batch_id
        super().set_batch_running(task, batch_id, worker_id)
        task.resources_running = task.resources.copy()

    def may_prune(self, task):
        # What runs is not forgotten.
        due = super().may_prune(task)
        if due and task.status in (luigi.RUNNING, luigi.BATCH_RUNNING):
            task.remove = None
        return due and task.remove

    def update_status(self, task, config):
        before = task.remove
        super().update_status(task, config)
        if before is None and task.status == luigi.BATCH_RUNNING:
            task.remove = None

    def fail_dead_worker_task(self, task, config, assistants):
        # A live worker's tasks do not fail for want of a stake; the error names the lost worker.
        running = task.status in (luigi.BATCH_RUNNING, luigi.RUNNING)
        if running and task.worker_running and task.worker_running not in self._active_workers:
            crew = [task]
            if task.status == luigi.RUNNING and task.batch_id is not None:
                crew += self.get_batch_running_tasks(task.batch_id)
            for member in crew:
                member.expl = "Worker %s stopped answering" % task.worker_running
            super().fail_dead_worker_task(task, config, InOrder())
            for member in crew:
                member.worker_running = None


luigis_schedulable = luigi.Scheduler._schedulable


def schedulable(scheduler, task):
    # What nobody ever could run does not go into a batch, nor are resources kept for it.
    return (task.runnable or len(task.workers) > 0) and luigis_schedulable(scheduler, task)


def get_tasks(worker, state, *statuses):
    # Without what was forgotten.
    return [t for t in state.get_active_tasks_by_status(*statuses) if worker.id in t.workers]


def upstream_status(scheduler, task_id, table):
    # Of a task that is UNKNOWN and has dependencies it is always the same.
    task = scheduler._state.get_task(task_id)
    if task is None or task.status == luigi.DONE:
        return ""
    if task.status != luigi.PENDING or not task.deps:
        return luigi.STATUS_TO_UPSTREAM_MAP.get(task.status, "")
    if task_id not in table:
        table[task_id] = ""
        below = [upstream_status(scheduler, dep, table) for dep in task.deps]
        table[task_id] = max(below, key=luigi.UPSTREAM_SEVERITY_KEY)
    return table[task_id]


class Names:
    number = 0

    def uuid4(self):
        Names.number += 1
        return "message-%d" % Names.number


clock = Clock()
luigi.time = clock
luigi.set = InOrder
luigi.OrderedSet = Workers
luigi.SimpleTaskState = State
luigi.uuid = Names()
luigi.Scheduler._schedulable = schedulable
luigi.Worker.get_tasks = get_tasks
luigi.Scheduler._upstream_status = upstream_status
notifications.send_error_email = lambda *args, **kwargs: None


class Recorder:
    def __init__(self, out):
        self.out = out

    def begin(self, resources=None, **settings):
        usual = dict(
            retry_delay=900.0, remove_delay=600.0, worker_disconnect_delay=60.0, disable_persist=86400,
            disable_window=3600, retry_count=999999999, disable_hard_timeout=999999999,
            max_shown_tasks=100000, max_graph_nodes=100000, stable_done_cooldown_secs=10,
            prune_on_get_work=False, pause_enabled=True, send_messages=True)
        usual.update(settings)
        Workers.heard.clear()
        Names.number = 0
        self.scheduler = luigi.Scheduler(config=luigi.scheduler(**usual), resources=dict(resources or {}))
        self.scheduler._resources = dict(resources or {})
        self.write({"settings": dict(usual, resources=resources or {})})

    def write(self, line):
        self.out.write(json.dumps(line) + "\n")

    def task(self, task_id):
        return self.scheduler._state.get_task(task_id)

    def call(self, method, after=0.0, **data):
        clock.advance(after)
        data = json.loads(json.dumps(data))
        disabled = {}
        if method == "add_task":
            task = self.task(data.get("task_id"))
            # What the scheduler has disabled is not marked as run by anybody.
            if data.get("status") == "RUNNING" and task and task.status == "DISABLED" and task.scheduler_disable_time:
                names = ("worker_running", "time_running", "resources_running", "batch_id")
                disabled = {name: getattr(task, name, None) for name in names}
            # Who ran a task before does not keep others from running it.
            live = ("RUNNING", "BATCH_RUNNING")
            if data.get("status") == "RUNNING" and task and task.status not in live:
                task.worker_running = None
                task.__dict__.pop("resources_running", None)
        text = json.dumps(data)
        try:
            answer = getattr(self.scheduler, method)(**json.loads(text))
        except Exception as e:
            self.write([clock.now, method, data, "error"])
            return e
        if method == "add_task":
            if disabled:
                task.__dict__.update(disabled)
            task = self.task(data.get("task_id"))
            # What was never handed out holds what it declares.
            if task and task.status == "RUNNING" and not hasattr(task, "resources_running"):
                task.resources_running = task.resources.copy()
        answer = json.loads(json.dumps({"response": answer}))
        self.write([clock.now, method, data, answer])
        return answer["response"]


class Scenario:
    """Workers with random habits, of which some die, and people who press buttons."""

    def __init__(self, recorder, rnd):
        self.r, self.rnd = recorder, rnd
        self.workers = ["worker%d" % i for i in range(rnd.randint(1, 5))]
        self.assistants = {w for w in self.workers if rnd.random() < 0.15}
        self.size = rnd.randint(3, 30)
        self.scarce = rnd.random() < 0.6
        self.batches = rnd.random() < 0.6
        self.running = {w: {} for w in self.workers}
        self.deps = {}
        self.messages = []
        self.epoch = {w: 0 for w in self.workers}
        recorder.begin(
            resources={"disk": rnd.randint(1, 4), "net": rnd.randint(0, 3)} if rnd.random() < 0.7 else {},
            retry_delay=rnd.choice([900.0, 5.0, 30.0, 30.0, -1.0]),
            remove_delay=rnd.choice([600.0, 20.0, 120.0]),
            worker_disconnect_delay=rnd.choice([60.0, 60.0, 20.0]),
            disable_persist=rnd.choice([86400, 200]),
            disable_window=rnd.choice([3600, 60]),
            retry_count=rnd.choice([999999999, 1, 2, 3]),
            disable_hard_timeout=rnd.choice([999999999, 999999999, 100]),
            max_shown_tasks=rnd.choice([100000, 100000, 5]),
            max_graph_nodes=rnd.choice([100000, 100000, 4]),
            stable_done_cooldown_secs=rnd.choice([10, 10, 3, 0]),
            prune_on_get_work=rnd.random() < 0.2,
            pause_enabled=rnd.random() < 0.9,
            send_messages=rnd.random() < 0.9)

    def run(self, calls):
        for worker in self.workers:
            if self.rnd.random() < 0.7:
                self.introduce(worker)
        for i in range(calls):
            if i % 100 == 0:
                for number in range(self.size):
                    self.announce(self.worker(), number)
            self.step()

    def after(self):
        if self.rnd.random() < 0.01:
            return self.rnd.randint(30, 1500)
        return self.rnd.choice([0] * 20 + [0.3, 1, 4, 11, 25 if self.rnd.random() < 0.3 else 1])

    def call(self, method, **data):
        return self.r.call(method, self.after(), **data)

    def worker(self):
        return self.rnd.choice(self.workers)

    def task(self):
        return self.task_id(self.rnd.randrange(self.size))

    def task_id(self, number):
        return "%s_%d_%d" % (self.family(number), number, number * 7919 % 101)

    def family(self, number):
        families = ["Load", "Join", "Batched", "ns.Report"]
        return "Batched" if self.batches and number % 3 and number > 3 else families[number % 4]

    def introduce(self, worker):
        info = {"host": "host-" + worker, "pid": 100, "workers": self.rnd.randint(1, 4),
                "first_task": self.task(), "salt": "\u00e9</x>", "extra": self.rnd.choice([1, None, [1], "x"])}
        if self.rnd.random() < 0.8:
            info = [[k, v] for k, v in info.items()]
        self.call("add_worker", worker=worker, info=info)

    def params(self, number):
        params = {"day": "2026-01-%02d" % (number % 28 + 1), "city": "c%d" % (number // 8 % 2)}
        if self.family(number) == "ns.Report":
            params.update(count=number, ratio=number / 4, flag=number % 8 == 3, none=None, list=[1, "a'b"], secret="s")
        return params

    def describe(self, number):
        family = self.family(number)
        about = {"family": family, "module": "mod_" + family.lower(), "params": self.params(number)}
        about["param_visibilities"] = {name: 1 if name == "secret" else 0 for name in about["params"]}
        if self.scarce and number % 3 == 1:
            about["resources"] = {"disk": 1 + number % 2} if number % 2 else {"net": 1, "disk": 0.5}
        about["batchable"] = self.batches and family == "Batched"
        if number % 5 == 4:
            about["retry_policy_dict"] = {"retry_count": 2, "disable_hard_timeout": None, "disable_window": 50}
        if number % 7 == 6:
            about["accepts_messages"] = True
        return about

    def announce(self, worker, number=None):
        if number is None:
            number = self.rnd.randrange(self.size)
        if self.family(number) == "Batched" and self.batches and self.rnd.random() < 0.6:
            self.call("add_task_batcher", worker=worker, task_family="Batched", batched_args=["day"],
                      max_batch_size=self.rnd.choice([float("inf"), 2, 3, 1]))
        deps = self.deps.get(number)
        if deps is None or self.rnd.random() < 0.1:
            below = [self.task_id(n) for n in range(number)]
            deps = self.rnd.sample(below, min(len(below), self.rnd.choice([0, 0, 0, 0, 1] if self.family(number) == "Batched" else [0, 0, 1, 2, 3])))
            self.deps[number] = deps
        status = self.rnd.choice(["PENDING"] * 12 + ["DONE", "DONE", "DONE", "UNKNOWN", "DISABLED", "FAILED"])
        about = self.describe(number)
        about["status"] = status
        about["runnable"] = status in ("PENDING", "DISABLED") and (about["batchable"] or self.rnd.random() < 0.95)
        about["deps"] = deps if status == "PENDING" or self.rnd.random() < 0.2 else None
        about["assistant"] = worker in self.assistants
        if self.rnd.random() < 0.3:
            about["priority"] = self.rnd.choice([0, 1, 2, 5, 1.5, -1, float("inf")])
        if status == "FAILED":
            about["expl"] = json.dumps("boom")
        if self.rnd.random() < 0.1:
            about["tracking_url"] = "http://x/" + str(number)
        self.call("add_task", worker=worker, task_id=self.task_id(number), **about)

    def get_work(self, worker):
        data = {"worker": worker, "host": "host-" + worker, "assistant": worker in self.assistants}
        if self.rnd.random() < 0.7:
            data["current_tasks"] = [t for t in self.running[worker] if self.rnd.random() < 0.95]
        work = self.call("get_work", **data)
        if self.rnd.random() < 0.05:
            return
        if work.get("batch_id"):
            if self.rnd.random() < 0.85:
                ids = work["batch_task_ids"]
                runner = ids[-1] if self.rnd.random() < 0.4 else "Batched_" + "_".join(i.split("_")[1] for i in ids)
                if self.r.task(ids[0]) is None or self.r.task(ids[0]).status != "BATCH_RUNNING":
                    return
                params = dict(work["task_params"])
                params["day"] = params["day"][-1] if runner == ids[-1] else ",".join(params["day"])
                if self.call("add_task", worker=worker, task_id=runner, status="RUNNING", family=work["task_family"],
                             module=work["task_module"], params=params, batch_id=work["batch_id"],
                             assistant=worker in self.assistants) is None:
                    self.running[worker][runner] = work
        elif work.get("task_id"):
            self.running[worker][work["task_id"]] = work

    def report(self, worker):
        if not self.running[worker]:
            return self.get_work(worker)
        task = self.rnd.choice(list(self.running[worker]))
        work = self.running[worker].pop(task)
        known = self.r.task(task)
        about = {"family": work["task_family"], "module": work["task_module"], "runnable": None,
                 "resources": known.resources if known else {}, "new_deps": [], "assistant": worker in self.assistants}
        if known:
            about["params"] = known.params
        outcome = self.rnd.random()
        if outcome < 0.55:
            about.update(status="DONE", expl="null")
        elif outcome < 0.9:
            about.update(status="FAILED", expl=json.dumps("Traceback \u2603 </script>"))
        else:
            number = next((n for n in range(self.size) if self.task_id(n) == task), 0)
            about.update(status="PENDING", new_deps=[self.task_id(n) for n in range(number)][:2])
        if self.rnd.random() < 0.03:
            worker = self.worker()
        self.call("add_task", worker=worker, task_id=task, **about)

    def during(self, worker):
        task = self.rnd.choice(list(self.running[worker]) or [self.task()])
        kind = self.rnd.randrange(8)
        if kind == 0:
            self.call("set_task_status_message", task_id=task, status_message=self.rnd.choice(["half </b>", None, "\u00fc"]))
        elif kind == 1:
            self.call("set_task_progress_percentage", task_id=task, progress_percentage=self.rnd.choice([10, 50.5, 100]))
        elif kind == 2:
            if getattr(self.r.task(task), "resources_running", None) is not None:
                self.call("decrease_running_task_resources", task_id=task,
                          decrease_resources={"disk": self.rnd.choice([1, 0.5, -1, 9]), "none": 1})
        elif kind == 3 and self.running[worker]:
            known = self.r.task(task)
            if known and known.worker_running == worker and known.scheduler_disable_time is None:
                self.call("add_task", worker=worker, task_id=task, status="RUNNING", tracking_url="http://run/" + task)
        elif kind == 4:
            self.call("get_task_status_message", task_id=task)
        elif kind == 5:
            self.call("get_task_progress_percentage", task_id=task)
        elif kind == 6:
            self.call("get_running_task_resources", task_id=task)
        else:
            self.call("report_task_statistics", task_id=task, statistics={"a": 1})

    def message(self):
        worker, task = self.worker(), self.task()
        kind = self.rnd.randrange(4)
        if kind == 0:
            answer = self.call("send_scheduler_message", worker=worker, task=task, content="hello \u00e9")
            self.messages.append((task, answer["message_id"]))
        elif kind == 1:
            self.call("set_worker_processes", worker=worker, n=self.rnd.randint(1, 5))
        elif self.messages:
            task, message = self.rnd.choice(self.messages)
            if kind == 2 and message:
                self.call("add_scheduler_message_response", task_id=task, message_id=message,
                          response=self.rnd.choice(["yes", "no", "</a>"]))
            elif kind == 3:
                self.call("get_scheduler_message_response", task_id=task, message_id=message)

    def operate(self):
        task = self.task()
        kind = self.rnd.randrange(14)
        if kind < 3:
            self.call("forgive_failures", task_id=task)
        elif kind < 5:
            self.call("mark_as_done", task_id=task)
        elif kind < 8:
            self.call("re_enable_task", task_id=task)
        elif kind == 8:
            self.call("pause")
        elif kind < 11:
            self.call("unpause")
        elif kind == 11:
            self.call("update_resource", resource=self.rnd.choice(["disk", "net"]),
                      amount=self.rnd.choice([0, 1, 2, 5, 5, 2.5, -1, "3", None]))
        elif kind == 12:
            self.call("update_resources", disk=self.rnd.choice([1, 2, 3.5]))
        elif self.rnd.random() < 0.2:
            self.call("disable_worker", worker=self.worker())

    def ask(self):
        task = self.task()
        kind = self.rnd.randrange(22)
        if kind < 6:
            data = {"status": self.rnd.choice(["", "PENDING", "PENDING", "RUNNING", "FAILED", "DONE", "DISABLED", "BATCH_RUNNING", "UNKNOWN"]),
                    "upstream_status": self.rnd.choice(["", "", "UPSTREAM_FAILED", "UPSTREAM_DISABLED", "UPSTREAM_RUNNING", "UPSTREAM_MISSING_INPUT"])}
            if self.rnd.random() < 0.3:
                data["search"] = self.rnd.choice(["", "LOAD", "c1 day", "=True", "01-03", "s"])
            if self.rnd.random() < 0.2:
                data["max_shown_tasks"] = 3
            if self.rnd.random() < 0.2:
                data["limit"] = False
            self.call("task_list", **data)
        elif kind < 9:
            self.call("dep_graph", task_id=task, include_done=self.rnd.random() < 0.6)
        elif kind < 11:
            self.call("inverse_dep_graph", task_id=task, include_done=self.rnd.random() < 0.6)
        elif kind == 11:
            self.call("graph")
        elif kind < 14:
            self.call("worker_list", include_running=self.rnd.random() < 0.8)
        elif kind == 14:
            self.call("resource_list")
        elif kind == 15:
            self.call("task_search", task_str=self.rnd.choice(["Load", "_1_", "x", ""]))
        elif kind < 18:
            self.call("fetch_error", task_id=task)
        elif kind == 18:
            self.call("is_paused")
            self.call("is_pause_enabled")
        elif kind == 19:
            self.call("has_task_history")
            self.call("count_pending", worker=self.worker(), surplus=1)
        else:
            self.call("count_pending", worker=self.worker())

    def step(self):
        worker = self.worker()
        kind = self.rnd.random()
        if self.rnd.random() < 0.004:
            # It dies, and another takes its place.
            number = self.workers.index(worker)
            self.epoch[self.workers[number]] = 1
            self.workers[number] = worker + "x"
            self.running[worker + "x"] = {}
            self.epoch[worker + "x"] = 0
            if worker in self.assistants:
                self.assistants.add(worker + "x")
        elif kind < 0.18:
            self.announce(worker)
        elif kind < 0.48:
            self.get_work(worker)
        elif kind < 0.68:
            self.report(worker)
        elif kind < 0.74:
            self.during(worker)
        elif kind < 0.77:
            self.call("ping", worker=worker)
        elif kind < 0.78:
            self.introduce(worker)
        elif kind < 0.80:
            self.call("prune")
        elif kind < 0.86:
            self.operate()
        elif kind < 0.89:
            self.message()
        else:
            self.ask()


with gzip.GzipFile(target, "wb", mtime=0) as raw:

    class Lines:
        def write(self, text):
            raw.write(text.encode("ascii"))

    recorder = Recorder(Lines())
    for i in range(count):
        rnd = random.Random(seed * 100000 + i)
        Scenario(recorder, rnd).run(rnd.choice([60, 200, 400]))
