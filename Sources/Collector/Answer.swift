import NIOCore

/// The statuses that the collector answers with.
enum Status: Int, CaseIterable, Sendable {
    case ok = 200
    case noContent = 204
    case found = 302
    case seeOther = 303
    case badRequest = 400
    case forbidden = 403
    case notFound = 404
    case methodNotAllowed = 405
    case gone = 410
    case uriTooLong = 414
    case headerFieldsTooLarge = 431
    case serviceUnavailable = 503

    /// The status line, and the beginning of the field that follows it.
    var opening: StaticString {
        switch self {
        case .ok: "HTTP/1.1 200 OK\r\nDate: "
        case .noContent: "HTTP/1.1 204 No Content\r\nDate: "
        case .found: "HTTP/1.1 302 Found\r\nDate: "
        case .seeOther: "HTTP/1.1 303 See Other\r\nDate: "
        case .badRequest: "HTTP/1.1 400 Bad Request\r\nDate: "
        case .forbidden: "HTTP/1.1 403 Forbidden\r\nDate: "
        case .notFound: "HTTP/1.1 404 Not Found\r\nDate: "
        case .methodNotAllowed: "HTTP/1.1 405 Method Not Allowed\r\nDate: "
        case .gone: "HTTP/1.1 410 Gone\r\nDate: "
        case .uriTooLong: "HTTP/1.1 414 URI Too Long\r\nDate: "
        case .headerFieldsTooLarge: "HTTP/1.1 431 Request Header Fields Too Large\r\nDate: "
        case .serviceUnavailable: "HTTP/1.1 503 Service Unavailable\r\nDate: "
        }
    }
}

/// An answer before it is written.
struct Answer: Sendable {
    var status: Status
    /// `Location`; made of bytes that cannot end a line.
    var location: String?
    /// Fields that are the same each time, each with its line end.
    var fields: StaticString = ""
    /// Fields that depend on the request; values are checked as they are made.
    var moreFields: [(name: StaticString, value: String)] = []
    var contentType: StaticString?
    var body: String = ""

    /// No cache keeps it, and no search engine lists it.
    static let transient: StaticString = "Cache-Control: no-store\r\nX-Robots-Tag: noindex\r\n"

    /// A redirect. The location comes from our own tables; a byte that could end a line is never written.
    static func redirect(_ status: Status, to location: String) -> Answer {
        Answer(status: status, location: location, fields: transient)
    }

    /// A few words.
    static func text(_ status: Status, _ body: String) -> Answer {
        Answer(status: status, fields: transient, contentType: "text/plain; charset=utf-8", body: body)
    }

    /// Writes the answer.
    func write(
        into buffer: inout ByteBuffer, date: [UInt8], recorded: Bool, keepsAlive: Bool, speaksOld: Bool, isHead: Bool
    ) {
        buffer.writeStaticString(status.opening)
        buffer.writeBytes(date)
        if let location {
            buffer.writeStaticString("\r\nLocation: ")
            Self.writeLine(location, into: &buffer)
        }
        buffer.writeStaticString("\r\n")
        buffer.writeStaticString(fields)
        for field in moreFields {
            buffer.writeStaticString(field.name)
            buffer.writeStaticString(": ")
            Self.writeLine(field.value, into: &buffer)
            buffer.writeStaticString("\r\n")
        }
        if recorded { buffer.writeStaticString("X-Recorded: 1\r\n") }
        if let contentType {
            buffer.writeStaticString("Content-Type: ")
            buffer.writeStaticString(contentType)
            buffer.writeStaticString("\r\nX-Content-Type-Options: nosniff\r\n")
        }
        if !keepsAlive {
            buffer.writeStaticString("Connection: close\r\n")
        } else if speaksOld {
            buffer.writeStaticString("Connection: keep-alive\r\n")
        }
        if status == .noContent {
            buffer.writeStaticString("\r\n")
        } else if body.isEmpty {
            buffer.writeStaticString("Content-Length: 0\r\n\r\n")
        } else {
            buffer.writeStaticString("Content-Length: ")
            buffer.writeString(String(body.utf8.count))
            buffer.writeStaticString("\r\n\r\n")
            if !isHead { buffer.writeString(body) }
        }
    }

    /// The last guard against a second header: only printable ASCII is written.
    private static func writeLine(_ text: String, into buffer: inout ByteBuffer) {
        let isPlain =
            text.utf8.withContiguousStorageIfAvailable { bytes in
                var isPlain = true
                for byte in bytes { isPlain = isPlain && byte >= 0x20 && byte < 0x7F }
                return isPlain
            } ?? false
        if isPlain {
            buffer.writeString(text)
        } else {
            buffer.writeBytes(text.utf8.filter { $0 >= 0x20 && $0 < 0x7F })
        }
    }
}
