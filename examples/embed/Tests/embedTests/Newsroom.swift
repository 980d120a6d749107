import Foundation
import Hummingbird
import HummingbirdTesting
import ShareLinks

@testable import embed

/// A site with the keys that its collector would have.
struct Newsroom {
    let ring: KeyRing
    let site: Site

    init(_ articles: [Article] = Article.all) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).keys").path
        let text =
            "site news.example\nkey 1 \(String(repeating: "5e", count: 32)) land=sign link=sign report=sign made=0\n"
        _ = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        defer { try? FileManager.default.removeItem(atPath: path) }
        ring = try KeyFile.read(path: path)
        let settings = try Settings([
            "SHARETRAIL_LINK_KEY": ring.linkKey(of: 1) ?? "", "SHARETRAIL_KEY_ID": "1",
            "SHARETRAIL_BASE_URL": "https://go.news.example/",
        ])
        site = try Site(settings, articles: articles)
    }

    func get(_ path: String) async throws -> (status: HTTPResponse.Status, headers: HTTPFields, page: String) {
        try await Application(router: site.router()).test(.router) { client in
            try await client.execute(uri: path, method: .get) { answer in
                (answer.status, answer.headers, String(buffer: answer.body))
            }
        }
    }

    /// The press links of a page, checked as the collector checks them.
    func verified(_ page: String) throws -> [PressQuery] {
        try page.matches(of: /<a href="(https:\/\/go\.news\.example\/s\?[^"]*)"/).map { match in
            let query = try PressQuery(HTML.text(match.1).drop { $0 != "?" }.dropFirst())
            guard try query.verify(with: ring) == .sign else { throw PressLinkError.signatureDiffers }
            return query
        }
    }
}

/// What a browser reads from a page.
enum HTML {
    static func text(_ written: Substring) -> Substring {
        let names = ["lt": "<", "gt": ">", "quot": "\"", "#39": "'", "amp": "&"]
        return Substring(
            written.replacing(/&(#?\w+);/.matchingSemantics(.unicodeScalar)) { names[String($0.1)] ?? String($0.0) })
    }

    /// The inside of the first such element, which must hold no other.
    static func element(_ name: String, of page: String) -> Substring? {
        page.firstRange(of: "<\(name)>").flatMap { start in
            let rest = page[start.upperBound...]
            return rest.firstRange(of: "</\(name)>").map { text(rest[..<$0.lowerBound]) }
        }
    }
}
