import Foundation

/// A JSON value, whatever it turns out to be.
///
/// Feeds give a number where a text is due, and the other way round; so each value is asked for what it can be.
enum FeedValue: Decodable {
    case text(String)
    case integer(Int64)
    case number(Double)
    case list([FeedValue])
    case table([String: FeedValue])
    case null
    /// A truth value, or a number too great to hold.
    case other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if container.decodeNil() {
            self = .null
        } else if let integer = try? container.decode(Int64.self) {
            self = .integer(integer)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let list = try? container.decode([FeedValue].self) {
            self = .list(list)
        } else if let table = try? container.decode([String: FeedValue].self) {
            self = .table(table)
        } else {
            self = .other
        }
    }

    /// Reads JSON in UTF-8; nil where it is malformed.
    static func parse(_ bytes: ArraySlice<UInt8>) -> FeedValue? {
        // The decoder would take an ill-spelled text for a value of another kind.
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        return try? JSONDecoder().decode(FeedValue.self, from: Data(bytes))
    }

    /// The members, where this is an object.
    var object: [String: FeedValue]? {
        if case .table(let members) = self { return members }
        return nil
    }

    /// The elements, where this is an array.
    var array: [FeedValue]? {
        if case .list(let elements) = self { return elements }
        return nil
    }

    /// The text, where this is a text.
    var string: String? {
        if case .text(let text) = self { return text }
        return nil
    }

    /// The text, or a whole number spelled out.
    var identifier: String? {
        if case .integer(let value) = self { return String(value) }
        return string
    }

    /// A date written out, or seconds since 1970.
    var date: FeedDate? {
        switch self {
        case .null: nil
        case .text(let text): FeedDate(text)
        case .integer(let value): .seconds(Double(value))
        case .number(let value): .seconds(value)
        case .list, .table, .other: .other
        }
    }
}
