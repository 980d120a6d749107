// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "LibraryBenchmark",
    dependencies: [.package(name: "ShareTrail", path: "../..")],
    targets: [
        .executableTarget(
            name: "library-benchmark", dependencies: [.product(name: "ShareLinks", package: "ShareTrail")])
    ],
    swiftLanguageModes: [.v6]
)
