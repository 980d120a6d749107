import Engagement
import ShareLinks
import Testing

@testable import Judging

@Suite("The rules as data")
struct RulesTests {
    static let small = "version\t7\ncrawler\tacme\tAcme\ngeneric\tbot|\tcrawler\nbrowser\tchrome/\tChrome"

    @Test("A file of its own is judged by, with its version")
    func ownFile() throws {
        let judge = Judge(rules: try Rules(text: Self.small))
        #expect(judge.rulesVersion == 7)
        #expect(judge.judge(agent: "Acme/1.0").family == "Acme")
        #expect(judge.judge(agent: "Mozilla/5.0 Chrome/1 Robot/2").verdict == .refused(.crawler))
        #expect(judge.judge(agent: "Mozilla/5.0 Chrome/1 Bottle/2").verdict == .counted)
        #expect(judge.judge(agent: "Googlebot").family == "other crawler")
        #expect(judge.reason(ofFamily: "Acme") == .crawler)
        #expect(judge.reason(ofFamily: "Googlebot") == nil)
    }

    @Test("Comments, empty lines and ends of lines of other systems change nothing")
    func layout() throws {
        let rules = try Rules(
            text: "# head\r\n\r\n" + Self.small.replacing("\n", with: "\r\n") + "\r\n# tail\tmore\r\n")
        #expect(rules.version == 7)
        #expect(rules.words.count == 3)
    }

    @Test(
        "Marks say where a word counts",
        arguments: [
            ("^acme", ["acme/1", "Acmes"], ["an acme", "xacme"]),
            ("acme$", ["an acme", "xacme"], ["acme/1", "acmes"]),
            ("|acme", ["acme", "1acme", "-acmes"], ["xacme"]), ("acme|", ["acme", "xacme/1", "acme2"], ["acmes"]),
            ("|acme|", ["acme", "(acme)"], ["xacme", "acmes"]), ("^acme$", ["acme", "ACME"], ["acme/", " acme"]),
        ])
    func marks(word: String, holds: [String], lacks: [String]) throws {
        let judge = Judge(rules: try Rules(text: "version\t1\nmonitor\t\(word)\tAcme"))
        for agent in holds { #expect(judge.judge(agent: agent).family == "Acme", "\(agent)") }
        for agent in lacks { #expect(judge.judge(agent: agent).family == "other library", "\(agent)") }
    }

    static let broken: [(String, Int, RulesError.Fault)] = [
        ("", 1, .version), ("crawler\tacme\tAcme", 1, .version), ("# x\n\nversion\t0", 3, .version),
        ("version\tone", 1, .version), ("version\t65536", 1, .version), ("version\t-1", 1, .version),
        ("version", 1, .version), ("version\t1\t2", 1, .version), ("version\t1\nversion\t2", 2, .version),
        ("version\t1\nrobot\tacme\tAcme", 2, .unknownKind("robot")),
        ("version\t1\n crawler\ta\tb", 2, .unknownKind(" crawler")),
        ("version\t1\ncrawler\tacme", 2, .fields("word, name")), ("version\t1\ncrawler", 2, .fields("word, name")),
        ("version\t1\ncrawler\tacme\tAcme\tx", 2, .fields("word, name")),
        ("version\t1\nbrowser\tacme\tAcme\tx", 2, .fields("word, name")),
        ("version\t1\ninnocent\tacme\tAcme", 2, .fields("word")), ("version\t1\nperson", 2, .fields("word")),
        ("version\t1\ngeneric\tacme", 2, .fields("word, reason")),
        ("version\t1\ndevice\tacme", 2, .fields("word, device")),
        ("version\t1\napp\tacme\tAcme\tacme\tx", 2, .fields("word, name, channel or nothing")),
        ("version\t1\nhost\tacme.example", 2, .fields("host, name, channel or nothing")),
        ("version\t1\nandroid\tcom.acme", 2, .fields("id, name or –, channel or nothing")),
        ("version\t1\nparameter\tacme", 2, .fields("parameter, name, channel or nothing")),
        ("version\t1\n\ncrawler\tAcme\tAcme", 3, .word("Acme")), ("version\t1\ncrawler\ta\tAcme", 2, .word("a")),
        ("version\t1\ncrawler\t|a|\tAcme", 2, .word("|a|")), ("version\t1\ncrawler\t\tAcme", 2, .word("")),
        ("version\t1\ncrawler\t^\tAcme", 2, .word("^")), ("version\t1\ncrawler\tacme \tAcme", 2, .word("acme ")),
        ("version\t1\ncrawler\tacmé\tAcme", 2, .word("acmé")),
        ("version\t1\nhost\tAcme.example\tAcme", 2, .word("Acme.example")),
        (
            "version\t1\ncrawler\t\(String(repeating: "a", count: 65))\tAcme", 2,
            .word(String(repeating: "a", count: 65))
        ),
        ("version\t1\ncrawler\tacme\t", 2, .value("")), ("version\t1\ngeneric\tacme\tbad", 2, .value("bad")),
        ("version\t1\ngeneric\tacme\thead", 2, .value("head")),
        ("version\t1\ngeneric\tacme\trepeat", 2, .value("repeat")),
        ("version\t1\ndevice\tacme\tPhone", 2, .value("Phone")), ("version\t1\napp\tacme\tAcme\tA c", 2, .value("A c")),
        ("version\t1\napp\tacme\tAcme\t", 2, .value("")),
        ("version\t1\ncrawler\tacme\tAcme\nmonitor\tacme\tOther", 3, .repeated(line: 2)),
        ("version\t1\nhost\tacme.example\tA\nhost\tacme.example\tB", 3, .repeated(line: 2)),
        ("version\t1\nandroid\tcom.acme\tA\nandroid\tcom.acme\tB", 3, .repeated(line: 2)),
        ("version\t1\nparameter\tacme\tA\nparameter\tacme\tB", 3, .repeated(line: 2)),
        ("version\t1\ncrawler\tacme\tA\nmonitor\tacmebot\tB", 3, .unreachable(line: 2)),
        ("version\t1\ncrawler\tacme|\tA\nmonitor\tacme/\tB", 3, .unreachable(line: 2)),
        ("version\t1\nbrowser\tchrome/\tA\nbrowser\tcoc chrome/\tB", 3, .unreachable(line: 2)),
        ("version\t1\ncrawler\tacme\tA\nmonitor\tother\tA", 3, .name("A", line: 2)),
        ("version\t1\ncrawler\tacme\tA\napp\tother\tA", 3, .name("A", line: 2)),
        ("version\t1\nbrowser\tacme\tA\nlibrary\tother\tA", 3, .name("A", line: 2)),
    ]

    @Test("A broken line is refused with its number and what is wrong", arguments: broken)
    func brokenLine(text: String, line: Int, fault: RulesError.Fault) {
        let error = #expect(throws: RulesError.self) { try Rules(text: text) }
        #expect(error == RulesError(line: line, fault: fault))
        #expect(error?.description.hasPrefix("line \(line): ") == true)
    }

    @Test("Words that only seem to hide each other stand side by side")
    func reachable() throws {
        let lines = ["crawler\t|acme\tA", "monitor\tacme\tB", "preview\tacm\tC", "browser\tacme\tD"]
        #expect(throws: Never.self) { try Rules(text: "version\t1\n" + lines.joined(separator: "\n")) }
    }

    @Test("More words than there is room for are refused, not cut")
    func tooMany() {
        let lines = (0..<3_000).map { "crawler\t\($0)\(String(repeating: "\($0)-", count: 9))\t\($0)" }
        let error = #expect(throws: RulesError.self) { try Rules(text: "version\t1\n" + lines.joined(separator: "\n")) }
        #expect(error?.fault == .tooMany)
    }
}

@Suite("The rules that are built in")
struct StandardRulesTests {
    static let rules = Rules.standard

    @Test("They are version 2, and take less than four megabytes")
    func sizes() {
        #expect(Judge.rulesVersion == 2)
        #expect(Judge().rulesVersion == 2)
        #expect(Self.rules.words.count > 1_000)
        #expect(Self.rules.finder.bytes < 4 << 20)
    }

    @Test("Each machine's word makes a machine of a browser, for its reason and under its name")
    func machines() {
        for word in Self.rules.words where word.kind == .machine {
            let text = String(decoding: word.text, as: UTF8.self)
            let front = word.marks.contains(.first) ? "" : "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0 "
            let judgement = PeopleTests.judge.judge(agent: front + text + (word.marks.contains(.last) ? "" : " "))
            guard case .refused(let reason) = judgement.verdict else {
                Issue.record("\(text) is counted")
                continue
            }
            #expect(PeopleTests.judge.reason(ofFamily: judgement.family ?? "") == reason, "\(text)")
            #expect(PeopleTests.judge.reason(ofFamily: word.name) == word.reason, "\(text)")
        }
    }

    @Test("Each app's word makes a person of a web view, and names the place")
    func apps() {
        for word in Self.rules.words where word.kind == .app {
            let text = String(decoding: word.text, as: UTF8.self)
            let judgement = PeopleTests.judge.judge(agent: "\(PeopleTests.webView) Chrome/125.0 \(text) ")
            #expect(judgement.verdict == .counted, "\(text)")
            #expect(judgement.place != nil, "\(text)")
        }
    }

    @Test("A channel of the rules is a channel of ours, and those that are gone are none")
    func channels() {
        let places =
            Self.rules.androidApps.values.compactMap { $0 } + Self.rules.hosts.values + Self.rules.parameters.values
        let names = Set(places.compactMap(\.channel) + Self.rules.words.compactMap(\.channel))
        #expect(names.count > 25)
        for name in names {
            #expect((try? ChannelTable.standard.channel(name))?.name == name, "\(name): its own name, not an alias")
        }
    }

    @Test("A family of people is no machine's")
    func families() {
        for word in Self.rules.words where [.app, .browser, .system].contains(word.kind) {
            #expect(PeopleTests.judge.reason(ofFamily: word.name) == nil, "\(word.name)")
        }
        #expect(PeopleTests.judge.reason(ofFamily: "") == nil)
        #expect(PeopleTests.judge.reason(ofFamily: "Facebook preview") == .preview)
        #expect(PeopleTests.judge.reason(ofFamily: "other monitor") == .monitor)
    }
}
