internal import Evaluation
internal import Formats
internal import FoundationEssentials
internal import PolicyLanguage

/// A folder of exports, with folders in it: who looks finds the cases in the order of their paths.
///
/// | a folder with | is |
/// | --- | --- |
/// | files named like structures of the policy (`liver.nii.gz`) | one export |
/// | DICOM segmentations and images | one export, of a study |
/// | one other mask file, below the first folder | one export |
/// | other mask files | a case for each; without a policy, below the first folder, one export |
/// | a folder `segmentations`, as TotalSegmentator writes it | one export, called by the folder above |
///
/// Images are found as `ImagePairing` says; that of a DICOM mask is the series that it says it was made of, in whatever
/// folder below the first that lies. nnU-Net's `dataset.json` beside the masks names their labels.
struct CaseFolder {
  /// Exports lie no deeper.
  private static let deepest = 8

  private let root: String
  /// Whether a name is one of a structure that a policy knows; nil when there is no policy.
  private let knows: ((String) -> Bool)?
  private var cases: [ListedCase] = []
  private var leftOut: [String] = []
  /// Folders of DICOM images alone.
  private var series: [String] = []
  /// The folders that were looked into, where links lead to: none is looked into twice.
  private var seen: Set<String> = []

  /// Lists the cases of a folder. Throws a `CaseListError` when it cannot be listed or holds none.
  static func read(path: String, knows: ((String) -> Bool)?) throws -> CaseList {
    var folder = CaseFolder(root: path, knows: knows)
    try folder.look(in: path.hasSuffix("/") ? path : path + "/", depth: 0)
    folder.findSeries()
    guard !folder.cases.isEmpty else {
      throw CaseListError(
        .unusable, "\(path): the folder holds no exports; it takes mask files, or one folder with mask files per case.")
    }
    var notes: [String] = []
    if !folder.leftOut.isEmpty {
      let more = folder.leftOut.count > 6 ? " and \(folder.leftOut.count - 6) more" : ""
      notes.append(
        "\(path): left out: \(folder.leftOut.prefix(6).joined(separator: ", "))\(more)")
    }
    let paired = folder.cases.count { $0.export?.image != nil }
    if paired > 0 { notes.append("\(path): \(paired) of \(folder.cases.count) cases have an image that lies beside.") }
    return CaseList(cases: folder.cases, notes: notes)
  }

  /// Whether a folder that a user names as an export is one: it holds masks itself, and is no folder of
  /// TotalSegmentator's, whose masks lie one deeper.
  static func isExport(_ path: String) -> Bool {
    let folder = path.hasSuffix("/") ? path : path + "/"
    guard let masks = try? FolderListing(of: folder).masks, !masks.isEmpty else { return false }
    return (try? FolderListing.folders(in: folder).contains(ImagePairing.totalSegmentator)) != true
  }

  private init(root: String, knows: ((String) -> Bool)?) {
    self.root = root
    self.knows = knows
  }

  /// Adds the cases of a folder and of those in it; whether there were any.
  @discardableResult
  private mutating func look(in folder: String, depth: Int) throws -> Bool {
    guard seen.insert(URL(filePath: folder).resolvingSymlinksInPath().path).inserted else { return true }
    let before = cases.count
    let (listing, folders): (FolderListing, [String])
    do {
      (listing, folders) = try (self.listing(folder), FolderListing.folders(in: folder))
    } catch {
      guard depth > 0 else { throw error }
      // A folder that cannot be listed is a case that cannot be read, and the others go on.
      add(String(folder.dropLast()), image: nil, called: nil)
      return true
    }
    if listing.masks.isEmpty, listing.holdsImages {
      series.append(folder)
      for name in folders where depth < Self.deepest { try look(in: folder + name + "/", depth: depth + 1) }
      return true
    }
    let pairing = ImagePairing(folder: folder, names: listing.masks)
    let masks = listing.masks.filter { !pairing.isImage($0) }
    let stems = masks.map(FormatRegistry.stem(of:))
    if let total = folders.first(where: { $0 == ImagePairing.totalSegmentator }),
      (try? self.listing(folder + total))?.masks.isEmpty != true
    {
      add(folder + total, image: ImagePairing.besideSegmentations(folder), called: name(of: folder))
    } else if knows.map({ stems.contains(where: $0) }) ?? false || !listing.masks.isEmpty && listing.holdsImages
      || depth > 0 && knows == nil && masks.count > 1
      || depth > 0 && listing.masks.count == 1 && pairing.image(of: listing.masks[0]) == nil
    {
      add(depth == 0 ? root : String(folder.dropLast()), image: nil, called: nil)
      return true
    } else {
      let images = masks.map { pairing.image(of: $0) }
      for (mask, image) in zip(masks, images) { add(folder + mask, image: image, called: nil) }
      // What belongs to a mask by its name and is not its image is neither a case nor looked at.
      let used = Set(images.compactMap(\.self))
      leftOut += listing.masks.filter { pairing.isImage($0) && !used.contains(folder + $0) }
    }
    leftOut += listing.leftOut.map { [$0] } ?? []
    for name in folders where !ImagePairing.holdsImages(name) {
      guard !(name == ImagePairing.totalSegmentator && cases.count > before) else { continue }
      if try depth == Self.deepest || !look(in: folder + name + "/", depth: depth + 1) { leftOut.append(name) }
    }
    return cases.count > before
  }

  /// Gives DICOM masks the series that they were made of. Of a series in several folders the nearest is taken, and none
  /// where several are equally near; those of no mask are told as left out.
  private mutating func findSeries() {
    guard !series.isEmpty else { return }
    var folders: [String: [String]] = [:]
    for folder in series { SeriesReferences.series(inFolder: folder).map { folders[$0, default: []].append(folder) } }
    var used: Set<String> = []
    cases = cases.map { listed in
      guard var export = listed.export, export.image == nil,
        let name = Self.series(of: export.path),
        let found = Self.nearest(to: export.path, of: folders[name] ?? [])
      else { return listed }
      export.image = String(found.dropLast())
      used.insert(found)
      return ListedCase(export)
    }
    leftOut += series.filter { !used.contains($0) }.map { String($0.dropFirst(root.count).drop { $0 == "/" }) }
  }

  /// The folder that shares the most of its path with an export; nil when several share as much, or there is none.
  private static func nearest(to export: String, of folders: [String]) -> String? {
    let path = export.split(separator: "/")
    let shared = folders.map { folder in
      zip(folder.split(separator: "/"), path).prefix { $0 == $1 }.count
    }
    guard let most = shared.max(), shared.count(where: { $0 == most }) == 1 else { return nil }
    return shared.firstIndex(of: most).map { folders[$0] }
  }

  /// The series that a mask, or all masks of a folder, were made of.
  private static func series(of export: String) -> String? {
    let masks = (try? FolderListing(of: export).masks).map { $0.map { "\(export)/\($0)" } } ?? [export]
    let found = Set(masks.map { SeriesReferences.series(ofMask: $0) })
    return found.count == 1 ? found.first ?? nil : nil
  }

  private mutating func add(_ path: String, image: String?, called name: String?) {
    cases.append(ListedCase(LabelsBeside.added(to: Export(path: path, image: image, caseName: name))))
  }

  private func name(of folder: String) -> String? { folder.split(separator: "/").last.map(String.init) }

  private func listing(_ folder: String) throws -> FolderListing {
    do {
      return try FolderListing(of: folder)
    } catch let error as ReadError {
      throw CaseListError(folder, error)
    }
  }
}
