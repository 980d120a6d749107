import Engagement
import Foundation

/// A plain list, such as channels or keys: a table without period, totals or notes.
public struct ListAnswer: Hashable, Sendable {
    /// The columns, in order.
    public var columns: [Column]
    /// The rows, each with a cell a column.
    public var rows: [[Cell]]
    /// The zone that moments are shown in.
    public var zone: TimeZone

    /// Puts a list together.
    public init(columns: [Column], rows: [[Cell]], zone: TimeZone) {
        self.columns = columns
        self.rows = rows
        self.zone = zone
    }
}
