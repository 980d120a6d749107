import ArgumentParser
import Collector
import Engagement
import Foundation
import Reports
import ShareLinks

/// `sharetrail keys`
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Rotate the keys, and print the one for the site's templates.",
        subcommands: [New.self, List.self, Retire.self, CMS.self])

    /// `sharetrail keys new`
    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new",
            abstract: "Make a key that signs from now on; those before it still count.",
            discussion: """
                A running collector takes it up at once, so that no link that it signs is ever refused; then give the \
                site's templates the new key.
                """)

        @OptionGroup var home: HomeOption

        func run() throws {
            let (ring, state) = try home.changeKeys {
                try $0.adding(root: RandomSource.system.bytes(32), made: Clock.system.now())
            }
            print(
                "Key \(ring.signer(for: .land) ?? 0) signs now. \(state) Give it to the templates: sharetrail keys cms")
        }
    }

    /// `sharetrail keys list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Show the slots and what each may do; never a key.")

        @OptionGroup var home: HomeOption
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let configuration = try await NewsroomConfiguration.read(home: home.path)
            let rows = try home.keys().slots.map { slot -> [Cell] in
                [.count(Int64(slot.id))] + KeyPurpose.allCases.map { .text(slot.states[$0]?.rawValue ?? "") }
                    + [.moment(slot.made)]
            }
            let columns =
                [Column("key", .number)] + KeyPurpose.allCases.map { Column($0.rawValue, .text) }
                + [Column("made", .moment(nil))]
            let list = ListAnswer(columns: columns, rows: rows, zone: configuration.zone)
            Terminal.write(render(list, as: output.format, options: output.options(configuration)))
        }
    }

    /// `sharetrail keys retire`
    struct Retire: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retire",
            abstract: "Let a key count nothing any more; its links still lead to their articles.",
            discussion: """
                A leaked template key: «keys new», give the templates the new one, then «keys retire ID --purpose \
                link». No posted link is touched. A running collector takes it up at once.
                """)

        @OptionGroup var home: HomeOption

        @Argument(help: "The key's number, as «keys list» shows it.")
        var id: UInt8

        @Option(help: "land, link or report; again for several.")
        var purpose: [String]

        func run() throws {
            let purposes = try purpose.map { text in
                guard let purpose = KeyPurpose(rawValue: text) else {
                    throw ValidationError("--purpose must be land, link or report")
                }
                return purpose
            }
            guard !purposes.isEmpty else { throw ValidationError("say for what with --purpose land, link or report") }
            let (_, state) = try home.changeKeys { try $0.retiring(id, for: purposes) }
            print("Key \(id) counts nothing any more for \(purpose.joined(separator: ", ")). \(state)")
        }
    }

    /// `sharetrail keys cms`
    struct CMS: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cms", abstract: "Print the key that the site's templates sign press links with.",
            discussion: "The 43 letters themselves are the HMAC key. Whoever has them can sign buttons, nothing else.")

        @OptionGroup var home: HomeOption

        @Option(
            name: .customLong("for"),
            help: "Print a template with the key in it: \(Snippet.names.joined(separator: ", ")).")
        var language: String?

        func run() async throws {
            let configuration = try await NewsroomConfiguration.read(home: home.path)
            let ring = try home.keys()
            guard let id = ring.signer(for: .link), let key = ring.linkKey(of: id) else {
                throw TokenError.noSigningKey(.link)
            }
            guard let language else {
                print("key id   \(id)\nkey      \(key)\nbase URL \(configuration.baseURL.text)")
                return
            }
            guard let snippet = Snippet.text(for: language) else {
                throw ValidationError("--for must be one of \(Snippet.names.joined(separator: ", "))")
            }
            Terminal.write(
                snippet.replacing("KEY-OF-43-LETTERS", with: key).replacing("KEY-ID", with: "\(id)")
                    .replacing("https://go.news.example", with: configuration.baseURL.text))
        }
    }
}

/// The examples of `examples/templates`, embedded.
enum Snippet {
    static let names = [
        "php", "wordpress", "node", "python", "jinja", "go", "ruby", "shell", "hugo", "mustache", "stencil",
    ]

    static func text(for name: String) -> String? {
        bytes(for: name).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func bytes(for name: String) -> [UInt8]? {
        switch name {
        case "php": PackageResources.press_link_php
        case "wordpress": PackageResources.wordpress_functions_php
        case "node": PackageResources.press_link_mjs
        case "python": PackageResources.press_link_py
        case "jinja": PackageResources.press_link_jinja_py + [UInt8(ascii: "\n")] + PackageResources.share_box_html_j2
        case "go": PackageResources.press_link_go
        case "ruby": PackageResources.press_link_rb
        case "shell": PackageResources.press_link_sh
        case "hugo": PackageResources.share_links_html
        case "mustache": PackageResources.share_box_mustache
        case "stencil": PackageResources.share_box_stencil
        default: nil
        }
    }
}
