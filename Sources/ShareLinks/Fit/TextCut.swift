/// Cuts a text to a length, between words where it can, with an ellipsis in place of what is gone.
public enum TextCut {
    /// The longest beginning of a text that fits, or the whole text.
    ///
    /// A text that does not fit is cut at white space, or between the characters of a script that has none (Chinese,
    /// Japanese, Thai, Lao, Khmer, Burmese); where not even the first word fits, between any two characters. No
    /// character (grapheme cluster) is ever split. White space and punctuation that would hang before the ellipsis,
    /// such as `,`, `–` or `(`, are taken away.
    ///
    /// ```swift
    /// TextCut.longest("Storm hits the coast, again") { $0.count <= 22 }  // "Storm hits the coast…"
    /// ```
    ///
    /// - Parameters:
    ///   - ellipsis: What stands for the rest of the text.
    ///   - fits: Whether a text fits. Where it refuses a text it must refuse longer ones, else the result fits but may
    ///     not be the longest.
    /// - Returns: The text itself, a beginning with the ellipsis behind it, or "" where nothing fits.
    /// - Complexity: O(m log m) for a result of m bytes where `fits` is linear, and one call of `fits` for the whole.
    public static func longest(_ text: String, ellipsis: String = "…", where fits: (String) -> Bool) -> String {
        if fits(text) { return text }
        for rule in [Rule.words, .characters] {
            var ends = CutEnds(text, rule)
            if let cut = longest(&ends, ellipsis, fits) { return cut }
        }
        return ""
    }

    enum Rule {
        case words, characters
    }

    /// Looks 1, 2, 4 … ends ahead until a text no longer fits, then halves what lies between.
    private static func longest(_ ends: inout CutEnds, _ ellipsis: String, _ fits: (String) -> Bool) -> String? {
        var best: String?
        var fitting = 0
        var refused = 1
        while let end = ends[refused - 1] {
            let cut = ends.text[..<end] + ellipsis
            guard fits(String(cut)) else { break }
            best = String(cut)
            fitting = refused
            refused *= 2
        }
        refused = min(refused, ends.count + 1)
        while fitting + 1 < refused {
            let middle = (fitting + refused) / 2
            guard let end = ends[middle - 1] else { break }
            let cut = String(ends.text[..<end] + ellipsis)
            if fits(cut) {
                best = cut
                fitting = middle
            } else {
                refused = middle
            }
        }
        return best
    }
}

/// The places where a text may be cut, found from the left as they are asked for.
struct CutEnds {
    let text: String
    private let rule: TextCut.Rule
    private var found: [String.Index] = []
    private var position: String.Index
    /// The end of what has been read without what must not stand at an end.
    private var solidEnd: String.Index
    /// Whether white space or nothing stands before `position`.
    private var isSpaced = true

    init(_ text: String, _ rule: TextCut.Rule) {
        self.text = text
        self.rule = rule
        position = text.startIndex
        solidEnd = text.startIndex
    }

    /// The number of places found so far.
    var count: Int { found.count }

    /// The place with that number from the left, or nil where the text has not so many; never the text's beginning.
    subscript(number: Int) -> String.Index? {
        mutating get {
            while found.count <= number, position < text.endIndex { readCharacter() }
            return number < found.count ? found[number] : nil
        }
    }

    private mutating func readCharacter() {
        let character = text[position]
        position = text.index(after: position)
        let isSpace = character.isWhitespace
        if !isSpace, !character.hangs, !(isSpaced && character.hangsBehindSpace) { solidEnd = position }
        isSpaced = isSpace
        if isEnd(character), solidEnd > (found.last ?? text.startIndex) { found.append(solidEnd) }
    }

    /// Whether a word ends behind the character that ends at `position`.
    private func isEnd(_ character: Character) -> Bool {
        guard rule == .words, position < text.endIndex else { return true }
        let next = text[position]
        return next.isWhitespace || (character.isOfUnspacedScript && next.isOfUnspacedScript)
    }
}

extension Character {
    /// Whether it leaves a beginning unfinished: opening or joining punctuation, and stops that an ellipsis replaces.
    fileprivate var hangs: Bool {
        switch self {
        case ",", ":", ";", ".", "…", "–", "—", "·", "•", "¿", "¡": true
        case "(", "[", "{", "“", "‘", "„", "‚", "«", "‹": true
        case "、", "，", "。", "．", "：", "；", "・", "（", "「", "『", "【", "《", "〈", "［": true
        default: false
        }
    }

    /// Whether it does so behind white space; elsewhere it closes a quotation, or is part of a word as in `C++`.
    fileprivate var hangsBehindSpace: Bool {
        switch self {
        case "\"", "'", "-", "‐", "‑", "/", "&", "+", "|", "<", "=": true
        default: false
        }
    }

    /// Whether its script sets no space between words.
    fileprivate var isOfUnspacedScript: Bool {
        switch unicodeScalars.first?.value ?? 0 {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: true
        case 0x3001...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF01...0xFF9F: true
        case 0x20000...0x323AF: true
        default: false
        }
    }
}
