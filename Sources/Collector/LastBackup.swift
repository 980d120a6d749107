import Foundation

/// When the newsroom's folder was last backed up: the time of an empty file in it, which whatever makes backups touches.
public enum LastBackup {
    /// The file's name in the home folder.
    public static let fileName = "last-backup"

    /// The time of the last backup; nil where none is known of.
    public static func time(home: String) -> Date? {
        var about = stat()
        guard stat(home + "/" + fileName, &about) == 0 else { return nil }
        return Date(timeIntervalSince1970: Double(about.st_mtim.tv_sec))
    }

    /// Says that a backup is done now.
    ///
    /// - Returns: whether that could be written.
    @discardableResult
    public static func note(home: String) -> Bool {
        let descriptor = open(home + "/" + fileName, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return futimens(descriptor, nil) == 0
    }
}
