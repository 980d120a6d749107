// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that nobody who builds ShareTrail builds this. The parsers are linked in as folders and
// files: most of them are not public, and only what is compiled here is measured by the fuzzer.
let package = Package(
    name: "Fuzzing",
    targets: [
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CFuzzer"),
        .target(name: "Engagement"),
        .target(
            name: "ShareLinks", dependencies: ["Engagement", "COpenSSL", "CQREncode"],
            exclude: ["Documentation.docc"], resources: [.embedInCode("Box/box.css"), .embedInCode("Box/box.js")]),
        .target(
            name: "Judging", dependencies: ["Engagement"], resources: [.embedInCode("Rules/rules.tsv")]),
        .target(name: "Collector", dependencies: ["ShareLinks"]),
        .executableTarget(
            name: "fuzz",
            dependencies: ["Engagement", "ShareLinks", "Judging", "Collector", "COpenSSL", "CFuzzer"],
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"]),
    ]
}
