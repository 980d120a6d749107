import EventStore
import Foundation
import NIOCore
import NIOSSL
import Synchronization

/// The files of a certificate, as PEM.
public struct TLSFiles: Hashable, Sendable {
    /// The certificate, then those that lead to its root.
    public var certificate: String
    /// Its private key, of mode 0600.
    public var key: String

    /// Names the files.
    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }
}

/// Why a certificate cannot be used; its description holds nothing of the key.
public enum TLSError: Error, Hashable, Sendable, CustomStringConvertible {
    case missing(key: String, path: String)
    case othersCanRead(path: String, mode: String)
    case unreadable(key: String, path: String)
    /// The two do not belong together, or the library takes them not.
    case unusable

    /// One line: what is wrong, and what to do.
    public var description: String {
        switch self {
        case .missing(let key, let path): "«\(key)»: cannot read \(path); name a PEM file that this user can read"
        case .othersCanRead(let path, let mode):
            "«tls.key»: \(path) has mode \(mode), so others can read it; run: chmod 600 \(path)"
        case .unreadable(let key, let path):
            "«\(key)»: \(path) holds no PEM \(key == "tls.key" ? "private key without a password" : "certificate"); "
                + "convert it with «openssl \(key == "tls.key" ? "pkey" : "x509")»"
        case .unusable: "«tls.key» does not belong to «tls.certificate»; name the key that the certificate was made for"
        }
    }
}

/// The certificate that the public listener shows: read at the start, and again when the configuration is.
final class TLSIdentity: Sendable {
    private struct State {
        var context: NIOSSLContext
        var expiry: Date
    }

    private let state: Mutex<State>

    /// Reads the files.
    ///
    /// - Throws: `TLSError`.
    init(_ files: TLSFiles) throws {
        state = Mutex(try Self.read(files))
    }

    /// Reads files anew; where that fails, those before stay. Connections that are open keep what they have.
    func refresh(_ files: TLSFiles) throws {
        let new = try Self.read(files)
        state.withLock { $0 = new }
    }

    /// When the first of the chain's certificates expires.
    var expiry: Date { state.withLock { $0.expiry } }

    /// What speaks TLS on a new connection.
    func handler() -> NIOSSLServerHandler { NIOSSLServerHandler(context: state.withLock { $0.context }) }

    private static func read(_ files: TLSFiles) throws(TLSError) -> State {
        let chain = try pem(files.certificate, "tls.certificate") { try NIOSSLCertificate.fromPEMBytes($0) }
        guard !chain.isEmpty else { throw .unreadable(key: "tls.certificate", path: files.certificate) }
        let key = try pem(files.key, "tls.key", isSecret: true) { try NIOSSLPrivateKey(bytes: $0, format: .pem) }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        // Whoever does not say goodbye must not hold up a stop.
        configuration.shutdownTimeout = .milliseconds(500)
        do {
            let expiry = chain.map(\.notValidAfter).min() ?? 0
            return State(
                context: try NIOSSLContext(configuration: configuration),
                expiry: Date(timeIntervalSince1970: Double(expiry)))
        } catch {
            throw .unusable
        }
    }

    private static func pem<Value>(
        _ path: String, _ key: String, isSecret: Bool = false, read: ([UInt8]) throws -> Value
    ) throws(TLSError) -> Value {
        // Opened once, so that what was looked at is what is read.
        guard let file = FileHandle(forReadingAtPath: path) else { throw .missing(key: key, path: path) }
        defer { try? file.close() }
        var about = stat()
        guard fstat(file.fileDescriptor, &about) == 0, about.st_mode & S_IFMT == S_IFREG else {
            throw .missing(key: key, path: path)
        }
        if isSecret, about.st_mode & 0o077 != 0 {
            throw .othersCanRead(path: path, mode: String(about.st_mode & 0o777, radix: 8))
        }
        guard let data = try? file.read(upToCount: 1 << 20) else { throw .unreadable(key: key, path: path) }
        do {
            return try read(Array(data))
        } catch {
            throw .unreadable(key: key, path: path)
        }
    }
}

/// Counts connections whose handshake failed, and lets everything pass.
final class HandshakeCounter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let counters: Counters

    init(counters: Counters) {
        self.counters = counters
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case NIOSSLError.handshakeFailed: counters.failedHandshakes.add()
        default: break
        }
        context.fireErrorCaught(error)
    }
}
