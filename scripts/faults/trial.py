"""What the fault campaigns have in common: options, a folder, lines «ok …» and «FAIL …», and the end of what was started."""
import argparse, os, random, shutil, sys, tempfile, time

sys.dont_write_bytecode = True
REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Trial:
    def __init__(self, name, text, **more):
        """`text` is the docstring; more options are `name=(default, "what it is")`, those with `False` are switches."""
        parser = argparse.ArgumentParser(prog=name, description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
        built = [f"{REPOSITORY}/.build/{kind}/sharetrail" for kind in ("release", "debug")]
        parser.add_argument("--sharetrail", metavar="PATH", default=next(filter(os.path.exists, built), built[0]))
        parser.add_argument("--seed", type=int, default=random.randrange(1_000_000), help="repeats a run's random choices")
        parser.add_argument("--keep", metavar="FOLDER", help="makes that folder, works in it, and leaves it")
        for option, (default, what) in more.items():
            option = "--" + option.replace("_", "-")
            if default is False: parser.add_argument(option, action="store_true", help=what)
            else: parser.add_argument(option, type=type(default), default=default, help=f"{what} (default {default})", metavar="N")
        self.options = parser.parse_args()
        self.name, self.program = name, os.path.realpath(self.options.sharetrail)
        if not os.access(self.program, os.X_OK):
            sys.exit(f"{name}: no program at {self.program}; build it with: swift build -c release --product sharetrail")
        self.folder = os.path.realpath(self.options.keep) if self.options.keep else tempfile.mkdtemp(prefix=f"{name}-")
        os.makedirs(self.folder, exist_ok=True)
        self.random, self.bad, self.endings, self.begun = random.Random(self.options.seed), 0, [], time.monotonic()
        print(f"{name}: seed {self.options.seed}", flush=True)

    def check(self, what, *problems):
        """A line; problems are strings, and what is false, None or empty is none."""
        problems = [str(problem) for problem in problems if problem]
        self.bad += bool(problems)
        print("FAIL" if problems else "ok  ", what + "".join(f"\n       {problem}" for problem in problems[:12]), flush=True)

    def say(self, text): print(f"     {text}", flush=True)

    def at_end(self, work): self.endings.append(work)

    def run(self, work):
        """Does it, ends what was started however it went, and leaves with 1 where a check failed."""
        try:
            work(self)
        except BaseException:
            self.bad += 1
            raise
        finally:
            for ending in reversed(self.endings):
                try: ending()
                except Exception as error: print(f"{self.name}: {error}", file=sys.stderr)
            if self.options.keep or self.bad: print(f"     left: {self.folder}")
            else: shutil.rmtree(self.folder, ignore_errors=True)
        print(f"{self.name}: {'FAILED' if self.bad else 'passed'} in {time.monotonic() - self.begun:.1f} s", flush=True)
        sys.exit(1 if self.bad else 0)


def skip(name, why):
    print(f"SKIPPED: {name} {why}", file=sys.stderr, flush=True)
    sys.exit(0)


def wait_until(ready, seconds, step=0.02):
    """What `ready` gives once it is something; None after so many seconds."""
    end = time.monotonic() + seconds
    while True:
        found = ready()
        if found: return found
        if time.monotonic() > end: return None
        time.sleep(step)
