import Foundation

/// Ratios as programs read them.
enum PlainNumber {
    /// A ratio with a point and at most four decimals, none that say nothing; nil where it is not finite.
    static func text(_ ratio: Double) -> String? {
        guard ratio.isFinite else { return nil }
        var text = Substring(String(format: "%.4f", ratio))
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text == "-0" ? "0" : String(text)
    }
}
