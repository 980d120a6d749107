import Judging

/// A referring host is short, in lower case and of the letters that hosts have, stands in the referrer as it is, and
/// reads as itself.
enum ReferrerTarget {
    private static let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789-._[]:".utf8)

    static func check(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let host = ReferrerHost.read(text) else { return }
        require(!host.isEmpty && host.utf8.count <= 253, "its length is a host's")
        require(host.utf8.allSatisfy(letters.contains), "its letters are a host's: \(host)")
        require(text.lowercased().contains(host), "it stands in the referrer")
        require(ReferrerHost.read("https://\(host)/") == host, "it reads as itself: \(host)")
        require(ReferrerHost.read("http://reader@\(host)?x") == host, "whatever is around it")
    }
}
