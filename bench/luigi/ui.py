"""See bench/luigi/ui."""
import os, shutil, subprocess, sys, tempfile
from daemons import Daemon, Worker

root = sys.argv[1]
work = tempfile.mkdtemp(prefix="stillson-luigi")
# What failed stays so until somebody does something about it.
daemon = Daemon("stillson", root, work + "/ours", {"scheduler.retry_delay": "3600", "resources.warehouse": "2", "resources.gpu": "1"})
settings = {"worker.keep_alive": "true", "worker.timeout": "0", "worker.ping_interval": "0.2", "worker.check_unfulfilled_deps": "false"}
workers = [Worker(daemon, "night", "Night", "--workers", "8", settings=settings)]
try:
    code = subprocess.call(["node", "test/luigi.mjs", daemon.url, daemon.folder], cwd=root + "/ui")
finally:
    for worker in workers:
        worker.process.kill()
        worker.process.wait()
    daemon.stop()
if code == 0:
    shutil.rmtree(work)
else:
    print("what they said is in " + work, file=sys.stderr)
sys.exit(code)
