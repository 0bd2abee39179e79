internal import Volume

/// One entry of the segment table that 3D Slicer stores in the key/value pairs of a `.seg.nrrd`: `Segment0_Name`,
/// `Segment0_LabelValue`, `Segment0_Layer` and `Segment0_Tags`.
struct NRRDSegment: Hashable {
  /// The running number in its keys.
  let number: Int
  let name: String?
  /// What it is by its terminology.
  let terminology: SegmentTerminology?
  /// The value of its voxels within its layer.
  let value: Int
  /// Which of a voxel's values is meant, from 0.
  let layer: Int

  /// The segments of a header, in the order of their numbers. Throws `.damaged` for a table that contradicts itself.
  ///
  /// Where no segment says in which layer it lies and the voxels hold several values, segment n is value n, as 3D
  /// Slicer wrote them before it had layers.
  ///
  /// - Parameter components: how many values each voxel holds.
  static func all(in pairs: [String: String], components: Int) throws -> [NRRDSegment] {
    var numbers: Set<Int> = []
    for key in pairs.keys where key.hasPrefix("Segment") {
      let rest = key.dropFirst("Segment".count)
      if let end = rest.firstIndex(of: "_"), let number = Int(rest[..<end]), number >= 0 { numbers.insert(number) }
    }
    let hasLayers = components == 1 || numbers.contains { pairs["Segment\($0)_Layer"] != nil }
    guard hasLayers || numbers.isEmpty || numbers.count == components else {
      throw ReadError(
        code: .damaged,
        message: "the header names \(numbers.count) segments and does not say in which layers they lie (Segment0_Layer "
          + "and so on), while each voxel holds \(components) values.")
    }
    let segments = try numbers.sorted().enumerated().map { place, number in
      let name = pairs["Segment\(number)_Name"].map { String($0.filter { !$0.isNewline }.prefix(120)) }
      return NRRDSegment(
        number: number, name: name?.isEmpty == true ? nil : name,
        terminology: pairs["Segment\(number)_Tags"].flatMap(SegmentTerminology.init(tags:)),
        value: try integer(pairs, number, "LabelValue", least: 1, otherwise: 1),
        layer: try integer(pairs, number, "Layer", least: 0, otherwise: hasLayers ? 0 : place))
    }
    var seen: [[Int]: Int] = [:]
    for segment in segments {
      if let other = seen.updateValue(segment.number, forKey: [segment.layer, segment.value]) {
        throw ReadError(
          code: .damaged,
          message:
            "segments \(other) and \(segment.number) both claim the value \(segment.value) of layer \(segment.layer).")
      }
    }
    return segments
  }

  private static func integer(
    _ pairs: [String: String], _ number: Int, _ name: String, least: Int, otherwise: Int
  ) throws -> Int {
    guard let text = pairs["Segment\(number)_\(name)"] else { return otherwise }
    guard let value = Int(text.filter { !$0.isWhitespace }), value >= least else {
      throw ReadError(
        code: .damaged,
        message: "Segment\(number)_\(name) is “\(text.prefix(20))”; it must be a whole number of at least \(least).")
    }
    return value
  }
}

/// Puts the layers of a segmentation together.
///
/// A structure's `value` is its label value in the file. Where an earlier layer has that value already, the structure
/// gets the next number above all values of the file, so that the values of layer 0 are always those of the file, and a
/// note says so.
struct NRRDLayers {
  private struct Entry {
    let layer: Int
    let value: Int
    let name: String?
    let codes: [String]
    let facts: StructureFacts
    let runs: Runs

    init(layer: Int, value: Int, segment: NRRDSegment?, runs: Runs) {
      self.layer = layer
      self.value = value
      name = segment?.name
      codes = [segment?.terminology?.concept.text].compactMap(\.self)
      facts = StructureFacts(category: segment?.terminology?.category?.text)
      self.runs = runs
    }

    func structure(_ value: Int, _ name: String?) -> Structure {
      Structure(value: value, name: name, codes: codes, facts: facts, runs: runs)
    }
  }

  let structures: [Structure]
  let notes: [String]

  /// - Parameter layers: what the voxels hold, layer after layer.
  init(_ layers: [[(value: Int, runs: Runs)]], segments: [NRRDSegment]) throws {
    if let stray = segments.first(where: { $0.layer >= layers.count }) {
      throw ReadError(
        code: .damaged,
        message: "segment \(stray.number) lies in layer \(stray.layer), but the voxels have \(layers.count) "
          + "(the first is layer 0).")
    }
    var named: [[Int: NRRDSegment]] = Array(repeating: [:], count: layers.count)
    for segment in segments { named[segment.layer][segment.value] = segment }
    var entries: [Entry] = []
    for (layer, found) in layers.enumerated() {
      entries += found.map { part in
        Entry(
          layer: layer, value: part.value, segment: named[layer].removeValue(forKey: part.value), runs: part.runs)
      }
      entries += named[layer].values.map { Entry(layer: layer, value: $0.value, segment: $0, runs: Runs()) }
    }
    var next = entries.map(\.value).max() ?? 0
    guard next < Int.max - entries.count else {
      throw ReadError(code: .notAMask, message: "the file holds the value \(next), which is no label.")
    }
    var taken: Set<Int> = []
    var structures: [Structure] = []
    var notes: [String] = []
    // Layer after layer, values in order within each.
    entries.sort { ($0.layer, $0.value) < ($1.layer, $1.value) }
    for entry in entries {
      guard !taken.insert(entry.value).inserted else {
        structures.append(entry.structure(entry.value, entry.name))
        continue
      }
      next += 1
      taken.insert(next)
      // Without a name of its own, the new number would be taken for a label of a policy.
      let name = entry.name ?? "layer \(entry.layer), value \(entry.value)"
      structures.append(entry.structure(next, name))
      notes.append(
        "\(name) has the value \(entry.value) in layer \(entry.layer), as another structure has; it counts as \(next).")
    }
    self.structures = structures
    self.notes = notes
  }
}
