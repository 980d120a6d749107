import Foundation

/// What the system says of this process. Costs a few system calls, and never fails: what cannot be read is nil.
struct ProcessFigures: Sendable {
    var residentBytes: Int?
    var openDescriptors: Int?
    var maximumDescriptors: Int?
    var processorSeconds: Double?

    static var now: ProcessFigures {
        var figures = ProcessFigures()
        if let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) {
            let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
            figures.residentBytes = pages.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) }
        }
        figures.openDescriptors = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            figures.maximumDescriptors = Int(clamping: limit.rlim_cur)
        }
        var usage = rusage()
        if getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
            let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
            let rest = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
            figures.processorSeconds = Double(seconds) + Double(rest) / 1e6
        }
        return figures
    }
}

/// The sizes of the home folder's files, and what is free around them; nil where it cannot be read.
struct StorageFigures: Hashable, Sendable {
    var databaseBytes: Int?
    var journalBytes: Int?
    var freeBytes: Int?

    static func reading(_ home: String, file: String) -> StorageFigures {
        var free = statvfs()
        let isKnown = statvfs(home, &free) == 0
        return StorageFigures(
            databaseBytes: size(home + "/" + file), journalBytes: size(home + "/" + file + "-wal"),
            freeBytes: isKnown ? Int(clamping: UInt64(free.f_bavail) * UInt64(free.f_frsize)) : nil)
    }

    private static func size(_ path: String) -> Int? {
        var about = stat()
        return stat(path, &about) == 0 ? Int(about.st_size) : nil
    }
}
