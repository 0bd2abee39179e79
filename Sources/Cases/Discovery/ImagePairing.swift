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

  private let beside: NamedFiles
  /// The folders of images in the folder and beside it, in the order in which they are looked into.
  private let images: [NamedFiles]
  private let stems: Set<String>
  /// What BIDS' segmentations begin with.
  private let prefixes: [String]

  /// - Parameters:
  ///   - folder: ends with a slash.
  ///   - names: of the files in it that may be masks.
  init(folder: String, names: [String]) {
    beside = NamedFiles(in: folder, names)
    images = [folder, folder + "../"].flatMap { place in
      Self.imageFolders.compactMap { name in
        (try? FileManager.default.contentsOfDirectory(atPath: place + name)).map {
          NamedFiles(in: "\(place)\(name)/", $0)
        }
      }
    }
    stems = Set(names.map(FormatRegistry.stem(of:)))
    prefixes = stems.filter { $0.hasSuffix(Self.bidsSegmentation) }
      .map { String($0.dropLast(Self.bidsSegmentation.count)) + "_" }
  }

  /// Files of a folder by their names without the endings of their formats; others are none. A folder of thousands is
  /// looked through once, not once for each mask.
  private struct NamedFiles {
    private let place: String
    private let names: [String: [String]]

    init(in place: String, _ names: [String]) {
      self.place = place
      self.names = Dictionary(grouping: names, by: FormatRegistry.stem(of:)).mapValues { files in
        files.filter { FormatRegistry.stem(of: $0) != $0 }
      }
    }

    /// The path of the one file with a stem; nil where there is none, or several.
    func only(_ stem: String) -> String? {
      let found = names[stem] ?? []
      return found.count == 1 ? place + found[0] : nil
    }

    /// The path of the one file whose stem fits; nil where there is none, or several.
    func only(where fits: (String) -> Bool) -> String? {
      let found = names.filter { fits($0.key) }.flatMap(\.value)
      return found.count == 1 ? place + found[0] : nil
    }
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

  func image(of mask: String) -> String? {
    let stem = FormatRegistry.stem(of: mask)
    if let found = beside.only(stem + Self.firstChannel) { return found }
    if stem.hasSuffix(Self.bidsSegmentation) {
      let prefix = String(stem.dropLast(Self.bidsSegmentation.count)) + "_"
      return beside.only { $0.hasPrefix(prefix) && $0 != stem }
    }
    return images.lazy.compactMap { $0.only(stem + Self.firstChannel) ?? $0.only(stem) }.first
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
