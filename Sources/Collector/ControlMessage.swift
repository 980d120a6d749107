import Engagement
import EventStore
import Foundation

/// What a command asks a running collector to write, a line of JSON on the control socket.
enum ControlRequest: Codable, Sendable {
    case articles([ArticleFacts], ArticleSource)
    case change(Int64, ArticleChange, Timestamp)
    case newsroomShare(NewsroomShare)
    case beginImport(format: String, digest: String, name: String)
    case importStep(ImportStep)
    case views([PageViews])
    case rejudge(NewVerdicts, apply: Bool)
    case join(LogStep)
    case fold
    case seal(Timestamp)
    case removeSealed(after: Int64, limit: Int)
    case foldRefused(limit: Int)
    case rebuild
    case backup(made: Timestamp)
    case keys
    case refreshKeys
}

/// What the collector answers, a line of JSON.
enum ControlReply: Codable, Sendable {
    case done
    case articles([Article])
    case importState(ImportState)
    case joined(LogOutcome)
    case keys([String])
    case rejudged(Rejudgement)
    case sealed(Timestamp)
    case removed(Removal)
    case more(Bool)
    case changed(Int)
    case failed(StoreError.Code, String)
}

/// The control socket: in the home folder, for its owner only.
public enum ControlSocket {
    /// The socket's name in the home folder.
    public static let name = "control.sock"

    /// A longer line is no message of ours.
    static let maxLine = 64 << 20

    /// A path to the socket that is short enough for the system (108 bytes), however long the home folder's is.
    ///
    /// - Returns: the path, and the descriptor that must stay open as long as the path is used.
    static func path(home: String) throws -> (path: String, descriptor: Int32) {
        let descriptor = open(home, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw StoreError(
                .missing, "opening the folder \(home)", hint: "check that it exists; «sharetrail init» makes one")
        }
        return ("/proc/self/fd/\(descriptor)/\(name)", descriptor)
    }
}
