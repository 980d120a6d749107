import Engagement
import Foundation

/// Text as mail carries it: seven bits, short lines.
enum MailText {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// A body as quoted-printable (RFC 2045, 6.7): lines of at most 76 letters.
    static func quotedPrintable(_ text: String) -> String {
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var encoded: [UInt8] = []
            var width = 0
            let bytes = Array(line.utf8)
            for (place, byte) in bytes.enumerated() {
                // A space at the end of a line is lost on the way. A dot alone would end a mail, and «From » begin another.
                let isPlain =
                    (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
                    && !(place == 0 && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F")))
                    || byte == 0x20 && place + 1 < bytes.count
                let piece = isPlain ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
                if width + piece.count > 75 {
                    encoded += Array("=\n".utf8)
                    width = 0
                }
                encoded += piece
                width += piece.count
            }
            lines.append(String(decoding: encoded, as: UTF8.self))
        }
        return lines.joined(separator: "\n")
    }

    /// A subject: as it is where it is plain, else in encoded words (RFC 2047), each of whole characters, a line each, and
    /// no line longer than 76 letters.
    static func subject(_ text: String) -> String {
        let isPlain =
            text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && text.utf8.count <= 66 && !text.contains("=?")
        return isPlain ? text : words(text).joined(separator: "\n ")
    }

    /// A name before an address.
    static func phrase(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x20
        }
        return isPlain && name.utf8.count <= 60 ? name : words(name).joined(separator: "\n ")
    }

    private static func words(_ text: String) -> [String] {
        // 39 bytes are 52 letters of base64; 12 more go round them, and before them stands «Subject: ».
        var words: [String] = []
        var piece: [UInt8] = []
        func end() {
            words.append("=?UTF-8?B?\(Data(piece).base64EncodedString())?=")
            piece = []
        }
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if piece.count + bytes.count > 39 { end() }
            piece += bytes
        }
        if !piece.isEmpty || words.isEmpty { end() }
        return words
    }

    /// A moment as mail writes it (RFC 5322, 3.3), such as `Tue, 01 Dec 2026 07:01:00 +0700`.
    static func date(_ moment: Timestamp, zone: TimeZone) -> String {
        let offset = zone.secondsFromGMT(for: Date(moment))
        let local = LocalTime(moment, zone: zone)
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        // 1 January 1970 was a Thursday.
        let day = Int((moment.seconds + Int64(offset)).floored(to: 86_400) / 86_400)
        let size = abs(offset) / 60
        return "\(days[((day % 7) + 7) % 7]), \(padded(local.day)) \(months[local.month - 1]) \(padded(local.year, 4)) "
            + "\(padded(local.hour)):\(padded(local.minute)):\(padded(local.second)) "
            + "\(offset < 0 ? "-" : "+")\(padded(size / 60))\(padded(size % 60))"
    }
}
