import Judging

/// A request, with what the collector looks at.
struct Request: Sendable {
    var method: RequestHead.Method
    /// The path without the query.
    var path: Substring
    /// What stands after `?`.
    var query: Substring?
    var reader: PeerAddress
    var signals: Signals
    var origin: String?
    var wantsJSON: Bool
    /// `Sec-GPC: 1` or `DNT: 1`.
    var wantsPrivacy: Bool
    /// `Host` as it came.
    var host: String?
    /// Whether the host is spelled with capital letters, which browsers never do.
    var shoutsHost: Bool

    /// Reads what a head says; nil where it is one that a server must refuse (RFC 9112, sections 3.2 and 6).
    ///
    /// - Parameter bytes: the header that the head was read from.
    init?(_ head: RequestHead, of bytes: UnsafeRawBufferPointer, peer: PeerAddress, trusted: [AddressRange]) {
        guard !head.announcesBody, head.hosts == 1 || (head.hosts == 0 && head.isOld) else { return nil }
        func text(_ place: RequestHead.Place) -> String { String(decoding: bytes[place], as: UTF8.self) }
        method = head.method
        let target = text(head.target)[...]
        host = head.host.map(text)
        if let question = target.utf8.firstIndex(of: UInt8(ascii: "?")) {
            path = target[..<question]
            query = target[target.index(after: question)...]
        } else {
            path = target
        }
        origin = head.origin.map(text)
        wantsJSON = head.wantsJSON
        wantsPrivacy = head.wantsPrivacy
        shoutsHost = head.shoutsHost
        signals = Signals(isHead: head.method == .head, agent: head.agent.map(text))
        signals.purposes = head.purposes.isEmpty ? [] : head.purposes.map(text)
        signals.fetchDestination = head.fetchDestination.map { text($0).lowercased() }
        signals.requestedWith = head.requestedWith.map(text)
        signals.referrer = head.referrer.map(text)
        signals.brands = head.brands.map(text)
        signals.from = head.from.map(text)
        signals.namesScanner = head.namesScanner
        reader = ForwardedAddress.reader(
            peer: peer, forwardedFor: head.forwardedFor, forwarded: head.forwarded, of: bytes, trusted: trusted)
    }
}
