internal import Digest
internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Names for cases whose own are not stored: digests under a key that stays with the user (HMAC-SHA256, RFC 2104).
///
/// The same case has the same pseudonym in every run under one key, so that runs can be compared; who has a store and
/// not the key cannot find a name by trying names.
package struct Pseudonyms: Sendable {
  private let key: [UInt8]

  package init(key: [UInt8]) { self.key = key }

  /// The key of a file, which is made where there is none: 32 random bytes that only the owner may read.
  package init(keyFile: String) throws(StoreError) {
    let file = open(keyFile, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if file >= 0 {
      let key = (0..<32).map { _ in UInt8.random(in: 0...255) }
      let isWritten = key.withUnsafeBytes { write(file, $0.baseAddress, $0.count) == $0.count }
      guard close(file) == 0, isWritten else {
        unlink(keyFile)
        throw StoreError(
          .full, "\(keyFile): the key for pseudonyms cannot be written; check the space left on the disk.")
      }
      self.key = key
      return
    }
    guard let data = FileManager.default.contents(atPath: keyFile) else {
      throw StoreError(
        .unreachable,
        "\(keyFile): the key for pseudonyms can neither be read nor made; check the permissions of the file and its folder."
      )
    }
    guard data.count >= 32 else {
      throw StoreError(
        .damaged, "\(keyFile): the key for pseudonyms is cut off; remove the file, and pseudonyms will be new ones.")
    }
    key = Array(data)
  }

  /// `case-` and 16 hexadecimal digits.
  package func name(for caseName: String) -> String {
    func block(_ pad: UInt8) -> [UInt8] {
      let short = key.count > 64 ? Self.bytes(SHA256.of(key)) : key
      return (short + Array(repeating: 0, count: 64 - short.count)).map { $0 ^ pad }
    }
    let inner = Self.bytes(SHA256.of(block(0x36) + Array(caseName.utf8)))
    return "case-" + SHA256.of(block(0x5c) + inner).prefix(16)
  }

  private static func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.utf8.map { UInt8(Character(Unicode.Scalar($0)).hexDigitValue ?? 0) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
