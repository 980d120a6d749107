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
            if let last = url.split(separator: "/").last, let token = ring.verify(String(last)) {
                let state = ring.state(of: token.key, for: .land) == .retired ? ", whose key is retired" : ""
                throw Failure(
                    .badData,
                    "this is a landing link\(state), of article \(token.article); «sharetrail token» explains it")
            }
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
        } catch {
            throw Self.fault(error, of: read, ring: ring)
        }
        do {
            _ = try ArticleAddress(read.values.url, hosts: configuration.hosts)
        } catch {
            throw PressLinkError.address(error)
        }
        let channel = try Self.channel(read.channel, of: configuration.channels)
        if let parent = read.parent, ring.verify(parent) == nil {
            throw Failure(.badData, "«from» is no landing token of ours; the press would count, without a parent")
        }
        switch state {
        case .retired: print("good, but key \(read.key) is retired: readers get through, nothing is counted")
        default: print("good: key \(read.key), channel \(channel.name), article \(ScreenText.clean(read.values.url))")
        }
    }

    private static func fault(_ error: PressLinkError, of read: PressQuery, ring: KeyRing) -> any Error {
        switch error {
        case .signatureDiffers:
            return Failure(
                .badData,
                PressDiagnosis.explain(read, ring: ring)
                    ?? "the signature is not that of these values: wrong key, or a value was changed after signing")
        case .unknownKey:
            let slots = ring.slots.map { "\($0.id)" }.joined(separator: ", ")
            return Failure(.badData, "k=\(read.key) names no key of this site, whose keys are \(slots)")
        default: return error
        }
    }

    /// A name that is none is a fault of the link here, not of the command line.
    private static func channel(_ name: String, of table: ChannelTable) throws -> Channel {
        if let found = table.pressable(name) { return found.channel }
        do {
            return try table.toPress(name).channel
        } catch {
            throw Failure(.badData, "\(error)")
        }
    }
}
