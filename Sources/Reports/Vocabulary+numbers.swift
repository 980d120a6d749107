import Foundation

extension Vocabulary {
    /// A whole number in groups of three: `1.234.567` in Vietnamese, `1,234,567` in English.
    public func number(_ value: Int64) -> String {
        grouped(String(value.magnitude), negative: value < 0)
    }

    /// A ratio with two decimals: `1,50` in Vietnamese, `1.50` in English; an en dash where it is not finite.
    public func ratio(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        let plain = String(format: "%.2f", value.magnitude)
        let whole = plain.prefix { $0 != "." }
        let decimals = plain.suffix(2)
        let negative = value < 0 && plain.contains { $0 != "0" && $0 != "." }
        return grouped(String(whole), negative: negative) + (language == .vi ? "," : ".") + decimals
    }

    private func grouped(_ digits: String, negative: Bool) -> String {
        let separator: Character = language == .vi ? "." : ","
        var text = negative ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(separator) }
            text.append(digit)
        }
        return text
    }
}
