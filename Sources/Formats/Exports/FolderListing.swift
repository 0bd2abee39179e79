internal import FoundationEssentials

/// What lies in a folder of masks: the masks' files, and images that are none of them.
package struct FolderListing: Sendable {
  /// Files that are masks as far as their names, and those of DICOM objects their headers, tell; a header and its
  /// voxels as one.
  package let masks: [String]
  /// Pictures beside volumes, which show them. Pictures are masks only in a folder that holds nothing else.
  let pictures: [String]
  /// DICOM images, as a study's folder holds them beside its segmentations.
  let images: [String]
  /// Whether DICOM images lie beside the masks.
  package var holdsImages: Bool { !images.isEmpty }
  /// How many entries the folder has, hidden ones left out.
  let count: Int

  /// The files that were passed over, as a list for the terminal; nil without any.
  package var leftOut: String? {
    let names = pictures + images
    guard !names.isEmpty else { return nil }
    return names.prefix(6).joined(separator: ", ") + (names.count > 6 ? " and \(names.count - 6) more" : "")
  }

  /// How many files were passed over, in a sentence for a record, which names none; nil without any.
  var noteOnLeftOut: String? {
    let count = pictures.count + images.count
    guard count > 0 else { return nil }
    return count == 1
      ? "1 file of the folder was left out: an image beside the masks is none of them."
      : "\(count) files of the folder were left out: images beside the masks are none of them."
  }

  /// Throws `.unreadable` where the folder cannot be listed. Files that cannot be opened, and DICOM objects whose
  /// headers cannot be read, are listed as masks, so that who reads them finds out. Cost: the headers of DICOM objects,
  /// and the first bytes of files whose names no format knows.
  ///
  /// - Parameter budget: what the header of one object may take.
  package init(of folder: String, budget: ReadBudget = .standard) throws {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    let names = try Self.names(in: folder)
    let ending = FormatRegistry.ending(of:)
    let stem = FormatRegistry.stem(of:)
    let stems = Set(names.filter { ending($0).hasPrefix(".hdr") }.map(stem))
    var known: [String] = []
    var images: [String] = []
    for name in names where !Self.isFolder(prefix + name) {
      // A header names its own .img file; one without a header is damage that must be seen.
      if ending(name).hasPrefix(".img"), stems.contains(stem(name)) { continue }
      switch Self.kind(of: prefix + name, budget) {
      case .image: images.append(name)
      case .mask, .unreadable: known.append(name)
      case .other: if FormatRegistry.knows(name: name) { known.append(name) }
      }
    }
    let isPicture = FormatRegistry.isPicture(name:)
    let holdsVolumes = !images.isEmpty || !known.allSatisfy(isPicture)
    masks = holdsVolumes ? known.filter { !isPicture($0) } : known
    pictures = holdsVolumes ? known.filter(isPicture) : []
    self.images = images
    count = names.count
  }

  private enum Kind {
    case mask, image
    /// No DICOM object.
    case other
    /// A DICOM object whose header cannot be read, or a file that cannot be opened and may be one.
    case unreadable
  }

  private static func kind(of path: String, _ budget: ReadBudget) -> Kind {
    guard let file = try? InputFile(path: path, budget: budget) else { return .unreadable }
    do {
      // Beginnings that cannot be inflated are those of no object.
      guard DICOM.recognises(head: try FormatRegistry.head(of: file)) else { return .other }
    } catch {
      return (error as? ReadError)?.code == .unreadable ? .unreadable : .other
    }
    do {
      switch try DICOM.content(of: file) {
      case .mask?: return .mask
      case .image?: return .image
      case nil: return .other
      }
    } catch {
      return .unreadable
    }
  }

  /// The paths of the files in a folder in the order of their names, hidden ones left out.
  static func files(in folder: String) throws -> [String] {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return try names(in: folder).map { prefix + $0 }.filter { !isFolder($0) }
  }

  /// The folders in a folder by their names.
  package static func folders(in folder: String) throws -> [String] {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return try names(in: folder).filter { isFolder(prefix + $0) }
  }

  /// The entries by their names, hidden ones left out.
  private static func names(in folder: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      throw ReadError(code: .unreadable, message: "the folder cannot be listed; check its permissions.")
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
  }
}
