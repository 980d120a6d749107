import Testing

@testable import ShareLinks

@Suite("The table of channels")
struct ChannelTests {
    @Test("Numbers are one of a kind and at most 47; names and aliases too")
    func unique() {
        #expect(Set(Channel.all.map(\.number)).count == Channel.all.count)
        #expect(Channel.all.allSatisfy { $0.number <= 47 })
        let names = Channel.all.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0 == $0.lowercased() && !$0.isEmpty })
        #expect(names.allSatisfy { $0.utf8.allSatisfy { PercentEncoding.isUnreserved($0) } })
    }

    static let numbers: [(UInt8, String)] = [
        (0, "copy"), (1, "facebook"), (2, "x"), (3, "zalo"), (4, "gmail"), (5, "pinterest"), (6, "sms"),
        (7, "email"), (8, "whatsapp"), (9, "telegram"), (10, "linkedin"),
    ]

    @Test("A number never changes its meaning", arguments: numbers)
    func numbersStand(number: UInt8, name: String) {
        #expect(Channel.numbered(number)?.name == name)
        #expect(Channel.named(name)?.number == number)
    }

    @Test(
        "Other names lead to the channel, in letters of either case",
        arguments: [
            ("google", "gmail"), ("twitter", "x"), ("tin-nhan", "sms"), ("fb", "facebook"), ("mail", "email"),
            ("copy-link", "copy"), ("Twitter", "x"), ("FACEBOOK", "facebook"), ("Tin-Nhan", "sms"),
        ])
    func aliases(alias: String, name: String) {
        #expect(Channel.named(alias)?.name == name)
    }

    @Test(
        "A name that is none finds nothing",
        arguments: ["", " ", "facebook ", "google+", "face book", "facebоok", "../x", "x\0", "constructor"])
    func unknown(name: String) {
        #expect(Channel.named(name) == nil)
    }

    @Test("A number that is none finds nothing")
    func unknownNumbers() {
        let known = Set(Channel.all.map(\.number))
        for number in UInt8.min...UInt8.max {
            #expect((Channel.numbered(number) != nil) == known.contains(number))
        }
    }

    @Test("Every channel has words in both languages, and a medium that web analytics group by")
    func words() {
        for channel in Channel.all {
            for language in ["vi", "en", "fr", ""] {
                #expect(!channel.label(in: language).isEmpty)
                #expect(!channel.spokenLabel(in: language).isEmpty)
            }
            #expect(channel.label(in: "fr") == channel.labelEnglish)
            #expect(["social", "email", "sms", "referral"].contains(channel.medium))
        }
        #expect(Channel.sms.label(in: "vi") == "Tin nhắn")
        #expect(Channel.sms.label(in: "en") == "Text message")
    }

    @Test("Every web channel leads to an https page, and every app channel to no page")
    func delivery() {
        for channel in Channel.all {
            switch channel.delivery {
            case .web(let template): #expect(template.hasPrefix("https://"), "\(channel.name)")
            case .app(let template): #expect(!template.hasPrefix("http"), "\(channel.name)")
            case .copy: #expect(channel == .copy)
            }
        }
    }

    @Test("The newspaper's six buttons, in its order")
    func newspaperBox() {
        #expect(Channel.newspaperBox.map(\.name) == ["facebook", "x", "gmail", "pinterest", "sms", "email"])
    }
}
