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

    /// How a number changed, in whole percent, such as `+12 %`; the difference itself where there was nothing before, nil
    /// where there is nothing at all.
    func change(from before: Int64, to now: Int64) -> String? {
        guard before > 0 else { return now > 0 ? "+\(number(now))" : nil }
        let percent = (Double(now - before) / Double(before) * 100).rounded()
        let sign = percent > 0 ? "+" : percent < 0 ? "−" : "±"
        return "\(sign)\(number(Int64(percent.magnitude)))\u{A0}%"
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
