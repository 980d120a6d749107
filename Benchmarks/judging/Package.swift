// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that nobody who builds ShareTrail builds this. The judge is linked in as a folder, since it
// is no product of ours.
let package = Package(
    name: "JudgingBenchmark",
    targets: [
        .target(name: "Engagement"),
        .target(
            name: "Judging", dependencies: ["Engagement"], resources: [.embedInCode("Rules/rules.tsv")],
            swiftSettings: [.enableUpcomingFeature("MemberImportVisibility")]),
        .executableTarget(name: "judging-benchmark", dependencies: ["Judging"]),
    ],
    swiftLanguageModes: [.v6]
)
