import Foundation
import ShareLinks

/// Links a second on one core, of articles that all differ, through the library's public interface.
@main
struct LibraryBenchmark {
    static let titles = [
        "Lũ quét miền núi: Người dân được sơ tán khẩn cấp trong đêm", "Giá vàng trong nước tăng phiên thứ ba",
        "V.League: Hà Nội thắng đậm trên sân nhà & lên ngôi đầu", "Thư viện nhỏ dưới tán cây ở bản Nậm Chà",
    ]

    static func article(_ number: Int) -> PressValues {
        PressValues(
            url: "https://news.example/tin/bai-viet-\(number).html", title: titles[number % titles.count],
            cmsID: "\(number)")
    }

    static func main() throws {
        let count = Int(CommandLine.arguments.dropFirst().first ?? "200000") ?? 200_000
        let signer = try PressLinkSigner(
            keyText: "XJYI5bYXi2SWizHDX9Q5qKzMvVY2a6To_y7B7BxpK0c", keyID: 1, base: "https://go.news.example")
        let articles = (0..<count).map(article)
        try measure("links, six channels an article", per: count * 6) {
            try articles.reduce(0) {
                $0 + (try signer.links($1, channels: Channel.newspaperBox).reduce(0) { $0 + $1.utf8.count })
            }
        }
        try measure("links, one channel an article", per: count) {
            try articles.reduce(0) { $0 + (try signer.links($1, channels: [.zalo])[0].utf8.count) }
        }
        let table = ChannelTable.standard
        let contents = articles.prefix(count / 10).map {
            ShareContent(
                url: $0.url, title: $0.title ?? "", summary: "Tóm tắt ngắn.", hashtags: ["TinNóng"], via: "TinViet")
        }
        let channels = try ["facebook", "x", "zalo", "email", "sms", "telegram"].map { try table.channel($0) }
        measure("intents, six channels", per: contents.count * 6) {
            contents.reduce(0) { sum, content in
                channels.reduce(sum) { $0 + ($1.intent(for: content)?.address.utf8.count ?? 0) }
            }
        }
    }

    /// The best of three: whatever else the machine does only ever takes time away.
    static func measure(_ what: String, per count: Int, _ work: () throws -> Int) rethrows {
        var best = Double.infinity
        var bytes = 0
        for _ in 0..<3 {
            let started = ContinuousClock.now
            bytes = try work()
            best = min(best, (ContinuousClock.now - started) / .seconds(1))
        }
        print("\(what)\t\(Int(Double(count) / best))\t\(bytes)")
    }
}
