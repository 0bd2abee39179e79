internal import Digest
internal import FoundationEssentials
package import Volume

/// Reads exports in either form.
package enum ExportReader {
  /// Reads an export. Structures of a folder that cannot be used (another grid, no mask, damaged) become problems of
  /// the segmentation; the others are read. Throws a `ReadError` when nothing can be used.
  ///
  /// - Parameters:
  ///   - image: the grid of the image, which decides which of a folder's files lie on the wrong one.
  ///   - series: which DICOM series the image is.
  ///   - tolerance: the distance, in mm, within which the grids of a folder's files are one.
  ///   - budget: what its files, its runs and the largest of its structures may take.
  package static func read(
    path: String, image: Grid? = nil, series: SeriesIdentity? = nil, within tolerance: Double = Grid.standardTolerance,
    budget: ReadBudget = .standard
  ) throws -> ReadExport {
    let source = image.map { SourceImage(grid: $0, series: series, tolerance: tolerance) }
    var isFolder: Bool = false
    guard exists(path, isFolder: &isFolder) else {
      throw ReadError(code: .notFound, message: "there is no such file or folder; check the spelling of the path.")
    }
    let read =
      isFolder
      ? try readFolder(path, source, tolerance, budget) : try readFile(InputFile(path: path, budget: budget), source)
    try read.segmentation.checkWorkspace(budget)
    return read
  }

  /// Reads an export of one file, from disk or from memory.
  package static func read(_ file: InputFile) throws -> ReadExport {
    let read = try readFile(file)
    try read.segmentation.checkWorkspace(file.budget)
    return read
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

  private static func readFile(_ file: InputFile, _ image: SourceImage? = nil) throws -> ReadExport {
    let reading = try FormatRegistry.readMask(file, of: image)
    return ReadExport(segmentation: reading.segmentation, digest: try file.wholeDigest(), notes: reading.notes)
  }

  private static func readFolder(
    _ path: String, _ image: SourceImage?, _ tolerance: Double, _ budget: ReadBudget
  ) throws -> ReadExport {
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
    var held = 0
    let folder = path.hasSuffix("/") ? path : path + "/"
    for name in masks {
      let stem = FormatRegistry.stem(of: name)
      var file: InputFile?
      do {
        let opened = try InputFile(path: folder + name, budget: budget.less(held))
        file = opened
        let member = FolderMember(name: stem, reading: try FormatRegistry.readMask(opened, of: image))
        held += member.reading?.segmentation.heldBytes ?? 0
        parts.append(member)
      } catch let error as ReadError {
        parts.append(FolderMember(name: stem, error: error))
      }
      for digest in file?.digests ?? [InputFile.unreadable] { hash.update(digest.utf8) }
    }
    let assembly = try FolderAssembly(parts, image: image?.grid, tolerance: tolerance)
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
