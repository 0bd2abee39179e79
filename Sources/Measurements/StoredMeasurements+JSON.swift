internal import Geometry
package import JSON
internal import Volume

/// The members of a file. Questions name structures by their place in `structures`, from 0.
extension StoredMeasurements {
  package var json: [JSONValue.Member] {
    var members: [JSONValue.Member] = [.init("grid", roster.grid.stored)]
    if roster.axes != roster.grid.dimensions { members.append(.init("axes", .integer(roster.axes))) }
    if roster.isListing { members.append(.init("listing", .bool(true))) }
    if let imageGrid { members.append(.init("image_grid", imageGrid.stored)) }
    members.append(
      .init("structures", .array(roster.placed.map { $1.stored(isLeftOut: leftOut.contains($0)) })))
    if !roster.derived.isEmpty {
      members.append(
        .init("derived", .array(roster.derived.map(\.stored))))
    }
    if !roster.problems.isEmpty {
      members.append(.init("problems", .array(roster.problems.compactMap { try? JSONValue(encoding: $0) })))
    }
    if !roster.discrepancies.isEmpty {
      members.append(.init("headers", .array(roster.discrepancies.compactMap { try? JSONValue(encoding: $0) })))
    }
    members.append(.init("answers", columns.json))
    if let slices {
      let present = roster.places.map { place in
        slices.filter { $0.value.present.contains(place) }.keys.sorted()
      }
      members.append(
        .init(
          "slices",
          [
            "of_structures": .array(present.map { .array(Self.stretches($0)) }),
            "answers": StoredColumns.json(ofSlices: slices.mapValues(\.columns)),
          ]))
    }
    return members
  }

  /// Nil when the members are not those of stored measurements.
  package init?(json: JSONValue) {
    guard let grid = json["grid"].flatMap(Grid.init(stored:)), case .array(let list)? = json["structures"],
      let columns = json["answers"].flatMap(StoredColumns.init(json:))
    else { return nil }
    let structures = list.compactMap(Structure.init(stored:))
    guard let derived = Self.derived(json["derived"]) else { return nil }
    let problems: [SegmentationProblem]
    do { problems = try json["problems"]?.decoded(as: [SegmentationProblem].self) ?? [] } catch { return nil }
    var axes: Int?
    if case .integer(let count)? = json["axes"] { axes = count }
    var discrepancies: [HeaderDiscrepancy] = []
    if let headers = json["headers"] {
      guard let read = try? headers.decoded(as: [HeaderDiscrepancy].self) else { return nil }
      discrepancies = read
    }
    let roster = Segmentation(
      grid: grid, structures: structures, derived: derived, problems: problems, discrepancies: discrepancies,
      axes: axes,
      isListing: json["listing"] == .bool(true))
    // Places must be those that the questions name.
    guard structures.count == list.count, roster.structures.map(\.value) == structures.map(\.value) else { return nil }
    let imageGrid = json["image_grid"].flatMap(Grid.init(stored:))
    guard (imageGrid == nil) == (json["image_grid"] == nil) else { return nil }
    let leftOut = Set(zip(roster.ownPlaces, list).filter { $1["left_out"] == .bool(true) }.map(\.0))
    // What every file holds of every structure that was measured.
    let isWhole = roster.places.allSatisfy { place in
      roster.runs(at: place).isEmpty || leftOut.contains(place)
        || columns.answer(to: RunSums(structure: place)) != nil
          && columns.answer(to: FacesTouched(structure: place)) != nil
    }
    guard isWhole else { return nil }
    var slices: [Int: Slice]?
    if let stored = json["slices"] {
      guard let found = Self.slices(stored, of: roster.places.count, length: grid.size[grid.acquisitionAxis]) else {
        return nil
      }
      slices = found
    }
    self.init(
      roster: roster, imageGrid: imageGrid, columns: columns, leftOut: leftOut, slices: slices)
  }

  /// None where the file holds none; nil when this is no list of derived structures.
  private static func derived(_ json: JSONValue?) -> [DerivedStructure]? {
    guard let json else { return [] }
    guard case .array(let list) = json else { return nil }
    let derived = list.compactMap { item -> DerivedStructure? in
      guard case .string(let key)? = item["key"] else { return nil }
      let voxel = Run(row: 0, start: 0, end: 1)
      return DerivedStructure(
        key: key, runs: Runs(ordered: item["empty"] == .bool(true) ? [] : [voxel]), problem: item["problem"]?.string)
    }
    return derived.count == list.count ? derived : nil
  }

  /// No scan comes near; a damaged number must not become work without end.
  private static let mostSlices = 1 << 17

  private static func slices(_ json: JSONValue, of structures: Int, length: Int) -> [Int: Slice]? {
    guard case .array(let lists)? = json["of_structures"], lists.count == structures, length <= mostSlices,
      let columns = json["answers"].flatMap(StoredColumns.ofSlices(json:))
    else { return nil }
    var slices: [Int: Slice] = [:]
    for (place, list) in zip(StructurePlace(0)..., lists) {
      guard case .array(let stretches) = list else { return nil }
      var next = 0
      for stretch in stretches {
        guard case .array(let ends) = stretch, ends.count == 2, case .integer(let from) = ends[0],
          case .integer(let to) = ends[1], next <= from, from <= to, to < length
        else { return nil }
        for slice in from...to { slices[slice, default: Slice()].present.insert(place) }
        next = to + 1
      }
    }
    for (index, columns) in columns {
      guard slices[index] != nil else { return nil }
      slices[index]?.columns = columns
    }
    return slices
  }

  /// `[[3, 40], [42, 50]]`: first and last of each stretch of neighbouring numbers.
  private static func stretches(_ sorted: [Int]) -> [JSONValue] {
    var stretches: [(first: Int, last: Int)] = []
    for number in sorted {
      if let last = stretches.last, last.last + 1 == number {
        stretches[stretches.count - 1].last = number
      } else {
        stretches.append((number, number))
      }
    }
    return stretches.map { [.integer($0.first), .integer($0.last)] }
  }
}

extension Structure {
  /// The structure's value; its name, codes and facts, if it has any; and whether it is empty, if it is.
  fileprivate func stored(isLeftOut: Bool) -> JSONValue {
    var members: [JSONValue.Member] = [.init("value", .integer(value))]
    if let name { members.append(.init("name", .string(name))) }
    if !codes.isEmpty { members.append(.init("codes", .array(codes.map(JSONValue.string)))) }
    // Of the facts those that are terms of a published vocabulary.
    for (name, term) in [
      ("category", facts.category), ("interpreted_type", facts.interpretedType),
      ("algorithm_type", facts.algorithmType),
    ] {
      if let term { members.append(.init(name, .string(term))) }
    }
    if runs.isEmpty { members.append(.init("empty", .bool(true))) }
    if isLeftOut { members.append(.init("left_out", .bool(true))) }
    return .object(members)
  }

  fileprivate init?(stored: JSONValue) {
    guard case .integer(let value)? = stored["value"] else { return nil }
    var name: String?
    if case .string(let text)? = stored["name"] { name = text }
    let codes = (try? stored["codes"]?.decoded(as: [String].self)) ?? []
    let facts = StructureFacts(
      category: stored["category"]?.string, interpretedType: stored["interpreted_type"]?.string,
      algorithmType: stored["algorithm_type"]?.string)
    let voxel = Run(row: 0, start: 0, end: 1)
    self.init(
      value: value, name: name, codes: codes, facts: facts,
      runs: Runs(ordered: stored["empty"] == .bool(true) ? [] : [voxel]))
  }
}

extension DerivedStructure {
  /// How it is made, whether it is empty, and why it could not be made.
  fileprivate var stored: JSONValue {
    var members: [JSONValue.Member] = [.init("key", .string(key))]
    if let problem {
      members.append(.init("problem", .string(problem)))
    } else if runs.isEmpty {
      members.append(.init("empty", .bool(true)))
    }
    return .object(members)
  }
}

extension Grid {
  /// The grid's size, and the four columns of its affine or its spacing as far as they are known.
  fileprivate var stored: JSONValue {
    func triple(_ v: SIMD3<Double>) -> JSONValue { [.number(v.x), .number(v.y), .number(v.z)] }
    var members: [JSONValue.Member] = [.init("size", [.integer(size.i), .integer(size.j), .integer(size.k)])]
    if let affine {
      members.append(.init("affine", .array((affine.columns + [affine.origin]).map(triple))))
    } else if let spacing {
      members.append(.init("spacing", triple(spacing)))
    }
    return .object(members)
  }

  fileprivate init?(stored: JSONValue) {
    guard let size = try? stored["size"]?.decoded(as: [Int].self), size.count == 3, size.allSatisfy({ $0 > 0 }) else {
      return nil
    }
    let index = VoxelIndex(size[0], size[1], size[2])
    if let affine = stored["affine"] {
      guard let columns = try? affine.decoded(as: [SIMD3<Double>].self), columns.count == 4 else { return nil }
      self.init(size: index, affine: Affine(columns: Array(columns.dropLast()), origin: columns[3]))
    } else if let spacing = stored["spacing"] {
      guard let spacing = try? spacing.decoded(as: SIMD3<Double>.self) else { return nil }
      self.init(size: index, spacing: spacing)
    } else {
      self.init(size: index, spacing: nil)
    }
  }
}
