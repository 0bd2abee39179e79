import Foundation
import Geometry
import GeometryTesting
import JSON
import Measurements
import Report
import Volume

/// Where `segwarden measure` prints the numbers that policies name, and by what arithmetic they follow from what it
/// prints.
struct NumberFields {
  let source: NumberScene
  let voxels: VoxelScene
  let document: JSONValue

  init(_ source: NumberScene, _ scene: Scene) async {
    self.source = source
    voxels = source.voxels
    document = await MeasureDocument(of: scene, .init(pairs: NumberScene.pairs.map { ($0[0], $0[1]) })).json
  }

  /// The number of one structure or a pair, nil where it is undefined; throws for a name that is not known here.
  func value(_ name: String, _ structures: [Int]) throws -> Double? {
    guard structures.count == 1 else { return try pair(name, structures) }
    let label = document["labels"]?["\(structures[0] + 1)"]
    if let path = Self.ofLabel[name] { return number(label, path) }
    for channel in ["lab_a", "lab_b"] where name.hasSuffix("_\(channel)") {
      guard let path = Self.ofLabel[String(name.dropLast(channel.count + 1))] else { break }
      return number(label, path.replacing("luminance", with: channel))
    }
    if let path = Self.ofIntensity[name] { return number(document["intensity"]?["\(structures[0] + 1)"], path) }
    return try derived(name, structures[0], label)
  }

  struct Unknown: Error { let name: String }

  private var isFlat: Bool { source.grid.dimensions == 2 }

  /// Follows a path of names and places, with `C` for 26 or 8 neighbours, `F` for 6 or 4 and `S` for the axis across
  /// slices.
  private func number(_ json: JSONValue?, _ path: String) -> Double? {
    var at = json
    for part in path.split(separator: ".") {
      if let place = Int(part), let array = at?.array {
        at = array.indices.contains(place) ? array[place] : nil
        continue
      }
      var name = String(part)
      switch name {
      case "C": name = isFlat ? "8" : "26"
      case "F": name = isFlat ? "4" : "6"
      case "bgF": name = isFlat ? "bg4" : "bg6"
      case "S": name = ["i", "j", "k"][source.sliceAxis]
      default:
        for (unit, pixels) in [("_mm3", "_px3"), ("_mm2", "_px2"), ("_mm", "_px")]
        where source.grid.spacing == nil && name.hasSuffix(unit) {
          name = name.dropLast(unit.count) + pixels
          break
        }
      }
      at = at?[name]
    }
    return at?.number
  }

  private static let ofLabel: [String: String] = [
    "voxels": "voxels", "centroid_right": "centroid_ras.0", "centroid_anterior": "centroid_ras.1",
    "centroid_superior": "centroid_ras.2", "components": "components.C.count", "components_6": "components.6.count",
    "components_18": "components.18.count", "components_4": "components.4.count",
    "largest_fraction": "components.C.largest_fraction", "cavities": "cavities.bgF.count",
    "cavity_volume": "cavities.bgF.volume_mm3", "cavity_area": "cavities.bgF.volume_mm3", "euler_number": "euler.C",
    "tunnels": "handles.26", "voxel_face_area": "voxel_face_area_mm2", "voxel_edge_length": "voxel_edge_length_mm",
    "surface_area": "surface_mm2.marching_cubes", "surface_area_crofton": "surface_mm2.crofton",
    "perimeter": "perimeter_mm.crofton", "sphericity": "sphericity", "compactness": "compactness",
    "roundness": "roundness_crofton", "major_axis_length": "axis_lengths_mm.0",
    "minor_axis_length": "axis_lengths_mm.1",
    "least_axis_length": "axis_lengths_mm.2", "elongation": "elongation", "flatness": "flatness",
    "equivalent_radius": "equivalent_sphere_radius_mm",
    "equivalent_ellipsoid_min": "equivalent_ellipsoid_diameters_mm.0",
    "feret_max": "feret_max_mm", "feret_min": "feret_min_mm", "feret_orthogonal": "feret_orthogonal_mm",
    "solidity": "solidity", "convex_volume": "convex_volume_mm3", "convex_area": "convex_area_mm2",
    "circularity": "circularity", "concavity": "concavity_depth_mm", "extent_right_left": "extent_mm.right_left",
    "extent_anterior_posterior": "extent_mm.anterior_posterior",
    "extent_superior_inferior": "extent_mm.superior_inferior", "thickness_min": "thickness_mm.smallest",
    "thickness_median": "thickness_mm.median", "thickness_max": "thickness_mm.largest",
    "thin_fraction": "thin_fraction", "raggedness": "raggedness.ratio",
    "ragged_fraction": "raggedness.changed_fraction", "inscribed_radius": "inscribed_radius_mm.border_is_background",
    "slice_perimeter_min": "slice_perimeter_mm.smallest", "slice_perimeter_median": "slice_perimeter_mm.median",
    "slice_circularity_min": "slice_circularity.smallest", "slice_circularity_median": "slice_circularity.median",
    "slice_solidity_min": "slice_solidity.smallest", "slice_solidity_median": "slice_solidity.median",
    "slice_area_change": "slice_area_change.S.largest_jump", "staircase": "staircase.S.identical_fraction",
    "staircase_run": "staircase.S.longest", "neighbour_slice_overlap": "neighbour_slice_overlap.S.lowest",
    "edge_support": "boundary.luminance.edge_support", "edge_strength": "boundary.luminance.edge_strength",
    "edge_strength_median": "boundary.luminance.edge_strength_median",
    "direction_consistency": "boundary.luminance.direction_consistency",
    "weakest_sector": "boundary.luminance.weakest_sector", "edge_offset": "boundary.luminance.edge_offset",
    "edge_offset_distance": "boundary.luminance.edge_offset_mm", "ring_contrast": "boundary.luminance.ring_contrast",
    "ring_separability": "boundary.luminance.ring_separability", "ring_overlap": "boundary.luminance.ring_overlap",
    "inside_homogeneity": "boundary.luminance.inside_homogeneity",
    "surroundings_score": "boundary.luminance.surroundings_score",
    "weakest_slice_edge_support": "boundary.luminance.weakest_slice.edge_support",
    "circle_margin": "reconstruction_circle.margin_mm", "circle_voxels": "reconstruction_circle.voxels_on_edge",
  ]

  private static let ofIntensity: [String: String] = [
    "intensity_mean": "mean", "intensity_median": "median", "intensity_sd": "sd", "intensity_min": "min",
    "intensity_max": "max", "intensity_p5": "p5", "intensity_p95": "p95", "non_finite_fraction": "non_finite_fraction",
  ]

  private static let ofPair: [String: String] = [
    "contact_area": "contact_area_mm2", "contact_length": "contact_length_mm",
    "contact_fraction": "contact_fraction_first", "distance": "smallest_distance_mm", "gap": "gap_mm",
    "centroid_distance": "centroid_distance_mm", "offset_right": "centroid_offset_ras_mm.0",
    "offset_anterior": "centroid_offset_ras_mm.1", "offset_superior": "centroid_offset_ras_mm.2",
    "shared_slices": "shared_slices.superior.both", "shared_slice_fraction": "shared_slices.superior.fraction",
    "volume_ratio": "volume_ratio", "mirrored_dice": "mirrored_dice", "mirrored_offset": "mirrored_offset_mm",
    "overlap_voxels": "shared_voxels", "overlap_volume": "shared_volume_mm3", "overlap_area": "shared_area_mm2",
    "dice": "dice", "overlap_fraction": "overlap_fraction_first", "enclosed_fraction": "enclosed_fraction_first",
    "cavities_between": "cavities_between.count", "cavities_between_volume": "cavities_between.volume_mm3",
    "cavities_between_area": "cavities_between.volume_mm3",
    "surface_distance_mean": "surface_distances_mm.average_symmetric",
    "surface_distance_p95": "surface_distances_mm.hausdorff_95",
    "surface_distance_max": "surface_distances_mm.hausdorff",
  ]

  private func pair(_ name: String, _ structures: [Int]) throws -> Double? {
    guard let path = Self.ofPair[name] else { throw Unknown(name: name) }
    let labels = JSONValue.array(structures.map { .integer($0 + 1) })
    return number(document["pairs"]?.array?.first { $0["labels"] == labels }, path)
  }

  private func derived(_ name: String, _ structure: Int, _ label: JSONValue?) throws -> Double? {
    func count(_ path: String) -> Double? {
      let axis = ["i", "j", "k"][source.sliceAxis]
      return (label?[path]?[axis]?.array?.count).map(Double.init)
    }
    func share(_ cavities: [[VoxelIndex]]) -> Double? {
      let inside = cavities.reduce(0) { $0 + $1.count }
      return number(label, "voxels").map { Double(inside) / ($0 + Double(inside)) }
    }
    switch name {
    case "equivalent_diameter": return number(label, "equivalent_sphere_radius_mm").map { 2 * $0 }
    case "inscribed_diameter": return number(label, "inscribed_radius_mm.border_is_background").map { 2 * $0 }
    case "intensity_score":
      guard let mean = number(document["intensity"]?["\(structure + 1)"], "mean"),
        let image = source.image(voxels, on: source.grid)?.values.map(Double.init)
      else { return nil }
      let average = image.reduce(0, +) / Double(image.count)
      let variance = image.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(image.count)
      return (mean - average) / variance.squareRoot()
    case "volume", "area":
      return number(label, source.grid.spacing == nil ? "voxels" : name == "area" ? "area_mm2" : "volume_mm3")
    case "equivalent_ellipsoid_max": return label?["equivalent_ellipsoid_diameters_\(unit)"]?.array?.last?.number
    case "faces_touched": return (label?["touches"]?.members?.count).map(Double.init)
    case "border_voxels": return (label?["touches"]?.members).map { $0.compactMap(\.value.number).max() ?? 0 }
    case "border_margin": return label?["border_margin"]?.members?.compactMap { number($0.value, "distance_mm") }.min()
    case "border_margin_right", "border_margin_left", "border_margin_anterior", "border_margin_posterior",
      "border_margin_superior", "border_margin_inferior":
      return faceNamed(name.dropFirst("border_margin_".count)).flatMap {
        number(label, "border_margin.\($0).distance_mm")
      }
    case "cavity_fraction": return share(voxels.cavities(structure, .faces))
    case "holes": return Double(voxels.holes(structure, .faces).count)
    case "hole_fraction": return share(voxels.holes(structure, .faces))
    case "voxel_faces": return label?["voxel_faces"]?.array?.compactMap(\.number).reduce(0, +)
    case "principal_axis_angle":
      let axis = (0..<3).compactMap { number(label, "principal_axes_ras.0.\($0)") }
      // The arc cosine of 1 would need more digits than are printed.
      return axis.count == 3 ? atan2(hypot(axis[0], axis[1]), abs(axis[2])) * 180 / .pi : nil
    case "missing_slices", "area_spikes": return count(name)
    case "end_area":
      return label?["end_areas"]?.members?.filter { end in
        guard let axis = ["i", "j", "k"].firstIndex(of: end.name.prefix(1)) else { return false }
        let ends = ["bbox_min", "bbox_max"].compactMap { number(label, "\($0).\(axis)") }
        return ends[1] - ends[0] >= 3
      }.compactMap(\.value.number).max()
    case "darkest_end": return label?["end_intensities"]?.members?.compactMap(\.value.number).min()
    case "brightest_end": return label?["end_intensities"]?.members?.compactMap(\.value.number).max()
    case "second_piece_fraction":
      let sizes = label?["components"]?[isFlat ? "8" : "26"]?["largest"]?.array?.compactMap(\.number) ?? []
      return sizes.first.map { (sizes.count > 1 ? sizes[1] : 0) / $0 }
    case "relative_right": return relative(0, label)
    case "relative_anterior": return relative(1, label)
    case "relative_superior": return relative(2, label)
    case "relative_column": return source.grid.affine == nil ? place(0, label) : nil
    case "relative_row": return source.grid.affine == nil ? place(1, label) : nil
    case "midline_offset", "midline_right_fraction", "midline_left_fraction": return midline(name, structure)
    default: throw Unknown(name: name)
    }
  }

  /// The centroid's place along an index axis, from 0 at the first voxel to 1 at the last.
  private func place(_ axis: Int, _ label: JSONValue?) -> Double? {
    let length = [source.grid.size.i, source.grid.size.j, source.grid.size.k][axis]
    let at = label?["centroid_voxel"]?.array?.compactMap(\.number) ?? []
    return at.indices.contains(axis) && length > 1 ? at[axis] / Double(length - 1) : nil
  }

  /// The same along the index axis that looks in a patient direction: right, anterior, superior.
  private func relative(_ direction: Int, _ label: JSONValue?) -> Double? {
    guard let face = source.faces?[direction], let axis = ["i", "j", "k"].firstIndex(of: String(face.prefix(1))),
      let place = place(axis, label)
    else { return nil }
    return face.hasSuffix("+") ? place : 1 - place
  }

  private var unit: String { source.grid.spacing == nil ? "px" : "mm" }

  /// The face of the index grid that looks in a patient direction.
  private func faceNamed(_ direction: Substring) -> String? {
    guard let faces = source.faces else { return nil }
    if let at = ["right", "anterior", "superior"].firstIndex(of: direction) { return faces[at] }
    let face = faces[["left", "posterior", "inferior"].firstIndex(of: direction) ?? 0]
    return face.hasSuffix("+") ? face.prefix(1) + "-" : face.prefix(1) + "+"
  }

  /// From the plane that is printed, voxel by voxel.
  private func midline(_ name: String, _ structure: Int) -> Double? {
    func vector(_ field: String) -> SIMD3<Double>? {
      let p = document["mid_sagittal_plane"]?[field]?.array?.compactMap(\.number)
      return p.map { SIMD3($0[0], $0[1], $0[2]) }
    }
    guard let point = vector("point_ras"), let normal = vector("normal_ras") else {
      return nil
    }
    let offsets = voxels.voxels(structure).map { ((voxels.patient($0) - point) * normal).sum() }
    switch name {
    case "midline_offset": return offsets.reduce(0, +) / Double(offsets.count)
    case "midline_right_fraction": return Double(offsets.count { $0 > 1e-5 }) / Double(offsets.count)
    default: return Double(offsets.count { $0 < -1e-5 }) / Double(offsets.count)
    }
  }
}
