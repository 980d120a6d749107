"""A newsroom under a clock of its own: collector, nginx by the example, and readers who ask through it."""
import json, os, re, shutil, signal, socket, subprocess, sys, threading, time
from datetime import datetime, timedelta, timezone

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HOST, SITE = "go.news.example", "https://news.example"
CLOCK_NAMES = ["FAKETIME_TIMESTAMP_FILE", "FAKETIME_NO_CACHE", "FAKETIME_DONT_FAKE_MONOTONIC", "NO_FAKE_STAT", "TZ"]
DAY = datetime(2026, 11, 20, tzinfo=timezone(timedelta(hours=7)))


class Clock:
    """A clock that stands still until it is set, for the programs that are started under it."""

    def __init__(self, path): self.path = path

    def set(self, second):
        """Seconds since midnight of the day, where the newsroom is."""
        moment = (DAY + timedelta(seconds=second)).astimezone(timezone.utc)
        with open(self.path + ".new", "w") as file: file.write(moment.strftime("%Y-%m-%d %H:%M:%S\n"))
        os.rename(self.path + ".new", self.path)

    def command(self, words, pid="/dev/null"):
        # The wrapper has ready what libfaketime would make itself by setenv, which moves the environment; Swift looks
        # for the arguments beside it.
        values = [self.path, "1", "1", "1", "UTC"]
        return ["faketime", "-m", "-f", "+0", "env", "-u", "FAKETIME",
                *(f"{name}={value}" for name, value in zip(CLOCK_NAMES, values)),
                "sh", "-c", 'echo $$ >"$0"; exec "$@"', pid, *words]


class Process:
    """A program under a clock, known by its own id: what is started is the wrapper around it."""

    def __init__(self, clock, words, folder, name):
        self.pid_file, self.error = f"{folder}/{name}.pid", f"{folder}/{name}.err"
        if os.path.exists(self.pid_file): os.remove(self.pid_file)
        self.out = f"{folder}/{name}.out"
        environment = dict(os.environ, SHARETRAIL_LIMITS_RECORD_MILLISECONDS="20000")
        with open(self.out, "w") as out, open(self.error, "a") as error:
            self.wrapper = subprocess.Popen(clock.command(words, self.pid_file), stdout=out, stderr=error, env=environment)

    def until(self, ready):
        for _ in range(600):
            found = ready()
            if found: return found
            if self.wrapper.poll() is not None: break
            time.sleep(0.05)
        sys.exit(f"check-away: {self.pid_file} does not start: {open(self.error).read()[-2000:]}")

    def send(self, number):
        try: os.kill(int(open(self.pid_file).read()), number)
        except (ProcessLookupError, FileNotFoundError, ValueError): pass

    def end(self, number=signal.SIGTERM):
        if self.wrapper.poll() is None: self.send(number)
        self.wrapper.wait(timeout=60)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Newsroom:
    def __init__(self, program, folder):
        self.program, self.folder, self.home = program, folder, f"{folder}/home"
        os.makedirs(f"{folder}/log", exist_ok=True)
        self.clock, self.front_clock = Clock(f"{folder}/clock"), Clock(f"{folder}/front-clock")
        self.set(-4 * 3600)
        self.port, self.collector, self.nginx, self.sent = free_port(), None, None, 0
        self.log = f"{folder}/log/access.log"

    def set(self, second, late=False):
        self.clock.set(second)
        self.front_clock.set(second + late)

    def run(self, *words, text=None):
        done = subprocess.run(self.clock.command([self.program, *words, "--home", self.home]), input=text, text=True,
                              capture_output=True)
        if done.returncode: raise SystemExit(f"check-away: sharetrail {' '.join(words)}: {done.stderr}")
        return done.stdout

    def copy(self, folder):
        shutil.copytree(self.home, f"{folder}/home")
        return Newsroom(self.program, folder)

    def serve(self):
        words = [self.program, "serve", "--home", self.home, "--listen", f"127.0.0.1:{self.port}", "--threads", "2"]
        self.collector = Process(self.clock, words, self.folder, "collector")
        self.collector.until(lambda: "listening on" in open(self.collector.out).read())

    def stop(self, number=signal.SIGTERM):
        if self.collector: self.collector.end(number)
        self.collector = None

    def start_front(self, table):
        """nginx by the example's configuration, without TLS, which scripts/check-front tries."""
        self.front = free_port()
        place = f"{self.folder}/temp"
        os.makedirs(place, exist_ok=True)
        text = open(f"{REPOSITORY}/examples/front/nginx.conf").read()
        changes = [
            ("127.0.0.1:8080", f"127.0.0.1:{self.port}"), ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
            ("listen 443 ssl;", f"listen 127.0.0.1:{self.front};"), ("/run/nginx.pid", f"{self.folder}/nginx-master.pid"),
            ("/etc/nginx/sharetrail-redirects.conf", table), ("/var/log/nginx/sharetrail.log", self.log),
            ("/var/log/nginx/error.log", f"{self.folder}/log/error.log"),
            ("    server_tokens off;", "    server_tokens off;\n" + "".join(
                f"    {name}_temp_path {place}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))),
        ]
        for old, new in changes:
            if old not in text: sys.exit(f"check-away: examples/front/nginx.conf has no «{old}» any more")
            text = text.replace(old, new)
        text = re.sub(r"(?m)^\s*ssl_.*\n", "", text)
        # nginx forgets the environment but for what it is told to keep.
        text = "".join(f"env {name};\n" for name in CLOCK_NAMES) + text
        # Only root may become somebody else.
        if os.getuid(): text = re.sub(r"(?m)^user .*\n", "", text)
        else: text = re.sub(r"(?m)^user .*\n", "user root;\n", text)
        with open(f"{self.folder}/nginx.conf", "w") as file: file.write(text)
        words = ["nginx", "-p", self.folder, "-c", f"{self.folder}/nginx.conf", "-g", "daemon off;"]
        self.nginx = Process(self.front_clock, words, self.folder, "nginx")

        def answers():
            try: socket.create_connection(("127.0.0.1", self.front)).close()
            except OSError: return False
            return True
        self.nginx.until(answers)

    def end(self):
        self.stop()
        if self.nginx: self.nginx.end()
        self.nginx = None

    def ask(self, target, item, fields=None, address=None):
        """Asks through the front; the answer's status, its Location, and all of it."""
        lines = [f"{item.method} {target} HTTP/1.1", f"Host: {HOST}", "Connection: close"]
        if item.agent: lines.append(f"User-Agent: {item.agent}")
        lines += [f"{name}: {value}" for name, value in (item.fields if fields is None else fields).items()]
        with socket.create_connection(("127.0.0.1", self.front), timeout=60, source_address=(address or item.address, 0)) as line:
            line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
            parts = []
            while part := line.recv(65536): parts.append(part)
        answer = b"".join(parts).decode("utf-8", "replace")
        head = answer.split("\r\n\r\n")[0]
        location = re.search(r"(?mi)^location: (.*?)\r?$", head)
        return int(head[9:12]), location.group(1) if location else "", answer

    def wait_for_log(self, more):
        """Waits until nginx has written of all requests: the clock must not move before."""
        self.sent += more
        for _ in range(2000):
            with open(self.log, "rb") as file:
                file.seek(getattr(self, "read", 0))
                part = file.read()
                self.read = file.tell()
            self.noted = getattr(self, "noted", 0) + part.count(b"\n")
            if self.noted >= self.sent: return
            time.sleep(0.001)
        sys.exit(f"check-away: nginx noted {self.noted} of {self.sent} requests")


def at_once(work):
    """Does things on threads of their own; what is given back waits for them."""
    threads = [threading.Thread(target=one) for one in work]
    for thread in threads: thread.start()
    return lambda: [thread.join() for thread in threads]
