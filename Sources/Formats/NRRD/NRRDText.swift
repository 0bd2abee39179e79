/// The text of an NRRD header: fields and key/value pairs, not yet understood.
///
/// A header is a signature (`NRRD0001` to `NRRD0005`), then lines of `field: text`, `key:=value` and `# comment`, then
/// an empty line. Unknown fields are refused as Teem refuses them: a misspelt `space origin` must not move a mask in
/// silence.
struct NRRDText {
  /// What SegWarden or anybody else stores beside the fields, by key.
  let pairs: [String: String]
  private let fields: [String: String]

  static let signature = Array("NRRD".utf8)
  /// Metadata of a segmentation with hundreds of structures takes less than a megabyte.
  private static let longest = 1 << 24

  /// The fields of the format's definition, without their blanks, lower case.
  private static let known: Set<String> = [
    "content", "number", "type", "blocksize", "dimension", "space", "spacedimension", "sizes", "spacings",
    "thicknesses", "axismins", "axismaxs", "spacedirections", "centers", "centerings", "kinds", "labels", "units",
    "min", "max", "oldmin", "oldmax", "endian", "encoding", "lineskip", "byteskip", "sampleunits", "spaceunits",
    "spaceorigin", "measurementframe", "datafile",
  ]

  /// Reads a header and stops behind its empty line. Throws `ReadError` for what is no NRRD header.
  init(reading bytes: inout InflatingBytes) throws {
    try Self.checkSignature(try bytes.readLine(limit: 4096) ?? [])
    var fields: [String: String] = [:]
    var pairs: [String: String] = [:]
    var number = 1
    while let line = try bytes.readLine(limit: Self.longest), !line.isEmpty {
      number += 1
      guard bytes.position < Self.longest else {
        throw ReadError(code: .damaged, message: "the header does not end within \(Self.longest) bytes.")
      }
      if line.first == UInt8(ascii: "#") { continue }
      let text = String(decoding: line, as: UTF8.self)
      if let (name, value) = Self.field(in: text) {
        guard fields.updateValue(value, forKey: name) == nil else {
          throw ReadError(code: .damaged, message: "line \(number) of the header gives “\(name)” a second time.")
        }
        // A list of files goes on over the rest of the header.
        if name == "datafile", value.hasPrefix("LIST") { break }
      } else if let (key, value) = Self.pair(in: text) {
        pairs[key] = value
      } else {
        throw ReadError(
          code: .damaged,
          // Not repeated: free text may name the patient.
          message: "line \(number) of the header is no field of NRRD. Check what wrote the file."
        )
      }
    }
    self.fields = fields
    self.pairs = pairs
  }

  /// The text of a field; nil where the header lacks it.
  /// - Parameter name: as the format's definition spells it, with blanks or without.
  func field(_ name: String) -> String? { fields[Self.squeezed(name)] }

  /// The text of a field that no header can lack.
  func needed(_ name: String) throws -> String {
    guard let text = field(name), !text.isEmpty else {
      throw ReadError(code: .damaged, message: "the header has no field “\(name)”. Check what wrote the file.")
    }
    return text
  }

  /// The words of a field.
  func words(_ name: String) -> [String]? { field(name)?.split(whereSeparator: \.isWhitespace).map(String.init) }

  private static func checkSignature(_ line: [UInt8]) throws {
    let text = String(decoding: line.prefix(16), as: UTF8.self)
    guard line.starts(with: signature) else {
      throw ReadError(
        code: .notRecognised,
        message: line.isEmpty
          ? "the file is empty; check what wrote it."
          : "the file starts like no NRRD file; NRRD begins with NRRD0001 to NRRD0005. Check what wrote it.")
    }
    guard line.count == 8, let version = Int(text.dropFirst(4)), text.dropFirst(4).allSatisfy(\.isNumber) else {
      throw ReadError(code: .damaged, message: "the signature is “\(text)”; NRRD begins with NRRD0001 to NRRD0005.")
    }
    guard (1...5).contains(version) else {
      throw ReadError(
        code: .unsupported, message: "the file is of NRRD's version \(version); versions 1 to 5 are read.")
    }
  }

  private static func field(in line: String) -> (name: String, value: String)? {
    // By bytes: of a hundred thousand lines most are none.
    guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let rest = line[line.utf8.index(after: colon)...]
    guard rest.utf8.first != UInt8(ascii: "=") else { return nil }
    let name = squeezed(line[..<colon])
    guard known.contains(name) else { return nil }
    return (name, String(trimmed(rest)))
  }

  private static func pair(in line: String) -> (key: String, value: String)? {
    let key = line[...].prefix(upTo: ":=")
    guard key.endIndex < line.endIndex else { return nil }
    return (String(key), unescaped(line[key.endIndex...].dropFirst(2)))
  }

  /// A value writes its line feeds as `\n` and its backslashes as `\\`.
  private static func unescaped(_ text: Substring) -> String {
    guard text.contains("\\") else { return String(text) }
    var result = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        result += character == "n" ? "\n" : character == "\\" ? "\\" : "\\\(character)"
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return isEscaped ? result + "\\" : result
  }

  private static func squeezed(_ name: some StringProtocol) -> String {
    name.lowercased().filter { !$0.isWhitespace }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
