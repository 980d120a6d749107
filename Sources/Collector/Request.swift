import Judging
import NIOHTTP1

/// A request, with what the collector looks at.
struct Request: Sendable {
    enum Method: Sendable {
        case get
        case head
        case options
        case other
    }

    var method: Method
    /// The path without the query.
    var path: Substring
    /// What stands after `?`.
    var query: Substring?
    var reader: PeerAddress
    var signals: Signals
    var origin: String?
    var wantsJSON = false
    /// `Sec-GPC: 1` or `DNT: 1`.
    var wantsPrivacy = false
    /// `Host` as it came, which only the operator's listener looks at.
    var host: String?
    /// Whether the host is spelled with capital letters, which browsers never do.
    var shoutsHost = false
    /// An offer to speak another protocol.
    var offersUpgrade = false

    /// Reads the head of a request; nil where it is one that a server must refuse (RFC 9112, sections 3.2 and 6).
    init?(head: HTTPRequestHead, peer: PeerAddress, trusted: [AddressRange]) {
        var hosts = 0
        var forwardedFor: [String] = []
        var forwarded: [String] = []
        var signals = Signals()
        for (name, value) in head.headers {
            switch Field(name) {
            case .host:
                hosts += 1
                host = value
                shoutsHost = value.utf8.contains { (0x41...0x5A).contains($0) }
            // A body has no meaning here, and two opinions on its length are an attack.
            case .transferEncoding: return nil
            case .contentLength: if value != "0" { return nil }
            case .userAgent: signals.agent = value
            case .purpose: signals.purposes.append(value)
            case .fetchDestination: signals.fetchDestination = value.lowercased()
            case .forwardedFor: forwardedFor.append(value)
            case .forwarded: forwarded.append(value)
            case .origin: origin = value
            case .referer: signals.referrer = value
            case .requestedWith: signals.requestedWith = value
            case .brands: signals.brands = value
            case .from: signals.from = value
            case .scanner: signals.namesScanner = true
            case .accept: if AcceptedTypes.holdJSON(value) { wantsJSON = true }
            case .privacy: if value == "1" { wantsPrivacy = true }
            case .upgrade: offersUpgrade = true
            case nil: break
            }
        }
        guard hosts == 1 || (hosts == 0 && head.version.minor == 0) else { return nil }
        switch head.method {
        case .GET: method = .get
        case .HEAD: method = .head
        case .OPTIONS: method = .options
        default: method = .other
        }
        signals.isHead = method == .head
        self.signals = signals
        let target = head.uri[...]
        if let question = target.utf8.firstIndex(of: UInt8(ascii: "?")) {
            path = target[..<question]
            query = target[target.index(after: question)...]
        } else {
            path = target
        }
        reader = ForwardedAddress.reader(
            peer: peer, forwardedFor: forwardedFor, forwarded: forwarded, trusted: trusted)
    }

    /// Whether a body is to follow, which none of our requests has.
    static func announcesBody(_ head: HTTPRequestHead) -> Bool {
        for (name, value) in head.headers {
            switch Field(name) {
            case .transferEncoding: return true
            case .contentLength: if value != "0" { return true }
            default: break
            }
        }
        return false
    }
}

/// The fields that the collector looks at.
private enum Field {
    case host, transferEncoding, contentLength, userAgent, purpose, fetchDestination, forwardedFor, forwarded
    case origin, referer, accept, privacy, upgrade, requestedWith, brands, from, scanner

    private static let names: [(name: String, field: Field)] = [
        ("host", .host), ("transfer-encoding", .transferEncoding), ("content-length", .contentLength),
        ("user-agent", .userAgent), ("sec-purpose", .purpose), ("purpose", .purpose), ("x-moz", .purpose),
        ("x-purpose", .purpose), ("sec-fetch-dest", .fetchDestination), ("x-forwarded-for", .forwardedFor),
        ("forwarded", .forwarded), ("origin", .origin), ("referer", .referer), ("accept", .accept),
        ("sec-gpc", .privacy), ("dnt", .privacy), ("upgrade", .upgrade), ("x-requested-with", .requestedWith),
        ("sec-ch-ua", .brands), ("from", .from), ("x-scanner", .scanner),
    ]

    /// The fields by the length of their name, so that most names are told apart by it.
    private static let byLength: [[(name: [UInt8], field: Field)]] = (0...17).map { length in
        names.filter { $0.name.utf8.count == length }.map { (Array($0.name.utf8), $0.field) }
    }

    /// Letters of either case (RFC 9110, section 5.1).
    init?(_ name: String) {
        let bytes = name.utf8
        guard bytes.count < Self.byLength.count else { return nil }
        for known in Self.byLength[bytes.count] {
            var matches = true
            var place = 0
            for byte in bytes {
                if known.name[place] != ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) {
                    matches = false
                    break
                }
                place += 1
            }
            if matches {
                self = known.field
                return
            }
        }
        return nil
    }
}

/// Reads `Accept`.
private enum AcceptedTypes {
    private static let json = Array("application/json".utf8)

    /// Whether JSON is asked for by name, letters of either case.
    static func holdJSON(_ value: String) -> Bool {
        guard value.utf8.count >= json.count else { return false }
        let bytes = value.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return (0...(bytes.count - json.count)).contains { bytes[$0...].starts(with: json) }
    }
}
