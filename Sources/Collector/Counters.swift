/// What the collector counts about itself, for the operator. Never anything about a reader.
struct Counters: Sendable {
    let requests = Counter()
    let answers = StatusTally()
    /// Requests on disk.
    let events = EventTally()
    let recorded = Counter()
    let late = Counter()
    let lost = Counter()
    let malformed = Counter()
    let unverified = Counter()
    let droppedParents = Counter()
    let commits = Counter()
    let failedCommits = Counter()
    let commitWatch = CommitWatch()
    let connections = Counter()
    let accepted = Counter()
    /// How often accepting was held back.
    let pauses = Counter()
    /// 1 while accepting is held back.
    let isPaused = Counter()
    let failedHandshakes = Counter()
    let reloads = Counter()
    let failedReloads = Counter()
    /// Connections that were closed to make room.
    let shed = Counter()
    /// How often the database was opened anew after failures.
    let reopenings = Counter()
    /// 1 while commits fail or are late.
    let degraded = Counter()
    /// When the last backup was made, in seconds since 1970; 0 where none ever was.
    let lastBackup = Counter()
}
