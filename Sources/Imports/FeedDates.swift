import Engagement

/// The dates of feeds: RFC 822 with its followers, RFC 3339 with the forms of W3C, and seconds since 1970.
///
/// Nothing is guessed: a time without a zone, or a day that does not exist, is no date.
struct FeedDates {
    private var rest: Substring.UTF8View

    /// Reads a date in any of the forms; nil where it is none.
    static func read(_ text: String) -> Timestamp? {
        var text = text[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        guard text.utf8.count <= 64 else { return nil }
        if let moment = seconds(text) { return moment }
        var numbers = FeedDates(rest: text.utf8)
        if let moment = numbers.numeric() { return moment }
        var words = FeedDates(rest: text.utf8)
        return words.worded()
    }

    /// Nine or ten digits are seconds since 1970; `20250131` must not be taken for a moment of that year.
    private static func seconds(_ text: Substring) -> Timestamp? {
        guard (9...10).contains(text.utf8.count) else { return nil }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(text).map { Timestamp(seconds: $0) }
    }

    /// Seconds since 1970 within the years 1 to 9999; a fraction is dropped.
    static func read(seconds: Double) -> Timestamp? {
        guard (-62_135_596_800..<253_402_300_800).contains(seconds) else { return nil }
        return Timestamp(seconds: Int64(seconds.rounded(.down)))
    }

    // MARK: 2025-01-31, 2025-01-31T08:00+07:00, 2025-01-31T08:00:00.123Z

    private mutating func numeric() -> Timestamp? {
        guard let year = digits(4...4), take("-"), let month = digits(2...2), take("-"), let day = digits(2...2),
            let days = Self.days(year: year, month: month, day: day)
        else { return nil }
        if rest.isEmpty { return Timestamp(seconds: days * 86_400) }
        guard take("T") || take("t") || take(" "), let hour = digits(2...2), take(":"), let minute = digits(2...2)
        else {
            return nil
        }
        var second: Int64 = 0
        if take(":") {
            guard let value = digits(2...2) else { return nil }
            second = value
            if take(".") || take(",") {
                guard digits(1...18) != nil else { return nil }
            }
        }
        guard let offset = take("Z") || take("z") ? 0 : colonOffset(), rest.isEmpty else { return nil }
        return Self.moment(days, hour, minute, second, offset)
    }

    private mutating func colonOffset() -> Int64? {
        guard let sign = sign(), let hour = digits(2...2), take(":"), let minute = digits(2...2) else { return nil }
        return Self.offset(sign, hour, minute)
    }

    // MARK: Fri, 31 Jan 2025 08:00:00 +0700

    private mutating func worded() -> Timestamp? {
        if let name = word() {
            guard ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].contains(name), take(",") else { return nil }
            spaces()
        }
        guard let day = digits(1...2), spaces(), let name = word(), let month = Self.months.firstIndex(of: name),
            spaces(),
            let year = year(), spaces(),
            let days = Self.days(year: year, month: Int64(month) + 1, day: day),
            let hour = digits(1...2), take(":"), let minute = digits(2...2)
        else { return nil }
        var second: Int64 = 0
        if take(":") {
            guard let value = digits(2...2) else { return nil }
            second = value
        }
        guard spaces(), let offset = zone(), rest.isEmpty else { return nil }
        return Self.moment(days, hour, minute, second, offset)
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Four digits, or two: 00 to 49 are of this century (RFC 2822).
    private mutating func year() -> Int64? {
        let before = rest.count
        guard let value = digits(2...4) else { return nil }
        switch before - rest.count {
        case 2: return value < 50 ? 2000 + value : 1900 + value
        case 4: return value
        default: return nil
        }
    }

    private mutating func zone() -> Int64? {
        guard let name = word() else { return plainOffset() }
        switch name {
        case "gmt", "utc":
            // `GMT+7` is what many sites in Việt Nam write.
            return rest.isEmpty ? 0 : shortOffset()
        case "ut", "z": return 0
        case "edt": return -4 * 3600
        case "est", "cdt": return -5 * 3600
        case "cst", "mdt": return -6 * 3600
        case "mst", "pdt": return -7 * 3600
        case "pst": return -8 * 3600
        default: return nil
        }
    }

    private mutating func plainOffset() -> Int64? {
        guard let sign = sign(), let hour = digits(2...2), let minute = digits(2...2) else { return nil }
        return Self.offset(sign, hour, minute)
    }

    private mutating func shortOffset() -> Int64? {
        guard let sign = sign(), let hour = digits(1...2) else { return nil }
        if rest.isEmpty { return Self.offset(sign, hour, 0) }
        _ = take(":")
        guard let minute = digits(2...2) else { return nil }
        return Self.offset(sign, hour, minute)
    }
}

// MARK: - Pieces

extension FeedDates {
    private mutating func take(_ letter: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: letter) else { return false }
        rest = rest.dropFirst()
        return true
    }

    @discardableResult
    private mutating func spaces() -> Bool {
        let found = rest.first == 0x20
        rest = rest.drop { $0 == 0x20 }
        return found
    }

    private mutating func digits(_ length: ClosedRange<Int>) -> Int64? {
        let found = rest.prefix(length.upperBound).prefix { (0x30...0x39).contains($0) }
        guard length.contains(found.count) else { return nil }
        rest = rest.dropFirst(found.count)
        return Int64(Substring(found))
    }

    private mutating func word() -> String? {
        let found = rest.prefix { (0x61...0x7A).contains($0 | 0x20) }
        guard !found.isEmpty else { return nil }
        rest = rest.dropFirst(found.count)
        return Substring(found).lowercased()
    }

    private mutating func sign() -> Int64? {
        take("+") ? 1 : take("-") ? -1 : nil
    }

    private static func offset(_ sign: Int64, _ hour: Int64, _ minute: Int64) -> Int64? {
        hour < 24 && minute < 60 ? sign * (hour * 3600 + minute * 60) : nil
    }

    /// A leap second counts as the one after it, as POSIX has it.
    private static func moment(
        _ days: Int64, _ hour: Int64, _ minute: Int64, _ second: Int64, _ offset: Int64
    ) -> Timestamp? {
        guard hour < 24, minute < 60, second <= 60 else { return nil }
        return Timestamp(seconds: days * 86_400 + hour * 3600 + minute * 60 + second - offset)
    }

    /// Days since 1970-01-01 in the Gregorian calendar; nil where there is no such day.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
        guard year >= 1, (1...12).contains(month), day >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[Int(month) - 1] else { return nil }
        let before = year - 1
        let beforeYear = before * 365 + before / 4 - before / 100 + before / 400
        return beforeYear + lengths.prefix(Int(month) - 1).reduce(0, +) + day - 1 - 719_162
    }
}
