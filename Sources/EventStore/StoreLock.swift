import Foundation

/// The right to write to a database: one process holds it at a time, and loses it when it ends, however it ends.
///
/// SQLite 3.40.1 can corrupt a database when one connection checkpoints while another writes (fixed in 3.51.3), so
/// there must never be two writers.
final class StoreLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock at once, or says who has it.
    init(path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(
                .storage, "cannot make the lock file \(path)",
                hint: "check that the folder exists and can be written to")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StoreError(
                .locked, "the database is in use",
                hint: "another collector or command writes to it; one at a time can (lock file \(path))")
        }
    }

    deinit { close(descriptor) }
}
