// swift-tools-version: 6.2
import PackageDescription

/// The llama.cpp that set-up built or found, as the package above names it.
let runtime = Context.packageDirectory + "/../.runtime"

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "Lathe", path: "..")],
    targets: [
        .executableTarget(
            name: "bench",
            dependencies: [
                "CRequantize", .product(name: "LatheEngine", package: "Lathe"),
                .product(name: "LatheScreen", package: "Lathe"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error), .unsafeFlags(["-package-name", "lathe"])]),
        // What only a benchmark asks of llama.cpp.
        .target(
            name: "CRequantize", dependencies: [.product(name: "LatheEngine", package: "Lathe")],
            cxxSettings: [.unsafeFlags(["-I\(runtime)/include"])]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)
