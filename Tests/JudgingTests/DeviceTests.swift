import Engagement
import Testing

@testable import Judging

@Suite("The system and the class of device")
struct DeviceTests {
    static let devices: [(String, String?, Device?)] = [
        ("\(PeopleTests.windows) Chrome/126.0.0.0 Safari/537.36", "Windows", .desktop),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15",
            "macOS", .desktop
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Linux", .desktop),
        (
            "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36", "Chrome OS",
            .desktop
        ),
        ("\(PeopleTests.iPhone) Version/17.5 Mobile/15E148 Safari/604.1", "iOS", .phone),
        (
            "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1", "iOS",
            .tablet
        ),
        ("\(PeopleTests.android) Chrome/126.0.0.0 Mobile Safari/537.36", "Android", .phone),
        (
            "Mozilla/5.0 (Linux; Android 13; SM-T870) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36", "Android",
            .tablet
        ),
        ("Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0", "Android", .phone),
        ("Mozilla/5.0 (Android 14; Tablet; rv:127.0) Gecko/127.0 Firefox/127.0", "Android", .tablet),
        ("Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) AppleWebKit/537.36 Version/6.0 TV Safari/537.36", "Tizen", .tv),
        ("Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 Chrome/94.0 Safari/537.36", "webOS", .tv),
        ("Mozilla/5.0 (Linux; Android 12; BRAVIA 4K) AppleWebKit/537.36 Chrome/126.0 Safari/537.36", "Android", .tv),
        ("Mozilla/5.0 (PlayStation; PlayStation 5/8.00) AppleWebKit/605.1.15 Safari/605.1.15", "PlayStation", .other),
        ("Mozilla/5.0 (Mobile; Nokia 8110 4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5", "KaiOS", .phone),
        ("Opera/9.80 (J2ME/MIDP; Opera Mini/7.1/191.308; U; vi) Presto/2.12 Version/12.16", "Feature phone", .phone),
        ("Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Lumia 950) Edge/15.1 Mobile", "Windows Phone", .phone),
        ("Nokia6300/2.0 (05.50) Profile/MIDP-2.0 Configuration/CLDC-1.1", "Feature phone", .phone),
    ]

    @Test("Of a person", arguments: devices)
    func device(agent: String, system: String?, device: Device?) {
        let judgement = PeopleTests.judge.judge(agent: agent)
        #expect(judgement.verdict == .counted)
        #expect(judgement.system == system)
        #expect(judgement.device == device)
    }

    @Test("Of a machine nothing is told, whatever it pretends to be")
    func machine() {
        let agent = "\(PeopleTests.android) Chrome/126.0 Mobile Safari/537.36 (compatible; Googlebot/2.1)"
        #expect(
            PeopleTests.judge.judge(agent: agent) == Judgement(verdict: .refused(.crawler), family: "Googlebot"))
    }
}
