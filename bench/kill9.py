"""See bench/kill9."""
import os, random, shutil, signal, subprocess, sys, tempfile, time

root = sys.argv[1]
times = int(sys.argv[2]) if len(sys.argv) > 2 else 100
seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 32)
count = int(os.environ.get("COUNT", "10000"))
chance = random.Random(seed)
work = tempfile.mkdtemp(prefix="stillson-kill9")
command = [root + "/stillson", "run", root + "/bench/target/classes", "Survivors", "--count", str(count), "--workers", "4", "--quiet"]
print("seed", seed, "tasks", count, "kills", times, flush=True)


def fail(why):
    sys.exit("FAILED with seed %d in %s: %s" % (seed, work, why))


def check():
    """Every visible output is whole; returns how many there are."""
    whole = 0
    for folder, _, names in os.walk(work + "/survivors"):
        for name in names:
            if not name.endswith(".bin"):
                continue
            data = open(folder + "/" + name, "rb").read()
            index = int(name[:-4])
            if len(data) != 4096 or not data.endswith(b"end\n") or data[:-4] != bytes([index % 251]) * 4092:
                fail("torn output " + folder + "/" + name)
            whole += 1
    violations = [n for n in os.listdir(work) if n.startswith("violation")]
    if violations:
        fail("ran again: " + ", ".join(violations))
    return whole


def start():
    out = open(work + "/out.txt", "w")
    return subprocess.Popen(command, cwd=work, stdin=subprocess.DEVNULL, stdout=out, stderr=out)


def leftovers():
    return [n for _, _, names in os.walk(work + "/survivors") for n in names if not n.endswith(".bin")]


t = time.monotonic()
if start().wait() != 0:
    fail("the undisturbed run: " + open(work + "/out.txt").read()[-2000:])
full = time.monotonic() - t
if check() != count:
    fail("the undisturbed run left outputs missing")
shutil.rmtree(work + "/survivors")
killed = rounds = 0
while killed < times:
    p = start()
    try:
        code = p.wait(timeout=chance.uniform(0.1, 0.9 * full))
    except subprocess.TimeoutExpired:
        p.send_signal(signal.SIGKILL)
        p.wait()
        killed += 1
        check()
        continue
    if code != 0:
        fail("a rerun ended with %d: %s" % (code, open(work + "/out.txt").read()[-2000:]))
    if check() != count:
        fail("a rerun ended well with outputs missing")
    rounds += 1
    shutil.rmtree(work + "/survivors")
if start().wait() != 0 or check() != count:
    fail("the last rerun did not complete")
left = leftovers()
print("%d kills, %d rounds completed in between, every output whole, none run again, %d temporary files left" % (killed, rounds + 1, len(left)))
shutil.rmtree(work)
