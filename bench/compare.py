"""Medians of whole processes, ours and the floor's in turn, and their ratios. Called by bench/run."""
import os, shutil, statistics, subprocess, sys, tempfile, time

root, jdk, shapes = sys.argv[1], sys.argv[2], sys.argv[3:]
runs = int(os.environ.get("RUNS", "5"))
luigi = os.environ.get("LUIGI_DIR")
python = os.environ.get("PY", "python3")
classes = root + "/bench/target/classes"
work = tempfile.mkdtemp(prefix="stillson-bench")
ours_cmd = [root + "/stillson", "run"]


def once(cmd, env=None):
    out = open(work + "/said", "w")
    t = time.monotonic()
    p = subprocess.Popen(cmd, cwd=work, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=dict(os.environ, **(env or {})))
    _, status, usage = os.wait4(p.pid, 0)
    wall = time.monotonic() - t
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        sys.exit("%s: exit %d\n%s" % (" ".join(cmd), code, open(work + "/said").read()[-3000:]))
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def clean(keep=()):
    for name in os.listdir(work):
        if name not in keep:
            path = work + "/" + name
            shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)


def measure(rows):
    """rows: (label, command, environment, files to keep between runs). Interleaved, so that noise meets all alike."""
    got = {r[0]: [] for r in rows}
    for _ in range(runs):
        for label, cmd, env, keep in rows:
            clean(keep)
            if "file" in cmd or "floor" in cmd:
                os.mkdir(work + "/floor")
            got[label].append(once(cmd, env))
    medians = {k: [statistics.median(x[i] for x in v) for i in range(3)] for k, v in got.items()}
    first = rows[0][0]
    for label in got:
        wall, cpu, rss = medians[label]
        spread = max(x[0] for x in got[label]) / min(x[0] for x in got[label])
        ratio = "" if label == first else "   ours/this %.2f" % (medians[first][0] / wall)
        print("  %-34s wall %8.3f s  cpu %8.3f s  rss %6.0f MiB  spread %.2f%s" % (label, wall, cpu, rss, spread, ratio), flush=True)


def floor(n, kind):
    cmd = [jdk + "/bin/java", "-cp", classes, "dev.stillson.bench.Floor", str(n), kind]
    return ("floor", cmd + ([work + "/floor"] if kind == "file" else []), None, ())


def ours(name, *args, keep=(), opts=None):
    return ("stillson", ours_cmd + [classes, name, *args, "--workers", "2", "--quiet"], {"STILLSON_JAVA_OPTS": opts} if opts else None, keep)


def run_luigi(kind, shape, n):
    if not luigi:
        return []
    env = {"PYTHONPATH": luigi + ":" + root + "/bench", "BENCH_N": str(n), "BENCH_OUT": work}
    return [("luigi", [python, root + "/bench/luigi_pipeline.py", kind, shape], env, ())]


SHAPES = {}


def shape(f):
    SHAPES[f.__name__] = f
    return f


@shape
def start():
    print("start: one complete task, compiled pipeline")
    clean()
    once(ours("Done")[1])
    keep = os.listdir(work)
    rows = [ours("Done", keep=keep), ("java hello", [jdk + "/bin/java", "-cp", classes, "dev.stillson.bench.Hello"], None, keep)]
    measure(rows + [(l, c, e, keep) for l, c, e, _ in run_luigi("done", "one", 1)])


@shape
def script():
    print("script: one complete task, single source file, unchanged")
    clean()
    shutil.copy(root + "/build/training/Training.java", work + "/Training.java")
    cmd = ours_cmd + ["Training.java", "Training", "--count", "1", "--quiet"]
    once(cmd)
    measure([("stillson", cmd, None, os.listdir(work))])


@shape
def noop():
    for n in [int(x) for x in os.environ.get("NS", "10000 100000 1000000").split()]:
        print("noop: %d tasks in layers" % n)
        measure([ours("Layered", "--count", str(n), opts="-Xmx2g"), floor(n, "noop")] + (run_luigi("noop", "layered", n) if n <= 2000 else []))


@shape
def chain():
    for n in (10000, 1000000):
        print("chain: %d tasks" % n)
        measure([ours("Chain", "--index", str(n - 1), opts="-Xmx2g")])


@shape
def files():
    for n in (10000, 100000):
        print("files: %d tasks in layers, a file each" % n)
        measure([ours("LayeredFiles", "--count", str(n)), floor(n, "file")] + (run_luigi("file", "layered", n) if n <= 2000 else []))


@shape
def nothing():
    for n in (10000, 100000):
        print("nothing to do: %d files to check" % n)
        clean()
        once(ours("WideFiles", "--count", str(n))[1])
        measure([ours("WideFiles", "--count", str(n), keep=os.listdir(work))])


@shape
def flights():
    source = os.environ.get("FLIGHTS")
    if not source:
        print("flights: left out; FLIGHTS is to name the file of three million")
        return
    print("flights: split by day, statistics, months, report")
    os.mkdir(work + "/pipelines")
    os.mkdir(work + "/data")
    for name in ("Flights.java", "stillson.toml"):
        shutil.copy(root + "/examples/pipelines/" + name, work + "/pipelines")
    shutil.copy(root + "/examples/data/airports.csv", work + "/data")
    plain = [jdk + "/bin/java", "--enable-native-access=ALL-UNNAMED", "-cp", classes + ":" + open(root + "/bench/target/classpath").read().strip(), "dev.stillson.bench.PlainFlights", source, "data/airports.csv", "floor"]
    cmd = ours_cmd + ["pipelines/Flights.java", "FlightReport", "--source", source, "--workers", "2", "--quiet"]
    keep = ("pipelines", "data")
    measure([("stillson", cmd, None, keep), ("plain duckdb", plain, None, keep)])


try:
    for name in shapes or SHAPES:
        SHAPES[name]()
finally:
    shutil.rmtree(work, ignore_errors=True)
