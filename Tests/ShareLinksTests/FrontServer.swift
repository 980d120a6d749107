import Foundation

/// Reads the `map` blocks of a table as nginx does: exact values without regard to case, then regular expressions in
/// their order, with the groups of the one that fits.
struct FrontServer {
    private struct Block {
        var source: String
        var standard = ""
        var exact: [String: String] = [:]
        var expressions: [(NSRegularExpression, String)] = []
    }

    private var blocks: [String: Block] = [:]

    /// What nginx would refuse to start with.
    enum Fault: Error, Equatable {
        case line(String)
        case conflict(String)
    }

    init(_ text: String) throws {
        var name: String?
        for line in text.split(separator: "\n").map({ $0.drop(while: { $0 == " " }) }) {
            if line.hasPrefix("#") || line.hasPrefix("map_hash_") { continue }
            if let match = line.wholeMatch(of: /map "?([^" ]+)"? \$([a-z0-9_]+) \{/) {
                name = String(match.output.2)
                blocks[String(match.output.2)] = Block(source: String(match.output.1))
            } else if line == "}" {
                name = nil
            } else if let name, let match = line.wholeMatch(of: /"?([^"]+)"? "([^"]*)";/) {
                try add(String(match.output.1), String(match.output.2), to: name)
            } else {
                throw Fault.line(String(line))
            }
        }
    }

    private mutating func add(_ key: String, _ value: String, to name: String) throws {
        if key == "default" {
            blocks[name]?.standard = value
        } else if key.hasPrefix("~") {
            let isBlind = key.hasPrefix("~*")
            let expression = try NSRegularExpression(
                pattern: String(key.dropFirst(isBlind ? 2 : 1)), options: isBlind ? [.caseInsensitive] : [])
            blocks[name]?.expressions.append((expression, value))
        } else {
            guard blocks[name]?.exact.updateValue(value, forKey: key.lowercased()) == nil else {
                throw Fault.conflict(key)
            }
        }
    }

    /// The value of a variable.
    func value(_ name: String, _ request: [String: String]) -> String {
        if let given = request[name] { return given }
        guard let block = blocks[name] else { return "" }
        let source = filled(block.source, request)
        if let exact = block.exact[source.lowercased()] { return filled(exact, request) }
        let whole = NSRange(source.startIndex..., in: source)
        for (expression, value) in block.expressions {
            guard let match = expression.firstMatch(in: source, range: whole) else { continue }
            var groups: [String: String] = [:]
            for index in 1..<max(1, match.numberOfRanges) {
                groups["\(index)"] = Range(match.range(at: index), in: source).map { String(source[$0]) } ?? ""
            }
            return filled(value, request.merging(groups) { $1 })
        }
        return filled(block.standard, request)
    }

    private func filled(_ text: String, _ request: [String: String]) -> String {
        text.replacing(/\$([1-9]|[a-z][a-z0-9_]*)/) { value(String($0.output.1), request) }
    }

    /// Where a landing link leads.
    func article(_ target: String) -> String { value("sharetrail_article", ["request_uri": target]) }

    /// Where a press link leads whose parameter `u` is this, raw.
    func press(_ address: String) -> String { value("sharetrail_press", ["arg_u": address]) }
}
