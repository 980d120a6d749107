import ArgumentParser
import Collector
import Foundation
import Reports
import ShareLinks

/// `sharetrail check-link`
struct CheckLinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-link", abstract: "Say why a press link is refused, in one line.",
        discussion: "Exit code 0 where the link is good, 65 where it is not.")

    @OptionGroup var home: HomeOption

    @Argument(help: "The press link, as it stands in the page.")
    var url: String

    func run() async throws {
        let configuration = try await NewsroomConfiguration.read(home: home.path)
        let ring = try home.keys()
        guard let question = url.firstIndex(of: "?") else {
            throw Failure(.badData, "the link has no «?»; a press link looks like \(configuration.baseURL.text)/s?k=…")
        }
        let query = url[url.index(after: question)...]
        if query.contains("&amp;") {
            throw Failure(.badData, "the link holds «&amp;»: it was copied from the page's source, or escaped twice")
        }
        let base = url[..<question]
        guard base == configuration.baseURL.text + "/s" else {
            throw Failure(
                .badData, "the link begins with \(base), and the collector's begin with \(configuration.baseURL.text)/s"
            )
        }
        let read = try PressQuery(query)
        let state: KeyState
        do {
            state = try read.verify(with: ring)
        } catch PressLinkError.signatureDiffers {
            throw Failure(.badData, Self.guess(read, ring: ring))
        }
        do {
            _ = try ArticleAddress(read.values.url, hosts: configuration.hosts)
        } catch {
            throw PressLinkError.address(error)
        }
        guard let channel = Channel.named(read.channel) else {
            throw Failure(.badData, "there is no channel «\(read.channel)»; «sharetrail channels» shows them")
        }
        if let parent = read.parent, ring.verify(parent) == nil {
            throw Failure(.badData, "«from» is no landing token of ours; the press would count, without a parent")
        }
        switch state {
        case .retired: print("good, but key \(read.key) is retired: readers get through, nothing is counted")
        default: print("good: key \(read.key), channel \(channel.name), article \(ScreenText.clean(read.values.url))")
        }
    }

    /// Tries the mistakes that templates make, and names the one that explains the signature.
    private static func guess(_ query: PressQuery, ring: KeyRing) -> String {
        for slot in ring.slots where slot.id != query.key {
            var other = query
            other.key = slot.id
            if (try? other.verify(with: ring)) != nil {
                return "the signature is that of key \(slot.id), but the link says k=\(query.key); write k=\(slot.id)"
            }
        }
        let mistakes: [(String, (String) -> String)] = [
            ("the title was signed with HTML entities in it, and sent without; decode it before signing", escaped),
            ("a value was signed percent-encoded; sign the values as they are", PercentEncoding.encode),
            ("a value was signed with white space at its end; trim it before signing and sending", { $0 + "\n" }),
            ("a value was signed with white space at its end; trim it before signing and sending", { $0 + " " }),
        ]
        for (explanation, change) in mistakes {
            for values in variants(query.values, change) {
                var other = query
                other.values = values
                if (try? other.verify(with: ring)) != nil { return explanation }
            }
        }
        if query.signed(byKeyWithLineEndOf: ring) {
            return "the key was used with a line end behind it; trim what you read from the file or variable"
        }
        return "the signature is not that of these values: wrong key, or a value was changed after signing"
    }

    private static func escaped(_ text: String) -> String { HTMLEscaping.escape(text) }

    private static func variants(_ values: PressValues, _ change: (String) -> String) -> [PressValues] {
        var title = values
        title.title = values.title.map(change)
        var url = values
        url.url = change(values.url)
        var all = title
        all.url = url.url
        all.cmsID = values.cmsID.map(change)
        all.image = values.image.map(change)
        return [title, url, all]
    }
}
