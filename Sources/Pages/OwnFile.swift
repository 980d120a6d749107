import Foundation

/// Writes small files that are for their owner only.
enum OwnFile {
    /// What the system says of a write that failed.
    struct Fault: Error {
        let reason: String
    }

    /// Puts a file in the place of another: it is whole or as it was, also after a power cut.
    static func write(_ data: Data, to path: String) throws(Fault) {
        let new = path + ".new"
        unlink(new)
        let descriptor = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw fault }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try file.write(contentsOf: data)
        } catch {
            throw Fault(reason: error.localizedDescription)
        }
        guard fsync(descriptor) == 0, rename(new, path) == 0 else { throw fault }
        let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    private static var fault: Fault { Fault(reason: String(cString: strerror(errno))) }
}
