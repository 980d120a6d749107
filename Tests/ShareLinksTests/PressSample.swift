@testable import ShareLinks

/// One signed press link, in pieces that can be spelled anew.
enum PressSample {
    static let url = "https://news.example/tin/lu-quet-4821.html"
    static let title = "L'Été & “Tết”: 100% C++ #1"
    static let image = "https://news.example/anh/1.jpg"
    static let values = PressValues(url: url, title: title, cmsID: "4821", image: image)
    static let signature = "949596f38b1e4c1b0a7eb027be44867d"

    /// Names with values as they are signed, not encoded.
    static let plain: [(name: String, value: String)] = [
        ("k", "1"), ("c", "facebook"), ("u", url), ("t", title), ("a", "4821"), ("i", image), ("s", signature),
    ]

    static var query: String { query(plain) }

    static func query(
        _ pairs: [(name: String, value: String)], joinedBy separator: String = "&",
        encoding: (String) -> String = PercentEncoding.encode
    ) -> String {
        pairs.map { "\($0.name)=\(encoding($0.value))" }.joined(separator: separator)
    }

    /// The query with one value as it is written, or without the name where that is nil.
    static func query(writing name: String, as written: String?) -> String {
        plain.compactMap { pair in
            guard pair.name == name else { return "\(pair.name)=\(PercentEncoding.encode(pair.value))" }
            return written.map { "\(name)=\($0)" }
        }.joined(separator: "&")
    }

    /// Reads and verifies; nil means accepted.
    static func error(of query: String, ring: KeyRing = SampleKeys.ring) -> PressLinkError? {
        do throws(PressLinkError) {
            let read = try PressQuery(Substring(query))
            _ = try read.verify(with: ring)
            return nil
        } catch {
            return error
        }
    }
}
