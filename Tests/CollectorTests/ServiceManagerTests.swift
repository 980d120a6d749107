import EventStore
import Foundation
import Testing

@testable import Collector

/// A datagram socket as a service manager has one.
private final class Manager {
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    let name: String

    init(_ name: String) throws {
        self.name = name
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(name.utf8)
        if name.hasPrefix("@") { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(2 + bytes.count)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        try #require(bound == 0)
    }

    deinit { close(descriptor) }

    /// The next message; empty where none has come.
    func message() -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : ""
    }
}

@Suite("What is said to a service manager, and taken from it")
struct ServiceManagerTests {
    @Test("Each message arrives as the manager reads it, at a path and at an abstract name")
    func notices() throws {
        let folder = try SaltFolder()
        for name in [folder.path + "/notify", "@sharetrail-\(UUID().uuidString)"] {
            let manager = try Manager(name)
            let notice = ServiceNotice(environment: ["NOTIFY_SOCKET": name])
            notice.ready("serving\nREADY=0")
            #expect(manager.message() == "READY=1\nSTATUS=serving READY=0")
            notice.reloading()
            #expect(manager.message().wholeMatch(of: /RELOADING=1\nMONOTONIC_USEC=[1-9][0-9]+/) != nil)
            notice.alive()
            #expect(manager.message() == "WATCHDOG=1")
            notice.stopping()
            #expect(manager.message() == "STOPPING=1\nSTATUS=stopping")
        }
    }

    @Test("Without a manager, with one that is gone or that cannot be named, nothing happens")
    func noManager() {
        let long = "/" + String(repeating: "a", count: 200)
        for environment in [[:], ["NOTIFY_SOCKET": ""], ["NOTIFY_SOCKET": "/nonexistent"], ["NOTIFY_SOCKET": long]] {
            ServiceNotice(environment: environment).ready("serving")
        }
    }

    @Test("The watchdog's time is kept to only by the process that is meant")
    func watchdog() {
        func time(_ values: [String: String]) -> Int64? {
            ServiceNotice(environment: values.merging(["NOTIFY_SOCKET": "/x"]) { $1 }, process: 7).watchdogMicroseconds
        }
        #expect(time(["WATCHDOG_USEC": "3000000"]) == 3_000_000)
        #expect(time(["WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "7"]) == 3_000_000)
        #expect(time(["WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "8"]) == nil)
        #expect(time(["WATCHDOG_USEC": "0"]) == nil && time([:]) == nil)
    }

    /// Sockets at descriptors that follow each other.
    private static func sockets(_ count: Int32, listening: Bool = true) throws -> Int32 {
        // Far from what else the tests open at the same time.
        let first = Int32.random(in: 4_000..<4_900)
        for place in 0..<count {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let bound = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            try #require(bound == 0)
            if listening { try #require(listen(descriptor, 8) == 0) }
            try #require(dup2(descriptor, first + place) >= 0)
            close(descriptor)
        }
        return first
    }

    @Test(
        "Sockets are taken by their names, or the first for readers",
        arguments: [
            ("", 1, 0, nil), ("public:operator", 2, 0, 1), ("operator:public", 2, 1, 0), ("operator", 1, nil, 0),
            ("operator:sharetrail.socket", 2, 1, 0), ("unknown", 1, 0, nil),
        ] as [(String, Int32, Int32?, Int32?)])
    func inherited(names: String, count: Int32, readers: Int32?, operators: Int32?) throws {
        let first = try Self.sockets(count)
        defer { for place in 0..<count { close(first + place) } }
        let taken = try InheritedSockets(
            environment: ["LISTEN_PID": "7", "LISTEN_FDS": "\(count)", "LISTEN_FDNAMES": names], process: 7,
            first: first)
        #expect(taken.readers?.descriptor == readers.map { first + $0 })
        #expect(taken.operators?.descriptor == operators.map { first + $0 })
        #expect(taken.readers.map { $0.address.host == "127.0.0.1" && $0.address.port > 0 } ?? true)
        #expect(fcntl(first, F_GETFD) & FD_CLOEXEC != 0)
    }

    @Test("Sockets that are another process's are left alone; one too many, or one that does not listen, is refused")
    func refused() throws {
        let first = try Self.sockets(2)
        defer { for place in 0..<Int32(2) { close(first + place) } }
        let others = try InheritedSockets(
            environment: ["LISTEN_PID": "8", "LISTEN_FDS": "2"], process: 7, first: first)
        #expect(others.readers == nil && others.operators == nil)
        #expect(throws: StoreError.self) {
            try InheritedSockets(environment: ["LISTEN_PID": "7", "LISTEN_FDS": "2"], process: 7, first: first)
        }
        let deaf = try Self.sockets(1, listening: false)
        defer { close(deaf) }
        #expect(throws: StoreError.self) {
            try InheritedSockets(environment: ["LISTEN_PID": "7", "LISTEN_FDS": "1"], process: 7, first: deaf)
        }
    }
}
