internal import Volume

/// The segments that were found, with what their descriptions say of them, and where the two do not fit.
struct SegmentSummary {
  let structures: [Structure]
  let notes: [String]
  let discrepancies: [HeaderDiscrepancy]

  init(found: SegmentFrames, descriptions: [SegmentDescription], lattice: FrameLattice, isLabelMap: Bool) {
    var described: [Int: SegmentDescription] = [:]
    var doubled: [Int] = []
    for one in descriptions where described.updateValue(described[one.number] ?? one, forKey: one.number) != nil {
      doubled.append(one.number)
    }
    let filled = Set(found.segments.map(\.number))
    let empty = descriptions.filter { !filled.contains($0.number) && !$0.isBackground }
    func name(_ number: Int) -> String { described[number]?.label ?? "segment \(number)" }
    func structure(_ number: Int, _ runs: Runs) -> Structure {
      let description = described[number]
      return Structure(
        value: number, name: description?.label, codes: [description?.type?.text].compactMap(\.self),
        facts: description?.facts ?? StructureFacts(), runs: runs)
    }
    var seen: Set<Int> = []
    structures =
      found.segments.map { structure($0.number, $0.ordered) }
      + empty.filter { seen.insert($0.number).inserted }.map { structure($0.number, Runs()) }

    var faults: [HeaderDiscrepancy.Readings] = []
    if !doubled.isEmpty { faults.append(.segments(.doubledNumbers(doubled.sorted()))) }
    let strange = found.segments.filter { described[$0.number] == nil }
    if !strange.isEmpty {
      faults.append(
        .segments(
          .withoutDescription(
            strange.map(\.number).sorted(), frames: isLabelMap ? nil : strange.reduce(0) { $0 + $1.slices.count })))
    }
    // A label map has frames for all segments at once, and one that is not in them is empty as in any label map.
    if !empty.isEmpty, !isLabelMap { faults.append(.segments(.withoutFrames(empty.map { name($0.number) }))) }
    let twice = found.segments.reduce(0) { $0 + $1.doubled }
    if twice > 0 { faults.append(.segments(.doubledFrames(twice))) }
    let gaps = found.segments.filter { Self.missing($0, lattice, isLabelMap) > 0 }
    if !gaps.isEmpty {
      faults.append(
        .slices(
          .missingInStructures(
            gaps.map { name($0.number) }, slices: gaps.reduce(0) { $0 + Self.missing($1, lattice, isLabelMap) })))
    }
    discrepancies = faults.map { HeaderDiscrepancy($0) }
    notes =
      empty.isEmpty || isLabelMap
      ? []
      : [
        "The object describes \(empty.count) of its \(descriptions.count) segments without giving them a frame; they were read as empty."
      ]
  }

  /// Slices between a segment's first and last one of which the object holds no frame.
  private static func missing(_ segment: SegmentFrames.Segment, _ lattice: FrameLattice, _ isLabelMap: Bool) -> Int {
    guard isLabelMap else { return segment.missing }
    // A frame of a label map is one of every segment.
    guard let first = segment.slices.min(), let last = segment.slices.max() else { return 0 }
    return last - first + 1 - Set(lattice.slices.filter { (first...last).contains($0) }).count
  }
}
