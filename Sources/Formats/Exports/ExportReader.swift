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
  ///   - leastFraction: from which share of the maximum on a voxel of a fractional segment belongs to it.
  ///   - budget: what its files, its runs and the largest of its structures may take.
  package static func read(
    path: String, image: Grid? = nil, series: SeriesIdentity? = nil, within tolerance: Double = Grid.standardTolerance,
    leastFraction: Double = MaskRequest.half, budget: ReadBudget = .standard
  ) throws -> ReadExport {
    let source = image.map { SourceImage(grid: $0, series: series, tolerance: tolerance) }
    let request = MaskRequest(image: source, leastFraction: leastFraction)
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ReadError(code: .notFound, message: "there is no such file or folder; check the spelling of the path.")
    }
    let read =
      isFolder
      ? try readFolder(path, request, tolerance, budget) : try readFile(InputFile(path: path, budget: budget), request)
    try read.segmentation.checkWorkspace(budget)
    return read.adding([], notes: read.segmentation.trackingNotes)
  }

  /// Reads an export of one file, from disk or from memory.
  package static func read(_ file: InputFile) throws -> ReadExport {
    let read = try readFile(file)
    try read.segmentation.checkWorkspace(file.budget)
    return read
  }

  private static func readFile(_ file: InputFile, _ request: MaskRequest = MaskRequest()) throws -> ReadExport {
    let reading = try FormatRegistry.readMask(file, as: request)
    return ReadExport(segmentation: reading.segmentation, digest: try file.wholeDigest(), notes: reading.notes)
  }

  private static func readFolder(
    _ path: String, _ request: MaskRequest, _ tolerance: Double, _ budget: ReadBudget
  ) throws -> ReadExport {
    let listing = try FolderListing(of: path, budget: budget)
    guard !listing.masks.isEmpty else { throw noMask(in: listing) }
    var parts: [FolderMember] = []
    var hash = SHA256()
    var held = 0
    let folder = path.hasSuffix("/") ? path : path + "/"
    for name in listing.masks {
      let stem = FormatRegistry.stem(of: name)
      var file: InputFile?
      do {
        let opened = try InputFile(path: folder + name, budget: budget.less(held))
        file = opened
        let format = try FormatRegistry.format(of: opened)
        let member = FolderMember(
          name: stem, reading: try format.readMask(opened, as: request), isObject: format.holdsObjects)
        held += member.reading?.segmentation.heldBytes ?? 0
        parts.append(member)
      } catch let error as ReadError {
        parts.append(FolderMember(name: stem, error: error))
      }
      for digest in file?.digests ?? [InputFile.unreadable] { hash.update(digest.utf8) }
    }
    let assembly = try FolderAssembly(parts, image: request.image?.grid, tolerance: tolerance)
    return ReadExport(
      segmentation: assembly.segmentation, digest: hash.hexadecimal(),
      notes: parts.flatMap { part in part.reading?.notes.map { "\(part.name): \($0)" } ?? [] } + assembly.notes
        + [listing.noteOnLeftOut].compactMap(\.self)
    )
  }

  private static func noMask(in listing: FolderListing) -> ReadError {
    let endings = FormatRegistry.formats.flatMap { $0.endings }.joined(separator: ", ")
    let message =
      if listing.count == 0 {
        "the folder is empty; an export holds one mask file per structure (\(endings))."
      } else if !listing.images.isEmpty {
        "the folder holds \(listing.images.count) DICOM images and no segmentation; name the folder or the file with "
          + "the segmentation, and give this one with --image."
      } else {
        "the folder holds no mask file (\(endings)) among its \(listing.count) entries; name the folder that holds the "
          + "masks themselves."
      }
    return ReadError(code: .notRecognised, message: message)
  }
}
