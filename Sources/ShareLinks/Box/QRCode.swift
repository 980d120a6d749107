import CQREncode
import Foundation

/// A QR code (ISO/IEC 18004) of a link, as SVG.
public struct QRCode: Sendable {
    /// The number of modules on a side, without the quiet zone.
    public let side: Int
    private let dark: [Bool]

    /// Encodes ASCII text in byte mode with error correction M; nil where it is longer than a code can hold (2,331
    /// bytes).
    public init?(_ text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0 && $0 < 0x80 }) else { return nil }
        let code = Array(text.utf8).withUnsafeBufferPointer {
            QRcode_encodeData(Int32($0.count), $0.baseAddress, 0, QR_ECLEVEL_M)
        }
        guard let code else { return nil }
        defer { QRcode_free(code) }
        side = Int(code.pointee.width)
        // The lowest bit of each byte is the module.
        dark = (0..<(side * side)).map { code.pointee.data[$0] & 1 == 1 }
    }

    /// Whether a module is dark; 0 is the upper left.
    public func isDark(column: Int, row: Int) -> Bool { dark[row * side + column] }

    /// The code as an SVG element, dark on white in any colour scheme, with the quiet zone of four modules.
    ///
    /// - Parameter label: what a screen reader says.
    public func svg(label: String) -> String {
        var path = ""
        for row in 0..<side {
            var column = 0
            while column < side {
                guard isDark(column: column, row: row) else {
                    column += 1
                    continue
                }
                let start = column
                while column < side, isDark(column: column, row: row) { column += 1 }
                path += "M\(start + 4) \(row + 4)h\(column - start)v1H\(start + 4)z"
            }
        }
        let whole = side + 8
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(whole) \(whole)" width="192" height="192" \
            role="img" aria-label="\(HTMLEscaping.escape(label))" shape-rendering="crispEdges">\
            <path fill="#fff" d="M0 0h\(whole)v\(whole)H0z"/><path fill="#000" d="\(path)"/></svg>
            """
    }
}
