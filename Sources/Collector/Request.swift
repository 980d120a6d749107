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
    var referrer: String?
    var wantsJSON = false
    /// `Sec-GPC: 1` or `DNT: 1`.
    var wantsPrivacy = false

    /// Reads the head of a request; nil where it is one that a server must refuse (RFC 9112, sections 3.2 and 6).
    init?(head: HTTPRequestHead, peer: PeerAddress, trusted: [AddressRange]) {
        var hosts = 0
        var forwardedFor: [String] = []
        var forwarded: [String] = []
        var signals = Signals()
        for (name, value) in head.headers {
            switch name.lowercased() {
            case "host": hosts += 1
            // A body has no meaning here, and two opinions on its length are an attack.
            case "transfer-encoding": return nil
            case "content-length": if value != "0" { return nil }
            case "user-agent": signals.agent = value
            case "sec-purpose", "purpose", "x-moz", "x-purpose": signals.purposes.append(value)
            case "sec-fetch-dest": signals.fetchDestination = value.lowercased()
            case "x-forwarded-for": forwardedFor.append(value)
            case "forwarded": forwarded.append(value)
            case "origin": origin = value
            case "referer": referrer = value
            case "accept": if value.lowercased().contains("application/json") { wantsJSON = true }
            case "sec-gpc", "dnt": if value == "1" { wantsPrivacy = true }
            default: break
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

    /// The referring host, lower case, without port and user name; nil where there is none to be read.
    var referrerHost: String? {
        referrer.flatMap(ReferrerHost.read)
    }
}
