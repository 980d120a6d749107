import CFuzzer
import Foundation

/// Runs libFuzzer on the target that `FUZZ_TARGET` names; without it, lists the targets.
///
/// A variable and not an argument: libFuzzer takes all arguments for its own and starts itself again with them.
@main
enum Fuzz {
    private static let targets: KeyValuePairs<String, @Sendable ([UInt8]) -> Void> = [
        "token": TokenTarget.check,
        "press": PressTarget.check,
        "parent": ParentTarget.check,
        "address": AddressTarget.check,
        "percent": PercentTarget.check,
        "path": PathTarget.check,
        "forwarded": ForwardedTarget.check,
        "agent": AgentTarget.check,
        "referrer": ReferrerTarget.check,
        "keyfile": KeyFileTarget.check,
    ]

    private static let check = targets.first {
        $0.key == ProcessInfo.processInfo.environment["FUZZ_TARGET"]
    }?.value

    static func main() {
        guard check != nil else {
            for target in targets { print(target.key) }
            exit(ProcessInfo.processInfo.environment["FUZZ_TARGET"] == nil ? 0 : 64)
        }
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        exit(
            LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
                // An array of its own, so that the address sanitizer sees each byte read beyond the end.
                Fuzz.check?(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            })
    }
}

/// Ends the process where a property does not hold; libFuzzer then keeps the input.
func require(_ holds: Bool, _ property: @autoclosure () -> String) {
    if holds { return }
    FileHandle.standardError.write(Data("BROKEN: \(property())\n".utf8))
    abort()
}
