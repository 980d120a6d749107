import Foundation
import Judging

extension Judge {
    /// The judge by the rules of a file, or by those that are built in.
    static func reading(_ path: String?, key: String? = nil) throws -> Judge {
        guard let path else { return Judge() }
        let named = key.map { "«\($0)»: " } ?? ""
        guard let file = FileManager.default.contents(atPath: path) else {
            throw Failure(.noInput, "\(named)cannot read \(path); name a file that is there")
        }
        do throws(RulesError) {
            return Judge(rules: try Rules(text: String(decoding: file, as: UTF8.self)))
        } catch {
            throw Failure(.badData, "\(named)\(path): \(error)")
        }
    }
}
