internal import CDCMTKCodec

/// How a data set and its pixels are written (PS3.5, section 10 and annex A).
struct TransferSyntax: Hashable, Sendable {
  /// How the frames of the pixel data are stored.
  enum Pixels: Hashable, Sendable {
    /// One after the other, without borders.
    case native
    /// Each in fragments of its own, uncompressed.
    case encapsulated
    /// Each in one fragment, deflated.
    case deflated
    /// Packed with run lengths.
    case runLengths
    case jpeg2000
    /// What DCMTK decodes.
    case compressed(UInt32)
  }

  let name: String
  let isExplicit: Bool
  let isBigEndian: Bool
  /// Whether all behind the file meta information is deflated.
  let isDeflated: Bool
  let pixels: Pixels

  private init(
    _ name: String, explicit: Bool = true, bigEndian: Bool = false, deflated: Bool = false, _ pixels: Pixels = .native
  ) {
    self.name = name
    isExplicit = explicit
    isBigEndian = bigEndian
    isDeflated = deflated
    self.pixels = pixels
  }

  static let implicit = TransferSyntax("Implicit VR Little Endian", explicit: false)
  static let explicit = TransferSyntax("Explicit VR Little Endian")
  static let explicitBigEndian = TransferSyntax("Explicit VR Big Endian", bigEndian: true)

  /// A transfer syntax by its UID. Throws `.unsupported` for one that is not read.
  init(uid: String) throws {
    guard let known = Self.known[uid] else {
      let video = uid.hasPrefix("1.2.840.10008.1.2.4.10") ? " (MPEG or HEVC video)" : ""
      throw ReadError(
        code: .unsupported,
        message: "\(DICOMTag.transferSyntax) is \(Self.printable(uid))\(video), which is not read; store the object in "
          + "Explicit VR Little Endian, for example with DCMTK's dcmconv or dcmdjpeg.")
    }
    self = known
  }

  private static let known: [String: TransferSyntax] = {
    let jpeg = "1.2.840.10008.1.2.4."
    return [
      "1.2.840.10008.1.2": implicit,
      "1.2.840.10008.1.2.1": explicit,
      "1.2.840.10008.1.2.2": explicitBigEndian,
      "1.2.840.10008.1.2.1.99": TransferSyntax("Deflated Explicit VR Little Endian", deflated: true),
      "1.2.840.10008.1.2.1.98": TransferSyntax("Encapsulated Uncompressed", .encapsulated),
      "1.2.840.10008.1.2.8.1": TransferSyntax("Deflated Image Frame Compression", .deflated),
      "1.2.840.10008.1.2.5": TransferSyntax("RLE Lossless", .runLengths),
      jpeg + "50": TransferSyntax("JPEG Baseline", .compressed(DCMTK_CODEC_JPEG_BASELINE.rawValue)),
      jpeg + "51": TransferSyntax("JPEG Extended", .compressed(DCMTK_CODEC_JPEG_EXTENDED.rawValue)),
      jpeg + "57": TransferSyntax("JPEG Lossless", .compressed(DCMTK_CODEC_JPEG_LOSSLESS.rawValue)),
      jpeg + "70": TransferSyntax(
        "JPEG Lossless, First-Order Prediction", .compressed(DCMTK_CODEC_JPEG_LOSSLESS_FIRST_ORDER.rawValue)),
      jpeg + "80": TransferSyntax("JPEG-LS Lossless", .compressed(DCMTK_CODEC_JPEG_LS_LOSSLESS.rawValue)),
      jpeg + "81": TransferSyntax(
        "JPEG-LS Near-Lossless", .compressed(DCMTK_CODEC_JPEG_LS_NEAR_LOSSLESS.rawValue)),
      jpeg + "90": TransferSyntax("JPEG 2000 Lossless", .jpeg2000),
      jpeg + "91": TransferSyntax("JPEG 2000", .jpeg2000),
    ]
  }()

  /// A UID is digits and points; anything else is not repeated.
  private static func printable(_ uid: String) -> String {
    uid.count <= 64 && uid.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") } ? uid : "no UID"
  }
}
