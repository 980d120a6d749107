// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "ShareTrail",
    products: [
        .library(name: "ShareLinks", targets: ["ShareLinks"]),
        .executable(name: "sharetrail", targets: ["sharetrail"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // C libraries, from Debian's -dev packages.
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // The rooms, from the ground up. Each imports only what stands above it here.
        .target(name: "Engagement"),
        .target(
            name: "ShareLinks", dependencies: ["Engagement", "COpenSSL", "CQREncode"],
            resources: [.embedInCode("Box/box.css"), .embedInCode("Box/box.js")]),
        .target(
            name: "Judging", dependencies: ["Engagement"], resources: [.embedInCode("Rules/rules.tsv")]),
        .target(
            name: "EventStore",
            dependencies: [
                "Engagement", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            resources: [.embedInCode("schema.sql"), .embedInCode("Queries"), .embedInCode("Migrations")]),
        .target(
            name: "Imports",
            dependencies: [
                "Engagement", "ShareLinks", "Judging", "EventStore", "CZlib",
                .product(name: "HeapModule", package: "swift-collections"),
            ]),
        .target(name: "Reports", dependencies: ["Engagement"]),
        .target(
            name: "Collector",
            dependencies: [
                "Engagement", "ShareLinks", "Judging", "EventStore",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(
            name: "Pages",
            dependencies: [
                "Engagement", "ShareLinks", "EventStore", "Reports", "CZlib",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [
                .embedInCode("Templates/page.mustache"), .embedInCode("Templates/definitions.mustache"),
                .embedInCode("Assets/pages.css"), .embedInCode("Assets/live.js"), .embedInCode("Assets/openapi.json"),
            ]),
        .executableTarget(
            name: "sharetrail",
            dependencies: [
                "Engagement", "ShareLinks", "Judging", "EventStore", "Imports", "Reports", "Collector", "Pages",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            resources: [.embedInCode("Snippets")]),

        // What a site's template does, through the library alone.
        .executableTarget(
            name: "newspaper", dependencies: ["ShareLinks"], path: "examples/newspaper",
            exclude: ["feed.xml", "README.md"],
            resources: [.embedInCode("page.html")]),

        .testTarget(name: "EngagementTests", dependencies: ["Engagement"]),
        .testTarget(name: "ShareLinksTests", dependencies: ["ShareLinks", "Engagement"], exclude: ["Vectors"]),
        .testTarget(name: "JudgingTests", dependencies: ["Judging", "Engagement", "ShareLinks"]),
        .testTarget(
            name: "EventStoreTests",
            dependencies: ["EventStore", "Engagement", .product(name: "GRDB", package: "GRDB.swift")]),
        .testTarget(name: "ReportsTests", dependencies: ["Reports", "Engagement"], exclude: ["Golden"]),
        .testTarget(
            name: "ImportsTests",
            dependencies: [
                "Imports", "Engagement", "EventStore", "Judging", "ShareLinks", "CZlib",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "CollectorTests",
            dependencies: [
                "Collector", "EventStore", "ShareLinks", "Judging", "Engagement",
                .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(
            name: "PagesTests",
            dependencies: [
                "Pages", "Engagement", "EventStore", "Imports", "Reports", "ShareLinks",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "sharetrail", "newspaper", "EventStore", "ShareLinks", "Engagement",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
