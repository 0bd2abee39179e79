// swift-tools-version: 6.2
import PackageDescription

// On Linux DCMTK's headers and libraries lie where compilers look; its pkg-config file asks for packages that Debian
// does not bring with it.
#if os(macOS)
  let dcmtk: String? = "dcmtk"
  let sqlite: String? = nil
#else
  let dcmtk: String? = nil
  let sqlite: String? = "sqlite3"
#endif

let package = Package(
  name: "SegWarden",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "SegWarden", targets: ["SegWarden"]),
    .executable(name: "segwarden", targets: ["Command"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // System libraries. `make` installs them where they are missing.
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
    .systemLibrary(
      name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .systemLibrary(
      name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"]), .brew(["isa-l"])]),
    .systemLibrary(
      name: "CJPEG", pkgConfig: "libjpeg", providers: [.apt(["libjpeg-dev"]), .brew(["jpeg-turbo"])]),
    .systemLibrary(
      name: "CTIFF", pkgConfig: "libtiff-4", providers: [.apt(["libtiff-dev"]), .brew(["libtiff"])]),
    // No pkg-config file: Debian's package has none, and macOS brings the library.
    .systemLibrary(name: "CBZip2", providers: [.apt(["libbz2-dev"])]),
    // macOS brings it, without a pkg-config file.
    .systemLibrary(name: "CSQLite", pkgConfig: sqlite, providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .systemLibrary(
      name: "COpenJPEG", pkgConfig: "libopenjp2", providers: [.apt(["libopenjp2-7-dev"]), .brew(["openjpeg"])]),
    .systemLibrary(
      name: "CDCMTK", pkgConfig: dcmtk, providers: [.apt(["libdcmtk-dev"]), .brew(["dcmtk"])]),
    // libpng and libjpeg report errors with longjmp, which must not cross Swift frames; libtiff hands them to one
    // function for the whole process; DCMTK is C++.
    .target(name: "CPNGCodec", dependencies: ["CPNG"]),
    .target(name: "CJPEGCodec", dependencies: ["CJPEG"]),
    .target(name: "CTIFFCodec", dependencies: ["CTIFF"]),
    .target(name: "COpenJPEGCodec", dependencies: ["COpenJPEG"]),
    .target(
      name: "CDCMTKCodec", dependencies: ["CDCMTK"],
      linkerSettings: ["dcmjpeg", "dcmjpls", "dcmdata", "oflog", "ofstd"].map { .linkedLibrary($0) }),

    // `Policies/`, `Prompts/` and the pages of kinds as Swift source, so that the installed program needs no checkout.
    .executableTarget(name: "Embed"),
    .plugin(name: "EmbedPlugin", capability: .buildTool(), dependencies: ["Embed"], path: "Sources/EmbedPlugin"),
    .target(name: "Shipped", plugins: ["EmbedPlugin"]),

    // The road, in the order data travels it. Nothing points up.
    // Elementary functions, vectors, order statistics, seeded random numbers, a heap: one copy of each.
    .target(name: "Numerics"),
    .target(name: "Concurrency"),
    // Numbers, quantities, lists, tables and markup as text, and what a person probably meant to write.
    .target(name: "Wording"),
    // What is wrong with a text that a person wrote, as values with their places.
    .target(name: "Diagnostics"),
    .target(name: "JSON"),
    .target(name: "CSHA256"),
    .target(name: "Digest", dependencies: ["CSHA256"]),
    // What the program writes for its owner alone, whole or line by line.
    .target(name: "Files", dependencies: ["CZstd"]),
    // Text to nodes with their places, typed fields, edits that keep comments, and formatting.
    .target(name: "YAML", dependencies: ["CYAML", "Wording", "Diagnostics"]),
    .target(name: "Volume", dependencies: ["Numerics"]),
    // The field's words: the vertebral column and its levels, and what can be wrong with a mask.
    .target(name: "Anatomy"),
    .target(
      name: "Formats",
      dependencies: [
        "Numerics", "Volume", "Digest", "JSON", "CISAL", "CBZip2", "CPNGCodec", "CJPEGCodec", "CTIFFCodec",
        "COpenJPEGCodec", "CDCMTKCodec",
      ]),
    .target(name: "Geometry", dependencies: ["Anatomy", "Volume", "Numerics", "Concurrency"]),
    // What was measured, as expectations ask for it, as files keep it, and as `segwarden measure` prints it.
    .target(name: "Measurements", dependencies: ["Geometry", "Volume", "JSON"]),
    .target(
      name: "PolicyLanguage",
      dependencies: ["Numerics", "Wording", "Diagnostics", "Digest", "YAML", "Volume", "Anatomy"]),
    .target(
      name: "Phantoms", dependencies: ["Numerics", "Wording", "Diagnostics", "YAML", "Volume"]),
    .target(name: "Mutations", dependencies: ["Numerics", "Wording", "Volume", "Anatomy", "Geometry"]),
    // Ranges and scorecards from cohorts: numbers alone.
    .target(name: "Learning", dependencies: ["Numerics"]),
    // How decisions and scores agree with the truth: numbers alone.
    .target(name: "Agreement", dependencies: ["Numerics"]),
    .target(
      name: "Evaluation",
      dependencies: [
        "Numerics", "Wording", "Diagnostics", "YAML", "Volume", "Anatomy", "Geometry", "Measurements", "PolicyLanguage",
      ],
      plugins: ["EmbedPlugin"]),
    .target(
      name: "Authoring",
      dependencies: [
        "Wording", "Diagnostics", "JSON", "YAML", "Volume", "Anatomy", "Geometry", "PolicyLanguage", "Evaluation",
      ]),
    // What editors ask about policies.
    .target(
      name: "LanguageServer",
      dependencies: ["Wording", "Diagnostics", "JSON", "Volume", "PolicyLanguage", "Evaluation", "Authoring"]),
    .target(name: "Pictures", dependencies: ["Volume", "CPNGCodec"]),
    .target(name: "LanguageModel", dependencies: ["Concurrency", "JSON", "Digest", "Files", "CCurl"]),
    .target(
      name: "Reasoning",
      dependencies: [
        "Numerics", "Concurrency", "Wording", "Diagnostics", "JSON", "Digest", "Volume", "Anatomy", "Geometry",
        "PolicyLanguage", "Evaluation", "Pictures", "LanguageModel",
      ]),
    .target(
      name: "PolicyTesting",
      dependencies: [
        "Concurrency", "Wording", "Diagnostics", "YAML", "Volume", "Anatomy", "Formats", "Geometry", "PolicyLanguage",
        "Phantoms", "Mutations", "Evaluation", "Reasoning",
      ]),
    // What can be shown of policies by calculating with their limits.
    .target(
      name: "Proof", dependencies: ["Numerics", "Wording", "Diagnostics", "YAML", "PolicyLanguage", "Evaluation"]),
    .target(
      name: "Results",
      dependencies: [
        "Wording", "JSON", "Digest", "Anatomy", "Measurements", "PolicyLanguage", "Evaluation", "Reasoning",
      ]),
    // Results of runs in one file, to be searched, compared and rendered again.
    .target(
      name: "Store",
      dependencies: [
        "CSQLite", "CISAL", "JSON", "Digest", "Anatomy", "PolicyLanguage", "Evaluation", "Reasoning", "Results",
      ]),
    // Cases on disk: exports, manifests, folders, the facts beside them.
    .target(
      name: "Cases",
      dependencies: [
        "Wording", "Diagnostics", "JSON", "Digest", "YAML", "Volume", "Formats", "PolicyLanguage", "Evaluation",
      ]),
    // Cases as a stream: what was done before, the folders and files that results go to, interrupts.
    .target(name: "Runs", dependencies: ["Wording", "JSON", "Files", "Results"]),
    // Labelled cases as tables for Learning, and what is learned from them as patches and drafts of policies.
    .target(
      name: "Cohorts",
      dependencies: [
        "Numerics", "Concurrency", "Wording", "Diagnostics", "Digest", "YAML", "Volume", "Formats", "Geometry",
        "Measurements", "PolicyLanguage", "Mutations", "Learning", "Evaluation", "Authoring", "Cases",
      ]),
    // Labelled cases and what was decided about them, as tables for Agreement.
    .target(
      name: "Validation",
      dependencies: [
        "Wording", "Diagnostics", "YAML", "Anatomy", "Formats", "Agreement", "Reasoning", "Results", "Cases",
      ]),
    .target(
      name: "Report",
      dependencies: [
        "Numerics", "Wording", "Diagnostics", "JSON", "Anatomy", "Volume", "Geometry", "PolicyLanguage", "Learning",
        "Agreement", "Evaluation", "Pictures", "Reasoning", "PolicyTesting", "Proof", "Results", "Store", "Cohorts",
        "Validation",
      ]),
    // The library's front door.
    .target(
      name: "SegWarden",
      dependencies: [
        "Shipped", "Numerics", "Wording", "Diagnostics", "Digest", "Volume", "Formats", "Geometry", "Measurements",
        "Anatomy", "PolicyLanguage", "Mutations", "Learning", "Evaluation", "Pictures", "Reasoning", "Results", "Cases",
      ]),
    // What each command does, without the parsing of arguments.
    .target(
      name: "Application",
      dependencies: [
        "Shipped", "Concurrency", "Wording", "Diagnostics", "JSON", "Digest", "Files", "YAML", "Volume", "Anatomy",
        "Formats",
        "Geometry", "Measurements", "PolicyLanguage", "Phantoms", "Mutations", "Learning", "Evaluation", "Authoring",
        "LanguageServer", "Pictures", "LanguageModel", "Reasoning", "PolicyTesting", "Proof", "Results", "Store",
        "Report", "Cases", "Runs",
        "Cohorts", "Agreement", "Validation", "SegWarden",
      ]),
    .executableTarget(
      name: "Command",
      dependencies: [
        "LanguageModel", "Reasoning", "Store", "Report", "Cases", "Runs", "Cohorts", "Agreement", "SegWarden",
        "Application",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // Our side of `make benchmark`. No product carries it.
    .executableTarget(
      name: "Benchmarks", dependencies: ["Formats", "Geometry", "Volume", "JSON", "Numerics"],
      path: "Benchmarks/Sources"),

    // Folders for tests, and where the checkout and the data beside it lie.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    // What holds of the repository as a whole.
    .testTarget(name: "RepositoryTests", dependencies: ["TestSupport"]),
    .testTarget(name: "JSONTests", dependencies: ["JSON"]),
    .testTarget(name: "WordingTests", dependencies: ["Wording"]),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    // Random YAML, for tests of what reads and writes it.
    .target(name: "YAMLTesting", dependencies: ["Diagnostics"], path: "Tests/YAMLTesting"),
    .testTarget(name: "YAMLTests", dependencies: ["TestSupport", "Diagnostics", "YAML", "YAMLTesting"]),
    .testTarget(
      name: "LanguageModelTests", dependencies: ["TestSupport", "LanguageModel", "JSON"],
      exclude: ["Golden", "SecureServer.py"]),
    // Runs the built program as a user does.
    .testTarget(
      name: "AcceptanceTests", dependencies: ["TestSupport", "Command", "Shipped", "Volume", "Formats"],
      exclude: ["Policies"]),
    .testTarget(name: "VolumeTests", dependencies: ["Volume"]),
    .testTarget(name: "AnatomyTests", dependencies: ["Anatomy"]),
    .testTarget(name: "DigestTests", dependencies: ["Digest"]),
    .testTarget(name: "FormatsTests", dependencies: ["TestSupport", "Formats", "Digest", "Volume"]),
    // Masks and images from formulas, and measures counted voxel by voxel, for tests of what is measured.
    .target(
      name: "GeometryTesting", dependencies: ["Geometry", "Volume", "Numerics"], path: "Tests/GeometryTesting"),
    .testTarget(
      name: "GeometryTests",
      dependencies: ["TestSupport", "Geometry", "GeometryTesting", "Anatomy", "Formats", "Volume", "Numerics"]),
    .testTarget(name: "PicturesTests", dependencies: ["Pictures", "Formats", "Volume"]),
    .testTarget(
      name: "ReasoningTests",
      dependencies: [
        "TestSupport", "Numerics", "Diagnostics", "JSON", "Digest", "Volume", "Anatomy", "PolicyLanguage", "Evaluation",
        "Pictures",
        "LanguageModel", "Reasoning",
      ]),
    .testTarget(name: "LearningTests", dependencies: ["Learning", "Numerics"]),
    .testTarget(
      name: "AgreementTests", dependencies: ["TestSupport", "Numerics", "Agreement"], exclude: ["Reference"]),
    .testTarget(
      name: "ValidationTests",
      dependencies: ["TestSupport", "JSON", "Anatomy", "Agreement", "Reasoning", "Cases", "Validation", "Report"]),
    .testTarget(
      name: "EvaluationTests",
      dependencies: [
        "Numerics", "Wording", "Diagnostics", "JSON", "Volume", "Geometry", "Measurements", "PolicyLanguage",
        "Evaluation",
      ]),
    .testTarget(
      name: "MeasurementsTests",
      dependencies: [
        "TestSupport", "Measurements", "Geometry", "GeometryTesting", "Formats", "JSON", "Volume", "Report",
      ],
      exclude: ["Reference"]),
    .testTarget(
      name: "AuthoringTests",
      dependencies: [
        "TestSupport", "Shipped", "Diagnostics", "JSON", "YAML", "Volume", "Geometry", "PolicyLanguage", "Phantoms",
        "Evaluation",
        "Authoring", "Cases", "Application",
      ], exclude: ["Diagnostics"]),
    .testTarget(
      name: "ResultsTests",
      dependencies: [
        "Anatomy", "Results", "Report", "Reasoning", "Evaluation", "PolicyLanguage", "Measurements", "JSON", "Volume",
        "Geometry",
      ]),
    .testTarget(name: "FilesTests", dependencies: ["TestSupport", "Files"]),
    .testTarget(name: "ConcurrencyTests", dependencies: ["Concurrency"]),
    .testTarget(name: "RunsTests", dependencies: ["TestSupport", "Reasoning", "Results", "Runs"]),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "TestSupport", "CSQLite", "JSON", "Anatomy", "PolicyLanguage", "Evaluation", "Reasoning", "Results", "Store",
      ]),
    .testTarget(
      name: "CasesTests", dependencies: ["TestSupport", "Diagnostics", "PolicyLanguage", "Cases", "SegWarden"]),
    .testTarget(
      name: "CohortsTests",
      dependencies: [
        "TestSupport", "Numerics", "Diagnostics", "JSON", "YAML", "Volume", "Formats", "PolicyLanguage", "Phantoms",
        "Mutations", "Learning", "Agreement", "Evaluation", "Reasoning", "Results", "Cases", "Cohorts", "Validation",
        "Report", "SegWarden", "Application",
      ]),
    .testTarget(
      name: "SegWardenTests",
      dependencies: [
        "TestSupport", "Diagnostics", "Volume", "Formats", "Geometry", "Measurements", "PolicyLanguage", "Evaluation",
        "Pictures", "Reasoning", "Results", "Cases", "SegWarden", "Application",
      ]),
    .testTarget(
      name: "ApplicationTests",
      dependencies: ["TestSupport", "JSON", "Volume", "Formats", "Mutations", "Cases", "Application"]),
    // A model that lies, about mutations under every shipped policy.
    .testTarget(
      name: "LyingTests",
      dependencies: [
        "TestSupport", "Shipped", "Diagnostics", "JSON", "Volume", "Formats", "Geometry", "PolicyLanguage", "Phantoms",
        "Mutations", "Evaluation", "Pictures", "LanguageModel", "Reasoning", "SegWarden",
      ]),
    // A client's code: it sees what is public alone.
    .testTarget(name: "ClientTests", dependencies: ["SegWarden"], packageAccess: false),
    // The laws of what an unknown does, over all shipped policies.
    .testTarget(
      name: "LawTests",
      dependencies: [
        "Shipped", "Numerics", "Wording", "Volume", "Formats", "Geometry", "Measurements", "PolicyLanguage", "Phantoms",
        "Mutations", "Evaluation", "Reasoning", "PolicyTesting",
      ]),
    .testTarget(
      name: "ReportTests",
      dependencies: [
        "TestSupport", "Diagnostics", "JSON", "Anatomy", "PolicyLanguage", "Evaluation", "Pictures", "Reasoning",
        "Results", "Report",
      ]),
    .testTarget(name: "ShippedTests", dependencies: ["TestSupport", "Shipped"]),
    .testTarget(
      name: "PhantomsTests",
      dependencies: ["TestSupport", "Shipped", "Diagnostics", "Volume", "Formats", "Phantoms"]),
    .testTarget(
      name: "PolicyTestingTests",
      dependencies: [
        "Shipped", "Diagnostics", "Volume", "Anatomy", "PolicyLanguage", "Phantoms", "Evaluation", "Reasoning",
        "PolicyTesting", "Report",
      ]),
    .testTarget(
      name: "LanguageServerTests",
      dependencies: ["Diagnostics", "JSON", "PolicyLanguage", "Evaluation", "LanguageServer"]),
    .testTarget(
      name: "ProofTests", dependencies: ["Diagnostics", "PolicyLanguage", "Evaluation", "Proof"]),
    // The language's specification: policies with their tests.
    .testTarget(
      name: "ConformanceTests",
      dependencies: [
        "Diagnostics", "PolicyTesting", "Formats", "Evaluation", "PolicyLanguage", "Reasoning", "Shipped", "Volume",
      ],
      exclude: ["Suite"]),
    .testTarget(
      name: "PolicyLanguageTests",
      dependencies: [
        "TestSupport", "Wording", "Diagnostics", "Digest", "YAML", "Volume", "PolicyLanguage", "YAMLTesting",
      ],
      exclude: ["Formatting/Examples"]),
    .testTarget(
      name: "MutationsTests", dependencies: ["TestSupport", "Volume", "Anatomy", "Geometry", "Mutations"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

// Fuzzers of all that reads what strangers write. `Scripts/fuzz` builds them, and names the library that drives them.
let fuzzer = Context.environment["SEGWARDEN_FUZZ"]
if let fuzzer {
  package.targets += [
    .target(name: "CFuzzer", path: "Fuzz/CFuzzer"),
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "CFuzzer", "Shipped", "Diagnostics", "JSON", "Volume", "Formats", "PolicyLanguage", "Phantoms", "Evaluation",
        "PolicyTesting", "LanguageModel", "Results", "Cases",
      ],
      path: "Fuzz/Sources",
      linkerSettings: [.unsafeFlags([fuzzer]), .linkedLibrary("stdc++")]),
  ]
}

let codecs = ["CFuzzer", "CSHA256", "CPNGCodec", "CJPEGCodec", "CTIFFCodec", "COpenJPEGCodec", "CDCMTKCodec"]
for target in package.targets
where target.type != .system && target.type != .plugin && !codecs.contains(target.name) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]
}

// The programs that run during the build are left as they are.
if fuzzer != nil {
  for target in package.targets where target.type != .system && target.type != .plugin && target.name != "Embed" {
    if codecs.contains(target.name) {
      target.cSettings = [.unsafeFlags(["-fsanitize=fuzzer-no-link"])]
    } else {
      target.swiftSettings?.append(.unsafeFlags(["-sanitize=fuzzer"]))
    }
  }
}

// What computes, optimised in a debug build too, with the tests that count voxel by voxel: they run in a fraction of
// the time. For size, which compiles faster than `-O`. `make` asks for it; never set where the package is a dependency,
// since it takes flags that SwiftPM calls unsafe.
if Context.environment["SEGWARDEN_OPTIMISE"] == "1" {
  let computing: Set = [
    "Numerics", "Wording", "Volume", "Diagnostics", "Digest", "JSON", "YAML", "Formats", "Geometry", "Measurements",
    "PolicyLanguage", "Evaluation", "Phantoms", "Mutations", "Pictures", "Learning", "Agreement", "Reasoning",
    "GeometryTesting",
    "GeometryTests", "MeasurementsTests",
  ]
  for target in package.targets where computing.contains(target.name) {
    target.swiftSettings?.append(.unsafeFlags(["-Osize"], .when(configuration: .debug)))
  }
}

// Some test targets alone, by their names with spaces between them, and what they stand on: a build that is not for all
// tests needs not make all.
if let chosen = Context.environment["SEGWARDEN_TESTS"]?.split(separator: " ").map(String.init) {
  let targets = Dictionary(uniqueKeysWithValues: package.targets.map { ($0.name, $0) })
  var needed: Set = ["Embed", "EmbedPlugin"]
  var open = chosen
  while let name = open.popLast() {
    guard let target = targets[name], needed.insert(name).inserted else { continue }
    for case .byNameItem(let name, _) in target.dependencies { open.append(name) }
  }
  package.targets.removeAll { !needed.contains($0.name) }
  package.products = []
}
