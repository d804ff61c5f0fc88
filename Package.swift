// swift-tools-version: 6.2
//
// The folder under Sources/ is the layer, and the helpers below are the only way to add a target:
// each takes the layers that its own layer may see, so an arrow that points outward cannot be written.

import PackageDescription

// MARK: - Layers

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// No I/O, no clock, no Foundation.
func core(_ name: String, uses: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: uses, path: "Sources/Core/\(name)", swiftSettings: strict)
}

let everyCore: [Target.Dependency] = ["CivilTime", "JSON", "Orders", "TimerWheel"]

/// Sees every part of Core, the ports it declares itself, and nothing of the world.
let engine = Target.target(
    name: "Engine", dependencies: everyCore + [.product(name: "HeapModule", package: "swift-collections")],
    path: "Sources/Engine", swiftSettings: strict)

/// Sees Core, the Engine's ports, and the libraries it wraps; never another adapter.
func adapter(_ name: String, wraps: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: everyCore + ["Engine"] + wraps, path: "Sources/Adapters/\(name)",
        swiftSettings: strict)
}

let everyAdapter: [Target.Dependency] = [
    "Configuration", "EventFormats", "Linux", "Metrics", "Spool", "Store", "Systemd",
]

/// Sees everything.
func program(_ name: String, uses: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name,
        dependencies: everyCore + ["Engine"] + everyAdapter + uses
            + [.product(name: "ArgumentParser", package: "swift-argument-parser")],
        path: "Sources/Programs/\(name)", swiftSettings: strict)
}

/// A Debian library as a module: a module map, no code.
func library(_ name: String, package: String, pkgConfig: String? = nil) -> Target {
    .systemLibrary(
        name: name, path: "Sources/Shims/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

/// The version that the environment gives, as packaging/build does; without one it is that of the last release.
let version = Context.environment["CUTOFFD_VERSION"].map { [CSetting.define("CUTOFFD_VERSION", to: "\"\($0)\"")] }

/// - Parameter reads: folders of texts that the tests read where they lie.
func tests(_ subject: String, uses: [Target.Dependency] = [], reads: [String] = []) -> Target {
    .testTarget(
        name: "\(subject)Tests", dependencies: everyCore + ["Engine", "TestKit"] + uses,
        path: "Tests/\(subject)Tests", exclude: reads, swiftSettings: strict)
}

/// libFuzzer comes with the sanitizers' flags, which only `make fuzz` gives.
let fuzzer: [Target] =
    Context.environment["CUTOFFD_FUZZER"] == nil
    ? []
    : [
        .systemLibrary(name: "CLibFuzzer", path: "Sources/Shims/CLibFuzzer"),
        .executableTarget(
            name: "fuzzer", dependencies: ["FuzzKit", "CLibFuzzer"], path: "Tests/Fuzzer", swiftSettings: strict),
    ]

// MARK: - The package

let package = Package(
    name: "cutoffd",
    products: [
        .executable(name: "cutoffd", targets: ["cutoffd"]),
        .executable(name: "cutoffctl", targets: ["cutoffctl"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        core("CivilTime"),
        core("JSON"),
        core("Orders", uses: ["CivilTime"]),
        core("TimerWheel"),
        engine,
        adapter("Configuration", wraps: [.product(name: "TOMLKit", package: "TOMLKit")]),
        adapter("EventFormats", wraps: ["SHA256"]),
        adapter("Linux", wraps: ["CLinux"]),
        adapter("Metrics"),
        adapter("Spool", wraps: ["CLinux", "SHA256"]),
        adapter("Store", wraps: ["CLinux", "CSQLite"]),
        adapter("Systemd", wraps: ["CSystemd"]),
        program("cutoffd", uses: ["CVersion"]),
        program("cutoffctl", uses: ["CVersion"]),
        library("CSystemd", package: "libsystemd-dev", pkgConfig: "libsystemd"),
        library("CSQLite", package: "libsqlite3-dev", pkgConfig: "sqlite3"),
        library("CCrypto", package: "libssl-dev", pkgConfig: "libcrypto"),
        .target(name: "SHA256", dependencies: ["CCrypto"], path: "Sources/Shims/SHA256", swiftSettings: strict),
        .target(name: "CLinux", path: "Sources/Shims/CLinux"),
        .target(name: "CVersion", path: "Sources/Shims/CVersion", cSettings: version),
        .executableTarget(
            name: "EventThroughput", dependencies: everyCore + ["Engine", "EventFormats"],
            path: "Benchmarks/EventThroughput", swiftSettings: strict),
        .target(
            name: "TestKit", dependencies: everyCore + ["Engine"], path: "Tests/TestKit", swiftSettings: strict),
        tests("CivilTime"),
        tests("JSON"),
        tests("Orders", reads: ["Scenarios"]),
        tests("TimerWheel"),
        tests("Engine"),
        tests("Configuration", uses: ["Configuration"]),
        tests("EventFormats", uses: ["EventFormats"]),
        tests("Linux", uses: ["Linux"]),
        tests("Metrics", uses: ["Metrics"]),
        tests(
            "Marketplace", uses: ["EventFormats", "Linux", "Spool", "Store", "Systemd"], reads: ["Samples"]),
        tests("Spool", uses: ["Spool", "EventFormats", "CLinux"]),
        tests("Store", uses: ["Store", "CSQLite"]),
        tests("Systemd", uses: ["Systemd"]),
        tests("Simulation", uses: ["EventFormats", "Linux", "Spool", "Store"]),
        tests("Style"),
        tests(
            "Control",
            uses: [
                "Configuration", "EventFormats", "Linux", "Spool", "Store", "cutoffctl",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .target(
            name: "FuzzKit", dependencies: everyCore + ["Engine", "Configuration", "EventFormats", "TestKit"],
            path: "Tests/FuzzKit", swiftSettings: strict),
        tests("Fuzzing", uses: ["FuzzKit"], reads: ["Corpus", "Dictionaries", "SOURCES.tsv"]),
        tests("Program", uses: ["Configuration", "EventFormats", "Store", "cutoffd", "cutoffctl"]),
    ] + fuzzer,
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
