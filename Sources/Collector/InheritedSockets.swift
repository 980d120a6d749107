import EventStore
import Foundation

/// Listening sockets that whoever started the process holds open for it, so that a restart refuses no connection
/// (sd_listen_fds(3)).
public struct InheritedSockets: Sendable {
    /// A listening socket, and its address.
    public struct Socket: Sendable {
        /// The file descriptor.
        public var descriptor: Int32
        /// The address that it listens on.
        public var address: ListenAddress
    }

    /// For readers: the one named `public`, else the first that has another name than `operator`.
    public private(set) var readers: Socket?
    /// For the operator: the one named `operator`.
    public private(set) var operators: Socket?

    /// None.
    public init() {}

    /// Takes the sockets over that the environment names (`LISTEN_FDS`, `LISTEN_PID`, `LISTEN_FDNAMES`), if they are
    /// for this process.
    ///
    /// - Parameter first: the descriptor of the first one.
    /// - Throws: `StoreError` with the code `unavailable`, where one is no listening TCP socket, or one too many.
    public init(environment: [String: String], process: pid_t = getpid(), first: Int32 = 3) throws {
        guard environment["LISTEN_PID"].flatMap({ pid_t($0) }) == process,
            let count = environment["LISTEN_FDS"].flatMap({ Int32($0) }), count > 0
        else { return }
        let names = (environment["LISTEN_FDNAMES"] ?? "").split(separator: ":", omittingEmptySubsequences: false)
        var unnamed: [Socket] = []
        for place in 0..<count {
            let descriptor = first + place
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            guard let address = Self.address(of: descriptor) else {
                throw StoreError(
                    .unavailable, "taking over socket \(place + 1) of \(count)",
                    hint:
                        "it is no listening TCP socket; in the socket unit write ListenStream= with an address and a port"
                )
            }
            let socket = Socket(descriptor: descriptor, address: address)
            switch place < names.count ? names[Int(place)] : "" {
            case "operator" where operators == nil: operators = socket
            case "public" where readers == nil: readers = socket
            default: unnamed.append(socket)
            }
        }
        if readers == nil, !unnamed.isEmpty { readers = unnamed.removeFirst() }
        guard unnamed.isEmpty else {
            throw StoreError(
                .unavailable, "taking over \(count) sockets",
                hint:
                    "there is one for readers and one for the operator; name them with FileDescriptorName=public and operator"
            )
        }
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func address(of descriptor: Int32) -> ListenAddress? {
        func option(_ name: Int32) -> Int32? {
            var value: Int32 = 0
            var length = socklen_t(MemoryLayout<Int32>.size)
            return getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 ? value : nil
        }
        guard option(SO_TYPE) == Int32(SOCK_STREAM.rawValue), option(SO_ACCEPTCONN) == 1 else { return nil }
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard getsockname(descriptor, address, &length) == 0,
                    [AF_INET, AF_INET6].contains(Int32(address.pointee.sa_family))
                else { return nil }
                var host = [CChar](repeating: 0, count: 256)
                var port = [CChar](repeating: 0, count: 16)
                guard
                    getnameinfo(
                        address, length, &host, socklen_t(host.count), &port, socklen_t(port.count),
                        NI_NUMERICHOST | NI_NUMERICSERV) == 0
                else { return nil }
                return ListenAddress(host: text(host), port: Int(text(port)) ?? 0)
            }
        }
    }
}
