import Foundation

/// Lines of standard input, each answered by one line of standard output.
///
/// What was answered is written before waiting for more, so that a program at both ends can take turns.
struct Lines {
    /// A longer line is no input of ours, and ends the batch after what came before it is answered.
    static let maxBytes = 4 << 20

    /// Reads until the input ends.
    ///
    /// - Parameter answer: gets a line without its end, and its number from 1 on; gives the line to write, without an
    ///   end. Empty lines are passed over.
    static func answer(_ answer: (_ line: UnsafeRawBufferPointer, _ number: Int) -> String) throws {
        var held: [UInt8] = []
        var number = 0
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        func take(_ line: some Collection<UInt8>) {
            number += 1
            var line = Array(line)
            if line.last == 0x0D { line.removeLast() }
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
            output += line.withUnsafeBytes { answer($0, number) }.utf8
            output.append(0x0A)
        }
        while true {
            let count = read(STDIN_FILENO, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw Failure(.ioError, "cannot read standard input: \(String(cString: strerror(errno)))")
            }
            if count == 0 { break }
            var start = 0
            while let end = chunk[start..<count].firstIndex(of: 0x0A) {
                if held.isEmpty {
                    take(chunk[start..<end])
                } else {
                    held += chunk[start..<end]
                    take(held)
                    held.removeAll(keepingCapacity: true)
                }
                start = end + 1
            }
            held += chunk[start..<count]
            try write(&output)
            if held.count > maxBytes {
                throw Failure(.badData, "line \(number + 1) is longer than \(maxBytes) bytes; write one object a line")
            }
        }
        if !held.isEmpty { take(held) }
        try write(&output)
    }

    private static func write(_ output: inout [UInt8]) throws {
        var start = 0
        while start < output.count {
            let count = output[start...].withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw Failure(.ioError, "cannot write: \(String(cString: strerror(errno)))")
            }
            start += count
        }
        output.removeAll(keepingCapacity: true)
    }
}

/// NDJSON in, NDJSON out, a line for a line.
enum Batch {
    /// Answers each object of standard input.
    ///
    /// - Parameters:
    ///   - broken: the line to write where the input is no such object; gets what is wrong with it.
    ///   - answer: the line to write.
    /// - Throws: at the end, where any line was no such object.
    static func answer<Value: Decodable>(
        broken: (String) -> String, _ answer: (Value) -> String
    ) throws {
        let decoder = JSONDecoder()
        var faults = 0
        try Lines.answer { line, number in
            do {
                return answer(try decoder.decode(Value.self, from: Data(line)))
            } catch {
                faults += 1
                return broken("line \(number) " + fault(error))
            }
        }
        if faults > 0 { throw Failure(.badData, "lines that could not be read: \(faults); see their «error»") }
    }

    static func fault(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): return "has no «\(key.stringValue)»"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            guard let key = context.codingPath.first?.stringValue else { return "is no JSON object" }
            return "has a «\(key)» of the wrong type"
        default: return "is not JSON"
        }
    }
}
