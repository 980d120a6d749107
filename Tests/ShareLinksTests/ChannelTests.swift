import Testing

@testable import ShareLinks

@Suite("The table of channels")
struct ChannelTests {
    static let table = ChannelTable.standard

    @Test("Numbers are one of a kind and at most 47; names and aliases too")
    func unique() {
        let numbers = Self.table.pressable.compactMap(\.number)
        #expect(Set(numbers).count == numbers.count)
        #expect(numbers.allSatisfy { $0 <= 47 })
        let names =
            Self.table.all.flatMap { [$0.name] + $0.aliases } + GoneChannel.all.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0 == $0.lowercased() && !$0.isEmpty })
        #expect(names.allSatisfy { $0.utf8.allSatisfy { PercentEncoding.isUnreserved($0) } })
    }

    static let names = [
        "copy", "facebook", "x", "zalo", "gmail", "pinterest", "sms", "email", "whatsapp", "telegram", "linkedin",
        "threads", "bluesky", "mastodon", "reddit", "tumblr", "hackernews", "flipboard", "instapaper", "raindrop",
        "viber", "line", "messenger", "threema", "teams", "vk", "ok", "weibo", "naver", "hatena", "outlook",
        "yahoo-mail", "google-classroom", "facebook-dialog", "wechat", "web-share", "print", "qr",
    ]

    @Test("A number never changes its meaning")
    func numbersStand() {
        for (number, name) in Self.names.enumerated() {
            #expect(Self.table.numbered(UInt8(number))?.name == name)
            #expect(Self.table.pressable(name)?.number == UInt8(number))
        }
        #expect(Self.table.pressable.map(\.name) == Self.names)
        for number in UInt8(Self.names.count)...63 { #expect(Self.table.numbered(number) == nil) }
    }

    @Test(
        "Other names lead to the channel, in letters of either case",
        arguments: [
            ("google", "gmail"), ("twitter", "x"), ("tin-nhan", "sms"), ("fb", "facebook"), ("mail", "email"),
            ("copy-link", "copy"), ("Twitter", "x"), ("FACEBOOK", "facebook"), ("Tin-Nhan", "sms"),
        ])
    func aliases(alias: String, name: String) throws {
        #expect(Self.table.pressable(alias)?.channel.name == name)
        #expect(try Self.table.toPress(alias).channel.name == name)
    }

    @Test(
        "A name that is none finds nothing",
        arguments: [
            "", " ", "facebook ", "google+", "face book", "facebоok", "../x", "x\0", "constructor", "faceboo\u{212A}",
        ])
    func unknown(name: String) {
        #expect(Self.table.pressable(name) == nil)
        #expect(throws: ChannelError.unknown(name)) { try Self.table.channel(name) }
    }

    static let gone = [
        "google-plus", "pocket", "skype", "stumbleupon", "google-bookmarks", "instagram", "tiktok", "kakaotalk",
        "google-chat", "workplace", "addtoany", "digg", "Pocket",
    ]

    @Test("What is gone is refused with a reason and a successor that can be pressed", arguments: gone)
    func refused(name: String) throws {
        #expect(Self.table.pressable(name) == nil)
        do {
            _ = try Self.table.toPress(name)
            Issue.record("\(name) was not refused")
        } catch .gone(let channel) {
            #expect(!channel.reason.isEmpty)
            #expect(Self.table.pressable(channel.successor) != nil, "\(name): \(channel.successor)")
        }
    }

    @Test("What nobody has verified can be looked at, and not pressed")
    func unverified() throws {
        let channels = Self.table.all.filter { $0.number == nil }
        #expect(channels.count == 8)
        for channel in channels {
            #expect(channel.status == .unverified)
            #expect(Self.table.pressable(channel.name) == nil)
            #expect(try Self.table.channel(channel.name) == channel)
            #expect(throws: ChannelError.unverified(channel.name)) { try Self.table.toPress(channel.name) }
        }
    }

    @Test("Every channel has words in both languages, and a medium that web analytics group by")
    func words() {
        for channel in Self.table.all {
            for words in [BoxWords.vietnamese, .english] {
                let label = words.label(of: channel)
                #expect(!label.isEmpty)
                // WCAG 2.5.3: what is said holds what is shown.
                #expect(words.spoken(of: channel).lowercased().contains(label.lowercased()), "\(channel.name)")
                #expect(!words.spoken(of: channel).contains("{"))
            }
            #expect(["social", "email", "sms", "referral"].contains(channel.medium))
        }
        #expect(BoxWords.vietnamese.label(of: .sms) == "Tin nhắn")
        #expect(BoxWords.english.label(of: .sms) == "Text message")
        #expect(BoxWords.vietnamese.spoken(of: .facebook) == "Chia sẻ bài này lên Facebook")
        #expect(BoxWords.vietnamese.spoken(of: .gmail, label: "Google") == "Gửi bài này qua Google")
    }

    @Test("Every page is https, and every app's link is no page")
    func schemes() {
        for form in Self.table.all.flatMap(\.forms) {
            #expect(form.template.hasPrefix("https://") == (form.kind == .page), "\(form.template)")
            #expect(!form.template.hasPrefix("http:"))
        }
    }

    static let agents: [(String, Platform)] = [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15", .iOS),
        ("Mozilla/5.0 (iPad; CPU OS 16_1 like Mac OS X) AppleWebKit/605.1.15", .iOS),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15", .mac),
        ("Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 Zalo android/23", .android),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0", .desktop),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36", .desktop), ("", .unknown), ("curl/8", .unknown),
    ]

    @Test("A platform is read from the user agent", arguments: agents)
    func platforms(agent: String, platform: Platform) {
        #expect(Platform(userAgent: agent) == platform)
    }

    static let formCases: [(Channel, Platform, String, Channel.Form.Kind, String)] = [
        (.sms, .iOS, "", .app, "sms:&body=https%3A%2F%2Fa.example%2F"),
        (.sms, .android, "", .app, "sms:?body=https%3A%2F%2Fa.example%2F"),
        (.sms, .desktop, "", .app, "sms:?body=https%3A%2F%2Fa.example%2F"),
        (.sms, .mac, "", .app, "sms:?&body=https%3A%2F%2Fa.example%2F"),
        (.sms, .unknown, "", .app, "sms:?&body=https%3A%2F%2Fa.example%2F"),
        (.messenger, .iOS, "7", .app, "fb-messenger://share?link=https%3A%2F%2Fa.example%2F&app_id=7"),
        (.messenger, .desktop, "", .app, "fb-messenger://share?link=https%3A%2F%2Fa.example%2F"),
        (
            .messenger, .desktop, "7", .page,
            "https://www.facebook.com/dialog/send?app_id=7&link=https%3A%2F%2Fa.example%2F&redirect_uri=https%3A%2F%2Fb.example%2F"
        ),
    ]

    @Test("The form is that of the platform", arguments: formCases.indices)
    func forms(index: Int) {
        let (channel, platform, app, kind, address) = Self.formCases[index]
        let content = ShareContent(url: "https://a.example/", app: app, page: "https://b.example/")
        #expect(channel.intent(for: content, on: platform) == Intent(address: address, kind: kind))
    }

    @Test("Mastodon's server is a host name, or it is not used")
    func instances() {
        for instance in ["mastodon.social", "MASTODON.social", "a-b.example"] {
            let content = ShareContent(url: "https://a.example/", title: "t", instance: instance)
            #expect(
                Channel.mastodon.intent(for: content)?.address
                    == "https://\(instance.lowercased())/share?text=t&url=https%3A%2F%2Fa.example%2F")
        }
        let bad = [
            "evil.example/x", "a.example:80", "a@b.example", "a.example#", "127.0.0.1", "localhost", "a..example",
            "-a.example", ".example", "a.example.", "[::1]", "a b.example", "ví-dụ.example", "a.example?b",
            "a\\.example",
        ]
        for instance in bad {
            let content = ShareContent(url: "https://a.example/", title: "t", instance: instance)
            #expect(
                Channel.mastodon.intent(for: content)?.address
                    == "https://share.joinmastodon.org/#text=t%20https%3A%2F%2Fa.example%2F", "\(instance)")
        }
    }

    @Test("Facebook's dialog needs an app id of digits")
    func appID() {
        let content = ShareContent(url: "https://a.example/")
        #expect(Channel.facebookDialog.intent(for: content) == nil)
        var wrong = content
        wrong.app = "1&redirect_uri=https://evil.example"
        #expect(Channel.facebookDialog.intent(for: wrong) == nil)
    }
}

@Suite("A newsroom's own channels")
struct OwnChannelTests {
    static let template = "https://gapo.example/share?u={url}&t={title}"

    @Test("A channel is added, and its links carry its number")
    func added() throws {
        let table = try ChannelTable.standard.changing([
            ChannelChange(name: "gapo", number: 48, template: Self.template, label: "Gapo")
        ])
        let found = try #require(table.pressable("Gapo"))
        #expect(found.number == 48)
        #expect(found.channel.status == .own)
        #expect(table.numbered(48)?.label == "Gapo")
        let content = ShareContent(url: "https://a.example/", title: "x y")
        #expect(
            found.channel.intent(for: content)
                == Intent(address: "https://gapo.example/share?u=https%3A%2F%2Fa.example%2F&t=x%20y", kind: .page))
        #expect(table.pressable.count == ChannelTable.standard.pressable.count + 1)
    }

    @Test("A template of ours is changed, and the number stays")
    func changed() throws {
        let table = try ChannelTable.standard.changing([
            ChannelChange(name: "zalo", template: "https://sp.zalo.example/share?url={url}")
        ])
        #expect(table.pressable("zalo")?.number == 3)
        let content = ShareContent(url: "https://a.example/")
        #expect(
            try table.channel("zalo").intent(for: content)?.address
                == "https://sp.zalo.example/share?url=https%3A%2F%2Fa.example%2F")
    }

    @Test("A channel that nobody has verified gets a number")
    func verified() throws {
        let table = try ChannelTable.standard.changing([ChannelChange(name: "xing", number: 62)])
        #expect(try table.toPress("xing").number == 62)
        #expect(try table.channel("xing").forms == ChannelTable.standard.channel("xing").forms)
    }

    @Test("An app's link may be a template")
    func app() throws {
        let table = try ChannelTable.standard.changing([
            ChannelChange(name: "mocha", number: 50, template: "mocha://send?text={text}")
        ])
        #expect(try table.channel("mocha").forms.first?.kind == .app)
    }

    static let faultCases: [(ChannelChange, String)] = [
        (ChannelChange(name: "gapo", template: template), "a number from 48 to 62"),
        (ChannelChange(name: "gapo", number: 47, template: template), "a number from 48 to 62"),
        (ChannelChange(name: "gapo", number: 63, template: template), "a number from 48 to 62"),
        (ChannelChange(name: "facebook", number: 48), "a number from 48 to 62"),
        (ChannelChange(name: "gapo", number: 48), "is missing"),
        (ChannelChange(name: "Gapo", number: 48, template: template), "is no name"),
        (ChannelChange(name: "", number: 48, template: template), "is no name"),
        (ChannelChange(name: "gapo!", number: 48, template: template), "is no name"),
        (ChannelChange(name: "twitter", number: 48, template: template), "another name of «x»"),
        (ChannelChange(name: "gapo", number: 48, template: template, medium: "chat"), "medium"),
    ]

    @Test("What cannot be is refused with what to do", arguments: faultCases.indices)
    func faults(index: Int) {
        let (change, words) = Self.faultCases[index]
        do {
            _ = try ChannelTable.standard.changing([change])
            Issue.record("\(change) was taken")
        } catch {
            #expect(error.description.contains(words), "\(error)")
        }
    }

    @Test("Two channels cannot have one number")
    func twice() {
        let changes = [
            ChannelChange(name: "a", number: 48, template: Self.template),
            ChannelChange(name: "b", number: 48, template: Self.template),
        ]
        #expect(throws: ChannelError.numberTaken("b", "a")) { try ChannelTable.standard.changing(changes) }
    }

    static let badTemplates = [
        "", "gapo.example/{url}", "http://gapo.example/?u={url}", "javascript:alert({url})", "data:text/html,{url}",
        "JavaScript:x?u={url}", "https:///?u={url}", "https://?u={url}", "https://{url}/", "https://gapo.example/{url}",
        "https://gapo.example/?u={url", "https://gapo.example/?u=url}", "https://gapo.example/?u={address}",
        "https://gapo.example/?u={url}{title}", "https://gapo.example/?{url}", "https://gapo.example/?u=x{url}y",
        "https://gapo.example/?t={title}", "https://gapo.example/ ?u={url}", "https://gapo.example/\n?u={url}",
        "https://gapo.example/?u={url}\"", "https://gápo.example/?u={url}", "vbscript:x?u={url}", "file:///x?u={url}",
        "https://a{instance}/?u={url}", "https://a.example/?u={url}#t={title}", "https://a.example/?u={url}#top",
        "https://#u={url}", "https://:443/?u={url}", "https://@/?u={url}",
    ]

    @Test("A template that is none is refused", arguments: badTemplates)
    func templates(template: String) {
        #expect(throws: ChannelError.self) {
            try ChannelTable.standard.changing([ChannelChange(name: "gapo", number: 48, template: template)])
        }
    }
}
