import COpenSSL
import Synchronization

/// HMAC-SHA256 (RFC 2104) under one key, by libcrypto.
///
/// One context is kept and re-initialised for each message, which costs a quarter of copying it.
/// Safe to use from several threads; they take turns.
final class MessageAuthentication: Sendable {
    /// A full SHA-256 code.
    typealias Code = InlineArray<32, UInt8>

    private struct Context: ~Copyable {
        let pointer: OpaquePointer
        deinit { EVP_MAC_CTX_free(pointer) }
    }

    private let context: Mutex<Context>

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
        context = Mutex(Context(pointer: pointer))
    }

    /// The code of a message. No Swift allocation.
    func code(of message: Span<UInt8>) -> Code {
        context.withLock { context in
            var code = Code(repeating: 0)
            var length = 0
            var span = code.mutableSpan
            let done = message.withUnsafeBufferPointer { bytes in
                span.withUnsafeMutableBufferPointer { output in
                    EVP_MAC_init(context.pointer, nil, 0, nil) == 1
                        && EVP_MAC_update(context.pointer, bytes.baseAddress, bytes.count) == 1
                        && EVP_MAC_final(context.pointer, output.baseAddress, &length, output.count) == 1
                }
            }
            precondition(done && length == 32, "libcrypto failed to compute a code: out of memory")
            return code
        }
    }
}

/// The one place where secrets are compared: in a time that does not depend on their content.
enum ConstantTime {
    static func equal(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        return left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { right in
                CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
            }
        }
    }
}

/// HKDF with SHA-256 (RFC 5869), without salt, by libcrypto.
enum KeyDerivation {
    static func derive(from root: [UInt8], info: [UInt8], count: Int) -> [UInt8] {
        guard let algorithm = EVP_KDF_fetch(nil, "HKDF", nil), let context = EVP_KDF_CTX_new(algorithm) else {
            preconditionFailure("libcrypto has no HKDF; install Debian's libssl3")
        }
        defer { EVP_KDF_CTX_free(context) }
        EVP_KDF_free(algorithm)
        var digest = Array("SHA256".utf8CString)
        var root = root
        var info = info
        var output = [UInt8](repeating: 0, count: count)
        let status = digest.withUnsafeMutableBufferPointer { digest in
            root.withUnsafeMutableBytes { root in
                info.withUnsafeMutableBytes { info in
                    var parameters = [
                        OSSL_PARAM_construct_utf8_string(copenssl_name_digest(), digest.baseAddress, 0),
                        OSSL_PARAM_construct_octet_string(copenssl_name_key(), root.baseAddress, root.count),
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
}
