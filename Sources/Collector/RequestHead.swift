/// The head of one request: what it says in a word, and where in its bytes the longer values stand.
struct RequestHead {
    /// A part of the bytes of a header, counted from the header's first byte.
    typealias Place = Range<Int>

    enum Method: Sendable {
        case get
        case head
        case options
        case other
    }

    var method = Method.get
    var target: Place = 0..<0
    /// Whether it is one of HTTP/1.0.
    var isOld = false
    var hosts = 0
    var host: Place?
    /// Whether the host is spelled with capital letters, which browsers never do.
    var shoutsHost = false
    /// Whether a body is announced, which none of our requests has.
    var announcesBody = false
    /// `Connection: close`, or `keep-alive`.
    var wantsClose = false
    var wantsKeepAlive = false
    var wantsJSON = false
    /// `Sec-GPC: 1` or `DNT: 1`.
    var wantsPrivacy = false
    var namesScanner = false
    var agent: Place?
    var fetchDestination: Place?
    var origin: Place?
    var referrer: Place?
    var requestedWith: Place?
    var brands: Place?
    var from: Place?
    var purposes: [Place] = []
    var forwardedFor: [Place] = []
    var forwarded: [Place] = []

    /// Whether the connection stays open for another request (RFC 9112, section 9.3).
    var isKeepAlive: Bool { isOld ? wantsKeepAlive && !wantsClose : !wantsClose }

    /// Takes up a field.
    ///
    /// - Parameters:
    ///   - value: where the value stands, without white space around it.
    ///   - bytes: the header.
    mutating func take(_ field: RequestField, _ value: Place, of bytes: UnsafeRawBufferPointer) {
        let text = UnsafeRawBufferPointer(rebasing: bytes[value])
        switch field {
        case .host:
            hosts += 1
            host = value
            shoutsHost = text.contains { (0x41...0x5A).contains($0) }
        // Two opinions on a body's length are an attack, and so is one that is not plainly none.
        case .transferEncoding: announcesBody = true
        case .contentLength: if !(text.count == 1 && text[0] == UInt8(ascii: "0")) { announcesBody = true }
        case .connection:
            for word in text.split(separator: UInt8(ascii: ",")) {
                let word = UnsafeRawBufferPointer(rebasing: word).trimmed
                if word.isText("close") { wantsClose = true }
                if word.isText("keep-alive") { wantsKeepAlive = true }
            }
        case .userAgent: agent = value
        case .purpose: purposes.append(value)
        case .fetchDestination: fetchDestination = value
        case .forwardedFor: forwardedFor.append(value)
        case .forwarded: forwarded.append(value)
        case .origin: origin = value
        case .referer: referrer = value
        case .requestedWith: requestedWith = value
        case .brands: brands = value
        case .from: from = value
        case .scanner: namesScanner = true
        case .accept: if text.holds("application/json") { wantsJSON = true }
        case .privacy: if text.count == 1, text[0] == UInt8(ascii: "1") { wantsPrivacy = true }
        }
    }
}

/// The fields that the collector looks at.
enum RequestField {
    case host, transferEncoding, contentLength, connection, userAgent, purpose, fetchDestination, forwardedFor
    case forwarded, origin, referer, accept, privacy, requestedWith, brands, from, scanner

    private static let names: [(name: String, field: RequestField)] = [
        ("host", .host), ("transfer-encoding", .transferEncoding), ("content-length", .contentLength),
        ("connection", .connection), ("user-agent", .userAgent), ("sec-purpose", .purpose), ("purpose", .purpose),
        ("x-moz", .purpose), ("x-purpose", .purpose), ("sec-fetch-dest", .fetchDestination),
        ("x-forwarded-for", .forwardedFor), ("forwarded", .forwarded), ("origin", .origin), ("referer", .referer),
        ("accept", .accept), ("sec-gpc", .privacy), ("dnt", .privacy), ("x-requested-with", .requestedWith),
        ("sec-ch-ua", .brands), ("from", .from), ("x-scanner", .scanner),
    ]

    /// The fields by the length of their name, so that most names are told apart by it.
    private static let byLength: [[(name: [UInt8], field: RequestField)]] = (0...17).map { length in
        names.filter { $0.name.utf8.count == length }.map { (Array($0.name.utf8), $0.field) }
    }

    /// Letters of either case (RFC 9110, section 5.1).
    init?(_ name: UnsafeRawBufferPointer) {
        guard name.count < Self.byLength.count else { return nil }
        for known in Self.byLength[name.count] where name.isLowercased(known.name) {
            self = known.field
            return
        }
        return nil
    }
}

extension UnsafeRawBufferPointer {
    /// Whether these bytes are that text of lower-case letters, letters of either case.
    fileprivate func isLowercased(_ text: [UInt8]) -> Bool {
        for index in text.indices {
            let byte = self[index]
            if text[index] != ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) { return false }
        }
        return true
    }

    /// Without spaces and tabs around it.
    fileprivate var trimmed: UnsafeRawBufferPointer {
        var rest = self[...]
        while let first = rest.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
        while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
        return UnsafeRawBufferPointer(rebasing: rest)
    }

    /// Whether it is a text of lower-case letters, letters of either case.
    fileprivate func isText(_ text: StaticString) -> Bool { count == text.utf8CodeUnitCount && holds(text) }

    /// Whether a text of lower-case letters stands in it somewhere, letters of either case.
    fileprivate func holds(_ text: StaticString) -> Bool {
        let wanted = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard count >= wanted.count else { return false }
        return (0...(count - wanted.count)).contains { start in
            wanted.indices.allSatisfy { index in
                let byte = self[start + index]
                return wanted[index] == ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
            }
        }
    }
}
