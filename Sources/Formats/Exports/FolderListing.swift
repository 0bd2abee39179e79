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
  /// How many entries the folder has, hidden ones left out.
  let count: Int

  /// The files that were passed over, as a list for people; nil without any.
  package var leftOut: String? {
    let names = pictures + images
    guard !names.isEmpty else { return nil }
    return names.prefix(6).joined(separator: ", ") + (names.count > 6 ? " and \(names.count - 6) more" : "")
  }

  /// Throws `.unreadable` where the folder cannot be listed. Cost: the headers of DICOM objects, and the first bytes of
  /// files whose names no format knows.
  package init(of folder: String) throws {
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
      switch try? DICOM.content(of: InputFile(path: prefix + name)) {
      case .image?: images.append(name)
      case .mask?: known.append(name)
      case nil: if FormatRegistry.knows(name: name) { known.append(name) }
      }
    }
    let isPicture = FormatRegistry.isPicture(name:)
    let holdsVolumes = !images.isEmpty || !known.allSatisfy(isPicture)
    masks = holdsVolumes ? known.filter { !isPicture($0) } : known
    pictures = holdsVolumes ? known.filter(isPicture) : []
    self.images = images
    count = names.count
  }

  /// The folders in a folder by their names.
  package static func folders(in folder: String) throws -> [String] {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return try names(in: folder).filter { isFolder(prefix + $0) }
  }

  /// The entries by their names, hidden ones left out.
  static func names(in folder: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      throw ReadError(code: .unreadable, message: "the folder cannot be listed; check its permissions.")
    }
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
  }
}
