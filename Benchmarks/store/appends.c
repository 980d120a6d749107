/* Appends rows of an event's size and kind by SQLite's C API alone, a thousand a commit, as «synchronous=FULL» has it:
 * what the store's rates stand beside. usage: appends FILE ROWS; prints rows a second. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

int main(int count, char **words) {
    sqlite3 *database;
    sqlite3_stmt *append;
    if (count != 3 || sqlite3_open(words[1], &database)) return 64;
    int rows = atoi(words[2]);
    const char *schema =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE events (id INTEGER PRIMARY KEY, at INTEGER, kind INTEGER, article INTEGER, share INTEGER,"
        " channel INTEGER, origin INTEGER, reason INTEGER, rules INTEGER, arrival INTEGER, referrer INTEGER,"
        " agent INTEGER, place INTEGER)";
    if (sqlite3_exec(database, schema, 0, 0, 0)) return 74;
    if (sqlite3_prepare_v2(database, "INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", -1, &append, 0)) return 74;
    double begun = now();
    for (int row = 0; row < rows; row++) {
        if (row % 1000 == 0 && sqlite3_exec(database, row ? "COMMIT; BEGIN" : "BEGIN", 0, 0, 0)) return 74;
        long long values[] = {row + 1, 1764000000 + row / 3, 1 + row % 3 / 2, row % 2000, (long long)rand() << 8,
                              row % 12, 0, row % 5 ? 0 : 3, 2, row % 2, row % 9, row % 25, row % 10};
        for (int column = 0; column < 13; column++) sqlite3_bind_int64(append, column + 1, values[column]);
        if (sqlite3_step(append) != SQLITE_DONE) return 74;
        sqlite3_reset(append);
    }
    if (sqlite3_exec(database, "COMMIT", 0, 0, 0)) return 74;
    printf("%.0f\n", rows / (now() - begun));
    return 0;
}
