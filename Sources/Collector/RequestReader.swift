import Foundation

/// Why a connection's bytes are not a request that we take.
struct RequestFault: Error, Hashable, Sendable {
    var status: Status

    static let malformed = RequestFault(status: .badRequest)
    static let targetTooLong = RequestFault(status: .uriTooLong)
    static let headerTooLarge = RequestFault(status: .headerFieldsTooLarge)
}

/// Reads the heads of requests, line by line (RFC 9112, sections 2 to 5), as strictly as they may be written.
///
/// Our requests have no body, so all bytes are header lines; and where front servers differ in what they let pass (bare
/// LF, folded lines, a space before the colon), it is refused. A pure state machine: bytes in, a head or a fault out.
struct RequestReader {
    enum Outcome {
        /// The head is not whole yet.
        case more
        /// It is whole, and so many bytes long.
        case head(RequestHead, length: Int)
        case fault(RequestFault)
    }

    private let limits: Limits
    private var head = RequestHead()
    /// Bytes of the header's lines that are read.
    private(set) var read = 0
    private var fields = 0
    private var lengths = 0
    private var sawRequestLine = false

    init(limits: Limits) {
        self.limits = limits
    }

    /// Reads on.
    ///
    /// - Parameter bytes: all that has come from the header's first byte on; what an earlier call saw stands in it again.
    mutating func read(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        while true {
            let count = bytes.count - read
            guard count > 0, let base = bytes.baseAddress, let found = memchr(base + read, 0x0A, count) else {
                return faultOfPart(count).map { .fault($0) } ?? .more
            }
            let end = UnsafeRawPointer(found) - base + 1
            guard end - read >= 2, bytes[end - 2] == 0x0D else { return .fault(.malformed) }
            let line = read..<(end - 2)
            if !sawRequestLine {
                // RFC 9112, section 2.2: an empty line before a request is let pass; more than one is not.
                if line.isEmpty {
                    guard read == 0 else { return .fault(.malformed) }
                } else {
                    sawRequestLine = true
                    if let fault = takeRequestLine(line, of: bytes) { return .fault(fault) }
                }
                read = end
                continue
            }
            read = end
            if line.isEmpty {
                let whole = head
                self = RequestReader(limits: limits)
                return .head(whole, length: end)
            }
            fields += 1
            if line.count > limits.fieldBytes || end > limits.headerBytes || fields > limits.fields {
                return .fault(.headerTooLarge)
            }
            if let fault = takeField(line, of: bytes) { return .fault(fault) }
        }
    }

    /// A line that has not ended yet may already be too long.
    private func faultOfPart(_ count: Int) -> RequestFault? {
        if !sawRequestLine {
            // Room for the method and the version.
            return count > limits.targetBytes + 64 ? .targetTooLong : nil
        }
        return count > limits.fieldBytes + 2 || read + count > limits.headerBytes ? .headerTooLarge : nil
    }

    /// `METHOD SP /target SP HTTP/1.x`
    private mutating func takeRequestLine(_ line: Range<Int>, of bytes: UnsafeRawBufferPointer) -> RequestFault? {
        let text = UnsafeRawBufferPointer(rebasing: bytes[line])
        guard let first = text.firstIndex(of: 0x20), first > 0, first <= 16,
            let last = text.lastIndex(of: 0x20), last > first + 1
        else { return text.count > limits.targetBytes ? .targetTooLong : .malformed }
        if last - first - 1 > limits.targetBytes { return .targetTooLong }
        let method = text[..<first]
        guard method.allSatisfy({ Self.tokenBytes[Int($0)] }) else { return .malformed }
        if method.elementsEqual("GET".utf8) {
            head.method = .get
        } else if method.elementsEqual("HEAD".utf8) {
            head.method = .head
        } else {
            head.method = method.elementsEqual("OPTIONS".utf8) ? .options : .other
        }
        let version = text[(last + 1)...]
        head.isOld = version.elementsEqual("HTTP/1.0".utf8)
        guard head.isOld || version.elementsEqual("HTTP/1.1".utf8) else { return .malformed }
        guard text[first + 1] == UInt8(ascii: "/") else { return .malformed }
        for byte in text[(first + 1)..<last] where byte <= 0x20 || byte >= 0x7F { return .malformed }
        head.target = (line.lowerBound + first + 1)..<(line.lowerBound + last)
        return nil
    }

    /// A token, a colon right behind it, and no control character in the value.
    private mutating func takeField(_ line: Range<Int>, of bytes: UnsafeRawBufferPointer) -> RequestFault? {
        var colon = line.lowerBound
        while colon < line.upperBound, Self.tokenBytes[Int(bytes[colon])] { colon += 1 }
        guard colon > line.lowerBound, colon < line.upperBound, bytes[colon] == UInt8(ascii: ":") else {
            return .malformed
        }
        var start = colon + 1
        var end = line.upperBound
        for place in start..<end {
            let byte = bytes[place]
            if (byte < 0x20 && byte != 0x09) || byte == 0x7F { return .malformed }
        }
        guard let field = RequestField(UnsafeRawBufferPointer(rebasing: bytes[line.lowerBound..<colon])) else {
            return nil
        }
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while start < end, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        if field == .contentLength {
            lengths += 1
            if lengths > 1 { return .malformed }
        }
        head.take(field, start..<end, of: bytes)
        return nil
    }

    /// The bytes of a token (RFC 9110, section 5.6.2).
    private static let tokenBytes: [Bool] = (0..<256).map { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || "!#$%&'*+-.^_`|~".utf8.contains(UInt8(byte))
    }
}
