import Foundation

/// Why the signature of a press link is wrong: tries the mistakes that templates make.
public enum PressDiagnosis {
    /// The mistake that explains the signature, in one line with what to do; nil where none does.
    ///
    /// Cost: some hundred codes.
    public static func explain(_ query: PressQuery, ring: KeyRing) -> String? {
        let values = query.values
        let message = values.message
        for slot in ring.slots where slot.id != query.key {
            if let code = ring.pressCode(of: message, key: slot.id), query.isSigned(code) {
                return "the signature is that of key \(slot.id), but the link says k=\(query.key); write k=\(slot.id)"
            }
        }
        guard let text = ring.linkKey(of: query.key) else { return nil }
        let key = MessageAuthentication(key: Array(text.utf8))
        for (mistake, message) in messages(values, channel: query.channel, key: query.key)
        where query.isSigned(key.code(of: message)) {
            return mistake
        }
        for (mistake, bytes) in keys(text) where query.isSigned(MessageAuthentication(key: bytes).code(of: message)) {
            return mistake
        }
        return nil
    }

    /// The same values under a key that was read wrongly.
    private static func keys(_ text: String) -> [(String, [UInt8])] {
        let lineEnd =
            "the key was used with a line end or a space at its end; trim what you read from the file or variable"
        let quotes = "the key was used with its quotation marks; leave them away"
        var keys = ["\n", "\r\n", " "].map { (lineEnd, Array((text + $0).utf8)) }
        keys += [("\"", "\""), ("'", "'")].map { (quotes, Array(($0.0 + text + $0.1).utf8)) }
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/") + "="
        if let bytes = Data(base64Encoded: base64) {
            keys.append(("the key was decoded from base64; use its 43 letters as they are", Array(bytes)))
        }
        return keys
    }

    /// The messages that a template may have signed instead.
    private static func messages(_ values: PressValues, channel: String, key: UInt8) -> [(String, [UInt8])] {
        var found: [(String, [UInt8])] = []
        let changes: [(String, (String) -> String)] = [
            (
                "a value was signed with HTML entities in it, and sent without; decode it before signing",
                HTMLEscaping.escape
            ),
            (
                "a value was signed before its HTML entities were decoded; sign what you send",
                { $0.replacing("&", with: "&amp;") }
            ),
            ("a value was signed percent-encoded; sign the values as they are", PercentEncoding.encode),
            (
                "a value was signed form-encoded; sign the values as they are",
                { PercentEncoding.encode($0).replacing("%20", with: "+") }
            ),
            ("a value was signed with white space at its end; trim it before signing and sending", { $0 + "\n" }),
            ("a value was signed with white space at its end; trim it before signing and sending", { $0 + " " }),
            ("a value was signed with white space at its beginning; trim it before signing and sending", { " " + $0 }),
            (
                "a value was signed with its letters composed (NFC), and sent otherwise; sign what you send",
                \.precomposedStringWithCanonicalMapping
            ),
            (
                "a value was signed with its letters decomposed (NFD), and sent otherwise; sign what you send",
                \.decomposedStringWithCanonicalMapping
            ),
            ("a value was signed in lower case; sign what you send", { $0.lowercased() }),
        ]
        for (mistake, change) in changes {
            for changed in variants(values, change) { found.append((mistake, changed.message)) }
        }
        let pairs = pairs(values)
        for order in orders(pairs) {
            found.append(("the values were signed in another order; it is a, d, g, i, n, t, u, v", message(order)))
        }
        for left in pairs where left.name != "u" {
            let rest = pairs.filter { $0.name != left.name }
            found.append(("«\(left.name)» was not signed; sign every value that you send", message(rest)))
        }
        let sorted = pairs.sorted { $0.name < $1.name }
        let with = { (more: [(name: String, value: String)]) in message((pairs + more).sorted { $0.name < $1.name }) }
        found.append(
            ("«c» was signed too; leave it out, so that one signature serves all channels", with([("c", channel)])))
        found.append(("«k» was signed too; leave it out", with([("k", "\(key)")])))
        found.append(("«c» and «k» were signed too; leave them out", with([("c", channel), ("k", "\(key)")])))
        found.append(("the line «press/1» was not signed; the message begins with it", message(sorted, head: "")))
        found.append(("the last line end was not signed; every line ends in one", Array(message(sorted).dropLast())))
        let crlf = message(sorted).flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        found.append(("the lines were signed with CR LF; each ends in LF alone", crlf))
        let encoded = sorted.map { "\($0.name)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
        found.append(("the query was signed; sign «press/1» and a line name=value for each value", Array(encoded.utf8)))
        return found
    }

    private static func pairs(_ values: PressValues) -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        values.forEachSigned { name, value in pairs.append((String(UnicodeScalar(name)), value)) }
        return pairs
    }

    private static func message(_ pairs: [(name: String, value: String)], head: String = "press/1\n") -> [UInt8] {
        Array((head + pairs.map { "\($0.name)=\($0.value)\n" }.joined()).utf8)
    }

    /// The orders that templates write: as in the link, address first, and backwards.
    private static func orders(_ pairs: [(name: String, value: String)]) -> [[(name: String, value: String)]] {
        ["utaidgnv", "utadginv", "uatidgnv", "tuaidgnv", "autidgnv", "vutnigda"].map { order in
            order.compactMap { letter in pairs.first { $0.name == String(letter) } }
        }
    }

    /// The change in the title, in the address, in each other value, and in all.
    private static func variants(_ values: PressValues, _ change: (String) -> String) -> [PressValues] {
        var all = values
        var each: [PressValues] = []
        all.url = change(values.url)
        each.append(all)
        let others: [WritableKeyPath<PressValues, String?>] = [
            \.title, \.cmsID, \.image, \.summary, \.hashtags, \.instance, \.via,
        ]
        for path in others {
            guard let value = values[keyPath: path], !value.isEmpty else { continue }
            var one = values
            one[keyPath: path] = change(value)
            each.append(one)
            all[keyPath: path] = change(value)
        }
        return each + [all]
    }
}
