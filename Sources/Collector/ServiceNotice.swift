import Foundation

/// Tells the service manager how far the process is (sd_notify(3)); without one it says nothing.
public struct ServiceNotice: Sendable {
    private let socketPath: String?
    /// How often the manager wants to hear that all is well, in microseconds; nil never.
    public let watchdogMicroseconds: Int64?

    /// Says nothing.
    public init() {
        socketPath = nil
        watchdogMicroseconds = nil
    }

    /// Talks to the socket that the environment names (`NOTIFY_SOCKET`; a leading `@` stands for an abstract one), and
    /// keeps to the time that it gives (`WATCHDOG_USEC`, `WATCHDOG_PID`).
    public init(environment: [String: String], process: pid_t = getpid()) {
        let path = environment["NOTIFY_SOCKET"] ?? ""
        socketPath = path.hasPrefix("/") || path.hasPrefix("@") ? path : nil
        let isMeant = environment["WATCHDOG_PID"].map { pid_t($0) == process } ?? true
        let time = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        watchdogMicroseconds = isMeant && time > 0 && socketPath != nil ? time : nil
    }

    /// It serves.
    func ready(_ status: String) { send("READY=1\nSTATUS=\(Self.line(status))") }
    /// It reads its configuration again; `ready` ends that.
    func reloading() { send("RELOADING=1\nMONOTONIC_USEC=\(Self.monotonicMicroseconds)") }
    /// It is about to stop.
    func stopping() { send("STOPPING=1\nSTATUS=stopping") }
    /// All is well.
    func alive() { send("WATCHDOG=1") }
    /// A line for who looks at it.
    func status(_ text: String) { send("STATUS=\(Self.line(text))") }

    private static func line(_ text: String) -> String { text.replacing("\n", with: " ") }

    private static var monotonicMicroseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }

    /// Sends a message; a manager that does not listen is none of the readers' business.
    private func send(_ message: String) {
        guard let socketPath else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(socketPath.utf8)
        if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        // The end of an abstract name is told by the length alone.
        let length = socklen_t(MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2) + socklen_t(bytes.count)
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let text = Array(message.utf8)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(descriptor, text, text.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
    }
}
