import Foundation
import Synchronization

/// A file that only takes up room, to be let go where the disk is full: what waits, and the log, then still find some.
public final class Ballast: Sendable {
    /// Its name in the home folder.
    public static let fileName = "sharetrail.ballast"

    private let path: String
    private let bytes: Int64
    private let held: Atomic<Int64>

    /// Looks for the file; see `keep`.
    ///
    /// - Parameter bytes: how large it is to be; 0 for none.
    public init(folder: String, bytes: Int64) {
        path = folder + "/" + Self.fileName
        self.bytes = bytes
        held = Atomic(Self.blocks(path))
    }

    /// Bytes that it holds on the disk.
    public var size: Int64 { held.load(ordering: .relaxed) }

    /// Makes the file where it is missing and there is plenty of room: four times its size. Cost: the blocks are taken
    /// but not written, where the file system can do so.
    public func keep() {
        if size == bytes { return }
        if size > 0 { _ = release() }
        guard bytes > 0, let free = DiskRoom.free(at: (path as NSString).deletingLastPathComponent), free >= 4 * bytes
        else { return }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard posix_fallocate(descriptor, 0, off_t(bytes)) == 0 else {
            unlink(path)
            return
        }
        held.store(bytes, ordering: .relaxed)
    }

    /// Removes the file; false where there was none, or it cannot be removed: whoever tries again then finds no more room.
    public func release() -> Bool {
        let isThere = Self.blocks(path) > 0
        guard unlink(path) == 0 || errno == ENOENT else { return false }
        held.store(0, ordering: .relaxed)
        return isThere
    }

    private static func blocks(_ path: String) -> Int64 {
        var about = stat()
        guard stat(path, &about) == 0 else { return 0 }
        return min(Int64(about.st_size), Int64(about.st_blocks) * 512)
    }
}
