import Foundation

/// An answer as it came over the wire.
struct RawAnswer {
    var status: Int
    /// Fields by lower-case name; repeated ones joined with a line end, so that a second header is seen.
    var fields: [String: String]
    var body: String

    var location: String { fields["location"] ?? "" }
    var isRecorded: Bool { fields["x-recorded"] == "1" }
}

struct ConnectionEnded: Error {}

/// A blocking connection that sends bytes as they are given.
final class RawClient {
    private let descriptor: Int32
    private var pending: [UInt8] = []

    static let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"

    init(port: UInt16, timeout: Int = 30) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: timeout, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw ConnectionEnded() }
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw ConnectionEnded() }
            rest = rest.dropFirst(count)
        }
    }

    /// Closes the sending side only.
    func sendNoMore() { shutdown(descriptor, Int32(SHUT_WR)) }

    private func fill() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        pending += buffer[..<count]
        return true
    }

    /// The next answer on the connection.
    func answer(hasBody: Bool = true) throws -> RawAnswer {
        let end = Array("\r\n\r\n".utf8)
        var range = pending.firstRange(of: end)
        while range == nil {
            guard fill() else { throw ConnectionEnded() }
            range = pending.firstRange(of: end)
        }
        guard let range else { throw ConnectionEnded() }
        let lines = String(decoding: pending[..<range.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        pending.removeFirst(range.upperBound)
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let name = pair[0].lowercased()
            let value = pair.count > 1 ? pair[1].trimmingCharacters(in: .whitespaces) : ""
            fields[name] = fields[name].map { $0 + "\n" + value } ?? value
        }
        let length = hasBody ? Int(fields["content-length"] ?? "0") ?? 0 : 0
        while pending.count < length { guard fill() else { throw ConnectionEnded() } }
        let body = String(decoding: pending.prefix(length), as: UTF8.self)
        pending.removeFirst(length)
        let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return RawAnswer(status: status, fields: fields, body: body)
    }

    /// Whether the other side closed the connection, with nothing more to read. Waits for it, up to the time limit.
    func isClosed() -> Bool {
        errno = 0
        return pending.isEmpty && !fill() && errno != EAGAIN
    }

    func ask(
        _ target: String, reader: String = "203.0.113.1", fields: [String] = [], method: String = "GET"
    ) throws -> RawAnswer {
        var lines = ["\(method) \(target) HTTP/1.1", "X-Forwarded-For: \(reader)"]
        if !fields.contains(where: { $0.hasPrefix("Host:") }) { lines.append("Host: go.news.example") }
        if !fields.contains(where: { $0.lowercased().hasPrefix("user-agent:") }) {
            lines.append("User-Agent: \(Self.browser)")
        }
        try send((lines + fields).joined(separator: "\r\n") + "\r\n\r\n")
        return try answer(hasBody: method != "HEAD")
    }
}
