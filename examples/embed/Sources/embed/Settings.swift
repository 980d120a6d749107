/// What the site is told by its environment. `sharetrail keys cms` prints the first three.
struct Settings {
    var key: String
    var keyID: UInt8
    var base: String
    var site: String
    var port: Int

    init(_ environment: [String: String]) throws(SettingsError) {
        func value(_ name: String, _ standard: String? = nil) throws(SettingsError) -> String {
            guard let value = environment[name] ?? standard, !value.isEmpty else { throw .missing(name) }
            return value
        }
        func number<Number: LosslessStringConvertible>(
            _ name: String, _ standard: String? = nil
        ) throws(SettingsError) -> Number {
            guard let number = Number(try value(name, standard)) else { throw .wrong(name, "a number") }
            return number
        }
        // Both go into pages and into a header.
        func address(_ name: String, _ standard: String? = nil) throws(SettingsError) -> String {
            let text = try value(name, standard)
            guard let match = text.wholeMatch(of: /(https?:\/\/[A-Za-z0-9.:\[\]\/_~-]*[A-Za-z0-9_~\]-])\/*/) else {
                throw .wrong(name, "an address such as https://go.news.example")
            }
            return String(match.1)
        }
        key = try value("SHARETRAIL_LINK_KEY")
        keyID = try number("SHARETRAIL_KEY_ID")
        base = try address("SHARETRAIL_BASE_URL")
        site = try address("SITE", "https://news.example")
        port = try number("PORT", "8000")
    }
}

/// Why the site cannot start.
enum SettingsError: Error, CustomStringConvertible {
    case missing(String)
    case wrong(String, String)

    var description: String {
        switch self {
        case .missing(let name): "\(name) is not set; «sharetrail keys cms» prints what it should be"
        case .wrong(let name, let wanted): "\(name) is not \(wanted)"
        }
    }
}
