import Digest
import Testing

@Suite struct SHA256Tests {
  /// The examples of FIPS 180-4 and of the NIST short-message vectors.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `published digests come out`(text: String, digest: String) { #expect(SHA256.of(text) == digest) }

  @Test func `a million bytes pass through many blocks`() {
    let digest = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(SHA256.of(String(repeating: "a", count: 1_000_000)) == digest)
  }

  /// Buffers of any length, whole blocks or not, give the digest of their bytes in a row, with the processor's own
  /// instructions and without.
  @Test(arguments: [1, 7, 63, 64, 65, 1000], [true, false])
  func `the pieces that bytes come in do not matter`(piece: Int, usesInstructions: Bool) {
    var hash = SHA256(usesInstructions: usesInstructions)
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    bytes.withUnsafeBytes { all in
      for start in stride(from: 0, to: all.count, by: piece) {
        hash.update(UnsafeRawBufferPointer(rebasing: all[start..<min(start + piece, all.count)]))
      }
    }
    #expect(hash.hexadecimal() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }
}
