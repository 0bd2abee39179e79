import Foundation
import TestSupport
import Testing

/// `Package.swift` lists the targets in the order in which data travels: nothing points up, and nothing is named that
/// is not used.
@Suite struct RoadTests {
  struct Target: CustomTestStringConvertible, Sendable {
    let name: String
    let dependencies: [String]
    /// The folder of the sources.
    let folder: String
    /// The place in the list, from 0.
    let place: Int
    var testDescription: String { name }
  }

  /// The targets with Swift sources of their own, read from the manifest's text.
  static let targets: [Target] = {
    guard let text = try? Checkout.text("Package.swift") else { return [] }
    let declarations = text.split(separator: /\n    \.(?=target|executableTarget|testTarget|systemLibrary|plugin)/)
    return declarations.dropFirst().enumerated().compactMap { place, declaration in
      guard let name = declaration.firstMatch(of: /name: "(\w+)"/)?.output.1 else { return nil }
      let list = declaration.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.output.1 ?? ""
      let path = declaration.firstMatch(of: /path: "([^"]+)"/)?.output.1
      return Target(
        name: String(name),
        dependencies: list.replacing(/\.product\([^)]*\)/, with: "").matches(of: /"(\w+)"/).map { String($0.output.1) },
        folder: path.map(String.init) ?? (declaration.hasPrefix("test") ? "Tests/\(name)" : "Sources/\(name)"),
        place: place)
    }
  }()

  private static let places = Dictionary(targets.map { ($0.name, $0.place) }) { first, _ in first }

  @Test func `the manifest is read`() {
    #expect(Self.targets.count > 80)
    #expect(Self.targets.contains { $0.dependencies.count > 20 })
  }

  @Test(arguments: targets) func `a target depends on what stands above it`(target: Target) throws {
    for dependency in target.dependencies {
      let place = try #require(Self.places[dependency], "\(dependency) is no target")
      #expect(place < target.place, "\(target.name) depends on \(dependency), which stands below it")
    }
  }

  @Test(arguments: targets) func `a target imports what it depends on`(target: Target) throws {
    let folder = Checkout.file(target.folder)
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    guard !files.isEmpty else { return }
    var imported: Set<String> = []
    for file in files {
      let text = try Checkout.text("\(target.folder)/\(file)")
      imported.formUnion(
        text.matches(of: /(?m)^(?:@\w+ |\w+ )*import (?:struct |enum |func )?(\w+)/).map { String($0.output.1) })
    }
    // Built, and run by the tests and by the build.
    let programs: Set = ["Command", "Embed"]
    let unused = Set(target.dependencies).subtracting(imported).subtracting(programs)
    #expect(unused.isEmpty, "\(target.name) does not import \(unused.sorted())")
  }
}
