/// Random bytes from the system's source, as parameter of whatever draws a secret or a share id.
public struct RandomSource: Sendable {
    /// Fills the given number of bytes.
    public let bytes: @Sendable (Int) -> [UInt8]

    /// Makes a source from a function.
    public init(bytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.bytes = bytes
    }

    /// The operating system's random numbers.
    public static let system = RandomSource { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}
