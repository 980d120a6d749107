import GRDB

/// Why the store could not do something. Its description holds no stored value.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    /// What kind of trouble it is, which decides what a caller does.
    public enum Code: String, Codable, Sendable {
        /// The database is not there.
        case missing
        /// Another process writes to it.
        case locked
        /// It was written by a newer version.
        case newer
        /// The disk is full, failing or not writable.
        case storage
        /// The data breaks a rule of the schema.
        case constraint
        /// The request makes no sense.
        case invalid
        /// Something outside, such as a port, is not to be had.
        case unavailable
    }

    /// The kind of trouble.
    public var code: Code
    /// Trouble of the storage that may pass.
    public enum Trouble: Sendable {
        /// There is no room.
        case full
        /// Somebody else holds the database.
        case busy
        /// Reading, writing or opening fails; a connection that is opened anew may help.
        case broken
    }

    /// What was being done.
    public var operation: String
    /// What to do next.
    public var hint: String

    /// What may pass; nil where trying again changes nothing.
    public var trouble: Trouble?

    /// Describes trouble.
    public init(_ code: Code, _ operation: String, hint: String, trouble: Trouble? = nil) {
        self.trouble = trouble
        self.code = code
        self.operation = operation
        self.hint = hint
    }

    /// One line: what failed and what to do next.
    public var description: String { "\(operation): \(hint)" }

    init(_ error: DatabaseError, during operation: String) {
        let code: Code
        let hint: String
        switch error.resultCode {
        case .SQLITE_CONSTRAINT:
            (code, hint) = (.constraint, "the data breaks a rule of the schema (\(error.extendedResultCode))")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            (code, hint) = (.locked, "another program holds the database; close it and try again")
        case .SQLITE_FULL:
            (code, hint) = (.storage, "the disk is full; free some space")
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            (code, hint) = (.storage, "the file is damaged or no database; restore a backup")
        case .SQLITE_CANTOPEN:
            (code, hint) = (
                .missing,
                "the file or its log cannot be opened; where there is none, «sharetrail init» makes one, else see the "
                    + "rights of the folder and the disk"
            )
        default:
            (code, hint) = (.storage, "SQLite says \(error.resultCode) (\(error.extendedResultCode.rawValue))")
        }
        let trouble: Trouble? =
            switch error.resultCode {
            case .SQLITE_FULL: .full
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
            case .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_MISUSE,
                .SQLITE_PROTOCOL:
                .broken
            default: nil
            }
        self.init(code, operation, hint: hint, trouble: trouble)
    }
}

/// Runs a database operation, and turns SQLite's errors into ours.
func translating<Result>(_ operation: String, _ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let error as DatabaseError {
        throw StoreError(error, during: operation)
    }
}
