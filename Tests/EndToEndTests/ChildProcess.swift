import Foundation

/// A program that was started, with files for its input and output, or a pipe for its output.
///
/// Foundation's `Process` now and then crashes in its event loop where many tests start programs at once.
final class ChildProcess: @unchecked Sendable {
    let identifier: pid_t
    /// Set by the one test that waits.
    private var status: Int32?
    /// The end of a pipe where the program's output arrives; -1 where it goes into a file.
    private let reading: Int32

    /// Starts a program with the tests' environment, without their `SHARETRAIL_…`, and with more of its own.
    ///
    /// - Parameter sockets: become its descriptors from 3 on; numbers from 100 on, so that none is overwritten.
    init(
        _ path: String, _ arguments: [String], environment: [String: String] = [:], input: String = "/dev/null",
        output: String? = nil, errors: String, sockets: [Int32] = []
    ) throws {
        var ends: [Int32] = [-1, -1]
        if output == nil, pipe(&ends) != 0 { throw POSIXError(.EMFILE) }
        reading = ends[0]
        defer { if ends[1] >= 0 { close(ends[1]) } }
        let all = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("SHARETRAIL_") }
            .merging(environment) { $1 }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        if let output {
            posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        } else {
            posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        }
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        // What the tests have open is none of the program's business.
        for (place, socket) in sockets.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, socket, 3 + Int32(place))
        }
        for descriptor in 3 + Int32(sockets.count)..<1024 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Threads of the test runner may have signals blocked or ignored.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var standard = sigset_t()
        sigemptyset(&standard)
        for signal in [SIGPIPE, SIGTERM, SIGINT, SIGHUP] { sigaddset(&standard, signal) }
        posix_spawnattr_setsigdefault(&attributes, &standard)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        var settings = all.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in words + settings { free(text) } }
        var identifier: pid_t = 0
        let fault = posix_spawn(&identifier, path, &actions, &attributes, &words, &settings)
        guard fault == 0 else { throw POSIXError(POSIXErrorCode(rawValue: fault) ?? .EINVAL) }
        self.identifier = identifier
    }

    deinit {
        if reading >= 0 { close(reading) }
    }

    /// Waits for the first line of the program's output, or its end.
    func firstLine() -> String {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(reading, &byte, 1) == 1, byte != 0x0A { line.append(byte) }
        return String(decoding: line, as: UTF8.self)
    }

    /// What has come of the output since, without waiting for more.
    func moreOutput() -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        var ready = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
        while poll(&ready, 1, 0) == 1 {
            let count = read(reading, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    var isRunning: Bool {
        var information = siginfo_t()
        return status == nil && waitid(P_PID, id_t(identifier), &information, WEXITED | WNOHANG | WNOWAIT) == 0
            && information.si_signo == 0
    }

    /// Waits for the end; gives the exit code, or the number of the signal that ended it.
    func wait() -> Int32 {
        if let status { return status }
        var raw: Int32 = 0
        while waitpid(identifier, &raw, 0) < 0, errno == EINTR {}
        let signal = raw & 0x7F
        let code = signal == 0 ? (raw >> 8) & 0xFF : signal
        status = code
        return code
    }
}
