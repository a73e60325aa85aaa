"""See bench/outage."""
import argparse, json, os, random, shutil, signal, socket, subprocess, sys, tempfile, threading, time, urllib.error, urllib.request
from cutter import Cutter

root = sys.argv[1]
options = argparse.ArgumentParser()
options.add_argument("--tasks", type=int, default=10000)
options.add_argument("--millis", type=int, default=30)
options.add_argument("--kills", type=int, default=12)
options.add_argument("--of", default="server,run,second,worker,luigi")
options.add_argument("--cuts", type=float, default=0.005)
options.add_argument("--silence", type=int, default=10)
options.add_argument("--seed", type=int, default=random.randrange(1 << 32))
asked = options.parse_args(sys.argv[2:])
luigi = os.environ.get("LUIGI_DIR")
chance = random.Random(asked.seed)
work = tempfile.mkdtemp(prefix="stillson-outage")
for folder in ("running", "ran", "said"):
    os.mkdir(work + "/" + folder)


def fail(why):
    sys.exit("FAILED with seed %d in %s: %s" % (asked.seed, work, why))


class Process:
    """A command that is started again after it was killed."""

    def __init__(self, name, command, **variables):
        self.name, self.command, self.environment, self.killed = name, command, dict(os.environ, **variables), {}
        self.start()

    def start(self):
        with open("%s/said/%s" % (work, self.name), "ab") as said:
            self.process = subprocess.Popen(self.command, cwd=work, env=self.environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said)

    def kill(self):
        """Returns whether there was something to kill; when it was is kept by the process's id."""
        if self.process.poll() is not None:
            return False
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.killed[self.process.pid] = time.time()
        self.start()
        return True

    def said(self):
        return open("%s/said/%s" % (work, self.name)).read()[-3000:]


def free():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(method, **arguments):
    body = ("data=" + urllib.request.quote(json.dumps(arguments))).encode()
    with urllib.request.urlopen("http://127.0.0.1:%d/api/%s" % (port, method), body, timeout=5) as answer:
        return json.load(answer)["response"]


def answers():
    try:
        ask("is_paused")
        return True
    except (OSError, ValueError):
        return False


def wait_for_server():
    began = time.monotonic()
    while not answers():
        if server.process.poll() is not None:
            fail("the server ended: " + server.said())
        time.sleep(0.005)
    return time.monotonic() - began


class Probe:
    """Asks the server every 20 ms and keeps the longest time in which no answer came."""

    def __init__(self):
        self.pause, self.over, last = 0.0, False, time.monotonic()
        self.thread = threading.Thread(target=self.run, args=(last,))
        self.thread.start()

    def run(self, last):
        while not self.over:
            if answers():
                self.pause, last = max(self.pause, time.monotonic() - last), time.monotonic()
            time.sleep(0.02)

    def end(self):
        self.over = True
        self.thread.join()
        return self.pause


def ran():
    """How many runs there were, by the length of the lines that they write."""
    return sum(entry.stat().st_size for entry in os.scandir(work + "/ran")) // 50


def runs():
    """What each task's runs were: {index: [[pid, begin, end or None]]}, times in seconds."""
    found = {}
    for pid in os.listdir(work + "/ran"):
        for line in open("%s/ran/%s" % (work, pid)):
            what, index, at = line.split()
            of = found.setdefault(int(index), [])
            if what == "B":
                of.append([int(pid), int(at) / 1000, None])
            else:
                next(run for run in reversed(of) if run[0] == int(pid))[2] = int(at) / 1000
    for of in found.values():
        of.sort(key=lambda run: run[1])
    return found


def check_outputs():
    """Every output there is must be whole, and all must be there; returns the temporary files beside them: ours, Luigi's."""
    there, left = 0, []
    for folder, _, names in os.walk(work + "/out"):
        for name in names:
            if not name.endswith(".bin"):
                left.append(name)
                continue
            if open(folder + "/" + name, "rb").read() != bytes([int(name[:-4]) % 251]) * 4096:
                fail("torn output " + folder + "/" + name)
            there += 1
    if there != asked.tasks:
        fail("%d of %d outputs are there" % (there, asked.tasks))
    return [n for n in left if "luigi-tmp" not in n], [n for n in left if "luigi-tmp" in n]


def check_runs():
    """A task ran again only where the worker that had it was killed before; returns how often that was."""
    killed = {pid: at for process in workers for pid, at in process.killed.items()}
    again = 0
    for index, of in runs().items():
        for before, after in zip(of, of[1:]):
            if before[0] not in killed or after[1] < killed[before[0]] - 0.002:
                fail("task %d ran twice, and the first worker was not killed before the second began: %s, killed %s" % (index, of, killed))
            again += 1
    return again


print("seed %d, %d tasks of %d ms, %d kills of %s, %g of the data cut" % (asked.seed, asked.tasks, asked.millis, asked.kills, asked.of, asked.cuts), flush=True)
port = free()
server = Process("server", [root + "/stillson", "server", "--port", str(port), "--data", "data", "--config", "scheduler.worker_disconnect_delay=%d" % asked.silence,
                            "--config", "scheduler.retry_delay=1"])
workers = []
try:
    print("server up after %.2f s" % wait_for_server(), flush=True)
    cutter = Cutter(port, asked.cuts, asked.seed)
    address = "http://127.0.0.1:%d" % cutter.port
    classes, shared = root + "/bench/target/classes", ["--scheduler", address, "--workers", "2", "--quiet", "--folder"]
    endurance = ["Endurance", "--count", str(asked.tasks), "--millis", str(asked.millis), "--guests", "true" if luigi else "false"]
    guests = []
    if luigi:
        # First, as a run ends when it needs what nobody makes.
        python = os.environ.get("PY", "python3")
        guests = [Process("luigi", [python, "-W", "ignore", root + "/bench/luigi_endurance.py", str(asked.tasks), str(asked.millis), address], PYTHONPATH=luigi)]
        while sum(map(len, ask("task_search", task_str="Guest_").values())) < asked.tasks // 10:
            if guests[0].process.poll() is not None:
                fail("luigi ended: " + guests[0].said())
            time.sleep(0.1)
    runners = guests + [Process(name, [root + "/stillson", "run", *shared, ".stillson-" + name, classes, *endurance]) for name in ("run", "second")]
    idle = Process("worker", [root + "/stillson", "worker", *shared, ".stillson-worker", classes])
    workers = [*runners, idle]
    probe = Probe()
    victims = [process for name in asked.of.split(",") for process in [server, *workers] if process.name == name]
    moments = sorted(chance.uniform(0.05, 0.95) * asked.tasks for _ in range(asked.kills))
    kills, restarts, began = {}, [], time.monotonic()
    for number, moment in enumerate(moments):
        while ran() < moment and any(process.process.poll() is None for process in runners):
            time.sleep(0.02)
        victim = victims[number % len(victims)]
        if victim.kill():
            kills[victim.name] = kills.get(victim.name, 0) + 1
            if victim is server:
                restarts.append(wait_for_server())
    for process in runners:
        code = process.process.wait()
        if code != 0:
            fail("%s ended with %d: %s" % (process.name, code, process.said()))
    took = time.monotonic() - began
    idle.process.send_signal(signal.SIGTERM)
    if (code := idle.process.wait()) not in (0, 143):
        fail("worker ended with %d: %s" % (code, idle.said()))
    pause = probe.end()
    if violations := [open(work + "/" + name).read() for name in os.listdir(work) if name.startswith("violation")]:
        fail("two at once: " + "; ".join(violations))
    again = check_runs()
    left, of_luigi = check_outputs()
    for status in ("RUNNING", "BATCH_RUNNING", "PENDING", "FAILED", "DISABLED", "UNKNOWN"):
        if stuck := ask("task_list", status=status, upstream_status=""):
            fail("%s at the end: %s" % (status, list(stuck)[:10]))
    done = len(ask("task_list", status="DONE", upstream_status="", limit=False))
    shares = ", ".join("%s %d" % (process.name, sum(1 for of in runs().values() if of[-1][0] in {process.process.pid, *process.killed})) for process in workers)
    ends = sorted(run[2] for of in runs().values() for run in of if run[2])
    print("%.1f s; kills: %s; %d of %d connections cut" % (took, ", ".join("%s %d" % kill for kill in kills.items()), cutter.cuts, cutter.connections))
    print("every output whole, %d tasks DONE, %d ran again after their worker was killed; run by %s" % (done, again, shares))
    print("server back after %s s; longest pause of a client %.2f s; longest time without a finished task %.2f s" % (
        " ".join("%.2f" % r for r in restarts) or "-", pause, max(b - a for a, b in zip(ends, ends[1:]))))
    print("temporary files left: %d, and %d of Luigi's" % (len(left), len(of_luigi)), flush=True)
finally:
    if "probe" in globals():
        probe.over = True
    for process in [*workers, server]:
        if process.process.poll() is None:
            process.process.kill()
            process.process.wait()
shutil.rmtree(work)
