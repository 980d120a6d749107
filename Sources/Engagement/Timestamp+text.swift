extension Timestamp {
    /// ISO 8601 in UTC, such as `2026-11-23T08:41:00Z`; for moments of the years 1 to 9999. Costs no calendar.
    public var utcText: String {
        let days = seconds.floored(to: 86_400) / 86_400
        let rest = seconds - days * 86_400
        let (year, month, day) = Self.date(days)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20)
        func put(_ value: Int64, _ digits: Int) {
            var divisor: Int64 = 1
            for _ in 1..<digits { divisor *= 10 }
            while divisor > 0 {
                bytes.append(UInt8(0x30 + value / divisor % 10))
                divisor /= 10
            }
        }
        put(year, 4)
        for (mark, value) in [("-", month), ("-", day), ("T", rest / 3600), (":", rest / 60 % 60), (":", rest % 60)] {
            bytes += Array(mark.utf8)
            put(value, 2)
        }
        bytes.append(UInt8(ascii: "Z"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads what `utcText` writes, and nothing else; nil also for a day that is none.
    public init?(utcText bytes: some Collection<UInt8>) {
        guard bytes.count == 20 else { return nil }
        let bytes = Array(bytes)
        let marks: [(Int, Unicode.Scalar)] = [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":"), (19, "Z")]
        guard marks.allSatisfy({ bytes[$0.0] == UInt8(ascii: $0.1) }) else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            var value: Int64 = 0
            for byte in bytes[range] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19), hour < 24, minute < 60, second < 60,
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let days = Self.days(year, month, day)
        guard Self.date(days) == (year, month, day) else { return nil }
        self.init(seconds: ((days * 24 + hour) * 60 + minute) * 60 + second)
    }

    /// Days since 1970 of a date of the Gregorian calendar, months and days from 1; whether there is such a day is not
    /// checked.
    ///
    /// Years begin in March here, so that the leap day is the last; 400 of them have 146,097 days.
    public static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let era = shifted.floored(to: 400) / 400
        let yearOfEra = shifted - era * 400
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(_ days: Int64) -> (Int64, Int64, Int64) {
        let shifted = days + 719_468
        let era = shifted.floored(to: 146_097) / 146_097
        let dayOfEra = shifted - era * 146_097
        let year = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        return (year + era * 400 + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9, day)
    }
}
