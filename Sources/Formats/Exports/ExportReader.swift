internal import Digest
internal import FoundationEssentials
package import Volume

/// A segmentation export as it was read: one mask file, or a folder with one file per structure.
package struct ReadExport: Sendable {
  package let segmentation: Segmentation
  /// SHA-256 of the file; of a pair or a folder, of its files' digests in the order of their names.
  package let digest: String
  package let notes: [String]

  /// The export with a spacing (mm along i, j, k) that its files do not give, and a note that says so; unchanged when
  /// they give one. The orientation stays unknown.
  package func assuming(spacing: SIMD3<Double>) -> ReadExport {
    let assumed = segmentation.assuming(spacing: spacing)
    guard assumed.grid != segmentation.grid else { return self }
    let lengths = (0..<3).map { "\(spacing[$0])" }.joined(separator: " × ")
    return ReadExport(
      segmentation: assumed, digest: digest,
      notes: notes + ["The export gives no spacing; \(lengths) mm was assumed as asked for."])
  }
}

extension ReadExport {
  /// The export with what an image's header says against itself, and with further notes.
  package func adding(_ discrepancies: [HeaderDiscrepancy], notes: [String]) -> ReadExport {
    ReadExport(
      segmentation: segmentation.with(discrepancies: segmentation.discrepancies + discrepancies), digest: digest,
      notes: self.notes + notes)
  }
}

/// Reads exports in either form.
package enum ExportReader {
  /// Reads an export. Structures of a folder that cannot be used (another grid, no mask, damaged) become problems of
  /// the segmentation; the others are read. Throws a `ReadError` when nothing can be used.
  ///
  /// - Parameters:
  ///   - image: the grid of the image, which decides which of a folder's files lie on the wrong one.
  ///   - tolerance: the distance, in mm, within which the grids of a folder's files are one.
  package static func read(
    path: String, image: Grid? = nil, within tolerance: Double = Grid.standardTolerance
  ) throws -> ReadExport {
    var isFolder: Bool = false
    guard exists(path, isFolder: &isFolder) else {
      throw ReadError(code: .notFound, message: "there is no such file or folder; check the spelling of the path.")
    }
    return isFolder ? try readFolder(path, image, tolerance) : try readFile(path)
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

  /// The mask files of a folder by their names, a header and its voxels as one; and the pictures that lie beside
  /// volumes and are no masks.
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

  private static func readFolder(_ path: String, _ image: Grid?, _ tolerance: Double) throws -> ReadExport {
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
    var parts: [FolderMember] = []
    var hash = SHA256()
    let folder = path.hasSuffix("/") ? path : path + "/"
    for part in masks.flatMap({ FormatRegistry.parts(of: folder + $0) }) {
      if let digest = try? digest(ofFile: part) { hash.update(digest.utf8) }
    }
    for name in masks {
      let file = folder + name
      let stem = FormatRegistry.stem(of: name)
      do {
        parts.append(FolderMember(name: stem, reading: try FormatRegistry.readMask(path: file)))
      } catch let error as ReadError {
        parts.append(FolderMember(name: stem, error: error))
      }
    }
    let assembly = try FolderAssembly(parts, image: image, tolerance: tolerance)
    return ReadExport(
      segmentation: assembly.segmentation, digest: hash.hexadecimal(),
      notes: parts.flatMap { part in part.reading?.notes.map { "\(part.name): \($0)" } ?? [] } + assembly.notes
        + (leftOut.isEmpty
          ? []
          : [
            "\(leftOut.joined(separator: ", ")): left out; a picture beside volumes shows them and is not one of the masks."
          ]))
  }

  /// The masks among a folder's files, and the pictures that lie beside them. Pictures are masks only in a folder that
  /// holds nothing else.
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
}
