import Formats
import Foundation
import Geometry
import JSON
import Testing

/// Measurements by numpy, scipy, cc3d and SimpleITK of real masks and phantoms.
private enum Reference {
  static let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../shared").standardized
  static let isPresent = FileManager.default.fileExists(atPath: folder.appendingPathComponent("golden/json").path)

  static func document(_ name: String) throws -> JSONValue {
    try JSONValue(parsing: [UInt8](Data(contentsOf: folder.appendingPathComponent("golden/json/\(name)"))))
  }

  /// The reference files of NIfTI masks.
  static var names: [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("golden/json").path))
    return (all ?? []).sorted().filter { name in
      guard let file = (try? document(name))?["file"]?.string else { return false }
      return file.hasSuffix(".nii") || file.hasSuffix(".nii.gz")
    }
  }

  static func path(of file: String) -> String {
    folder.appendingPathComponent(file.hasPrefix("phantoms/") ? "golden/\(file)" : "data/\(file)").path
  }

  static let fields: [String] = [
    "voxels", "volume_mm3", "volume_ml", "area_mm2", "bbox_min", "bbox_max", "bbox_ras_centres_min",
    "bbox_ras_centres_max", "bbox_ras_edges_min", "bbox_ras_edges_max", "centroid_voxel", "centroid_ras", "components",
    "cavities", "touches", "missing_slices", "voxel_faces", "voxel_face_area_mm2", "voxel_edge_length_mm",
  ]

  /// Relative and absolute tolerance of a field, the reference's own.
  static func tolerance(_ path: String) -> (relative: Double, absolute: Double) {
    let table: [(String, Double, Double)] = [
      ("geometry", 1e-4, 1e-4), ("bbox_ras", 1e-6, 1e-4), ("centroid_ras", 1e-6, 1e-4), ("centroid_voxel", 1e-6, 1e-6),
      ("contacts", 1e-5, 1e-9), ("largest_fraction", 1e-9, 1e-9),
    ]
    return table.first { path.contains($0.0) }.map { ($0.1, $0.2) } ?? (1e-6, 1e-9)
  }

  /// Where `got` differs from `want`, as sentences. Members that only `got` has do not count.
  static func differences(_ want: JSONValue, _ got: JSONValue?, at path: String) -> [String] {
    guard let got else { return ["\(path): missing"] }
    switch want {
    case .object(let members):
      return members.flatMap { differences($0.value, got[$0.name], at: "\(path).\($0.name)") }
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

  /// A list of pairs as an object keyed by the pair, since the order of pairs is nobody's promise.
  static func keyed(_ list: JSONValue?) -> JSONValue? {
    list?.array.map { pairs in
      .object(
        pairs.map { pair in
          let labels = (pair["labels"]?.array ?? []).compactMap(\.integer).sorted()
          return .init("\(labels)", .object((pair.members ?? []).filter { $0.name != "labels" }))
        })
    }
  }
}

@Suite(.enabled(if: Reference.isPresent, "the reference measurements are not on this machine"))
struct `Masks measured by other libraries` {
  @Test(arguments: Reference.names)
  func `agree`(name: String) async throws {
    let want = try Reference.document(name)
    let file = try #require(want["file"]?.string)
    let export = try ExportReader.read(path: Reference.path(of: file))
    let got = await MeasureCatalogue.document(
      of: Scene(segmentation: export.segmentation), MeasureCatalogue.Request(pairs: []))

    var differences: [String] = []
    // A single slice is two-dimensional here, whether or not its file counts a third axis.
    let shape = want["shape"]?.array ?? []
    differences += Reference.differences(
      .array(shape.count == 3 && shape[2] == 1 ? Array(shape.prefix(2)) : shape), got["shape"], at: "shape")
    for member in ["dimension_measured", "labels_present", "background_voxels"] {
      differences += want[member].map { Reference.differences($0, got[member], at: member) } ?? []
    }
    for member in want["geometry"]?.members ?? []
    where !["max_axis_nonorthogonality", "oblique_angle_deg"].contains(member.name) {
      differences += Reference.differences(
        member.value, got["geometry"]?[member.name], at: "geometry.\(member.name)")
    }
    let labels = try #require(want["labels"]?.members)
    #expect(got["labels"]?.members?.map(\.name).sorted() == labels.map(\.name).sorted())
    for label in labels {
      for field in label.value.members ?? [] where Reference.fields.contains(field.name) {
        differences += Reference.differences(
          field.value, got["labels"]?[label.name]?[field.name], at: "labels.\(label.name).\(field.name)")
      }
    }
    let contacts = (want: Reference.keyed(want["contacts"]), got: Reference.keyed(got["contacts"]))
    if let reference = contacts.want {
      differences += Reference.differences(reference, contacts.got, at: "contacts")
      #expect(contacts.got?.members?.count == reference.members?.count)
    }
    if let distances = want["distances"] {
      differences += Reference.differences(
        distances["pairs_within_150_mm"] ?? .null, got["distances"]?["pairs_within_150_mm"], at: "distances.pairs")
      differences += Reference.differences(
        Reference.keyed(distances["listed"]) ?? .null, Reference.keyed(got["distances"]?["listed"]),
        at: "distances.listed")
    }
    if let order = want["order"] { differences += Reference.differences(order, got["order"], at: "order") }
    #expect(differences.isEmpty, "\(differences.prefix(10).joined(separator: "\n"))")
  }
}
