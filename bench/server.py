"""Puts one load on our server and on luigid, both speaking Luigi's protocol. Called by bench/server."""
import json, os, select, shutil, signal, socket, statistics, subprocess, sys, tempfile, threading, time, urllib.parse
from layers import LAYERS, above

root, shapes = sys.argv[1], sys.argv[2:]
luigi = os.environ.get("LUIGI_DIR")
python = os.environ.get("PY", "python3")
numbers = [int(n) for n in os.environ.get("NS", "1000 10000 100000").split()]
work = tempfile.mkdtemp(prefix="stillson-server")


class Server:
    """A process that listens; its state survives in a folder of its own."""

    def __init__(self, name, port):
        self.name, self.port, self.folder = name, port, "%s/%s" % (work, name)
        os.makedirs(self.folder, exist_ok=True)
        self.start()

    def start(self):
        if self.name == "luigid":
            cmd = [python, "-c", "from luigi.cmdline import luigid; luigid()", "--address", "127.0.0.1", "--port", str(self.port), "--state-path", self.folder + "/state"]
        else:
            cmd = [root + "/stillson", "server", "--port", str(self.port), "--data", self.folder]
        began = time.perf_counter()
        self.log = open(self.folder + "/said", "ab")
        self.process = subprocess.Popen(cmd, env=dict(os.environ, PYTHONPATH=luigi or ""), stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        while True:
            try:
                Client(self).call("is_paused")
                break
            except OSError:
                if self.process.poll() is not None:
                    sys.exit("%s ended: %s" % (self.name, open(self.folder + "/said").read()[-2000:]))
                time.sleep(0.005)
        self.up = time.perf_counter() - began

    def stop(self, how=signal.SIGTERM):
        began = time.perf_counter()
        self.process.send_signal(how)
        self.process.wait()
        self.log.close()
        return time.perf_counter() - began

    def memory(self):
        with open("/proc/%d/status" % self.process.pid) as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def cpu(self):
        with open("/proc/%d/stat" % self.process.pid) as line:
            fields = line.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Client:
    """One connection that stays open."""

    def __init__(self, server):
        self.socket = socket.create_connection(("127.0.0.1", server.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.stream = self.socket.makefile("rb")

    def send(self, request):
        self.socket.sendall(request)
        return self.receive()

    def receive(self):
        status = self.stream.readline()
        if not status:
            raise ConnectionError("closed")
        length, chunked = None, False
        while (line := self.stream.readline().strip().lower()):
            if line.startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            chunked |= line == b"transfer-encoding: chunked"
        body = b"" if chunked else self.stream.read(length or 0)
        while chunked and (size := int(self.stream.readline(), 16)) >= 0:
            body += self.stream.read(size)
            self.stream.readline()
            if size == 0:
                break
        if b" 200 " not in status:
            raise RuntimeError("%r %r" % (status, body[:300]))
        return body

    def call(self, method, **arguments):
        return json.loads(self.send(request(method, arguments)))["response"]


def request(method, arguments):
    body = ("data=" + urllib.parse.quote(json.dumps(arguments))).encode()
    head = "POST /api/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n"
    return (head % (method, len(body))).encode() + body


def name(i):
    return "Cell_%d_%010x" % (i, i * 2654435761 % (1 << 40))


def task(i, width, **more):
    return dict(
        dict(worker="bench", task_id=name(i), status="PENDING", deps=[name(d) for d in above(i, width)], runnable=True, priority=0, resources={},
             params={"index": str(i)}, family="Cell", module="bench", batchable=False, accepts_messages=False, owners=[], param_visibilities={"index": 0},
             retry_policy_dict=dict(retry_count=None, disable_hard_timeout=None, disable_window=None)), **more)


def timed(call, *arguments):
    began = time.perf_counter()
    result = call(*arguments)
    return time.perf_counter() - began, result


def show(server, what, times, more=""):
    ordered = sorted(times)
    print("  %-9s %-26s p50 %9.2f ms  p99 %9.2f ms  n %d %s" % (
        server.name, what, 1e3 * statistics.median(ordered), 1e3 * ordered[min(len(ordered) - 1, int(.99 * len(ordered)))], len(ordered), more), flush=True)


def servers():
    names = ["stillson"] + (["luigid"] if luigi else [])
    return [Server(n, free()) for n in names]


def free():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end(all):
    for server in all:
        server.stop(signal.SIGKILL)
        shutil.rmtree(server.folder)


def start():
    print("start, empty")
    for _ in range(3):
        all = servers()
        for server in all:
            print("  %-9s answers after %.3f s, cpu %.2f s, %.0f MiB" % (server.name, server.up, server.cpu(), server.memory()), flush=True)
        end(all)


def pressed(server, method, body, connections):
    """What wrk says of five seconds of calls, with NUMBER in the body counted up."""
    script = work + "/load.lua"
    with open(script, "w") as out:
        out.write("""wrk.method = "POST"; wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
local n, id = 0, tostring(os.time()) .. tostring({}):gsub("%%W", "")
local body = %s
function request() n = n + 1; return wrk.format(nil, "/api/%s", nil, (body:gsub("NUMBER", id .. "x" .. n))) end
""" % (json.dumps("data=" + urllib.parse.quote(json.dumps(body))), method))
    before = server.cpu()
    command = ["wrk", "-t1", "-c%d" % connections, "-d5s", "--latency", "-s", script, "http://127.0.0.1:%d" % server.port]
    lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
    found = {line.split()[0]: line.split()[1] for line in lines if len(line.split()) >= 2}
    bad = [line.strip() for line in lines if "Non-2xx" in line or "Socket errors" in line]
    return "%10s/s  p50 %s  p99 %s  cpu %.2f s %s" % (found.get("Requests/sec:"), found.get("50%"), found.get("99%"), server.cpu() - before, bad or "")


def wrk(method, body, connections):
    all = servers()
    for _ in range(2):
        for server in all:
            print("  %-9s %-9s %2d connections %s" % (server.name, method, connections, pressed(server, method, body, connections)), flush=True)
    end(all)


def load():
    print("add_task of new tasks")
    for connections in (1, 16):
        wrk("add_task", dict(task(0, 1), task_id="Cell_NUMBER"), connections)


def ping():
    print("ping")
    wrk("ping", dict(worker="bench"), 16)


def filled(server, n):
    client, width = Client(server), n // LAYERS
    before = server.memory()
    client.call("add_worker", worker="bench", info=[["workers", 1]])
    began = time.perf_counter()
    for i in range(n):
        client.send(request("add_task", task(i, width)))
    took = time.perf_counter() - began
    client.call("add_task", **task(n, width, deps=[name(i) for i in range(n - width, n)]))
    print("  %-9s %-26s %.0f/s over one connection, %.0f bytes of memory each" % (server.name, "add_task", n / took, (server.memory() - before) * 1048576 / n), flush=True)
    return client


def cycle(client, width):
    gotten, work_done = timed(client.send, request("get_work", dict(worker="bench", host="here", assistant=False, current_tasks=[])))
    found = json.loads(work_done)["response"]
    done, _ = timed(client.send, request("add_task", task(int(found["task_params"]["index"]), width, status="DONE", deps=None, runnable=None)))
    return gotten, done


def pending():
    for n in numbers:
        print("pending: %d tasks in layers" % n)
        # Luigi's server would take minutes to be filled and a second for each answer.
        for server in servers() if n < 100000 else [Server("stillson", free())]:
            client = filled(server, n) if n < 100000 else announced(server, n)
            most = time.perf_counter() + 60
            cycles = []
            while len(cycles) < 300 and time.perf_counter() < most:
                cycles.append(cycle(client, n // LAYERS))
            show(server, "get_work", [c[0] for c in cycles])
            show(server, "add_task DONE", [c[1] for c in cycles])
            for method, arguments in (("task_list", dict(status="PENDING", upstream_status="")), ("dep_graph", dict(task_id=name(n))), ("worker_list", {})):
                answers = [timed(client.send, request(method, arguments)) for _ in range(5)]
                show(server, method, [a[0] for a in answers], "%d bytes" % len(answers[-1][1]))
            end([server])


def restart():
    for n in numbers:
        print("restart after kill -9 with %d tasks" % n)
        server = Server("stillson", free())
        client = filled(server, n)
        counts = len(client.call("task_list", status="", upstream_status="", limit=False))
        server.stop(signal.SIGKILL)
        server.start()
        again = len(Client(server).call("task_list", status="", upstream_status="", limit=False))
        print("  %-9s answers after %.3f s, %d of %d tasks there" % (server.name, server.up, again, counts), flush=True)
        if again != counts:
            sys.exit("tasks were lost")
        end([server])


def worker():
    if not luigi:
        print("worker: left out; LUIGI_DIR is to be a checkout of Luigi")
        return
    for n in (1000, 5000):
        print("an unmodified Luigi worker, %d tasks without work, wide" % n)
        all = servers()
        for server in all:
            env = dict(os.environ, PYTHONPATH=luigi + ":" + root + "/bench", BENCH_N=str(n), BENCH_OUT=server.folder, BENCH_URL="http://127.0.0.1:%d/" % server.port)
            took, _ = timed(lambda: subprocess.run([python, root + "/bench/luigi_pipeline.py", "noop", "wide"], env=env, check=True, stdout=server.log, stderr=server.log))
            print("  %-9s %.1f s, %.0f/s, cpu of the server %.2f s" % (server.name, took, n / took, server.cpu()), flush=True)
        end(all)


class Native(Client):
    """A worker by our own protocol, on one connection."""

    def __init__(self, server, worker):
        super().__init__(server)
        self.worker, self.sequence = worker, 0

    def ask(self, *commands, wait=0):
        self.write(*commands, wait=wait)
        return self.answer()

    def write(self, *commands, wait=0):
        self.sequence += 1
        body = json.dumps(dict(protocol=1, worker=self.worker, sequence=self.sequence, wait=wait, commands=commands)).encode()
        self.socket.sendall(b"POST /api/v1/worker HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    def answer(self):
        replies = json.loads(self.receive())["replies"]
        wrong = [reply for reply in replies if reply["type"] == "error"]
        if wrong:
            sys.exit("refused: %s" % wrong)
        return replies

    def register(self):
        return self.ask(dict(type="register", host="here", slots=1))


def announcement(numbers, needs):
    return dict(type="announce", families=[dict(name="Cell", parameters=["index"])],
                tasks=[dict(id=name(i), family=0, values=[str(i)], needs=[name(d) for d in needs(i)]) for i in numbers])


def report(task):
    return dict(type="report", task=task["task"], attempt=task["attempt"], outcome="done")


def claim(most=1, held=()):
    return dict(type="claim", most=most, held=held)


def announced(server, n):
    """Like filled(), in fewer requests."""
    native, width = Native(server, "bench"), n // LAYERS
    native.register()
    for i in range(0, n, 5000):
        native.ask(announcement(range(i, min(n, i + 5000)), lambda j: above(j, width)))
    client = Client(server)
    client.call("add_task", **task(n, width, deps=[name(i) for i in range(n - width, n)]))
    return client


def watched():
    n = max(numbers)
    server = Server("stillson", free())
    announced(server, n)
    print("ping with %d tasks there, 16 connections, and while others look on without pause: a page of tasks and counts, or Luigi's whole list" % n)
    ping = lambda what: print("  %-26s %s" % (what, pressed(server, "ping", dict(worker="bench"), 16)), flush=True)
    page = [b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" % path for path in (b"/api/v1/tasks?limit=100", b"/api/v1/scheduler")]
    whole = [request("task_list", dict(status="PENDING", upstream_status="", limit=False))]
    watching = threading.Event()

    def watch(requests, times):
        client = Client(server)
        while watching.is_set():
            for one in requests:
                times.append(timed(client.send, one)[0])
                time.sleep(0.02)

    ping("cold")
    for _ in range(2):
        for what, requests in (("beside a page", page), ("beside Luigi's list", whole)):
            ping("alone")
            times = []
            watching.set()
            thread = threading.Thread(target=watch, args=(requests, times))
            thread.start()
            ping(what)
            watching.clear()
            thread.join()
            show(server, what[7:], times)
    end([server])


def announce():
    for n in numbers:
        server = Server("stillson", free())
        client = Native(server, "bench")
        client.register()
        requests = [announcement(range(i, min(n, i + 5000)), lambda j: above(j, n // LAYERS)) for i in range(0, n, 5000)]
        took, _ = timed(lambda: [client.ask(request) for request in requests])
        print("announce: %d tasks, 5,000 in a request, stored: %.0f/s" % (n, n / took), flush=True)
        end([server])


def handover(server, before, n, offset):
    """From the report of a task by one worker to its dependant in the hands of another, which waits for it."""
    first, second = Native(server, "first%d" % offset), Native(server, "second%d" % offset)
    for worker in (first, second):
        worker.register()
    numbers = range(offset, offset + n)
    for worker in (first, second):
        worker.ask(announcement(numbers, lambda i: [i - 1] if i > offset else []))
    held = first.ask(claim())[0]["assignments"]
    times = []
    for i in range(n - 1):
        second.write(claim(), wait=30000)
        before()
        began = time.perf_counter()
        first.write(report(held[0]))
        held = second.answer()[0]["assignments"]
        times.append(time.perf_counter() - began)
        first.answer()
        first, second = second, first
    first.ask(report(held[0]))
    return times


def tabs(server, count):
    """Pages that follow what happens, as an open tab of the UI does."""
    threads = []
    for _ in range(count):
        stream = socket.create_connection(("127.0.0.1", server.port))
        stream.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n")
        threads.append(stream)
        threading.Thread(target=lambda one=stream: all(iter(lambda: one.recv(65536), b"")), daemon=True).start()
    return threads


def handout():
    server = Server("stillson", free())
    pause = lambda: time.sleep(0.002)
    handover(server, pause, 300, 1)
    print("a task's report to its dependant's start on a waiting worker")
    show(server, "no tab", handover(server, pause, 1000, 10000))
    streams = tabs(server, 50)
    show(server, "50 tabs", handover(server, pause, 1000, 20000))
    for stream in streams:
        stream.shutdown(socket.SHUT_RDWR)
    show(server, "no tab again", handover(server, pause, 1000, 30000))
    end([server])


class Changes(threading.Thread):
    """Has a worker do tasks, so that about 1,000 times a second one begins or ends."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.native, self.over, self.made = Native(server, "bench"), threading.Event(), 0
        self.native.sequence = time.time_ns() // 1000
        self.began = time.perf_counter()

    def run(self):
        while not self.over.wait(max(0, self.began + self.made / 1000 - time.perf_counter())):
            held = self.native.ask(claim(20))[0]["assignments"]
            self.native.ask(*[report(one) for one in held])
            self.made += 2 * len(held)
            if not held:
                sys.exit("there are not enough tasks")

    def end(self):
        self.over.set()
        self.join()
        print("  %-46s %.0f/s" % ("changes meanwhile", self.made / (time.perf_counter() - self.began)), flush=True)


def pages():
    n, server = max(numbers), Server("stillson", free())
    announced(server, n)
    print("pages, with %d tasks there" % n, flush=True)
    command = ["node", root + "/ui/test/measure.mjs", "http://127.0.0.1:%d" % server.port, name(n)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as browser:
        for line in browser.stdout:
            if line.startswith("> changes"):
                changes = Changes(server)
                changes.start()
            elif line.startswith("> quiet"):
                changes.end()
            else:
                print(line, end="", flush=True)
    if browser.returncode:
        sys.exit("the pages could not be measured")
    end([server])


def idle():
    server = Server("stillson", free())
    print("500 idle workers that wait for work, for as long in a request as the server lets them")
    busy = Native(server, "busy")
    busy.register()
    busy.ask(announcement([1], lambda i: []))
    held = busy.ask(claim())[0]["assignments"]
    clients = [Native(server, "idle%d" % i) for i in range(500)]
    beat = dict(type="heartbeat", leases=[])
    silence = 0
    for client in clients:
        client.register()
        client.ask(announcement([2], lambda i: [1]))
        silence = client.ask(beat)[0].get("silence", 0)
        client.write(beat, claim(), wait=silence or 30000)
    leases = [dict(task=one["task"], attempt=one["attempt"]) for one in held]
    others = [Native(server, client.worker) for client in clients]
    for when in ("first minute", "second minute", "third minute"):
        before, began, beats, turns = server.cpu(), time.perf_counter(), 0, 0
        while time.perf_counter() - began < 60:
            # Each says every two seconds that it lives, unless the server does not want to hear it.
            for other in others:
                turns += 1
                if not silence:
                    other.ask(beat)
                    beats += 1
                ahead = began + turns / 250 - time.perf_counter()
                if ahead > 0:
                    time.sleep(ahead)
            busy.ask(dict(type="heartbeat", leases=leases))
            for client in clients:
                if select.select([client.socket], [], [], 0)[0]:
                    client.answer()
                    client.write(beat, claim(), wait=silence or 30000)
        took = time.perf_counter() - began
        print("  %-9s %-26s %.1f %% of a core, %.0f heartbeats/s, %.0f MiB" % (server.name, when, 100 * (server.cpu() - before) / took, beats / took, server.memory()), flush=True)
    end([server])


def java():
    print("Java workers over HTTP with 64 slots each, tasks without work, each claim and each report stored before its reply")
    for n in (10000, 50000):
        for workers in (1, 2):
            server = Server("stillson", free())
            command = [root + "/stillson", "run", root + "/bench/target/classes", "Layered", "--count", str(n), "--workers", "64", "--scheduler", "http://127.0.0.1:%d" % server.port]
            folders = [os.path.join(work, "run%d" % i) for i in range(workers)]
            for folder in folders:
                os.makedirs(folder, exist_ok=True)
            began = time.perf_counter()
            runs = [subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=server.log, stderr=server.log) for folder in folders]
            codes = [run.wait() for run in runs]
            took = time.perf_counter() - began
            if any(codes):
                sys.exit("a worker failed: %s" % open(server.folder + "/said").read()[-2000:])
            print("  %d tasks, %d processes: %.2f s, %.0f/s with their start, cpu of the server %.2f s" % (n, workers, took, n / took, server.cpu()), flush=True)
            end([server])


class Writer(threading.Thread):
    """Has a task log 2,000 lines a second."""

    def __init__(self, native, lease):
        super().__init__(daemon=True)
        self.native, self.lease, self.over, self.lines, self.length = native, lease, threading.Event(), 0, 0
        self.began = time.perf_counter()

    def run(self):
        while not self.over.wait(0.3):
            due = int(2000 * (time.perf_counter() - self.began))
            self.add("".join(line(i) for i in range(self.lines, due)))
            self.lines = due

    def add(self, text):
        self.native.ask(dict(type="heartbeat", leases=[self.lease]), dict(type="log", offset=self.length, text=text, **self.lease))
        self.length += len(text.encode())


def line(i):
    return "\x1b[3%dm2026-11-21T05:00:00.%06dZ\x1b[0m INFO  Load: row %d of a long night was read\n" % (1 + i % 6, i % 1000000, i)


def log():
    server = Server("stillson", free())
    print("pages of long logs")
    native = Native(server, "logger")
    native.ask(dict(type="register", host="here", slots=4))
    native.ask(announcement(range(4), lambda i: []))
    leases = [dict(task=one["task"], attempt=one["attempt"]) for one in native.ask(claim(4))[0]["assignments"]]
    long, flat, bars, live = (Writer(native, lease) for lease in leases)
    lines = (100 << 20) // len(line(0)) - 1000
    for begin in range(0, lines, 10000):
        # Found in the middle, at the end, and ten thousand times.
        long.add("".join(line(i)[:-1] + (" the middle" if i == lines // 2 else " the end" if i == lines - 1 else " a hit" if i % (lines // 10000) == 0 else "") + "\n"
                         for i in range(begin, min(lines, begin + 10000))) if long.length < 99 << 20 else "")
    long.add("and the end\n")
    for _ in range(10):
        flat.add("a very long line without an end, " * 31000)
        bars.add("".join("\r%3d %% %s" % (i % 101, "█" * (i % 101)) for i in range(5000)))
    print("  the long one has %.1f MiB" % (long.length / 1048576), flush=True)
    command = ["node", root + "/ui/test/measure-log.mjs", "http://127.0.0.1:%d" % server.port] + [lease["task"] for lease in leases]
    before = server.cpu()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as browser:
        for said in browser.stdout:
            if said.startswith("> lines"):
                live.began = time.perf_counter()
                before = server.cpu()
                live.start()
            elif said.startswith("> quiet"):
                live.over.set()
                live.join()
                print("  %-46s %.0f/s, cpu of the server %.2f s" % ("lines meanwhile", live.lines / (time.perf_counter() - live.began), server.cpu() - before), flush=True)
            else:
                print(said, end="", flush=True)
    if browser.returncode:
        sys.exit("the logs could not be measured")
    end([server])


SHAPES = dict(start=start, load=load, ping=ping, pending=pending, restart=restart, worker=worker, announce=announce, handout=handout, idle=idle, java=java, watched=watched, pages=pages, log=log)
try:
    for shape in shapes or SHAPES:
        SHAPES[shape]()
finally:
    shutil.rmtree(work, ignore_errors=True)
