import CZlib
import Foundation
import ShareLinks

/// A QR code as a picture (PNG, ISO/IEC 15948): black on white, one bit a dot, with the quiet zone of four modules.
struct QRImage {
    private let code: QRCode
    /// Dots on a side of a module: a poster's printer needs some.
    private let scale = 16

    init(_ code: QRCode) { self.code = code }

    var png: Data {
        let side = (code.side + 8) * scale
        var rows: [UInt8] = []
        for row in 0..<side {
            // No filter.
            rows.append(0)
            for byte in 0..<(side + 7) / 8 {
                rows.append(
                    (0..<8).reduce(0) { bits, bit in
                        bits << 1 | (isLight(column: (byte * 8 + bit) / scale - 4, row: row / scale - 4) ? 1 : 0)
                    })
            }
        }
        func number(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 255) } }
        func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
            let content = Array(type.utf8) + data
            return number(data.count) + content + number(Int(crc32(0, content, UInt32(content.count))))
        }
        // One bit a dot, grey, and neither interlaced.
        let head = number(side) + number(side) + [1, 0, 0, 0, 0]
        return Data(
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", head) + chunk("IDAT", Self.packed(rows))
                + chunk("IEND", []))
    }

    private func isLight(column: Int, row: Int) -> Bool {
        guard (0..<code.side).contains(column), (0..<code.side).contains(row) else { return true }
        return !code.isDark(column: column, row: row)
    }

    private static func packed(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(UInt(bytes.count))
        var packed = [UInt8](repeating: 0, count: Int(length))
        let code = compress(&packed, &length, bytes, UInt(bytes.count))
        precondition(code == Z_OK, "zlib has no memory")
        return Array(packed.prefix(Int(length)))
    }
}
