import Foundation
import ShareLinks

/// Prints the page of an article with its share box, as a site's template would make it.
///
/// All it needs is what `sharetrail keys cms` prints: `SHARETRAIL_LINK_KEY`, `SHARETRAIL_KEY_ID` and
/// `SHARETRAIL_BASE_URL` in the environment.
@main
struct Newspaper {
    static let article = PressValues(
        url: "https://caonguyen.example/giao-duc/thu-vien-duoi-tan-cay-10482.html",
        title: "Thư viện nhỏ dưới tán cây: học trò vùng cao & hơn 1.000 cuốn sách", cmsID: "10482",
        image: "https://caonguyen.example/anh/thu-vien.jpg")

    /// The newspaper's own words for two of the buttons; the links say where they lead.
    static let labels = ["x": "Twitter", "gmail": "Google"]

    static func main() throws {
        let environment = ProcessInfo.processInfo.environment
        guard let key = environment["SHARETRAIL_LINK_KEY"], let base = environment["SHARETRAIL_BASE_URL"],
            let id = environment["SHARETRAIL_KEY_ID"].flatMap({ UInt8($0) })
        else {
            FileHandle.standardError.write(
                Data("newspaper: set SHARETRAIL_LINK_KEY, SHARETRAIL_KEY_ID and SHARETRAIL_BASE_URL\n".utf8))
            exit(64)
        }
        let signer = try PressLinkSigner(keyText: key, keyID: id, base: base)
        let channels = Channel.newspaperBox + [.zalo, .copy, .webShare]
        let buttons = zip(channels, try signer.links(article, channels: channels)).map { channel, link in
            ShareBox.Button(channel: channel, href: link, label: labels[channel.name])
        }
        print(page(box: ShareBox(buttons: buttons), base: base))
    }

    static func page(box: ShareBox, base: String) -> String {
        let values = [
            "title": article.title ?? "", "url": article.url, "image": article.image ?? "",
            "base": base, "section": "Giáo dục", "author": "Lê Minh An", "updated": "16/11/2026 | 08:41",
            "summary": "Một trường tiểu học ở vùng cao biến sân trường thành nơi đọc sách; cả bản cùng góp sách.",
        ]
        var page = String(decoding: PackageResources.page_html, as: UTF8.self)
        for (name, value) in values {
            page = page.replacing("{{\(name)}}", with: HTMLEscaping.escape(value))
        }
        // These two are HTML and CSS already.
        return page.replacing("{{style}}", with: ShareBox.style).replacing("{{box}}", with: box.html)
    }
}
