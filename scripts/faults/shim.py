"""Builds shim.c, sets it before a collector, and reads what it noted."""
import collections, errno, os, shutil, struct, subprocess

Record = collections.namedtuple("Record", "what fd at result data")
HEAD = struct.Struct("<c3xiqqI4x")


def build(trial):
    """The path of the library; None where no C compiler is installed."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if not compiler: return None
    library = f"{trial.folder}/shim.so"
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shim.c")
    subprocess.run([compiler, "-O1", "-Wall", "-shared", "-fPIC", "-o", library, source, "-lpthread"], check=True)
    return library


def before(library, home, trace=None, data=False, requests=False, at=None, error=None, times=1, calls="", torn=False, seconds=None):
    """The environment of a collector behind the shim.

    - trace: the file for what is noted; with `data` the bytes that are written, with `requests` those that are read.
    - at: the number, from 1 on, of the call that fails, for so many `times` (0: for so many `seconds`); of the
      `calls` o(pen) w(rite) s(ync) t(runcate) u(nlink) r(ename), or of all.
    - error: `EIO` and the like; None kills the process there. `torn`: half of a write is done before it fails.
    """
    values = {"LD_PRELOAD": library, "FAULTS_HOME": os.path.realpath(home), "FAULTS_DATA": str(int(data)),
              "FAULTS_REQUESTS": str(int(requests)), "FAULTS_CALLS": calls, "FAULTS_TORN": str(int(torn))}
    if trace: values["FAULTS_TRACE"] = trace
    if at: values.update(FAULTS_FROM=str(at), FAULTS_TIMES=str(times), FAULTS_ERROR=str(getattr(errno, error) if error else 0))
    if seconds: values["FAULTS_SECONDS"] = str(seconds)
    return values


def records(path):
    """What was noted, in order; a last record that a kill cut off is left out."""
    with open(path, "rb") as file: text = file.read()
    place = 0
    while place + HEAD.size <= len(text):
        what, fd, at, result, length = HEAD.unpack_from(text, place)
        place += HEAD.size
        if place + length > len(text): return
        yield Record(what.decode(), fd, at, result, text[place:place + length])
        place += length
