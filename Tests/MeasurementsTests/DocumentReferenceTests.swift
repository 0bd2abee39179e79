import Formats
import Foundation
import Geometry
import JSON
import Measurements
import Report
import TestSupport
import Testing
import Volume

/// Measurements by numpy, scipy, scikit-image, cc3d, edt and SimpleITK: of small masks in this folder
/// (`Scripts/reference-measures` makes them), and of real ones and phantoms where these lie beside the checkout.
private struct Reference: CustomTestStringConvertible, Sendable {
  /// Where what was measured lies.
  enum Place: Sendable {
    case own, shared
  }

  let place: Place
  let name: String

  var testDescription: String { place == .own ? name : "shared/\(name)" }

  private static let own = Checkout.file("Tests/MeasurementsTests/Reference")
  private static let shared = Shared.root.appending(path: "golden/json")

  static let isSharedPresent = Shared.has("golden/json")

  static var all: [Reference] {
    [(Place.own, own), (.shared, shared)].flatMap { place, folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      return names.sorted().filter { $0.hasSuffix(".json") }.map { Reference(place: place, name: $0) }
    }
  }

  func document() throws -> JSONValue {
    let folder = place == .own ? Self.own : Self.shared
    return try JSONValue(parsing: [UInt8](Data(contentsOf: folder.appending(path: name))))
  }

  /// What a reference file was measured on. The layers of an overlapping segmentation were measured one by one there;
  /// such a reference is held against the one structure of that layer, under the value that it has within it.
  func segmentation(of want: JSONValue, named file: String) throws -> Segmentation {
    let whole = try ExportReader.read(path: path(of: file)).segmentation
    guard let layer = want["layer"]?.integer else { return whole }
    let structure = try #require(whole.structures.last)
    #expect(layer == 1 && structure.name == "overlapping sphere")
    return Segmentation(grid: whole.grid, structures: [Structure(value: 1, name: nil, runs: structure.runs)])
  }

  func path(of file: String) -> String {
    guard place == .shared else { return Self.own.appending(path: file).path }
    return Shared.file(file.hasPrefix("phantoms/") ? "golden/\(file)" : "data/\(file)")
  }

  /// What describes the reference rather than the mask, and the second table of marching cubes: one is enough, see
  /// `SurfaceArea`.
  static let ignored: Set<String> = ["file", "read", "libraries", "image", "layer", "marching_cubes_lorensen"]

  /// Relative and absolute tolerance of a field, the reference's own.
  static func tolerance(_ path: String) -> (relative: Double, absolute: Double) {
    let table: [(String, Double, Double)] = [
      ("geometry", 1e-4, 1e-4), ("bbox_ras", 1e-6, 1e-4), ("centroid_ras", 1e-6, 1e-4), ("centroid_voxel", 1e-6, 1e-6),
      ("surface_mm2.marching_cubes", 1e-5, 1e-9), ("crofton", 1e-4, 1e-9), ("sphericity", 1e-5, 1e-9),
      ("inscribed_radius", 1e-5, 1e-9), ("equivalent_ellipsoid", 1e-5, 1e-6), ("elongation", 1e-5, 1e-9),
      ("flatness", 1e-5, 1e-9), ("principal_moments", 1e-6, 1e-6), ("axis_lengths", 1e-6, 1e-4),
      ("contacts", 1e-5, 1e-9), ("largest_fraction", 1e-9, 1e-9), ("intensity", 1e-6, 1e-6),
    ]
    return table.first { path.contains($0.0) }.map { ($0.1, $0.2) } ?? (1e-6, 1e-9)
  }

  /// Where `got` differs from `want`, as sentences. Members that only `got` has do not count.
  static func differences(_ want: JSONValue, _ got: JSONValue?, at path: String) -> [String] {
    guard let got else { return ["\(path): missing"] }
    switch want {
    case .object(let members):
      return members.filter { !ignored.contains($0.name) }
        .flatMap { differences($0.value, got[$0.name], at: "\(path).\($0.name)") }
    case .array where keyed(want) != nil: return differences(keyed(want) ?? .null, keyed(got), at: path)
    case .array(let elements):
      guard let others = got.array, others.count == elements.count else {
        return ["\(path): \(got), reference \(want)"]
      }
      return zip(elements, others).enumerated().flatMap { differences($1.0, $1.1, at: "\(path)[\($0)]") }
    case .integer, .number:
      let (relative, absolute) = tolerance(path)
      guard let a = want.number, let b = got.number else { return ["\(path): \(got), reference \(want)"] }
      let isExact =
        want.integer != nil && !path.contains("geometry") && !path.contains("_mm") && !path.contains("centroid")
      let slack = isExact ? 0 : max(relative * max(abs(a), abs(b)), absolute)
      return abs(a - b) <= slack ? [] : ["\(path): \(b), reference \(a)"]
    default: return want == got ? [] : ["\(path): \(got), reference \(want)"]
    }
  }

  /// A list of pairs as an object keyed by the pair, since the order of pairs is nobody's promise; nil for other lists.
  static func keyed(_ list: JSONValue?) -> JSONValue? {
    guard let pairs = list?.array, !pairs.isEmpty, pairs.allSatisfy({ $0["labels"] != nil }) else { return nil }
    return .object(
      pairs.map { pair in
        let labels = (pair["labels"]?.array ?? []).compactMap(\.integer).sorted()
        return .init("\(labels)", .object((pair.members ?? []).filter { $0.name != "labels" }))
      })
  }
}

struct `Masks measured by other libraries` {
  /// The measures that references know. The others take their time on large masks.
  private static let names: Set<String> = [
    "voxels", "volume", "box", "centroid", "touches", "components", "cavities", "euler", "voxel_faces", "surface",
    "perimeter", "sphericity", "roundness", "moments", "elongation", "flatness", "equivalent_sphere",
    "equivalent_ellipsoid", "feret", "inscribed_radius", "missing_slices", "contacts", "distances", "order",
    "intensity",
  ]

  @Test func `the measures compared are those of the catalogue`() {
    #expect(Self.names.subtracting(MeasureCatalogue.entries.map(\.name)) == [])
  }

  /// Some forty real masks more, and phantoms, where they are.
  @Test func `are there, those of this folder at least`() {
    #expect(Reference.all.count { $0.place == .own } == 6)
    #expect(Reference.all.contains { $0.place == .shared } == Reference.isSharedPresent)
  }

  /// Every field of every reference.
  @Test(arguments: Reference.all)
  fileprivate func `agree`(reference: Reference) async throws {
    let want = try reference.document()
    let file = try #require(want["file"]?.string)
    var segmentation = try reference.segmentation(of: want, named: file)
    // References take a pixel of a picture for 1 mm.
    let assumed: SIMD3<Double>? = segmentation.grid.spacing == nil ? SIMD3(1, 1, 1) : nil
    if let assumed { segmentation = segmentation.assuming(spacing: assumed) }
    let image = try (want["intensity"]?["image"]?.string).map {
      try FormatRegistry.readImage(path: reference.path(of: $0))
    }
    let got = await MeasureDocument(
      of: Scene(segmentation: segmentation, image: image), .init(names: Self.names, assumedSpacing: assumed)
    ).json

    let differences = Reference.differences(want, got, at: "")
    #expect(differences.isEmpty, "\(differences.prefix(10).joined(separator: "\n"))")
    #expect(got["labels"]?.members?.map(\.name).sorted() == want["labels"]?.members?.map(\.name).sorted())
    #expect(got["contacts"]?.array?.count == want["contacts"]?.array?.count)
  }
}
