internal import Volume

/// The axes of an NRRD, fastest first: which of them span space, and which one counts values per voxel.
///
/// An axis with a space direction is one of space. Where no axis has a direction, kinds decide (`domain`, `space`);
/// where neither is there, an array of up to three axes is all space.
struct NRRDAxes {
  let sizes: [Int]
  /// Lower case; nil for an axis of unknown kind.
  let kinds: [String?]
  /// One vector per axis; nil for an axis without a direction. Empty when the header gives no directions.
  let directions: [[Double]?]
  /// Places of the axes of space: one to three.
  let spatial: [Int]

  init(_ text: NRRDText) throws {
    let dimension = try text.needed("dimension")
    guard let count = Int(dimension), (1...16).contains(count) else {
      throw ReadError(
        code: .damaged, message: "the header gives \(dimension.prefix(20)) dimensions; NRRD allows 1 to 16.")
    }
    _ = try text.needed("sizes")
    let sizes = (text.words("sizes") ?? []).map { Int($0) ?? 0 }
    guard sizes.count == count, sizes.allSatisfy({ (1..<(1 << 24)).contains($0) }) else {
      throw ReadError(
        code: .damaged,
        message:
          "the header gives the sizes “\((text.field("sizes") ?? "").prefix(60))” for \(count) dimensions; each must be a whole number "
          + "of at least 1 that a scan can have.")
    }
    let kinds = (text.words("kinds") ?? Array(repeating: "???", count: count)).map { $0.lowercased() }
    let directions = try text.field("space directions").map(NRRDVectors.parse) ?? []
    guard kinds.count == count, directions.isEmpty || directions.count == count else {
      throw ReadError(
        code: .damaged,
        message:
          "the header gives \(kinds.count) kinds and \(directions.count) space directions for \(count) dimensions.")
    }
    self.sizes = sizes
    self.kinds = kinds.map { ["none", "???"].contains($0) ? nil : $0 }
    self.directions = directions
    spatial = try Self.spatial(sizes, self.kinds, directions)
  }

  private static func spatial(_ sizes: [Int], _ kinds: [String?], _ directions: [[Double]?]) throws -> [Int] {
    let all = Array(sizes.indices)
    var axes = all.filter { $0 < directions.count && directions[$0] != nil }
    if axes.isEmpty { axes = all.filter { ["domain", "space"].contains(kinds[$0]) } }
    if axes.isEmpty { axes = all.filter { kinds[$0] == nil } }
    // Further axes of one are nothing.
    while axes.count > 3, let last = axes.last, sizes[last] == 1 { axes.removeLast() }
    guard !axes.isEmpty else {
      throw ReadError(code: .notAMask, message: "none of the header's axes spans space, so the file holds no scan.")
    }
    guard axes.count <= 3 else { throw severalVolumes(axes.map { sizes[$0] }) }
    return axes
  }

  /// The size along i, j and k; 1 where there are fewer axes. Throws `.damaged` for a size that no scan has.
  func size() throws -> VoxelIndex {
    let lengths = spatial.map { sizes[$0] } + [1, 1]
    let size = VoxelIndex(lengths[0], lengths[1], lengths[2])
    guard size.j * size.k < 1 << 31 else {
      throw ReadError(
        code: .damaged, message: "the header gives the size \(size.i) × \(size.j) × \(size.k), which no scan has.")
    }
    return size
  }

  /// The number of values per voxel and what they are. Throws `.notAMask` when the file holds several volumes.
  func components() throws -> (count: Int, kind: String?) {
    let others = sizes.indices.filter { !spatial.contains($0) && sizes[$0] > 1 }
    guard let axis = others.first else { return (1, nil) }
    guard others.count == 1, axis == 0 || sizes[..<axis].allSatisfy({ $0 == 1 }) else {
      throw Self.severalVolumes(others.map { sizes[$0] })
    }
    guard sizes[axis] <= LabelDecoder.mostLabels else {
      throw ReadError(
        code: .unsupported,
        message: "each voxel holds \(sizes[axis]) values; at most \(LabelDecoder.mostLabels) are read.")
    }
    return (sizes[axis], kinds[axis])
  }

  private static func severalVolumes(_ counts: [Int]) -> ReadError {
    ReadError(
      code: .notAMask,
      message:
        "the file holds several volumes (\(counts.map(String.init).joined(separator: " × "))); a label map has one. "
        + "Save one volume per file.")
  }
}

/// Vectors as NRRD writes them: `(1,0,0) (0,1,0) none`.
enum NRRDVectors {
  /// One vector or nil (`none`, or no number at all) per axis. Throws `.damaged` for anything else.
  static func parse(_ text: String) throws -> [[Double]?] {
    var rest = text[...]
    var vectors: [[Double]?] = []
    while true {
      rest = rest.drop(while: \.isWhitespace)
      guard let first = rest.first else { return vectors }
      if first == "(" {
        guard let close = rest.firstIndex(of: ")") else { throw damage(text) }
        let numbers = rest[..<close].dropFirst().split(separator: ",").map { number($0.filter { !$0.isWhitespace }) }
        let known = numbers.compactMap(\.self)
        guard known.count == numbers.count, (1...16).contains(known.count) else { throw damage(text) }
        vectors.append(known.allSatisfy(\.isNaN) ? nil : known)
        rest = rest[close...].dropFirst()
      } else {
        let word = rest.prefix { !$0.isWhitespace && $0 != "(" }
        guard word.lowercased() == "none" else { throw damage(text) }
        vectors.append(nil)
        rest = rest.dropFirst(word.count)
      }
      guard vectors.count <= 16 else { throw damage(text) }
    }
  }

  /// A decimal number, or `nan`, which the format writes where an axis has none; nil for anything else.
  static func number(_ text: String) -> Double? { text.lowercased() == "nan" ? .nan : Double(decimal: text) }

  private static func damage(_ text: String) -> ReadError {
    ReadError(
      code: .damaged,
      message: "the header holds “\(text.prefix(60))” where vectors such as (1,0,0) or the word none are needed.")
  }
}
