internal import Digest
internal import FoundationEssentials
package import Volume

/// A segmentation export as it was read: one mask file, or a folder with one file per structure.
package struct ReadExport: Sendable {
  package let segmentation: Segmentation
  /// SHA-256 of the file; of a pair or a folder, of its files' digests in the order of their names.
  package let digest: String
  package let notes: [String]

  /// The export with a spacing (mm along i, j, k) that its files do not give, and a note that says so; unchanged when they give one. The orientation stays
  /// unknown.
  package func assuming(spacing: SIMD3<Double>) -> ReadExport {
    let assumed = segmentation.assuming(spacing: spacing)
    guard assumed.grid != segmentation.grid else { return self }
    let lengths = (0..<3).map { "\(spacing[$0])" }.joined(separator: " × ")
    return ReadExport(
      segmentation: assumed, digest: digest,
      notes: notes + ["The export gives no spacing; \(lengths) mm was assumed as asked for."])
  }
}

/// Reads exports in either form.
package enum ExportReader {
  /// Reads an export. Structures of a folder that cannot be used (another grid, no mask, damaged) become problems of the segmentation; the others are
  /// read. Throws a `ReadError` when nothing can be used.
  package static func read(path: String) throws -> ReadExport {
    var isFolder: Bool = false
    guard exists(path, isFolder: &isFolder) else {
      throw ReadError(code: .notFound, message: "there is no such file or folder; check the spelling of the path.")
    }
    return isFolder ? try readFolder(path) : try readFile(path)
  }

  /// SHA-256 of a mask's or an image's file; of a header with its voxels elsewhere, of the digests of both.
  package static func digest(of path: String) throws -> String {
    let digests = try FormatRegistry.parts(of: path).map { try digest(ofFile: $0) }
    return digests.count == 1 ? digests[0] : SHA256.of(digests.joined())
  }

  /// SHA-256 of a file's bytes.
  package static func digest(ofFile path: String) throws -> String {
    var file = try FileBytes(path: path)
    var hash = SHA256()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try file.read(into: buffer)
      hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      if count < buffer.count { return hash.hexadecimal() }
    }
  }

  /// The mask files of a folder by their names, a header and its voxels as one; and the pictures that lie beside volumes and are no masks.
  package static func masks(in folder: String) throws -> (masks: [String], leftOut: [String]) {
    let folders = Set(try self.folders(in: folder))
    return split(try names(in: folder).filter { !folders.contains($0) })
  }

  /// The folders in a folder by their names.
  package static func folders(in folder: String) throws -> [String] {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return try names(in: folder).filter { name in
      var isFolder = false
      return exists(prefix + name, isFolder: &isFolder) && isFolder
    }
  }

  private static func names(in folder: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      throw ReadError(code: .unreadable, message: "the folder cannot be listed; check its permissions.")
    }
  }

  private static func exists(_ path: String, isFolder: inout Bool) -> Bool {
    FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
  }

  private static func readFile(_ path: String) throws -> ReadExport {
    let reading = try FormatRegistry.readMask(path: path)
    return ReadExport(segmentation: reading.segmentation, digest: try digest(of: path), notes: reading.notes)
  }

  private static func readFolder(_ path: String) throws -> ReadExport {
    let names = try names(in: path)
    let (masks, leftOut) = split(names)
    guard !masks.isEmpty else {
      let endings = FormatRegistry.formats.flatMap { $0.endings }.joined(separator: ", ")
      throw ReadError(
        code: .notRecognised,
        message: names.isEmpty
          ? "the folder is empty; an export holds one mask file per structure (\(endings))."
          : "the folder holds no mask file (\(endings)) among its \(names.count) entries; name the folder that holds the masks themselves."
      )
    }
    var parts: [Part] = []
    var hash = SHA256()
    let folder = path.hasSuffix("/") ? path : path + "/"
    for part in masks.flatMap({ FormatRegistry.parts(of: folder + $0) }) {
      if let digest = try? digest(ofFile: part) { hash.update(digest.utf8) }
    }
    for name in masks {
      let file = folder + name
      let stem = FormatRegistry.stem(of: name)
      do {
        parts.append(Part(name: stem, reading: try FormatRegistry.readMask(path: file)))
      } catch let error as ReadError {
        parts.append(Part(name: stem, error: error))
      }
    }
    return ReadExport(
      segmentation: try assemble(parts), digest: hash.hexadecimal(),
      notes: parts.flatMap { part in part.reading?.notes.map { "\(part.name): \($0)" } ?? [] }
        + (leftOut.isEmpty
          ? []
          : [
            "\(leftOut.joined(separator: ", ")): left out; a picture beside volumes shows them and is not one of the masks."
          ]))
  }

  /// The masks among a folder's files, and the pictures that lie beside them. Pictures are masks only in a folder that holds nothing else.
  private static func split(_ names: [String]) -> (masks: [String], leftOut: [String]) {
    let ending = FormatRegistry.ending(of:)
    let stem = FormatRegistry.stem(of:)
    let stems = Set(names.filter { ending($0).hasPrefix(".hdr") }.map(stem))
    // A header names its own .img file; one without a header is damage that must be seen.
    let known = names.filter { name in
      FormatRegistry.knows(name: name) && !(ending(name).hasPrefix(".img") && stems.contains(stem(name)))
    }
    let isPicture = FormatRegistry.isPicture(name:)
    return known.allSatisfy(isPicture) ? (known, []) : (known.filter { !isPicture($0) }, known.filter(isPicture))
  }

  private struct Part {
    let name: String
    var reading: MaskReading?
    var error: ReadError?
  }

  /// Puts the files of a folder on the grid that most of them share.
  private static func assemble(_ parts: [Part]) throws -> Segmentation {
    let readable = parts.compactMap { part in part.reading.map { (part.name, $0.segmentation) } }
    guard let grid = commonGrid(readable.map(\.1.grid)) else {
      let first = parts.compactMap { part in part.error.map { "\(part.name): \($0.message)" } }.first ?? ""
      throw ReadError(
        code: parts.contains { $0.error?.code != .notAMask } ? .damaged : .notAMask,
        message: "none of the folder's \(parts.count) files can be used as a mask. The first one, \(first)")
    }
    var structures: [Structure] = []
    var isListing = true
    var problems = parts.compactMap { part in
      part.error.map {
        SegmentationProblem(
          kind: $0.code == .notAMask ? .notAMask : .unreadable, structure: part.name, message: $0.message)
      }
    }
    for (name, part) in readable {
      guard same(part.grid, grid) else {
        problems.append(
          SegmentationProblem(
            kind: .otherGrid, structure: name, message: difference(of: part.grid, from: grid)))
        continue
      }
      let filled = part.structures.filter { !$0.runs.isEmpty }
      if filled.count <= 1 {
        let only = filled.first ?? (part.structures.count == 1 ? part.structures.first : nil)
        structures.append(
          Structure(value: structures.count + 1, name: name, codes: only?.codes ?? [], runs: only?.runs ?? Runs()))
      } else if parts.count == 1 {
        // A folder with a label map and nothing else is that label map.
        (structures, isListing) = (part.structures, false)
      } else {
        // A label map among single masks: its labels keep their own names.
        for structure in part.structures {
          let own = structure.name ?? "\(name)_\(structure.value)"
          structures.append(
            Structure(value: structures.count + 1, name: own, codes: structure.codes, runs: structure.runs))
        }
      }
    }
    return Segmentation(grid: grid, structures: structures, problems: problems, isListing: isListing)
  }

  private static func same(_ a: Grid, _ b: Grid) -> Bool {
    guard a.size == b.size else { return false }
    if a.affine == nil || b.affine == nil { return a == b }
    return a.cornerDeviation(from: b).map { $0 <= 0.01 } ?? false
  }

  /// The grid that most files share; the earliest among equals.
  private static func commonGrid(_ grids: [Grid]) -> Grid? {
    var counts: [(grid: Grid, count: Int)] = []
    for grid in grids {
      if let at = counts.firstIndex(where: { same($0.grid, grid) }) {
        counts[at].count += 1
      } else {
        counts.append((grid, 1))
      }
    }
    var best: (grid: Grid, count: Int)?
    for candidate in counts where candidate.count > (best?.count ?? 0) { best = candidate }
    return best?.grid
  }

  private static func difference(of grid: Grid, from other: Grid) -> String {
    let (a, b) = (grid.size, other.size)
    if a != b {
      return "lies on a grid of \(a.i) × \(a.j) × \(a.k) voxels, the export's other masks on \(b.i) × \(b.j) × \(b.k); "
        + "resample it to their grid."
    }
    if let deviation = grid.cornerDeviation(from: other) {
      let rounded = (deviation * 100).rounded() / 100
      return
        "has the size of the export's other masks but lies elsewhere in the patient: corners differ by up to \(rounded) mm."
    }
    return "has the size of the export's other masks but another or no orientation."
  }
}
