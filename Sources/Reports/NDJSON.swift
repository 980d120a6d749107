import Engagement
import Foundation

/// Writes rows as JSON objects, one a line and nothing else.
struct NDJSON {
    let zone: TimeZone

    func text(_ columns: [Column], _ rows: [[Cell]]) -> String {
        let json = JSON(zone: zone)
        return rows.map { json.row(columns, $0) + "\n" }.joined()
    }
}
