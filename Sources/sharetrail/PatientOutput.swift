import Foundation

/// A file, or standard output, in large pieces: for what is longer than memory should be asked for.
struct PatientOutput {
    private var held: [UInt8] = []
    private let file: FileHandle
    private let what: String

    /// Writes to standard output; `what` names it in an error.
    init(_ what: String) {
        file = .standardOutput
        self.what = what
    }

    /// Writes to a new file for its owner only.
    init(path: String) throws { try self.init(path: path, O_CREAT | O_EXCL) }

    /// Writes behind what stands in a file.
    init(appendingTo path: String) throws { try self.init(path: path, O_APPEND) }

    private init(path: String, _ flags: Int32) throws {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC | flags, 0o600)
        guard descriptor >= 0 else {
            throw Failure(.ioError, "cannot make \(path): \(String(cString: strerror(errno)))")
        }
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        what = path
    }

    mutating func write(_ text: String) throws {
        held += text.utf8
        if held.count > 1 << 18 { try finish() }
    }

    /// Writes what is held. A disk that is full must not pass for an output that is whole.
    mutating func finish() throws {
        do {
            try file.write(contentsOf: held)
        } catch {
            throw Failure(.ioError, "cannot write \(what): \(error.localizedDescription); it is not whole")
        }
        held.removeAll(keepingCapacity: true)
    }
}
