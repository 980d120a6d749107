import Engagement

/// Reads the lines of a rules file, each into its table.
struct RulesReader {
    private(set) var version: Int?
    private(set) var words: [(word: AgentWord, line: Int)] = []
    private(set) var androidApps: [String: Place?] = [:]
    private(set) var hosts: [String: Place] = [:]
    private(set) var parameters: [String: Place] = [:]
    private(set) var reasons: [String: RefusalReason] = [:]

    /// What was on which line, to find what says the same twice.
    private var lines: [String: Int] = [:]
    private var namesOfMachines: [String: Int] = [:]
    private var namesOfPrograms: [String: Int] = [:]

    mutating func read(_ text: String) throws(RulesError) {
        var number = 0
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let line = line.last == 0x0D ? line.dropLast() : line
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            do {
                try take(fields, line: number)
            } catch {
                throw RulesError(line: number, fault: error)
            }
        }
    }

    private mutating func take(_ fields: [String], line: Int) throws(RulesError.Fault) {
        let kind = fields[0]
        if (version == nil) != (kind == "version") { throw .version }
        switch kind {
        case "version":
            guard fields.count == 2, let number = UInt16(fields[1]), number > 0 else { throw .version }
            version = Int(number)
        case "preview", "crawler", "scanner", "monitor", "library", "headless":
            var word = try word(.machine, fields, "word, name", line)
            word.name = try name(fields[2])
            word.reason = Self.reason(kind)
            try note(machine: word, line)
            words.append((word, line))
        case "generic":
            var word = try word(.generic, fields, "word, reason", line)
            guard let reason = Self.reason(fields[2]) else { throw .value(fields[2]) }
            word.name = "other \(fields[2])"
            word.reason = reason
            try note(machine: word, line)
            words.append((word, line))
        case "innocent": words.append((try word(.innocent, fields, "word", line), line))
        case "person": words.append((try word(.person, fields, "word", line), line))
        case "app": try take(program: .app, fields, "word, name, channel or nothing", line)
        case "browser": try take(program: .browser, fields, "word, name", line)
        case "system": try take(program: .system, fields, "word, name", line)
        case "device":
            var word = try word(.device, fields, "word, device", line)
            guard let device = Device(rawValue: fields[2]) else { throw .value(fields[2]) }
            word.device = device
            words.append((word, line))
        case "android":
            let place = try place(fields, "id, name or –, channel or nothing", line)
            let isNone = place.name == "–"
            androidApps[fields[1]] = .some(
                isNone ? nil : Place(name: place.name, channel: place.channel, appID: fields[1]))
        case "host": hosts[fields[1]] = try place(fields, "host, name, channel or nothing", line)
        case "parameter": parameters[fields[1]] = try place(fields, "parameter, name, channel or nothing", line)
        default: throw .unknownKind(kind)
        }
    }

    private mutating func take(
        program kind: AgentWord.Kind, _ fields: [String], _ names: String, _ line: Int
    ) throws(RulesError.Fault) {
        var word = try word(kind, fields, names, line)
        word.name = try name(fields[2])
        word.channel = try channel(fields)
        try note(program: word.name, line)
        words.append((word, line))
    }

    /// The reasons for which an agent alone can be refused.
    private static func reason(_ name: String) -> RefusalReason? {
        [.preview, .crawler, .scanner, .monitor, .library, .headless].first { $0.name == name }
    }

    // MARK: - Fields

    private mutating func word(
        _ kind: AgentWord.Kind, _ fields: [String], _ names: String, _ line: Int
    ) throws(RulesError.Fault) -> AgentWord {
        let most = names.split(separator: ",").count + 1
        let least = names.hasSuffix("or nothing") ? most - 1 : most
        guard (least...most).contains(fields.count) else { throw .fields(names) }
        var text = Array(fields[1].utf8)
        var marks: AgentWord.Marks = []
        switch text.first {
        case UInt8(ascii: "^"): marks.insert(.first)
        case UInt8(ascii: "|"): marks.insert(.begins)
        default: break
        }
        if !marks.isEmpty { text.removeFirst() }
        switch text.last {
        case UInt8(ascii: "$"): marks.insert(.last)
        case UInt8(ascii: "|"): marks.insert(.ends)
        default: break
        }
        if marks.contains(.last) || marks.contains(.ends) { text.removeLast() }
        try check(text, fields[1])
        try noteOnce("\(kind) \(fields[1])", line)
        return AgentWord(kind: kind, marks: marks, text: text)
    }

    private mutating func place(
        _ fields: [String], _ names: String, _ line: Int
    ) throws(RulesError.Fault) -> Place {
        guard (3...4).contains(fields.count) else { throw .fields(names) }
        try check(Array(fields[1].utf8), fields[1])
        try noteOnce("\(fields[0]) \(fields[1])", line)
        return Place(name: try name(fields[2]), channel: try channel(fields))
    }

    private func check(_ text: [UInt8], _ field: String) throws(RulesError.Fault) {
        let isPrintable = text.allSatisfy { (0x20...0x7E).contains($0) && !(0x41...0x5A).contains($0) }
        // A space at an end would not be seen by whoever reads the file; the marks say the same.
        let isVisible = text.first != 0x20 && text.last != 0x20
        guard (2...64).contains(text.count), isPrintable, isVisible else { throw .word(field) }
    }

    private func name(_ field: String) throws(RulesError.Fault) -> String {
        guard (1...100).contains(field.utf8.count) else { throw .value(field) }
        return field
    }

    private func channel(_ fields: [String]) throws(RulesError.Fault) -> String? {
        guard fields.count == 4 else { return nil }
        let isName = fields[3].utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
        }
        guard isName, (1...32).contains(fields[3].utf8.count) else { throw .value(fields[3]) }
        return fields[3]
    }

    // MARK: - What stands there already

    private mutating func noteOnce(_ what: String, _ line: Int) throws(RulesError.Fault) {
        if let earlier = lines.updateValue(line, forKey: what) { throw .repeated(line: earlier) }
    }

    private mutating func note(machine: AgentWord, _ line: Int) throws(RulesError.Fault) {
        if let program = namesOfPrograms[machine.name] { throw .name(machine.name, line: program) }
        if let reason = reasons[machine.name], reason != machine.reason {
            throw .name(machine.name, line: namesOfMachines[machine.name] ?? 1)
        }
        reasons[machine.name] = machine.reason
        if namesOfMachines[machine.name] == nil { namesOfMachines[machine.name] = line }
    }

    private mutating func note(program name: String, _ line: Int) throws(RulesError.Fault) {
        if let machine = namesOfMachines[name] { throw .name(name, line: machine) }
        if namesOfPrograms[name] == nil { namesOfPrograms[name] = line }
    }
}
