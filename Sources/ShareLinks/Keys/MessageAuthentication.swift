import COpenSSL
import Synchronization

/// HMAC-SHA256 (RFC 2104) under one key, by libcrypto.
///
/// One context is kept and re-initialised for each message, which costs a quarter of copying it.
/// Safe to use from several threads; they take turns.
final class MessageAuthentication: Sendable {
    /// A full SHA-256 code: 32 bytes in a type of fixed size, so that none is allocated.
    struct Code {
        private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

        /// Calls the body with the 32 bytes.
        func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
            withUnsafeBytes(of: words, body)
        }

        fileprivate mutating func fill(_ body: (UnsafeMutableRawBufferPointer) -> Void) {
            withUnsafeMutableBytes(of: &words, body)
        }

        /// The first bytes, to be written into a link.
        func prefix(_ count: Int) -> [UInt8] { withBytes { Array($0.prefix(count)) } }

        /// Whether the first bytes are these, compared in constant time.
        func begins(with given: UnsafeRawBufferPointer) -> Bool {
            withBytes { ConstantTime.equal(given, UnsafeRawBufferPointer(rebasing: $0[..<min(given.count, 32)])) }
        }
    }

    private let turn = Mutex(())
    /// Touched under the lock only.
    nonisolated(unsafe) private let context: OpaquePointer

    init(key: [UInt8]) {
        guard let algorithm = EVP_MAC_fetch(nil, "HMAC", nil), let pointer = EVP_MAC_CTX_new(algorithm) else {
            preconditionFailure("libcrypto has no HMAC; install Debian's libssl3")
        }
        EVP_MAC_free(algorithm)
        var digest = Array("SHA256".utf8CString)
        let status = digest.withUnsafeMutableBufferPointer { name in
            var parameters = [
                OSSL_PARAM_construct_utf8_string(copenssl_name_digest(), name.baseAddress, 0),
                OSSL_PARAM_construct_end(),
            ]
            return EVP_MAC_init(pointer, key, key.count, &parameters)
        }
        precondition(status == 1, "libcrypto refused the key")
        context = pointer
    }

    deinit { EVP_MAC_CTX_free(context) }

    /// The code of a message. No Swift allocation.
    func code(of message: UnsafeRawBufferPointer) -> Code {
        var code = Code()
        code.fill { output in
            let bytes = message.baseAddress?.assumingMemoryBound(to: UInt8.self)
            let target = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            turn.withLock { _ in
                var length = 0
                let done =
                    EVP_MAC_init(context, nil, 0, nil) == 1
                    && EVP_MAC_update(context, bytes, message.count) == 1
                    && EVP_MAC_final(context, target, &length, output.count) == 1
                precondition(done && length == 32, "libcrypto failed to compute a code: out of memory")
            }
        }
        return code
    }

    /// The code of a message.
    func code(of message: [UInt8]) -> Code { message.withUnsafeBytes { code(of: $0) } }
}

/// The one place where secrets are compared: in a time that does not depend on their content.
enum ConstantTime {
    static func equal(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
    }
}

/// HKDF with SHA-256 (RFC 5869), without salt, by libcrypto.
enum KeyDerivation {
    /// Our keys have no salt; a test of the function needs one.
    ///
    /// - Parameter count: at most 8,160 bytes, which is 255 blocks (RFC 5869, section 2.3).
    static func derive(from root: [UInt8], salt: [UInt8] = [], info: [UInt8], count: Int) -> [UInt8] {
        precondition((1...8160).contains(count), "HKDF-SHA256 gives 1 to 8,160 bytes")
        guard let algorithm = EVP_KDF_fetch(nil, "HKDF", nil), let context = EVP_KDF_CTX_new(algorithm) else {
            preconditionFailure("libcrypto has no HKDF; install Debian's libssl3")
        }
        defer { EVP_KDF_CTX_free(context) }
        EVP_KDF_free(algorithm)
        var digest = Array("SHA256".utf8CString)
        var root = root
        var salt = salt
        var info = info
        var output = [UInt8](repeating: 0, count: count)
        let status = digest.withUnsafeMutableBufferPointer { digest in
            root.withUnsafeMutableBytes { root in
                withUnsafeMutableBytes(salt: &salt, info: &info) { salt, info in
                    var parameters = [
                        OSSL_PARAM_construct_utf8_string(copenssl_name_digest(), digest.baseAddress, 0),
                        OSSL_PARAM_construct_octet_string(copenssl_name_key(), root.baseAddress, root.count),
                        OSSL_PARAM_construct_octet_string(copenssl_name_salt(), salt.baseAddress, salt.count),
                        OSSL_PARAM_construct_octet_string(copenssl_name_info(), info.baseAddress, info.count),
                        OSSL_PARAM_construct_end(),
                    ]
                    return EVP_KDF_derive(context, &output, count, &parameters)
                }
            }
        }
        precondition(status == 1, "libcrypto failed to derive a key")
        return output
    }

    private static func withUnsafeMutableBytes<Result>(
        salt: inout [UInt8], info: inout [UInt8],
        _ body: (UnsafeMutableRawBufferPointer, UnsafeMutableRawBufferPointer) -> Result
    ) -> Result {
        salt.withUnsafeMutableBytes { salt in info.withUnsafeMutableBytes { info in body(salt, info) } }
    }
}
