import Foundation

/// Measured data that stands beside the package and is no part of it.
enum SharedData {
    /// The file of that name in `../shared/data`, or nil, after a loud word, where it is missing.
    static func url(_ name: String) -> URL? {
        var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let files = FileManager.default
        while folder.path != "/" {
            if files.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
                let file = folder.deletingLastPathComponent().appendingPathComponent("shared/data/\(name)")
                if files.fileExists(atPath: file.path) { return file }
                break
            }
            folder.deleteLastPathComponent()
        }
        print("SKIPPED: \(name) is not in ../shared/data")
        return nil
    }

    /// The lines of a file of JSON lines.
    static func lines<Line: Decodable>(_ file: URL, as type: Line.Type) throws -> [Line] {
        let decoder = JSONDecoder()
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
            try decoder.decode(type, from: $0)
        }
    }
}
