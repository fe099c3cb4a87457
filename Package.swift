// swift-tools-version: 6.2

import PackageDescription

/// A target exists only where a compiler wall pays; ARCHITECTURE.md draws the graph.
/// Each dependency stands here with its reason, and nothing else may be imported.
let package = Package(
    name: "casebridge",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "casebridge", targets: ["Casebridge"])],
    dependencies: [
        // The HTTP server: routing, request contexts, graceful stop.
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        // Tests alone: renders every page a second time, so that ours is Mustache as others read it.
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        // Workflows, forms, indicators and locales are YAML that people write.
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        // SHA-256, AES-GCM and Ed25519, audited by others.
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        // The command line: parsing, help and completions.
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        // One logging interface for the server and everything below it.
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        // SIGTERM reaches the server and the worker in the right order.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        // HTTP field names as types, shared with Hummingbird.
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        // ByteBuffer and streaming bodies, shared with Hummingbird.
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .target(name: "Postgres", dependencies: ["CLibPQ", log]),
        .target(name: "Workflows", dependencies: [yams]),
        .target(name: "Forms", dependencies: [yams, crypto]),
        .target(name: "Notices", dependencies: ["CLibXML2", "CArchive"]),
        .target(name: "Risk", dependencies: ["Notices", yams]),
        .target(name: "Ledger", dependencies: [crypto]),
        .target(name: "Mail", dependencies: ["CCurl"]),
        .target(name: "Accounts", dependencies: ["Postgres", "Ledger", "CArgon2", crypto]),
        .target(name: "Jobs", dependencies: ["Postgres", "Accounts", "Ledger", lifecycle, log]),
        .target(
            name: "Web",
            dependencies: [
                "Accounts", "Postgres", hummingbird, yams, crypto, log, httpTypes, nioCore,
            ]),
        .target(
            name: "Casework",
            dependencies: [
                "Web", "Jobs", "Accounts", "Mail", "Workflows", "Forms", "Notices", "Risk", "Ledger",
                "Postgres",
                "CQREncode", hummingbird,
                crypto, nioCore, nioPosix,
            ]),
        .executableTarget(
            name: "Casebridge",
            dependencies: [
                "Casework", "Jobs", "Web", "Accounts", "Mail", "Workflows", "Notices", "Risk", "Ledger",
                "Postgres",
                hummingbird,
                argumentParser, crypto, lifecycle, log,
            ]),
        .target(name: "TestDatabase", dependencies: ["Postgres"]),
        .testTarget(name: "PostgresTests", dependencies: ["Postgres", "TestDatabase"]),
        .testTarget(name: "WorkflowsTests", dependencies: ["Workflows"]),
        .testTarget(name: "FormsTests", dependencies: ["Forms"]),
        .testTarget(name: "NoticesTests", dependencies: ["Notices"]),
        .testTarget(name: "RiskTests", dependencies: ["Risk"]),
        .testTarget(name: "LedgerTests", dependencies: ["Ledger"]),
        .testTarget(name: "MailTests", dependencies: ["Mail", "CCurl"]),
        .testTarget(name: "AccountsTests", dependencies: ["Accounts", "TestDatabase"]),
        .testTarget(name: "JobsTests", dependencies: ["Jobs", "TestDatabase"]),
        .testTarget(name: "WebTests", dependencies: ["Web"]),
        .testTarget(name: "CaseworkTests", dependencies: ["Casework", "TestDatabase", mustache]),
    ],
    swiftLanguageModes: [.v6]
)

var hummingbird: Target.Dependency { .product(name: "Hummingbird", package: "hummingbird") }
var mustache: Target.Dependency { .product(name: "Mustache", package: "swift-mustache") }
var yams: Target.Dependency { .product(name: "Yams", package: "Yams") }
var crypto: Target.Dependency { .product(name: "Crypto", package: "swift-crypto") }
var argumentParser: Target.Dependency { .product(name: "ArgumentParser", package: "swift-argument-parser") }
var httpTypes: Target.Dependency { .product(name: "HTTPTypes", package: "swift-http-types") }
var nioCore: Target.Dependency { .product(name: "NIOCore", package: "swift-nio") }
var log: Target.Dependency { .product(name: "Logging", package: "swift-log") }
var lifecycle: Target.Dependency { .product(name: "ServiceLifecycle", package: "swift-service-lifecycle") }
var nioPosix: Target.Dependency { .product(name: "NIOPosix", package: "swift-nio") }
