package import JSON
internal import Volume

/// The members of a stored scene's file. Questions name structures by their place in `structures`, from 0.
extension StoredScene {
  package var json: [JSONValue.Member] {
    var members: [JSONValue.Member] = [.init("grid", roster.grid.stored)]
    if roster.axes != roster.grid.dimensions { members.append(.init("axes", .integer(roster.axes))) }
    if roster.isListing { members.append(.init("listing", .bool(true))) }
    if let imageGrid { members.append(.init("image_grid", imageGrid.stored)) }
    members.append(
      .init("structures", .array(roster.structures.enumerated().map { $1.stored(isLeftOut: leftOut.contains($0)) })))
    if !roster.problems.isEmpty {
      members.append(.init("problems", .array(roster.problems.compactMap { try? JSONValue(encoding: $0) })))
    }
    members.append(.init("answers", answers.json))
    if let slices {
      let present = roster.structures.indices.map { place in
        slices.filter { !$0.value.roster.structures[place].runs.isEmpty }.keys.sorted()
      }
      members.append(
        .init(
          "slices",
          [
            "of_structures": .array(present.map { .array(Self.stretches($0)) }),
            "answers": StoredAnswers.json(ofSlices: slices.mapValues(\.answers)),
          ]))
    }
    return members
  }

  /// Nil when the members are not those of a stored scene.
  package init?(json: JSONValue) {
    guard let grid = json["grid"].flatMap(Grid.init(stored:)), case .array(let list)? = json["structures"],
      let answers = json["answers"].flatMap(StoredAnswers.init(json:))
    else { return nil }
    let structures = list.compactMap(Structure.init(stored:))
    let problems = (try? json["problems"]?.decoded(as: [SegmentationProblem].self)) ?? []
    var axes: Int?
    if case .integer(let count)? = json["axes"] { axes = count }
    let roster = Segmentation(
      grid: grid, structures: structures, problems: problems, axes: axes, isListing: json["listing"] == .bool(true))
    // Places must be those that the questions name.
    guard structures.count == list.count, roster.structures.map(\.value) == structures.map(\.value) else { return nil }
    let imageGrid = json["image_grid"].flatMap(Grid.init(stored:))
    guard (imageGrid == nil) == (json["image_grid"] == nil) else { return nil }
    let leftOut = Set(list.indices.filter { list[$0]["left_out"] == .bool(true) })
    var scene = StoredScene(roster: roster, imageGrid: imageGrid, answers: answers, leftOut: leftOut, slices: nil)
    if let slices = json["slices"] {
      guard let slices = Self.slices(slices, of: scene) else { return nil }
      scene = StoredScene(
        roster: roster, imageGrid: imageGrid, answers: answers, leftOut: leftOut, slices: slices)
    }
    self = scene
  }

  private static func slices(_ json: JSONValue, of whole: StoredScene) -> [Int: StoredScene]? {
    guard case .array(let lists)? = json["of_structures"], lists.count == whole.roster.structures.count,
      let answers = json["answers"].flatMap(StoredAnswers.ofSlices(json:))
    else { return nil }
    var present: [Int: Set<Int>] = [:]
    for (place, list) in lists.enumerated() {
      guard case .array(let stretches) = list else { return nil }
      for stretch in stretches {
        guard case .array(let ends) = stretch, ends.count == 2, case .integer(let from) = ends[0],
          case .integer(let to) = ends[1], from <= to
        else { return nil }
        for slice in from...to { present[slice, default: []].insert(place) }
      }
    }
    let (grid, axis) = (whole.roster.grid, whole.roster.grid.acquisitionAxis)
    let hasImage = Scene(stored: whole).hasUsableImage
    var slices: [Int: StoredScene] = [:]
    for (index, places) in present {
      guard (0..<grid.size[axis]).contains(index) else { return nil }
      let slice = grid.slice(index, across: axis)
      let structures = whole.roster.structures.enumerated().map { $1.standIn(isEmpty: !places.contains($0)) }
      slices[index] = StoredScene(
        roster: Segmentation(grid: slice, structures: structures), imageGrid: hasImage ? slice : nil,
        answers: answers[index] ?? StoredAnswers(), slices: nil)
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
  /// Its value; its name and codes, if it has any; and whether it is empty, if it is.
  fileprivate func stored(isLeftOut: Bool) -> JSONValue {
    var members: [JSONValue.Member] = [.init("value", .integer(value))]
    if let name { members.append(.init("name", .string(name))) }
    if !codes.isEmpty { members.append(.init("codes", .array(codes.map(JSONValue.string)))) }
    if runs.isEmpty { members.append(.init("empty", .bool(true))) }
    if isLeftOut { members.append(.init("left_out", .bool(true))) }
    return .object(members)
  }

  fileprivate init?(stored: JSONValue) {
    guard case .integer(let value)? = stored["value"] else { return nil }
    var name: String?
    if case .string(let text)? = stored["name"] { name = text }
    let codes = (try? stored["codes"]?.decoded(as: [String].self)) ?? []
    self = Structure(value: value, name: name, codes: codes, runs: Runs()).standIn(
      isEmpty: stored["empty"] == .bool(true))
  }
}

extension Grid {
  /// Its size, and the four columns of its affine or its spacing as far as they are known.
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
