import Foundation
import NIOCore

/// Why a connection's bytes are not a request that we take.
struct RequestFault: Error, Hashable, Sendable {
    var status: Status

    static let malformed = RequestFault(status: .badRequest)
    static let targetTooLong = RequestFault(status: .uriTooLong)
    static let headerTooLarge = RequestFault(status: .headerFieldsTooLarge)
}

/// Checks the bytes of requests line by line before the parser sees them.
///
/// The parser is lenient in places where front servers differ (bare LF, folded lines) and has no limits that suit us.
/// Requests have no body here, so all bytes are header lines. A pure state machine: bytes in, a fault or nothing out.
struct RequestGuard {
    private let limits: Limits
    /// Bytes of the header so far; 0 between requests.
    private(set) var headerBytes = 0
    private var fields = 0
    private var sawRequestLine = false

    init(limits: Limits) {
        self.limits = limits
    }

    /// Whether a request has begun and is not whole yet.
    var isInsideHeader: Bool { headerBytes > 0 }

    /// Takes complete lines, each with its line end.
    ///
    /// - Parameter bytes: what has arrived and was not taken yet.
    /// - Returns: how many bytes are complete lines and may go on, and a fault in what follows them.
    mutating func take(_ bytes: UnsafeRawBufferPointer) -> (taken: Int, fault: RequestFault?) {
        var start = 0
        while start < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
            guard let base = rest.baseAddress, let found = memchr(base, 0x0A, rest.count) else {
                return (start, faultOfPart(rest.count))
            }
            let length = UnsafeRawPointer(found) - base + 1
            if let fault = check(UnsafeRawBufferPointer(rebasing: rest[..<length])) { return (start, fault) }
            start += length
        }
        return (start, nil)
    }

    /// A line that has not ended yet may already be too long.
    private func faultOfPart(_ count: Int) -> RequestFault? {
        if !sawRequestLine {
            // Room for the method and the version.
            return count > limits.targetBytes + 64 ? .targetTooLong : nil
        }
        return count > limits.fieldBytes + 2 || headerBytes + count > limits.headerBytes ? .headerTooLarge : nil
    }

    private mutating func check(_ line: UnsafeRawBufferPointer) -> RequestFault? {
        guard line.count >= 2, line[line.count - 2] == 0x0D else { return .malformed }
        let text = UnsafeRawBufferPointer(rebasing: line[..<(line.count - 2)])
        if !sawRequestLine {
            // RFC 9112, section 2.2: an empty line before a request is let pass; more than one is not.
            if text.isEmpty {
                headerBytes += 2
                return headerBytes > 2 ? .malformed : nil
            }
            sawRequestLine = true
            headerBytes += line.count
            return checkRequestLine(text)
        }
        headerBytes += line.count
        if text.isEmpty {
            headerBytes = 0
            fields = 0
            sawRequestLine = false
            return nil
        }
        fields += 1
        if text.count > limits.fieldBytes || headerBytes > limits.headerBytes || fields > limits.fields {
            return .headerTooLarge
        }
        return Self.checkField(text)
    }

    /// `METHOD SP /target SP HTTP/1.x`
    private func checkRequestLine(_ text: UnsafeRawBufferPointer) -> RequestFault? {
        guard let first = text.firstIndex(of: 0x20), first > 0, first <= 16,
            let last = text.lastIndex(of: 0x20), last > first + 1
        else { return text.count > limits.targetBytes ? .targetTooLong : .malformed }
        if last - first - 1 > limits.targetBytes { return .targetTooLong }
        let version = text[(last + 1)...]
        guard version.elementsEqual("HTTP/1.1".utf8) || version.elementsEqual("HTTP/1.0".utf8) else {
            return .malformed
        }
        guard text[first + 1] == UInt8(ascii: "/") else { return .malformed }
        for byte in text[(first + 1)..<last] where byte <= 0x20 || byte >= 0x7F { return .malformed }
        return nil
    }

    /// A token, a colon right behind it, and no control character in the value.
    private static func checkField(_ text: UnsafeRawBufferPointer) -> RequestFault? {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return .malformed }
        for byte in text[..<colon] where byte <= 0x20 || byte >= 0x7F { return .malformed }
        for byte in text[(colon + 1)...] where (byte < 0x20 && byte != 0x09) || byte == 0x7F { return .malformed }
        return nil
    }
}
