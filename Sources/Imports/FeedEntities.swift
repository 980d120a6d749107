import Foundation

/// The named and numbered characters of HTML.
enum FeedEntities {
    /// The character behind a name, such as `nbsp`.
    static let named: [String: Unicode.Scalar] = {
        var table: [String: Unicode.Scalar] = [
            "quot": "\"", "amp": "&", "lt": "<", "gt": ">", "apos": "'", "ndash": "–", "mdash": "—", "lsquo": "‘",
            "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„", "hellip": "…", "bull": "•",
            "trade": "™", "euro": "€", "dagger": "†", "Dagger": "‡", "permil": "‰", "lsaquo": "‹", "rsaquo": "›",
            "OElig": "Œ", "oelig": "œ", "Scaron": "Š", "scaron": "š", "Yuml": "Ÿ", "ensp": "\u{2002}",
            "emsp": "\u{2003}", "thinsp": "\u{2009}", "zwnj": "\u{200C}", "zwj": "\u{200D}", "lrm": "\u{200E}",
            "rlm": "\u{200F}", "minus": "−", "larr": "←", "rarr": "→", "prime": "′", "Prime": "″", "Abreve": "Ă",
            "abreve": "ă", "Dstrok": "Đ", "dstrok": "đ", "Itilde": "Ĩ", "itilde": "ĩ", "Utilde": "Ũ", "utilde": "ũ",
        ]
        for (place, name) in latin.split(whereSeparator: \.isWhitespace).enumerated() {
            table[String(name)] = Unicode.Scalar(UInt8(160 + place))
        }
        return table
    }()

    /// The names of U+00A0 to U+00FF, in order.
    private static let latin = """
        nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr
        deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest
        Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml
        ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig
        agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml
        eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
        """

    /// Reads `&name;`, `&#39;` or `&#x1EBF;` at the start of the bytes; the length counts both marks.
    static func character(at bytes: ArraySlice<UInt8>) -> (scalar: Unicode.Scalar, length: Int)? {
        let window = bytes.prefix(16)
        guard let end = window.firstIndex(of: UInt8(ascii: ";")), end - bytes.startIndex >= 3 else { return nil }
        let length = end - bytes.startIndex + 1
        var name = window[(bytes.startIndex + 1)..<end]
        guard name.first == UInt8(ascii: "#") else {
            return named[String(decoding: name, as: UTF8.self)].map { ($0, length) }
        }
        name.removeFirst()
        var base: UInt32 = 10
        if name.first == UInt8(ascii: "x") || name.first == UInt8(ascii: "X") {
            base = 16
            name.removeFirst()
        }
        guard !name.isEmpty else { return nil }
        var value: UInt32 = 0
        for byte in name {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < base else { return nil }
            let (product, isTooMuch) = value.multipliedReportingOverflow(by: base)
            guard !isTooMuch, product <= 0xFFFF_FFF0 else { return ("\u{FFFD}", length) }
            value = product + UInt32(digit)
        }
        return (numbered(value), length)
    }

    /// The character with a number; browsers read 128 to 159 as Windows-1252, and so do we.
    private static func numbered(_ value: UInt32) -> Unicode.Scalar {
        if (0x80...0x9F).contains(value) {
            let text = String(data: Data([UInt8(value)]), encoding: .windowsCP1252)
            return text?.unicodeScalars.first ?? "\u{FFFD}"
        }
        return value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    /// The XML with HTML's names replaced by numbers, since XML knows but five names and feeds use more.
    ///
    /// What stands in CDATA stays as it is: there a name is plain text.
    static func withoutNames(_ bytes: [UInt8]) -> [UInt8] {
        let kept: Set<String> = ["quot", "amp", "lt", "gt", "apos"]
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let mark = rest.firstIndex(where: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "<") }) {
            output += rest[..<mark]
            rest = rest[mark...]
            if rest.starts(with: "<![CDATA[".utf8) {
                let end = endOfCDATA(rest)
                output += rest[..<end]
                rest = rest[end...]
                continue
            }
            guard rest[mark] == UInt8(ascii: "&") else {
                output.append(rest[mark])
                rest = rest.dropFirst()
                continue
            }
            let name = rest.dropFirst().prefix(10).prefix { $0 != UInt8(ascii: ";") }
            let text = String(decoding: name, as: UTF8.self)
            let isWhole = rest.dropFirst(name.count + 1).first == UInt8(ascii: ";")
            if isWhole, let scalar = named[text], !kept.contains(text) {
                output += Array("&#\(scalar.value);".utf8)
                rest = rest.dropFirst(name.count + 2)
            } else {
                output.append(rest[mark])
                rest = rest.dropFirst()
            }
        }
        return output + rest
    }

    private static func endOfCDATA(_ bytes: ArraySlice<UInt8>) -> Int {
        var at = bytes.startIndex
        while at + 3 <= bytes.endIndex {
            if bytes[at] == UInt8(ascii: "]"), bytes[at...].starts(with: "]]>".utf8) { return at + 3 }
            at += 1
        }
        return bytes.endIndex
    }
}
