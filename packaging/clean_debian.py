"""A Debian of its own in a folder, and the packaged collector in it; for scripts/check-package."""
import dataclasses, glob, http.client, json, os, re, shutil, signal, sqlite3, subprocess, sys, tempfile

HOME = "/var/lib/sharetrail"
BASE = "https://go.news.example"
AGENT = "Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Mobile Safari/537.36"
started = []


def run(words, **more):
    return subprocess.run(words, capture_output=True, text=True, **more)


class Root:
    """A Debian of its own in a folder."""

    def __init__(self, path):
        self.path = path

    def make(self, suite, mirror):
        done = run(["debootstrap", "--variant=minbase", suite, self.path, mirror])
        if done.returncode:
            sys.exit(f"check-package: debootstrap fails: {(done.stdout + done.stderr)[-1500:]}")
        os.makedirs(f"{self.path}/etc/apt/apt.conf.d", exist_ok=True)
        # The way to the mirror is the machine's own.
        said = run(["apt-config", "dump", "Acquire::http::Proxy", "Acquire::https::Proxy"]).stdout
        open(f"{self.path}/etc/apt/apt.conf.d/90way", "w").write(said)
        shutil.copy("/etc/resolv.conf", f"{self.path}/etc/resolv.conf")
        subprocess.run(["mount", "-t", "proc", "proc", f"{self.path}/proc"], check=True)

    def enter(self, *words, **more):
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
        environment |= {name: value for name, value in os.environ.items() if name.endswith("_proxy")}
        return run(["chroot", self.path, *words], env=environment, **more)

    def install(self, package):
        shutil.copy(package, f"{self.path}/tmp/")
        return self.enter("apt-get", "install", "-y", "-qq", "--no-install-recommends", "/tmp/" + os.path.basename(package))

    def sharetrail(self, *words, **more):
        return self.enter("runuser", "-u", "sharetrail", "--", "sharetrail", *words, "--home", HOME, **more)

    def home(self, name=""):
        return f"{self.path}{HOME}/{name}".rstrip("/")

    def report(self, name, day):
        done = self.sharetrail("report", name, "--from", day, "--to", day, "--origin", "all", "--format", "json")
        return json.loads(done.stdout) if done.returncode == 0 else done.stderr


@dataclasses.dataclass
class Answer:
    """What the collector said."""

    status: int
    headers: dict
    text: str

    @property
    def is_recorded(self):
        return self.headers.get("X-Recorded") == "1"


class Collector:
    """The packaged program, serving as its user in the root; by strace where a file for that is named, or confined as a
    unit says."""

    def __init__(self, root, trace=None, confined=None):
        way = ["chroot", "--userspec=sharetrail:sharetrail", root.path]
        if confined:
            way = [sys.executable, os.path.join(os.path.dirname(__file__), "confine.py"), root.path, "sharetrail", confined]
        words = [*way, "/usr/bin/sharetrail", "serve", "--home", HOME, "--listen", "127.0.0.1:0"]
        if trace:
            words = ["strace", "-f", "-qq", "-o", trace, *words]
        # A loaded machine must not turn late records into failed checks.
        environment = dict(os.environ, SHARETRAIL_LIMITS_RECORD_MILLISECONDS="20000")
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
        started.append(self.process)
        line = self.process.stdout.readline()
        self.port = int(found.group(1)) if (found := re.search(r":(\d+)$", line.strip())) else 0
        self.id = self.process.pid
        if trace and self.port:
            self.id = int(open(f"/proc/{self.id}/task/{self.id}/children").read().split()[0])

    def ask(self, target, number=1, **fields):
        """The answer, with its text; status 0 where there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", target, headers={"User-Agent": AGENT, "Host": "go.news.example",
                                                       "X-Forwarded-For": f"11.0.{number >> 8}.{number & 255}", **fields})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode())
        except (OSError, http.client.HTTPException):
            return Answer(0, {}, "{}")
        finally:
            connection.close()

    def visit(self, link, number):
        answer = self.ask(link, number)
        return answer.status == 302 and answer.is_recorded

    def end(self):
        """The exit code, by SIGTERM."""
        if self.process.poll() is None:
            os.kill(self.id, signal.SIGTERM)
        return self.process.wait(timeout=30)


def migrations(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return [row[0] for row in database.execute("SELECT identifier FROM grdb_migrations ORDER BY 1")]


def copies(root):
    """Databases in the newsroom's folder beside the one in use."""
    found = []
    for path in glob.glob(root.home("**"), recursive=True) + glob.glob(f"{root.path}/var/backups/sharetrail/**", recursive=True):
        if os.path.isfile(path) and path != root.home("sharetrail.db") and open(path, "rb").read(15) == b"SQLite format 3":
            found.append(path)
    return found


def whole(path):
    """Whether a copy is good, and how many events it has."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(path, f"{folder}/copy")
        with sqlite3.connect(f"{folder}/copy") as database:
            good = database.execute("PRAGMA integrity_check").fetchone()[0]
            return good == "ok", database.execute("SELECT count(*) FROM events").fetchone()[0]
