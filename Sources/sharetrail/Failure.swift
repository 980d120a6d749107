import ArgumentParser
import Collector
import Engagement
import EventStore
import Foundation
import Imports
import Pages
import ShareLinks

/// What ends a command: one line with the next step, and an exit code of sysexits.h.
struct Failure: Error, CustomStringConvertible {
    /// The codes of sysexits.h (4.3BSD), 64 to 78.
    enum Code: Int32 {
        case usage = 64
        case badData = 65
        case noInput = 66
        case unavailable = 69
        case software = 70
        case ioError = 74
        case tryLater = 75
        case noPermission = 77
        case configuration = 78
    }

    var code: Code
    var description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// What an error of the rooms below means for whoever ran the command; nil for those of the argument parser.
    init?(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as StoreError: self.init(Self.code(of: error.code), error.description)
        case let error as TLSError:
            self.init(Self.code(of: error), error.description)
        case let error as EditorsError: self.init(Self.code(of: error), error.description)
        case let error as ReportLinkError: self.init(Self.code(of: error), error.description)
        case let error as PagesError:
            if case .cannotListen = error {
                self.init(.unavailable, error.description)
            } else {
                self.init(.configuration, error.description)
            }
        case let error as KeyFileError: self.init(Self.code(of: error), error.description)
        case let error as RotationError: self.init(.usage, error.description)
        case let error as TokenError: self.init(.badData, error.description)
        case let error as PressLinkError: self.init(.badData, error.description)
        case let error as ChannelError:
            switch error {
            case .unknown, .gone, .unverified: self.init(.usage, error.description)
            default: self.init(.configuration, error.description)
            }
        case let error as AddressError: self.init(.badData, error.description)
        case let error as FeedError: self.init(.badData, "\(error)")
        case let error as AccessLogError: self.init(.badData, error.description)
        case let error as ImportFileError:
            if case .unreadable = error {
                self.init(.noInput, error.description)
            } else {
                self.init(.badData, error.description)
            }
        case let error as RequestError:
            self.init(.usage, "\(error.description); «sharetrail \(Self.subcommand) --help» shows the options")
        case let error as ValidationError:
            self.init(.usage, "\(error.message); «sharetrail \(Self.subcommand) --help» shows the options")
        case let error as CocoaError: self.init(.ioError, error.localizedDescription)
        default: return nil
        }
    }

    /// The command and its subcommand, as they were asked for.
    private static var subcommand: String {
        var words = CommandLine.arguments.dropFirst().prefix { !$0.hasPrefix("-") }[...]
        var command: any ParsableCommand.Type = Sharetrail.self
        var names: [String] = []
        while let word = words.popFirst(),
            let next = command.configuration.subcommands.first(where: { $0._commandName == word })
        {
            names.append(word)
            command = next
        }
        return names.joined(separator: " ")
    }

    private static func code(of error: ReportLinkError) -> Code {
        switch error {
        case .unreadable, .unwritable: .ioError
        case .line: .configuration
        case .days, .unknown: .usage
        }
    }

    private static func code(of error: EditorsError) -> Code {
        switch error {
        case .unreadable, .unwritable: .ioError
        case .othersCanWrite, .line: .configuration
        case .badName, .taken, .unknown: .usage
        }
    }

    private static func code(of code: StoreError.Code) -> Code {
        switch code {
        case .missing: .noInput
        case .locked: .tryLater
        case .newer: .configuration
        case .storage: .ioError
        case .constraint: .badData
        case .invalid: .usage
        case .unavailable: .unavailable
        }
    }

    private static func code(of error: TLSError) -> Code {
        switch error {
        case .missing: .noInput
        case .othersCanRead: .noPermission
        case .unreadable, .unusable: .configuration
        }
    }

    private static func code(of error: KeyFileError) -> Code {
        switch error {
        case .missing: .noInput
        case .othersCanRead: .noPermission
        case .unreadable: .ioError
        default: .configuration
        }
    }
}
