import COpenSSL

/// Codes and keys a second time, by libcrypto's one-shot call and the text of the RFCs.
enum SlowCode {
    static func hmac(_ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: 32)
        var length = 0
        let done = EVP_Q_mac(
            nil, "HMAC", nil, "SHA256", nil, key, key.count, message, message.count, &code, code.count, &length)
        require(done != nil && length == 32, "libcrypto computes a code")
        return code
    }

    /// HKDF without salt; 32 bytes are its first block.
    static func key(_ purpose: String, root: [UInt8], site: String) -> [UInt8] {
        let info = Array("share/v1\0\(purpose)\0\(site)".utf8)
        return hmac(hmac([UInt8](repeating: 0, count: 32), root), info + [1])
    }
}

/// Base64url by its definition: six bits a letter.
enum SlowBase64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var bits = Bits.of(bytes)
        while !bits.count.isMultiple(of: 6) { bits.append(false) }
        return stride(from: 0, to: bits.count, by: 6).map { alphabet[Int(Bits.number(bits[$0..<($0 + 6)]))] }
    }

    static func decode(_ letters: [UInt8]) -> [UInt8]? {
        var bits: [Bool] = []
        for letter in letters {
            guard let value = alphabet.firstIndex(of: letter) else { return nil }
            bits += (0..<6).map { value >> (5 - $0) & 1 == 1 }
        }
        guard bits.count.isMultiple(of: 8) else { return nil }
        return stride(from: 0, to: bits.count, by: 8).map { UInt8(Bits.number(bits[$0..<($0 + 8)])) }
    }
}

/// Bytes as a row of bits, the highest first.
enum Bits {
    static func of(_ bytes: [UInt8]) -> [Bool] {
        bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 == 1 } }
    }

    static func number(_ bits: ArraySlice<Bool>) -> UInt64 {
        bits.reduce(0) { $0 * 2 + ($1 ? 1 : 0) }
    }
}
