internal import Formats
internal import FoundationEssentials

/// Which image belongs to a mask, by the rules of the tools that write them. Nothing is guessed beyond these rules, and
/// where two files fit, neither is taken.
///
/// | rule | mask | image |
/// | --- | --- | --- |
/// | TotalSegmentator | the folder `segmentations` | `ct`, `mri` or `image` beside it |
/// | nnU-Net | `NAME.nii.gz` | `NAME_0000.nii.gz` beside it, or in a folder of images in or beside its folder |
/// | BIDS | `PREFIX_dseg.nii.gz` | the one other file beside it whose name begins with `PREFIX_` |
/// | same stem | `NAME.nii.gz` | `NAME.*` in a folder of images in or beside its folder |
///
/// Folders of images are called `images`, `imagesTs` or `imagesTr`.
struct ImagePairing {
  static let totalSegmentator = "segmentations"
  private static let imageFolders = ["images", "imagesTs", "imagesTr"]
  private static let firstChannel = "_0000"
  private static let bidsSegmentation = "_dseg"

  private let folder: String
  private let names: [String]
  private let stems: Set<String>

  /// - Parameters:
  ///   - folder: ends with a slash.
  ///   - names: of the files in it that may be masks.
  init(folder: String, names: [String]) {
    self.folder = folder
    self.names = names
    stems = Set(names.map(FormatRegistry.stem(of:)))
  }

  /// Whether a folder is one of images, where no masks are looked for.
  static func holdsImages(_ name: String) -> Bool { imageFolders.contains(name) }

  /// Whether a file is the image of another one.
  func isImage(_ name: String) -> Bool {
    let stem = FormatRegistry.stem(of: name)
    if let end = stem.channelBegin { return stems.contains(String(stem[..<end])) }
    guard !stem.hasSuffix(Self.bidsSegmentation) else { return false }
    return prefixes.contains { stem.hasPrefix($0) }
  }

  /// What BIDS' segmentations begin with.
  private var prefixes: [String] {
    stems.filter { $0.hasSuffix(Self.bidsSegmentation) }
      .map { String($0.dropLast(Self.bidsSegmentation.count)) + "_" }
  }

  func image(of mask: String) -> String? {
    let stem = FormatRegistry.stem(of: mask)
    if let beside = only(names, in: folder, where: { $0 == stem + Self.firstChannel }) { return beside }
    if stem.hasSuffix(Self.bidsSegmentation) {
      let prefix = String(stem.dropLast(Self.bidsSegmentation.count)) + "_"
      return only(names, in: folder) { $0.hasPrefix(prefix) && $0 != stem }
    }
    let above = folder + "../"
    for place in [folder, above] {
      for name in Self.imageFolders {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: place + name)) ?? []
        for wanted in [stem + Self.firstChannel, stem] {
          if let image = only(files, in: "\(place)\(name)/", where: { $0 == wanted }) { return image }
        }
      }
    }
    return nil
  }

  /// The scan that TotalSegmentator's masks were made of, in the folder that holds theirs.
  static func besideSegmentations(_ folder: String) -> String? {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let scans = files.filter { name in
      let stem = FormatRegistry.stem(of: name)
      return stem != name && ["ct", "mri", "image"].contains(stem)
    }
    return scans.count == 1 ? folder + scans[0] : nil
  }

  private func only(_ names: [String], in place: String, where fits: (String) -> Bool) -> String? {
    let found = names.filter { FormatRegistry.stem(of: $0) != $0 && fits(FormatRegistry.stem(of: $0)) }
    return found.count == 1 ? place + found[0] : nil
  }
}

extension String {
  /// Where nnU-Net's number of a channel begins, such as in `liver_0000`.
  fileprivate var channelBegin: Index? {
    guard count > 5, let end = index(endIndex, offsetBy: -5, limitedBy: startIndex), self[end] == "_",
      self[index(after: end)...].allSatisfy({ $0.isASCII && $0.isNumber })
    else { return nil }
    return end
  }
}
