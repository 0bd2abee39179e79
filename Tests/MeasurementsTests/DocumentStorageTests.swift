import Geometry
import GeometryTesting
import JSON
import Measurements
import Report
import Testing
import Volume

/// Whatever the catalogue measures in the patient stays when the same anatomy is stored with its axes in another order
/// or direction, or lies elsewhere. New measures are tested here without being named.
@Suite struct `Measures of the catalogue belong to the patient` {
  /// Fields that speak of the file's axes or indices, and so may change.
  private static let ofTheFile: Set<String> = [
    "shape", "geometry", "bbox_min", "bbox_max", "centroid_voxel", "touches", "missing_slices", "end_areas",
    "end_intensities", "voxel_faces", "faces_per_axis", "inscribed_centre_voxel", "boxes",
    // One of several equally good centres.
    "inscribed_centre_ras", "border_margin", "at",
    "index", "area_spikes", "smallest_distance_voxels", "gap_voxels",
  ]

  /// Every number of a document by its path, without those of the file.
  private static func leaves(
    _ value: JSONValue, path: String = "", axes: [Int] = [0, 1, 2]
  ) -> [String: JSONValue] {
    // What is said of an axis of the file is compared with the same axis of the patient.
    func original(_ name: String) -> String {
      ["i", "j", "k"].firstIndex(of: name).map { ["i", "j", "k"][axes[$0]] } ?? name
    }
    switch value {
    case .object(let members):
      return members.filter { !ofTheFile.contains($0.name) }.reduce(into: [:]) { all, member in
        all.merge(leaves(member.value, path: "\(path).\(original(member.name))", axes: axes)) { first, _ in first }
      }
    case .string(let text): return [path: .string(original(text))]
    case .array(let elements):
      // Pairs come in any order: each goes by its labels.
      return elements.enumerated().reduce(into: [:]) { all, element in
        let labels = element.element["labels"]?.array?.compactMap(\.integer).sorted()
        let place = labels.map { "\($0)" } ?? "\(element.offset)"
        all.merge(leaves(element.element, path: "\(path)[\(place)]", axes: axes)) { first, _ in first }
      }
    default: return [path: value]
    }
  }

  private static func document(
    _ voxels: VoxelScene, image: [Float], axes: [Int] = [0, 1, 2]
  ) async -> [String: JSONValue] {
    let volume = IntensityVolume(grid: voxels.grid, values: image)
    return leaves(
      await MeasureDocument(
        of: Scene(segmentation: voxels.scene.segmentation, image: volume), .init(jobs: 1)
      ).json,
      axes: axes)
  }

  private static func differences(_ a: [String: JSONValue], _ b: [String: JSONValue]) -> [String] {
    Set(a.keys).union(b.keys).sorted().compactMap { path in
      guard let x = a[path], let y = b[path] else { return "\(path): only in one of the two" }
      guard let p = x.number, let q = y.number else { return x == y ? nil : "\(path): \(x), \(y)" }
      return abs(p - q) <= 1e-5 * max(1, abs(p)) ? nil : "\(path): \(p), \(q)"
    }
  }

  private static func image(_ voxels: VoxelScene) -> [Float] {
    voxels.indices.map { v in Float((v.i * 7 + v.j * 13 + v.k * 5) % 11) + (voxels.holds(0, v) ? 20 : 0) }
  }

  @Test(arguments: AxisStorage.all)
  func `in every order of storage`(storage: AxisStorage) async throws {
    let voxels = AxisStorage.original
    let stored = try storage.stored(voxels)
    let images = Dictionary(zip(voxels.indices, Self.image(voxels))) { first, _ in first }
    let moved = stored.indices.map { images[storage.source($0, size: voxels.grid.size)] ?? .nan }
    let differences = Self.differences(
      await Self.document(voxels, image: Self.image(voxels)),
      await Self.document(stored, image: moved, axes: storage.axes))
    #expect(differences.isEmpty, "\(differences.prefix(20).joined(separator: "\n"))")
  }

  @Test func `anywhere in the patient`() async throws {
    let voxels = AxisStorage.original
    let affine = try #require(voxels.grid.affine)
    let shift = SIMD3(31.5, -17, 204)
    let moved = VoxelScene(
      grid: Grid(
        size: voxels.grid.size, affine: Affine(columns: affine.columns, origin: affine.origin + shift)),
      masks: voxels.masks)
    let (here, there) = (
      await Self.document(voxels, image: Self.image(voxels)), await Self.document(moved, image: Self.image(voxels))
    )
    // Positions move with the patient; all else stays.
    let (positions, others) = (here.keys.filter { $0.contains("_ras") }, here.filter { !$0.key.contains("_ras") })
    #expect(positions.count > 10)
    let differences = Self.differences(others, there.filter { !$0.key.contains("_ras") })
    #expect(differences.isEmpty, "\(differences.prefix(20).joined(separator: "\n"))")
    for path in positions where path.contains("centroid_ras") || path.contains("bbox_ras") {
      let axis = path.hasSuffix("[0]") ? 0 : path.hasSuffix("[1]") ? 1 : 2
      let (a, b) = (try #require(here[path]?.number), try #require(there[path]?.number))
      #expect(abs(b - a - shift[axis]) < 1e-5)
    }
  }
}
