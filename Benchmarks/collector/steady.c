// Sends requests at a constant rate over keep-alive connections, and says how long each took from the moment that it was
// due. Who waits for an answer before sending the next measures a server that stands still once; here every request
// that was due meanwhile has waited, too, as readers would.
//
// usage: steady PORT PATHS CONNECTIONS RATE SECONDS [FIRST [AGENT]]
//
//   PATHS        a file with a target a line; they are asked in turn
//   RATE         requests a second; 0 is as many as the connections take, each sending when the one before is answered
//   FIRST        number of the first request: request n comes from address 11.x.y.z in X-Forwarded-For
//
// Prints one line of JSON: requests due, answered, of which recorded (X-Recorded: 1), latencies in microseconds, errors, and
// how busy the generator itself was: near 1 it is the limit, and not the server.
// A request that is due while all connections are busy waits in line, and its clock runs.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 16384, EVENTS = 1024 };

typedef struct {
    int socket;
    bool busy;
    bool counts;          // its request came late enough to be counted
    uint64_t due;         // nanoseconds; when the request that it carries should have been sent
    size_t filled, unsent, length;
    char in[BUFFER], out[2048];
} Connection;

static Connection *connections;
static int *idle;         // a ring of connections that carry nothing, so that all take their turn
static int idle_count, idle_first, number, polled, port;
static char **paths;
static size_t path_count;
static const char *agent = "Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36";
static uint64_t answered, redirected, recorded, other, broken, reconnected, sent, first, counted_from, last_answer;
static uint32_t *latencies; // microseconds
static size_t latency_count, latency_room;

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void put_idle(Connection *connection) { idle[(idle_first + idle_count++) % number] = (int)(connection - connections); }

static Connection *take_idle(void) {
    int place = idle[idle_first];
    idle_first = (idle_first + 1) % number;
    idle_count--;
    return &connections[place];
}

static void watch(Connection *connection, int operation, uint32_t events) {
    struct epoll_event event = {.events = events, .data.ptr = connection};
    if (epoll_ctl(polled, operation, connection->socket, &event)) fail("epoll_ctl");
}

static void open_connection(Connection *connection) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int one = 1;
    connection->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection->socket < 0 || connect(connection->socket, (struct sockaddr *)&address, sizeof address)) fail("connect");
    setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    fcntl(connection->socket, F_SETFL, O_NONBLOCK);
    connection->filled = connection->unsent = 0;
    connection->busy = false;
    watch(connection, EPOLL_CTL_ADD, EPOLLIN);
}

static void flush_out(Connection *connection) {
    while (connection->unsent) {
        ssize_t done = write(connection->socket, connection->out + connection->length - connection->unsent, connection->unsent);
        if (done < 0) {
            if (errno == EAGAIN) watch(connection, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
            return; // Any other error comes up where it is read.
        }
        connection->unsent -= (size_t)done;
    }
}

static void send_request(Connection *connection, uint64_t due) {
    uint64_t n = first + sent;
    connection->length = (size_t)snprintf(connection->out, sizeof connection->out,
        "GET %s HTTP/1.1\r\nHost: go.news.example\r\nUser-Agent: %s\r\nAccept: text/html\r\nX-Forwarded-For: 11.%u.%u.%u\r\n\r\n",
        paths[sent % path_count], agent, (unsigned)(n >> 16 & 255), (unsigned)(n >> 8 & 255), (unsigned)(n & 255));
    sent++;
    connection->unsent = connection->length;
    connection->busy = true;
    connection->due = due;
    connection->counts = due >= counted_from;
    flush_out(connection);
}

// The length of a whole answer at the start of the buffer, or 0 while there is none; says what it is of.
static size_t whole_answer(Connection *connection, int *status, bool *is_recorded, bool *closes) {
    connection->in[connection->filled] = 0;
    char *end = memmem(connection->in, connection->filled, "\r\n\r\n", 4);
    if (!end || sscanf(connection->in, "HTTP/1.%*d %d", status) != 1) return 0;
    size_t body = 0;
    *is_recorded = *closes = false;
    for (char *line = strstr(connection->in, "\r\n"); line && line < end; line = strstr(line + 2, "\r\n")) {
        if (!strncasecmp(line + 2, "content-length:", 15)) body = strtoul(line + 17, NULL, 10);
        else if (!strncasecmp(line + 2, "x-recorded: 1", 13)) *is_recorded = true;
        else if (!strncasecmp(line + 2, "connection: close", 17)) *closes = true;
    }
    size_t length = (size_t)(end - connection->in) + 4 + body;
    return length <= connection->filled ? length : 0;
}

static void close_and_open(Connection *connection) {
    close(connection->socket);
    reconnected++;
    open_connection(connection);
}

static void note(Connection *connection, int status, bool is_recorded) {
    last_answer = now();
    uint64_t took = (last_answer - connection->due) / 1000;
    if (connection->counts) {
        if (latency_count == latency_room) {
            latency_room = latency_room ? 2 * latency_room : 1 << 20;
            if (!(latencies = realloc(latencies, latency_room * sizeof *latencies))) fail("realloc");
        }
        latencies[latency_count++] = took > UINT32_MAX ? UINT32_MAX : (uint32_t)took;
    }
    answered++;
    if (status == 302 || status == 303) redirected++; else other++;
    recorded += is_recorded;
}

static void read_answer(Connection *connection) {
    for (;;) {
        if (connection->filled == BUFFER - 1) { errno = EMSGSIZE; fail("an answer"); }
        ssize_t got = read(connection->socket, connection->in + connection->filled, BUFFER - 1 - connection->filled);
        if (got < 0 && errno == EAGAIN) return;
        if (got <= 0) { // A connection may end between requests; with one under way it is an error.
            bool was_busy = connection->busy;
            broken += was_busy;
            close_and_open(connection);
            if (was_busy) put_idle(connection);
            return;
        }
        connection->filled += (size_t)got;
        int status;
        bool is_recorded, closes;
        size_t length = whole_answer(connection, &status, &is_recorded, &closes);
        if (!length) continue;
        if (!connection->busy) { broken++; close_and_open(connection); return; }
        note(connection, status, is_recorded);
        connection->filled -= length;
        memmove(connection->in, connection->in + length, connection->filled);
        connection->busy = false;
        put_idle(connection);
        if (closes) { close_and_open(connection); return; }
        if (!connection->filled) return; // What comes later wakes us again.
    }
}

static int by_size(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static uint32_t quantile(double part) {
    if (!latency_count) return 0;
    size_t place = (size_t)(part * (double)latency_count);
    return latencies[place < latency_count ? place : latency_count - 1];
}

static void read_paths(const char *name) {
    FILE *file = fopen(name, "r");
    if (!file) fail(name);
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    while ((length = getline(&line, &room, file)) > 0) {
        if (line[length - 1] == '\n') line[--length] = 0;
        if (length == 0 || length > 1500) continue;
        if (!(paths = realloc(paths, (path_count + 1) * sizeof *paths)) || !(paths[path_count++] = strdup(line))) fail("paths");
    }
    free(line);
    fclose(file);
    if (!path_count) { fprintf(stderr, "%s has no paths\n", name); exit(1); }
}

int main(int count, char **words) {
    if (count < 6) { fprintf(stderr, "usage: steady PORT PATHS CONNECTIONS RATE SECONDS [FIRST [AGENT]]\n"); return 64; }
    port = atoi(words[1]);
    read_paths(words[2]);
    number = atoi(words[3]);
    if (number < 1) { fprintf(stderr, "CONNECTIONS must be 1 or more\n"); return 64; }
    double rate = atof(words[4]), seconds = atof(words[5]);
    if (count > 6) first = strtoull(words[6], NULL, 10);
    if (count > 7) agent = words[7];
    prctl(PR_SET_TIMERSLACK, 1);
    if ((polled = epoll_create1(EPOLL_CLOEXEC)) < 0) fail("epoll_create1");
    connections = calloc((size_t)number, sizeof *connections);
    idle = calloc((size_t)number, sizeof *idle);
    if (!connections || !idle) fail("calloc");
    for (int place = 0; place < number; place++) {
        open_connection(&connections[place]);
        put_idle(&connections[place]);
    }

    struct epoll_event events[EVENTS];
    uint64_t began = now() + 10000000, ends = began + (uint64_t)(seconds * 1e9), total = (uint64_t)(rate * seconds);
    // The first tenth warms up: it is sent, and not in the latencies.
    counted_from = began + (ends - began) / 10;
    uint64_t until = ends + 10000000000u, due_last = began;
    uint32_t deepest = 0;
    while (now() < until) {
        uint64_t moment = now();
        if (rate > 0) {
            // The n-th is due at began + n / rate, whatever became of those before.
            while (sent < total && idle_count) {
                uint64_t due = began + (uint64_t)((double)sent * 1e9 / rate);
                if (due > moment) break;
                due_last = due;
                send_request(take_idle(), due);
            }
            if (moment > began) {
                uint64_t should = (uint64_t)((double)((moment < ends ? moment : ends) - began) * rate / 1e9);
                if (should > sent && should - sent > deepest) deepest = (uint32_t)(should - sent);
            }
            if (sent == total && idle_count == number) break;
        } else {
            while (idle_count && moment >= began && moment < ends) {
                due_last = now();
                send_request(take_idle(), due_last);
            }
            if (moment >= ends && idle_count == number) break;
        }
        struct timespec wait = {0, 2000000};
        if (idle_count && rate > 0 && sent < total) {
            uint64_t due = began + (uint64_t)((double)sent * 1e9 / rate);
            moment = now();
            wait.tv_nsec = due <= moment ? 0 : due - moment < 2000000 ? (long)(due - moment) : 2000000;
        }
        int ready = epoll_pwait2(polled, events, EVENTS, &wait, NULL);
        for (int place = 0; place < ready; place++) {
            Connection *connection = events[place].data.ptr;
            if (events[place].events & EPOLLOUT) {
                watch(connection, EPOLL_CTL_MOD, EPOLLIN);
                flush_out(connection);
            }
            if (events[place].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) read_answer(connection);
        }
    }
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    double busy = (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) + (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
    qsort(latencies, latency_count, sizeof *latencies, by_size);
    double took = (double)((last_answer > ends ? last_answer : ends) - began) / 1e9;
    printf("{\"due\":%llu,\"sent\":%llu,\"answered\":%llu,\"redirected\":%llu,\"recorded\":%llu,\"other\":%llu,\"broken\":%llu,"
           "\"reconnected\":%llu,\"unanswered\":%d,\"seconds\":%.3f,\"rate\":%.1f,\"busy\":%.2f,\"longestLine\":%u,\"measured\":%zu,"
           "\"p50\":%u,\"p90\":%u,\"p99\":%u,\"p999\":%u,\"max\":%u}\n",
           (unsigned long long)(rate > 0 ? total : sent), (unsigned long long)sent, (unsigned long long)answered,
           (unsigned long long)redirected, (unsigned long long)recorded, (unsigned long long)other, (unsigned long long)broken,
           (unsigned long long)reconnected, number - idle_count, took, (double)answered / took, busy / took, deepest, latency_count,
           quantile(0.5), quantile(0.9), quantile(0.99), quantile(0.999), quantile(1));
    return 0;
}
