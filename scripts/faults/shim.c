/* Stands between the collector and the C library: notes what is done to the files of a home folder, in order, with the
 * answers that say «recorded»; and lets the n-th of these calls fail, or kills the process there. Loaded by LD_PRELOAD;
 * see shim.py for the settings. Where strace counts calls for each thread, this counts them for the process. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { UNKNOWN, OTHER, WATCHED, SOCKET };
enum { FILES = 65536 };
static unsigned char kinds[FILES];
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char home[PATH_MAX];
static size_t home_length;
static int trace = -1, with_data, with_requests;
static long seen, from, times;
static int fault, torn;
static char calls[64];
static double seconds, until;
static uint32_t unread[FILES];


__attribute__((constructor)) static void begin(void) {
    const char *text = getenv("FAULTS_HOME");
    if (!text) return;
    snprintf(home, sizeof home, "%s", text);
    home_length = strlen(home);
    if ((text = getenv("FAULTS_TRACE"))) trace = syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    with_data = (text = getenv("FAULTS_DATA")) && *text == '1';
    with_requests = (text = getenv("FAULTS_REQUESTS")) && *text == '1';
    if ((text = getenv("FAULTS_FROM"))) from = atol(text);
    times = (text = getenv("FAULTS_TIMES")) ? atol(text) : 1;
    if ((text = getenv("FAULTS_ERROR"))) fault = atoi(text);
    torn = (text = getenv("FAULTS_TORN")) && *text == '1';
    if ((text = getenv("FAULTS_CALLS"))) snprintf(calls, sizeof calls, "%s", text);
    if ((text = getenv("FAULTS_SECONDS"))) seconds = atof(text);
}

static int is_home(const char *path) {
    char whole[PATH_MAX];
    if (!home_length) return 0;
    if (path[0] != '/') {
        ssize_t length = syscall(SYS_getcwd, whole, sizeof whole);
        if (length <= 0) return 0;
        snprintf(whole + length - 1, sizeof whole - length + 1, "/%s", path);
        path = whole;
    }
    size_t length = strlen(path);
    if (strncmp(path, home, home_length) || (path[home_length] && path[home_length] != '/')) return 0;
    return !(length > 4 && !strcmp(path + length - 4, "-shm"));
}

static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    path[length > 0 ? length : 0] = 0;
    return length > 0;
}

static int kind_of(int fd) {
    if (fd < 0 || fd >= FILES || !home_length) return OTHER;
    if (kinds[fd] == UNKNOWN) {
        char path[PATH_MAX];
        int was = errno;
        if (!path_of(fd, path)) kinds[fd] = OTHER;
        else kinds[fd] = !strncmp(path, "socket:", 7) ? SOCKET : is_home(path) ? WATCHED : OTHER;
        errno = was;
    }
    return kinds[fd];
}

static void forget(int fd) { if (fd >= 0 && fd < FILES) { kinds[fd] = UNKNOWN; unread[fd] = 0; } }

/* One record: letter, descriptor, offset, result, length of what follows, path or bytes. */
static void note(char what, int fd, int64_t at, int64_t result, const void *data, uint32_t length) {
    if (trace < 0) return;
    struct { char what, pad[3]; int32_t fd; int64_t at, result; uint32_t length, zero; } head = {what, {0}, fd, at, result, length, 0};
    struct iovec parts[2] = {{&head, sizeof head}, {(void *)data, length}};
    syscall(SYS_writev, trace, parts, length ? 2 : 1);
}

/* Whether this call is to fail: counts it, and sets errno. */
static int fails(char what) {
    if (calls[0] && !strchr(calls, what)) return 0;
    seen++;
    if (!from || seen < from || (times && seen >= from + times)) return 0;
    if (!times) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        double moment = now.tv_sec + now.tv_nsec / 1e9;
        if (!until) until = moment + seconds;
        if (moment > until) return 0;
    }
    if (!fault) { syscall(SYS_kill, getpid(), SIGKILL); for (;;) pause(); }
    errno = fault;
    return 1;
}

static void note_path(char what, int fd, int64_t at, const char *path) { note(what, fd, at, 0, path, strlen(path)); }

static int opened(int fd, const char *path, int flags, int was_there) {
    if (fd >= 0) {
        forget(fd);
        if (is_home(path)) {
            kinds[fd] = WATCHED;
            char whole[PATH_MAX];
            path_of(fd, whole);
            note_path((flags & O_CREAT) && !was_there ? 'C' : 'O', fd, flags, whole);
            if (flags & O_TRUNC) note('T', fd, 0, 0, 0, 0);
        }
    }
    return fd;
}

static int open_it(int folder, const char *path, int flags, mode_t mode) {
    if (!is_home(path)) { int fd = syscall(SYS_openat, folder, path, flags, mode); forget(fd); return fd; }
    pthread_mutex_lock(&turn);
    int fd = -1;
    if (!fails('o')) {
        int was_there = !syscall(SYS_faccessat, folder, path, F_OK);
        fd = syscall(SYS_openat, folder, path, flags, mode);
        int was = errno;
        opened(fd, path, flags, was_there);
        errno = was;
    }
    pthread_mutex_unlock(&turn);
    return fd;
}

#define MODE(flags) mode_t mode = 0; if ((flags) & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
int open(const char *path, int flags, ...) { MODE(flags) return open_it(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_it(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return open_it(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return open_it(folder, path, flags, mode); }

int close(int fd) { forget(fd); return syscall(SYS_close, fd); }
int accept(int fd, struct sockaddr *peer, socklen_t *size) { int got = syscall(SYS_accept4, fd, peer, size, 0); forget(got); return got; }
int accept4(int fd, struct sockaddr *peer, socklen_t *size, int flags) { int got = syscall(SYS_accept4, fd, peer, size, flags); forget(got); return got; }

static ssize_t put(int fd, const void *data, size_t length, int64_t at, int positioned) {
    pthread_mutex_lock(&turn);
    ssize_t done = -1;
    int failed = fails('w');
    size_t part = failed && torn ? length / 2 / 512 * 512 : length;
    int fault_was = errno;
    if (!failed || (torn && part)) {
        if (!positioned) at = lseek(fd, 0, SEEK_CUR);
        done = positioned ? syscall(SYS_pwrite64, fd, data, part, at) : syscall(SYS_write, fd, data, part);
        int was = errno;
        if (done >= 0) note('W', fd, at, done, data, with_data ? done : 0);
        errno = was;
    }
    if (failed) { done = -1; errno = fault_was; note('F', fd, at, fault_was, "write", 5); errno = fault_was; }
    pthread_mutex_unlock(&turn);
    return done;
}

/* An answer goes out: noted before it is written, so it is never noted too late. */
static void answered(int fd, const char *data, size_t length) {
    if (with_requests && length > 8 && !memcmp(data, "HTTP/1.1", 8)) {
        pthread_mutex_lock(&turn);
        if (unread[fd]) unread[fd]--;
        note('A', fd, 0, 0, 0, 0);
        pthread_mutex_unlock(&turn);
    }
    if (trace >= 0 && memmem(data, length, "X-Recorded: 1", 13)) {
        pthread_mutex_lock(&turn);
        note('R', fd, 0, 0, data, length > 2048 ? 2048 : length);
        pthread_mutex_unlock(&turn);
    }
}

static void asked(int fd, const char *data, ssize_t length) {
    if (!with_requests || length < 4) return;
    pthread_mutex_lock(&turn);
    const char *end = data + length;
    while ((data = memmem(data, end - data, "\r\n\r\n", 4))) { data += 4; unread[fd]++; note('Q', fd, 0, 0, 0, 0); }
    pthread_mutex_unlock(&turn);
}

ssize_t write(int fd, const void *data, size_t length) {
    switch (kind_of(fd)) {
    case WATCHED: return put(fd, data, length, 0, 0);
    case SOCKET: answered(fd, data, length);
    }
    return syscall(SYS_write, fd, data, length);
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) {
    return kind_of(fd) == WATCHED ? put(fd, data, length, at, 1) : syscall(SYS_pwrite64, fd, data, length, at);
}
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) { return pwrite(fd, data, length, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) {
    if (kind_of(fd) == SOCKET) for (int part = 0; part < count; part++) answered(fd, parts[part].iov_base, parts[part].iov_len);
    return syscall(SYS_writev, fd, parts, count);
}
ssize_t send(int fd, const void *data, size_t length, int flags) {
    if (kind_of(fd) == SOCKET) answered(fd, data, length);
    return syscall(SYS_sendto, fd, data, length, flags, NULL, 0);
}
ssize_t read(int fd, void *data, size_t length) {
    ssize_t got = syscall(SYS_read, fd, data, length);
    if (with_requests && got > 0 && kind_of(fd) == SOCKET) asked(fd, data, got);
    return got;
}
ssize_t recv(int fd, void *data, size_t length, int flags) {
    ssize_t got = syscall(SYS_recvfrom, fd, data, length, flags, NULL, NULL);
    if (with_requests && got > 0 && kind_of(fd) == SOCKET) asked(fd, data, got);
    return got;
}

/* Only what was written before a sync began is on disk when it has ended. */
static int synced(int fd, long number) {
    if (kind_of(fd) != WATCHED) return syscall(number, fd);
    pthread_mutex_lock(&turn);
    if (fails('s')) { int was = errno; note('F', fd, 0, was, "sync", 4); pthread_mutex_unlock(&turn); errno = was; return -1; }
    note('s', fd, 0, 0, 0, 0);
    pthread_mutex_unlock(&turn);
    int done = syscall(number, fd);
    pthread_mutex_lock(&turn);
    note('S', fd, 0, done, 0, 0);
    pthread_mutex_unlock(&turn);
    return done;
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

int ftruncate(int fd, off_t length) {
    if (kind_of(fd) != WATCHED) return syscall(SYS_ftruncate, fd, length);
    pthread_mutex_lock(&turn);
    int done = -1;
    if (!fails('t')) {
        done = syscall(SYS_ftruncate, fd, length);
        if (!done) note('T', fd, length, 0, 0, 0);
    }
    pthread_mutex_unlock(&turn);
    return done;
}
int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

int unlink(const char *path) {
    if (!is_home(path)) return syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    pthread_mutex_lock(&turn);
    int done = -1;
    if (!fails('u')) {
        done = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
        if (!done) note_path('U', -1, 0, path);
    }
    pthread_mutex_unlock(&turn);
    return done;
}

int rename(const char *old, const char *new) {
    if (!is_home(new)) return syscall(SYS_renameat2, AT_FDCWD, old, AT_FDCWD, new, 0);
    pthread_mutex_lock(&turn);
    int done = -1;
    if (!fails('r')) {
        done = syscall(SYS_renameat2, AT_FDCWD, old, AT_FDCWD, new, 0);
        char both[2 * PATH_MAX];
        int length = snprintf(both, sizeof both, "%s%c%s", old, 0, new);
        if (!done) note('M', -1, 0, 0, both, length);
    }
    pthread_mutex_unlock(&turn);
    return done;
}
