import Engagement

/// Times as logs write them. A time without its offset from UTC is none: nothing says where the server stands.
enum AccessLogTime {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ].map { Array($0.utf8) }

    /// Reads `17/May/2015:10:05:40 +0700`, also with a fraction of the second.
    static func common(_ text: ArraySlice<UInt8>) -> Timestamp? {
        var reader = Digits(rest: text)
        guard let day = reader.number(2), reader.skip("/"), let month = reader.month(months), reader.skip("/"),
            let year = reader.number(4), reader.skip(":"), let hour = reader.number(2), reader.skip(":"),
            let minute = reader.number(2), reader.skip(":"), let second = reader.number(2)
        else { return nil }
        if reader.skip(".") || reader.skip(",") { reader.skipDigits() }
        guard reader.skip(" "), let offset = reader.offset(), reader.rest.isEmpty else { return nil }
        return moment(year, month, day, hour, minute, second, offset: offset)
    }

    /// Reads `2015-05-17T10:05:40+07:00`, also with a space for the `T`, a fraction, `Z` or `+0700`.
    static func iso8601(_ text: ArraySlice<UInt8>) -> Timestamp? {
        var reader = Digits(rest: text)
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), reader.skip("T") || reader.skip("t") || reader.skip(" "),
            let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2), reader.skip(":"),
            let second = reader.number(2)
        else { return nil }
        if reader.skip(".") || reader.skip(",") { reader.skipDigits() }
        _ = reader.skip(" ")
        guard let offset = reader.offset(), reader.rest.isEmpty else { return nil }
        return moment(year, month, day, hour, minute, second, offset: offset)
    }

    /// A number since 1970: seconds, or what it must be to lie between the years 1973 and 5138: milli-, micro- or
    /// nanoseconds.
    static func since1970(_ number: Double) -> Timestamp? {
        guard number.isFinite, abs(number) < 1e20 else { return nil }
        let scale: Double = number >= 1e17 ? 1e9 : number >= 1e14 ? 1e6 : number >= 1e11 ? 1e3 : 1
        return Timestamp(seconds: Int64((number / scale).rounded(.down)))
    }

    /// A moment of the Gregorian calendar; nil where there is no such day or hour. A leap second is the next one.
    private static func moment(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int, offset: Int
    ) -> Timestamp? {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(month), (1...lengths[month - 1]).contains(day), hour < 24, minute < 60, second < 61
        else { return nil }
        let days = Timestamp.days(Int64(year), Int64(month), Int64(day))
        return Timestamp(seconds: days * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset))
    }

    private struct Digits {
        var rest: ArraySlice<UInt8>

        mutating func number(_ digits: Int) -> Int? {
            guard rest.count >= digits else { return nil }
            var value = 0
            for byte in rest.prefix(digits) {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            rest = rest.dropFirst(digits)
            return value
        }

        mutating func month(_ names: [[UInt8]]) -> Int? {
            guard let place = names.firstIndex(where: { rest.starts(with: $0) }) else { return nil }
            rest = rest.dropFirst(3)
            return place + 1
        }

        mutating func skip(_ letter: Character) -> Bool {
            guard let byte = letter.asciiValue, rest.first == byte else { return false }
            rest = rest.dropFirst()
            return true
        }

        mutating func skipDigits() {
            rest = rest.drop { (0x30...0x39).contains($0) }
        }

        /// Seconds east of UTC.
        mutating func offset() -> Int? {
            if skip("Z") || skip("z") { return 0 }
            let sign: Int
            if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
            guard let hours = number(2) else { return nil }
            _ = skip(":")
            let minutes = rest.isEmpty ? 0 : number(2)
            guard let minutes, hours <= 18, minutes < 60 else { return nil }
            return sign * (hours * 3600 + minutes * 60)
        }
    }
}
