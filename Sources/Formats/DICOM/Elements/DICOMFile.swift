/// A DICOM object: its data set, and the bytes of its pixels, which follow.
struct DICOMFile: ~Copyable {
  let syntax: TransferSyntax
  let dataset: DICOMDataset
  /// The element that holds the pixels.
  let pixels: Pixels?
  var bytes: DICOMBytes

  struct Pixels {
    let tag: UInt32
    let representation: DICOMElement.Representation
    /// In bytes; nil where fragments follow.
    let length: Int?
  }

  private static let preamble = 128
  private static let signature: [UInt8] = Array("DICM".utf8)

  /// Whether a file with these first bytes is a DICOM object: the signature behind a preamble, or where old programs
  /// left both out, an element of the first groups that a data set begins with.
  static func recognises(head: [UInt8]) -> Bool {
    if head.dropFirst(preamble).starts(with: signature) { return true }
    guard head.count >= 16 else { return false }
    return bareSyntax(head) != nil
  }

  /// Reads a file's header, up to the pixels.
  init(_ input: InputFile) throws {
    var bytes = try DICOMBytes(input)
    guard try bytes.hold(16) else {
      throw ReadError(code: .damaged, message: "the file is too short for a DICOM object; check what wrote it.")
    }
    let hasSignature = try bytes.hold(132) && bytes.bytes[Self.preamble...].starts(with: Self.signature)
    if hasSignature { bytes.drop(Self.preamble + 4) }
    let meta = try Self.metaInformation(&bytes)
    let syntax: TransferSyntax
    if let uid = meta?.string(.transferSyntax) {
      syntax = try TransferSyntax(uid: uid)
    } else if try bytes.hold(8), let bare = Self.bareSyntax(bytes.bytes) {
      syntax = bare
    } else {
      throw ReadError(
        code: .damaged,
        message: "\(DICOMTag.transferSyntax) is missing, so nobody knows how the data set is written. Export it again.")
    }
    if syntax.isDeflated { try bytes.inflate(behind: 0) }
    let encoding = ElementReader.Encoding(isExplicit: syntax.isExplicit, isBigEndian: syntax.isBigEndian)
    let (elements, end, pixels) = try Self.elements(of: &bytes, ElementReader(encoding: encoding))
    let header = bytes.startPixels(at: end)
    let dataset = try DICOMDataset(bytes: header, encoding: encoding, elements: elements)
    self.syntax = syntax
    self.dataset = dataset
    self.pixels = pixels
    self.bytes = bytes
  }

  /// The elements of group 2, which always are explicit and little-endian; nil when there are none. Takes them off the
  /// bytes.
  private static func metaInformation(_ bytes: inout DICOMBytes) throws -> DICOMDataset? {
    let encoding = ElementReader.Encoding(isExplicit: true, isBigEndian: false)
    let reader = ElementReader(encoding: encoding)
    var elements: [DICOMElement] = []
    var at = 0
    while try bytes.hold(at + 8), reader.number16(bytes.bytes, at) == 2 {
      switch try reader.next(in: bytes.bytes, at: at, before: bytes.bytes.count) {
      case .element(let element, let next):
        elements.append(element)
        at = next
      case .short(let needed):
        guard try bytes.hold(needed) else { throw DICOMBytes.cutOff("the file meta information") }
      case .pixels(let tag, _, _, _):
        throw ElementReader.damage(tag, at, "pixels stand in the file meta information")
      }
    }
    guard !elements.isEmpty else { return nil }
    let meta = try DICOMDataset(bytes: Array(bytes.bytes[..<at]), encoding: encoding, elements: elements)
    bytes.drop(at)
    return meta
  }

  /// How a data set without file meta information is written, by its first element; nil when this is none.
  private static func bareSyntax(_ head: [UInt8]) -> TransferSyntax? {
    guard head.count >= 8 else { return nil }
    let first: Set<UInt16> = [0x0000, 0x0001, 0x0005, 0x0006, 0x0008, 0x0012, 0x0014, 0x0016, 0x0018]
    for syntax in [TransferSyntax.explicit, .explicitBigEndian] {
      let reader = ElementReader(encoding: .init(isExplicit: true, isBigEndian: syntax.isBigEndian))
      let (group, element) = (reader.number16(head, 0), reader.number16(head, 2))
      let isMeta = group == 2 && element <= 1 && !syntax.isBigEndian
      guard isMeta || group == 8 && first.contains(element) else { continue }
      let letters = DICOMElement.Representation(letters: UInt16(head[4]) << 8 | UInt16(head[5]))
      if letters.isPlausible { return syntax }
      // The first elements are short texts.
      if !isMeta, !syntax.isBigEndian, reader.number32(head, 4) <= 256 { return .implicit }
    }
    return nil
  }

  private static func elements(
    of bytes: inout DICOMBytes, _ reader: ElementReader
  ) throws -> ([DICOMElement], end: Int, Pixels?) {
    var elements: [DICOMElement] = []
    var at = 0
    while true {
      guard try bytes.hold(at + 1) else { return (elements, at, nil) }
      switch try reader.next(in: bytes.bytes, at: at, before: bytes.bytes.count) {
      case .element(let element, let next):
        elements.append(element)
        at = next
      case .pixels(let tag, let representation, let first, let length):
        return (elements, first, Pixels(tag: tag, representation: representation, length: length))
      case .short(let needed):
        if try bytes.hold(needed) { continue }
        // Some programs fill up with zeros.
        if bytes.bytes[at...].allSatisfy({ $0 == 0 }) { return (elements, at, nil) }
        let tag = at + 8 <= bytes.bytes.count ? reader.tag(bytes.bytes, at) : 0
        throw DICOMBytes.cutOff(
          tag == 0
            ? "a data element at byte \(at) of the data set"
            : "\(DICOMTag.named(tag)), which begins at byte \(at) of the data set")
      }
    }
  }
}
