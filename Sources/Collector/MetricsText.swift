/// Metrics in the text format of Prometheus (version 0.0.4), which is written family by family.
struct MetricsText: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    private(set) var text = ""

    /// A family with one value.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
        add(name, kind, help, samples: [([], String(value))])
    }

    /// A family with one value that is no whole number.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        add(name, kind, help, samples: [([], Self.number(value))])
    }

    /// A family with a value for each set of labels.
    mutating func add(
        _ name: String, _ kind: Kind, _ help: String, samples: [(labels: [(String, String)], value: String)]
    ) {
        head(name, kind, help)
        for (labels, value) in samples { line(name, labels, value) }
    }

    /// A histogram, in seconds.
    mutating func add(_ name: String, _ help: String, _ reading: Histogram.Reading) {
        head(name, .histogram, help)
        for (bound, count) in reading.cumulative {
            line(name + "_bucket", [("le", bound.map(Self.number) ?? "+Inf")], String(count))
        }
        line(name + "_sum", [], Self.number(reading.sum))
        line(name + "_count", [], String(reading.count))
    }

    private mutating func head(_ name: String, _ kind: Kind, _ help: String) {
        let help = help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    private mutating func line(_ name: String, _ labels: [(String, String)], _ value: String) {
        text += name
        if !labels.isEmpty {
            text += "{" + labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",") + "}"
        }
        text += " \(value)\n"
    }

    private static func escaped(_ label: String) -> String {
        label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }
}
