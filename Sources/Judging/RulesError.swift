/// Why a file of rules cannot be used: the line, what is wrong with it, and what to do.
public struct RulesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Fault: Error, Hashable, Sendable {
        /// The first rule is not `version` with a number from 1 to 65535, or it stands there twice.
        case version
        /// No rule is called so.
        case unknownKind(String)
        /// The rule takes other fields; they are named.
        case fields(String)
        /// No word of 2 to 64 printable bytes of ASCII, without upper-case letters, and without a space at an end.
        case word(String)
        /// No such reason, device or channel.
        case value(String)
        /// The same word of the same kind stands on an earlier line.
        case repeated(line: Int)
        /// Whatever holds this word holds one of an earlier line, which wins.
        case unreachable(line: Int)
        /// A machine's name is refused for another reason, or is a reader's program, on an earlier line.
        case name(String, line: Int)
        /// More words than the judge has room for.
        case tooMany
    }

    /// The line, from 1 on.
    public var line: Int
    /// What is wrong with it.
    public var fault: Fault

    /// One sentence with the next step.
    public var description: String { "line \(line): \(remedy)" }

    private var remedy: String {
        switch fault {
        case .version: "begin the rules with «version», a tab and a number from 1 to 65535, once"
        case .unknownKind(let kind): "no rule is called «\(kind)»; the head of our own file lists them"
        case .fields(let fields): "write the fields, with one tab between two: \(fields)"
        case .word(let word):
            "«\(word)» must be 2 to 64 printable letters of ASCII, none of them upper-case, and no space at its ends"
        case .value(let value): "«\(value)» cannot stand here; the head of our own file lists what can"
        case .repeated(let line): "says what line \(line) says; take one of them out"
        case .unreachable(let line): "line \(line) always wins; move this one above it, or take it out"
        case .name(let name, let line): "«\(name)» means another thing on line \(line); choose another name"
        case .tooMany: "there are more words than the judge has room for; take some out"
        }
    }
}
