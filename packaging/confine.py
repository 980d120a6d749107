#!/usr/bin/env python3
"""Runs a program in another root as another user, under the system call filter of a unit, where no systemd runs.

usage: packaging/confine.py ROOT USER UNIT COMMAND…

Of the unit it takes SystemCallFilter, RestrictAddressFamilies, MemoryDenyWriteExecute, NoNewPrivileges, LimitNOFILE and
UMask. What it forbids fails with EPERM, as with the unit. What systemd does with mounts and namespaces is not tried.
Needs root, systemd-analyze and libseccomp.so.2.
"""
import ctypes, mmap, os, re, resource, socket, subprocess, sys

ALLOW, DENY, EQUAL, MASKED = 0x7FFF0000, 0x00050001, 4, 7


class Argument(ctypes.Structure):
    """scmp_arg_cmp"""
    _fields_ = [("number", ctypes.c_uint), ("operation", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


def group(name):
    """The system calls of a group such as @system-service."""
    names = set()
    for line in subprocess.run(["systemd-analyze", "syscall-filter", name], capture_output=True, text=True).stdout.splitlines()[1:]:
        word = line.split("#")[0].strip()
        names |= group(word) if word.startswith("@") else {word}
    return names - {""}


def allowed_calls(unit):
    """What is left of the SystemCallFilter lines, one after the other."""
    allowed = set()
    for line in re.findall(r"^SystemCallFilter=(.*)$", unit, re.M):
        words = set().union(*(group(word) if word.startswith("@") else {word} for word in line.lstrip("~").split()))
        allowed = allowed - words if line.startswith("~") else allowed | words
    return allowed


def families(unit):
    return set(re.search(r"^RestrictAddressFamilies=(.*)$", unit, re.M).group(1).split())


def build(library, unit):
    library.seccomp_init.restype = ctypes.c_void_p
    filter = ctypes.c_void_p(library.seccomp_init(DENY))

    def rule(action, name, *arguments):
        number = library.seccomp_syscall_resolve_name(name.encode())
        # Calls that this machine has not are negative.
        if number >= 0 and library.seccomp_rule_add_array(filter, action, number, len(arguments), (Argument * len(arguments))(*arguments)):
            sys.exit(f"confine: libseccomp takes no rule for {name}")

    for name in allowed_calls(unit) - {"socket", "socketpair", "mmap", "mprotect", "pkey_mprotect", "shmat"}:
        rule(ALLOW, name)
    for name in families(unit):
        for call in ("socket", "socketpair"):
            rule(ALLOW, call, Argument(0, EQUAL, getattr(socket, name), 0))
    # Never both written and run, and never run after it was made.
    writable, executable = mmap.PROT_WRITE, mmap.PROT_EXEC
    for bits in (0, writable, executable):
        rule(ALLOW, "mmap", Argument(2, MASKED, writable | executable, bits))
    rule(ALLOW, "mprotect", Argument(2, MASKED, executable, 0))
    return filter


def main(root, name, path, *command):
    unit = open(path).read()
    library = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    filter = build(library, unit)
    descriptors = int(re.search(r"^LimitNOFILE=(\d+)$", unit, re.M).group(1))
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(descriptors, hard),) * 2)
    os.umask(int(re.search(r"^UMask=(\d+)$", unit, re.M).group(1), 8))
    entry = next(line.split(":") for line in open(f"{root}/etc/passwd") if line.startswith(f"{name}:"))
    os.chroot(root)
    os.chdir("/")
    os.setgroups([])
    os.setgid(int(entry[3]))
    os.setuid(int(entry[2]))
    # PR_SET_NO_NEW_PRIVS
    ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
    if library.seccomp_load(filter):
        sys.exit("confine: the kernel takes no filter")
    os.execv(command[0], command)


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__.split("\n\n")[1])
    main(*sys.argv[1:])
