@testable import ShareLinks

/// The decoder agrees with one that looks at each byte by its place, reads every escape of every byte, and undoes the
/// encoder, which writes nothing but unreserved letters and escapes in upper case.
enum PercentTarget {
    static func check(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let decoded = PercentEncoding.decodeQueryValue(Substring(text).utf8)
        require(decoded == SlowQuery.decode(Array(text.utf8)), "the decoders agree")

        let encoded = PercentEncoding.encode(text)
        require(PercentEncoding.decodeQueryValue(encoded[...].utf8) == Array(text.utf8), "decoding undoes encoding")
        let safe = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%".utf8)
        require(encoded.utf8.allSatisfy(safe.contains), "nothing else is written: \(encoded)")
        require(encoded.utf8.count == text.utf8.count || encoded.utf8.contains(UInt8(ascii: "%")), "or it is escaped")

        let escaped = bytes.enumerated().map { place, byte in
            let digits = String(byte, radix: 16, uppercase: place.isMultiple(of: 2))
            return "%" + (digits.utf8.count == 1 ? "0" : "") + digits
        }
        require(PercentEncoding.decodeQueryValue(escaped.joined()[...].utf8) == bytes, "every byte has an escape")
    }
}
