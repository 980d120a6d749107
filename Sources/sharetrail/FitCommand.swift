import ArgumentParser
import Foundation
import Reports
import ShareLinks

/// `sharetrail fit`
struct FitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit", abstract: "Say whether a text fits a post on X or a text message.",
        subcommands: [X.self, SMS.self])

    /// A text as an argument, or many as NDJSON.
    struct Input: ParsableArguments {
        @Argument(help: "The text. Without it, NDJSON {\"text\"} is read, and answered a line for a line.")
        var text: String?

        private struct Line: Decodable {
            var text: String
        }

        func answer(_ measure: (String) -> String) throws {
            if let text {
                print(measure(text))
                return
            }
            try Batch.answer(broken: { "{\"error\":\(JSONText.quoted($0))}" }) { (line: Line) in measure(line.text) }
        }
    }

    /// `sharetrail fit x`
    struct X: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "x",
            abstract: "The weighted length of a post on X; up to 280 is valid.",
            discussion: """
                Weighs as twitter-text's configuration v3 does: an address 23, an emoji 2, a Vietnamese letter such as \
                ế 2, most other letters of Latin script 1.
                """)

        @OptionGroup var input: Input

        func run() throws {
            try input.answer { text in
                let length = PostLength(of: text)
                return "{\"weightedLength\":\(length.weightedLength),\"valid\":\(length.isValid)}"
            }
        }
    }

    /// `sharetrail fit sms`
    struct SMS: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sms",
            abstract: "The encoding and the number of parts of a text message.",
            discussion: """
                GSM-7 (3GPP TS 23.038): 160 units, or 153 in each of several parts. One letter outside it, such as ư, \
                makes the whole message UCS-2: 70 units, or 67.
                """)

        @OptionGroup var input: Input

        func run() throws {
            try input.answer { text in
                let length = MessageLength(of: text)
                return """
                    {"encoding":"\(length.encoding.rawValue)","units":\(length.units),"segments":\(length.segments)}
                    """
            }
        }
    }
}
