import Foundation
import Synchronization
import Testing

/// What a service manager holds: a socket for readers, and one on which it is told how far the process is.
private final class Manager {
    let readers: Int32
    let notices: Int32
    let name = "@sharetrail-\(UUID().uuidString)"

    init() throws {
        let listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listening, $0, length) }
        }
        try #require(bound == 0 && listen(listening, 1024) == 0)
        readers = fcntl(listening, F_DUPFD_CLOEXEC, 300)
        close(listening)
        notices = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(notices, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var local = sockaddr_un()
        local.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(name.utf8)
        bytes[0] = 0
        withUnsafeMutableBytes(of: &local.sun_path) { $0.copyBytes(from: bytes) }
        let named = withUnsafePointer(to: &local) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(notices, $0, socklen_t(2 + bytes.count))
            }
        }
        try #require(named == 0)
    }

    deinit {
        close(readers)
        close(notices)
    }

    /// Waits for a message that begins so, and gives all that came until then.
    func wait(for start: String) -> [String] {
        var messages: [String] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !(messages.last?.hasPrefix(start) ?? false) {
            let count = recv(notices, &buffer, buffer.count, 0)
            guard count > 0 else { return messages }
            messages.append(String(decoding: buffer[..<count], as: UTF8.self))
        }
        return messages
    }

    func start(_ newsroom: Newsroom, environment: [String: String] = [:]) throws {
        try newsroom.serve(
            through: ["/bin/sh", "-c", "export LISTEN_PID=$$; exec \"$@\"", "sh"],
            environment: ["LISTEN_FDS": "1", "LISTEN_FDNAMES": "public", "NOTIFY_SOCKET": name]
                .merging(environment) { $1 }, sockets: [readers])
    }
}

@Suite("Run by a service manager")
struct ServiceManagerTests {
    @Test("The manager hears when it serves, reads again, refuses what it read, is alive, and stops")
    func notices() throws {
        let manager = try Manager()
        let newsroom = try Newsroom()
        try manager.start(newsroom, environment: ["WATCHDOG_USEC": "200000"])
        #expect(manager.wait(for: "READY=1").contains("READY=1\nSTATUS=serving"))
        #expect(manager.wait(for: "WATCHDOG=1").last == "WATCHDOG=1")
        newsroom.hangUp()
        #expect(manager.wait(for: "RELOADING=1").last?.contains("\nMONOTONIC_USEC=") ?? false)
        #expect(manager.wait(for: "READY=1").last?.contains("STATUS=serving; read everything again") ?? false)
        try newsroom.configure("previews: cards")
        newsroom.hangUp()
        _ = manager.wait(for: "RELOADING=1")
        #expect(manager.wait(for: "READY=1").last?.contains("«previews»") ?? false)
        kill(try #require(newsroom.process).identifier, SIGTERM)
        #expect(manager.wait(for: "STOPPING=1").last?.hasPrefix("STOPPING=1") ?? false)
        #expect(newsroom.process?.wait() == 0)
    }

    @Test("A restart under load refuses and drops no new connection while the manager holds the socket")
    func restart() throws {
        let manager = try Manager()
        let newsroom = try Newsroom()
        try manager.start(newsroom)
        let port = newsroom.port
        let isOver = Atomic<Bool>(false)
        let answered = Atomic<Int>(0)
        let more = DispatchSemaphore(value: 0)
        let faults = Mutex<[String]>([])
        let press = try newsroom.press()
        let group = DispatchGroup()
        for reader in 0..<4 {
            DispatchQueue.global().async(group: group) {
                var number = 0
                while !isOver.load(ordering: .relaxed) {
                    number += 1
                    do {
                        let client = try RawClient(port: port)
                        let answer = try client.ask(press, reader: "10.\(reader).\(number >> 8).\(number & 255)")
                        guard answer.status == 303, answer.isRecorded else { throw ConnectionEnded() }
                        answered.add(1, ordering: .relaxed)
                        more.signal()
                    } catch {
                        faults.withLock { $0.append("\(error) errno \(errno)") }
                    }
                }
            }
        }
        for _ in 1...3 {
            for _ in 0..<100 { more.wait() }
            #expect(newsroom.stop() == 0)
            try manager.start(newsroom)
            #expect(newsroom.port == port)
        }
        for _ in 0..<100 { more.wait() }
        isOver.store(true, ordering: .relaxed)
        group.wait()
        newsroom.stop()
        let ended = faults.withLock { $0 }
        #expect(ended.isEmpty, "\(ended.prefix(5))")
        let counted: Int? = try newsroom.value("SELECT count(*) FROM events WHERE reason = 0")
        #expect(counted == answered.load(ordering: .relaxed))
    }

    @Test("A socket that cannot be taken over stops the start, and says what to write instead")
    func unusable() throws {
        let manager = try Manager()
        let newsroom = try Newsroom()
        let files = NSTemporaryDirectory() + UUID().uuidString
        defer { for end in [".out", ".err"] { unlink(files + end) } }
        let deaf = fcntl(manager.notices, F_DUPFD_CLOEXEC, 300)
        defer { close(deaf) }
        let process = try ChildProcess(
            "/bin/sh",
            [
                "-c", "export LISTEN_PID=$$; exec \"$@\"", "sh",
                Program.folder.appendingPathComponent("sharetrail").path, "serve", "--home", newsroom.home,
            ], environment: ["LISTEN_FDS": "1"], output: files + ".out", errors: files + ".err", sockets: [deaf])
        #expect(process.wait() == 69)
        #expect(try String(contentsOfFile: files + ".err", encoding: .utf8).contains("ListenStream="))
    }
}
